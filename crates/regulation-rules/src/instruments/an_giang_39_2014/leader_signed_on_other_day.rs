//! The authorised person signs on the day of issue (An Giang Điều 8(1)(b), second dash).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{Fact, PackageFacts, SigningRoute};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, on, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/leader-signed-on-other-day`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/leader-signed-on-other-day",
        question: Question::LeaderSigningDay,
        cites: &[AN_GIANG_39_2014.article("8").clause("1").point("b").dash(2)],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Người có thẩm quyền ký số đúng ngày ban hành văn bản?",
            "Did the authorised person sign on the day of issue?",
        ),
        fails: Text::new(
            "Người có thẩm quyền ký số không đúng ngày ban hành văn bản",
            "The authorised person signed on another day than that of issue",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.signing_route()? == SigningRoute::Personal,
        scope::OTHER_ROUTE,
    )?;
    all([on(
        facts.authorised_signed_on(),
        Fact::AuthorisedSignedOn,
        facts.dated_on()?,
    )])
}
