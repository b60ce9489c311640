//! > 3. Khóa bí mật chỉ thuộc sự kiểm soát của người ký tại thời điểm ký.
//!
//! Third condition of a secure signature in Tây Ninh (Quy chế Điều 10(3)): somebody attests it, or a person judges.

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{attested, government};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/key-not-under-sole-control`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/key-not-under-sole-control",
        question: Question::SecureSoleControl,
        cites: &[TAY_NINH_2025.article("10").clause("3")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Khóa bí mật chỉ thuộc sự kiểm soát của người ký tại thời điểm ký?",
            en: "Was the private key under the signer's sole control at signing?",
        },
        fails: Text {
            vi: "Khóa bí mật không chỉ thuộc sự kiểm soát của người ký tại thời điểm ký",
            en: "The private key was not under the signer's sole control at signing",
        },
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    Ok(attested(Fact::SoleControl, facts.sole_control, OPEN))
}

const OPEN: Text = Text {
    vi: "chưa có xác nhận khóa bí mật chỉ thuộc sự kiểm soát của người ký tại thời điểm ký",
    en: "nobody has confirmed that the private key was under the signer's sole control at signing",
};
