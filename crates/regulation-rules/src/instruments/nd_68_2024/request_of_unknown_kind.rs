//! There are five kinds of request: new issue, renewal, change of information, revocation, recovery of a device (restated; NĐ 68/2024 Điều 3(7)).

use super::ND_68_2024;
use crate::Text;
use crate::facts::{AskedFor, Fact, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, one_of};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/request-of-unknown-kind`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/request-of-unknown-kind",
        question: Question::RequestKind,
        cites: &[ND_68_2024.article("3").clause("7")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Yêu cầu thuộc một trong năm loại yêu cầu chứng thực?",
            "Is it one of the five kinds of request?",
        ),
        fails: Text::new(
            "Yêu cầu không thuộc loại yêu cầu chứng thực nào của Nghị định",
            "The request is of no kind the decree knows",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    all([one_of(
        facts.asked_for(),
        Fact::AskedFor,
        &[
            AskedFor::Issue,
            AskedFor::Renew,
            AskedFor::ChangeInformation,
            AskedFor::Revoke,
            AskedFor::RecoverDevice,
        ],
    )])
}
