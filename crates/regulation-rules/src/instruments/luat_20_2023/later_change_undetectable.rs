//! Any change to the message after signing can be detected (restated; Luật 20/2023/QH15 Điều 22(3)(d)).
//!
//! How a program sees this is our reading: the signature covers the whole of what was signed, with a digest in which nobody
//! can make two contents look alike. With an older digest the answer is left to a person. A document that *was* changed and
//! whose change was detected fulfils this clause; that it was changed is told by the check of the signature itself.

use super::LUAT_20_2023;
use gov_ca_model::CertificateKind;

use crate::Text;
use crate::evidence::{Evidence, Missing, SetBy};
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::rule::{Basis, Duty, Meta, Outcome, Question, Rule};

/// `luat-20-2023/later-change-undetectable`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "luat-20-2023/later-change-undetectable",
        question: Question::LaterChangeDetectable,
        cites: &[LUAT_20_2023.article("22").clause("3").point("d")],
        force: LUAT_20_2023.force,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Mọi thay đổi nội dung sau khi ký số đều phát hiện được?",
            en: "Can any change after signing be detected?",
        },
        fails: Text {
            vi: "Thay đổi nội dung sau khi ký số có thể không phát hiện được: chữ ký số không bao trùm toàn bộ nội dung đã ký",
            en: "A change after signing may go undetected: the signature does not cover all that was signed",
        },
    },
    check,
};

fn check(facts: &SignatureFacts) -> Result<Outcome, Missing> {
    // Điều 22(3) is about digital signatures; clause 2, on the specialised electronic one, has not been read
    if facts.certificate_kind == Some(CertificateKind::Specialised) {
        return Ok(Outcome::NotApplicable(SPECIALISED));
    }
    let covers = facts.covers_entire_revision()?;
    let evidence = Evidence::of(Fact::CoversEntireRevision, covers).against(true, OURS);
    if !covers {
        return Ok(Outcome::Violated(evidence));
    }
    let strong = facts.digest_resists_collisions()?;
    let evidence =
        evidence.and(Evidence::of(Fact::DigestResistsCollisions, strong).against(true, OURS));
    Ok(if strong {
        Outcome::Satisfied(evidence)
    } else {
        Outcome::Review(evidence, WEAK)
    })
}

const OURS: SetBy = SetBy::Ours(Text {
    vi: "cách kiểm tra của chương trình",
    en: "our way of checking",
});

const SPECIALISED: Text = Text {
    vi: "chữ ký điện tử chuyên dùng; khoản 3 Điều 22 quy định về chữ ký số",
    en: "a specialised electronic signature; clause 3 of Article 22 is about digital signatures",
};

const WEAK: Text = Text {
    vi: "thuật toán băm cũ, có thể tạo hai nội dung khác nhau có cùng giá trị băm",
    en: "older digest algorithm: two contents with the same digest can be made",
};
