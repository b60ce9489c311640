//! The head of the body answers for the accuracy of the subscribers' information in a request (Tây Ninh Điều 18(1)(đ)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{Fact, RequestFacts};
use crate::instruments::conditions::yes;
use crate::instruments::{READ_ON, alike};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/information-unconfirmed`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/information-unconfirmed",
        question: Question::RequestConfirmed,
        cites: &[TAY_NINH_2025.article("18").clause("1").point("đ")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thủ trưởng cơ quan chịu trách nhiệm, xác nhận tính chính xác của thông tin thuê bao?",
            "Does the head answer for the accuracy of the information?",
        ),
        fails: Text::new(
            "Thông tin thuê bao chưa được thủ trưởng cơ quan xác nhận",
            "The head has not confirmed the information",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    let confirmed = facts.confirmed_by_managing_head();
    alike::confirmed(facts, yes(confirmed, Fact::ConfirmedByManagingHead))
}
