//! First condition of a secure signature: made while the certificate is effective, and verifiable with the public key in it
//! (restated; NĐ 130/2018 Điều 9(1)). Effective means: not expired, not suspended, not revoked (Điều 3(8)).

use super::ND_130_2018;
use crate::Text;
use crate::facts::SignatureFacts;
use crate::instruments::READ_ON;
use crate::instruments::conditions::{active_at_signing, all, made_within_validity, verifies};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-130-2018/made-without-effective-certificate`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "nd-130-2018/made-without-effective-certificate",
        question: Question::SecureMadeWhileEffective,
        cites: &[
            ND_130_2018.article("9").clause("1"),
            ND_130_2018.article("3").clause("8"),
        ],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Chữ ký số được tạo trong thời gian {certificate} có hiệu lực và kiểm tra được bằng khóa công khai ghi trên {certificate} đó?",
            en: "Was the signature made while the {certificate} was effective, and does it verify with its public key?",
        },
        fails: Text {
            vi: "Chữ ký số không được tạo trong thời gian {certificate} có hiệu lực, hoặc không kiểm tra được bằng khóa công khai ghi trên {certificate} đó",
            en: "The signature was not made while the {certificate} was effective, or does not verify with its public key",
        },
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    all([
        verifies(facts),
        made_within_validity(facts),
        active_at_signing(facts),
    ])
}
