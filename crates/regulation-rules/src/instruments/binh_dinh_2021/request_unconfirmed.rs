//! The managing body reviews and confirms the writing and answers for the accuracy of what is asked (Bình Định Điều 11(2)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{Fact, RequestFacts};
use crate::instruments::conditions::yes;
use crate::instruments::{READ_ON, alike};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/request-unconfirmed`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/request-unconfirmed",
        question: Question::RequestConfirmed,
        cites: &[BINH_DINH_2021.article("11").clause("2")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan quản lý trực tiếp xác nhận văn bản và chịu trách nhiệm về tính chính xác?",
            "Did the managing body confirm the request and answer for its accuracy?",
        ),
        fails: Text::new(
            "Cơ quan quản lý trực tiếp chưa xác nhận văn bản đề nghị",
            "The managing body has not confirmed the request",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    let confirmed = facts.confirmed_by_managing_body();
    alike::confirmed(facts, yes(confirmed, Fact::ConfirmedByManagingBody))
}
