//! Who asks for a certificate is of the political system of the province and takes on the subscriber's duties of Điều 13 (An Giang Điều 10(1)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{AskedFor, Fact, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/applicant-not-entitled`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/applicant-not-entitled",
        question: Question::ApplicantEntitled,
        cites: &[
            AN_GIANG_39_2014.article("10").clause("1").point("a"),
            AN_GIANG_39_2014.article("10").clause("1").point("b"),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thuê bao thuộc hệ thống chính trị và thực hiện nghĩa vụ của thuê bao?",
            "Is the applicant of the political system, and does it accept the duties?",
        ),
        fails: Text::new(
            "Thuê bao không thuộc hệ thống chính trị hoặc không nhận nghĩa vụ của thuê bao",
            "The applicant is not of the political system, or does not accept the duties",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(
        matches!(facts.asked_for()?, AskedFor::Issue | AskedFor::Reissue),
        scope::OTHER_REQUEST,
    )?;
    all([
        yes(facts.in_scope(), Fact::InScope),
        yes(facts.obligations_accepted(), Fact::ObligationsAccepted),
    ])
}
