//! > 1. Chữ ký số được tạo ra trong thời gian chứng thư số có hiệu lực và kiểm tra được bằng khóa công khai ghi trên chứng
//! > thư số có hiệu lực đó.
//!
//! First condition of a secure signature in Tây Ninh (Quy chế Điều 10(1)). The regulation does not say what "effective" is;
//! it is read as in NĐ 68/2024 Điều 31(1)(a) and (c): within its period and active at the time of signing.

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::SignatureFacts;
use crate::instruments::READ_ON;
use crate::instruments::conditions::{
    active_at_signing, all, government, made_within_validity, verifies,
};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/made-without-effective-certificate`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/made-without-effective-certificate",
        question: Question::SecureMadeWhileEffective,
        cites: &[TAY_NINH_2025.article("10").clause("1")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Chữ ký số được tạo ra trong thời gian {certificate} có hiệu lực và kiểm tra được bằng khóa công khai ghi trên {certificate} đó?",
            en: "Was the signature made while the {certificate} was effective, and does it verify with its public key?",
        },
        fails: Text {
            vi: "Chữ ký số không được tạo ra trong thời gian {certificate} có hiệu lực, hoặc không kiểm tra được bằng khóa công khai ghi trên {certificate} đó",
            en: "The signature was not made while the {certificate} was effective, or does not verify with its public key",
        },
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    all([
        verifies(facts),
        made_within_validity(facts),
        active_at_signing(facts),
    ])
}
