//! The signature is made with the private key that matches the signer's certificate (restated; NĐ 68/2024 Điều 29(3)).
//!
//! Shown by the signature verifying with the certificate's public key over this very document.

use super::ND_68_2024;
use crate::Text;
use crate::facts::SignatureFacts;
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, government, verifies};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/key-does-not-match-certificate`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/key-does-not-match-certificate",
        question: Question::KeyMatchesCertificate,
        cites: &[ND_68_2024.article("29").clause("3")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Chữ ký số được tạo bằng khóa bí mật tương ứng với {certificate} của người ký?",
            en: "Was the signature made with the key of the signer's {certificate}?",
        },
        fails: Text {
            vi: "Chữ ký số không kiểm tra được bằng khóa công khai ghi trên {certificate} của người ký",
            en: "The signature does not verify with the public key in the signer's {certificate}",
        },
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    all([verifies(facts)])
}
