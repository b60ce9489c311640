//! > 4. Khóa bí mật và nội dung thông điệp dữ liệu chỉ gắn duy nhất với người ký khi người đó ký số thông điệp dữ liệu.
//!
//! Fourth condition of a secure signature in Tây Ninh (Quy chế Điều 10(4)), which no decree read here has: somebody attests it,
//! or a person judges.

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{attested, government};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/key-and-content-not-bound-to-signer`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/key-and-content-not-bound-to-signer",
        question: Question::SecureBoundToSigner,
        cites: &[TAY_NINH_2025.article("10").clause("4")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Khóa bí mật và nội dung thông điệp dữ liệu chỉ gắn duy nhất với người ký khi ký số?",
            en: "Were the private key and the content bound to the signer alone when signing?",
        },
        fails: Text {
            vi: "Khóa bí mật và nội dung thông điệp dữ liệu không chỉ gắn duy nhất với người ký khi ký số",
            en: "The private key and the content were not bound to the signer alone when signing",
        },
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    Ok(attested(Fact::UniqueLink, facts.unique_link, OPEN))
}

const OPEN: Text = Text {
    vi: "chưa có xác nhận khóa bí mật và nội dung thông điệp dữ liệu chỉ gắn duy nhất với người ký",
    en: "nobody has confirmed that key and content were bound to the signer alone",
};
