//! > 1. Chữ ký số được tạo ra trong thời gian chứng thư số có hiệu lực và kiểm tra được bằng khóa công khai ghi trên chứng
//! > thư số có hiệu lực đó.
//!
//! First condition of a secure signature in Tây Ninh (Quy chế Điều 10(1)). The regulation does not say what "effective" is;
//! it is read as in NĐ 68/2024 Điều 31(1)(a) and (c): within its period and active at the time of signing.

use super::TAY_NINH_2025;
use crate::Text;
use crate::evidence::Missing;
use crate::facts::SignatureFacts;
use crate::instruments::READ_ON;
use crate::instruments::conditions::{
    active_at_signing, all, made_within_validity, not_government, verifies,
};
use crate::rule::{Basis, Duty, Meta, Outcome, Question, Rule};

/// `tay-ninh-2025/made-without-effective-certificate`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/made-without-effective-certificate",
        question: Question::SecureMadeWhileEffective,
        cites: &[TAY_NINH_2025.article("10").clause("1")],
        force: TAY_NINH_2025.force,
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

fn check(facts: &SignatureFacts) -> Result<Outcome, Missing> {
    if let Some(outside) = not_government(facts.certificate_kind()?) {
        return Ok(outside);
    }
    all([
        verifies(facts),
        made_within_validity(facts),
        active_at_signing(facts),
    ])
}
