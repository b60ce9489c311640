//! A time-stamp is made as a digital signature, and its time is when the time-stamp service received the message (restated; Luật 20/2023 Điều 31).

use super::LUAT_20_2023;
use crate::Text;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `luat-20-2023/timestamp-not-as-law-says`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "luat-20-2023/timestamp-not-as-law-says",
        question: Question::TimestampNature,
        cites: &[LUAT_20_2023.article("31")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Dấu thời gian được tạo ra dưới dạng chữ ký số, ghi thời gian dịch vụ nhận được thông điệp dữ liệu?",
            "Is the time-stamp a digital signature with the time of receipt by the service?",
        ),
        fails: Text::new(
            "Dấu thời gian không phải chữ ký số kiểm tra được, hoặc không ghi thời gian dịch vụ nhận thông điệp",
            "The time-stamp is no verifiable digital signature, or its time is not the time of receipt",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    only(facts.has_timestamp()?, scope::NO_TIMESTAMP)?;
    all([
        yes(facts.timestamp_signed(), Fact::TimestampSigned),
        yes(
            facts.timestamp_time_of_receipt(),
            Fact::TimestampTimeOfReceipt,
        ),
    ])
}
