//! The signature is made with the private key that matches the signer's certificate (restated; NĐ 68/2024 Điều 29(3)).
//!
//! Shown by the signature verifying with the certificate's public key over this very document.

use super::ND_68_2024;
use crate::Text;
use crate::evidence::Missing;
use crate::facts::SignatureFacts;
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, not_government, verifies};
use crate::rule::{Basis, Duty, Meta, Outcome, Question, Rule};

/// `nd-68-2024/key-does-not-match-certificate`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/key-does-not-match-certificate",
        question: Question::KeyMatchesCertificate,
        cites: &[ND_68_2024.article("29").clause("3")],
        force: ND_68_2024.force,
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

fn check(facts: &SignatureFacts) -> Result<Outcome, Missing> {
    if let Some(outside) = not_government(facts.certificate_kind()?) {
        return Ok(outside);
    }
    all([verifies(facts)])
}
