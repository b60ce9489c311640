//! The clerk signs on the day of issue (An Giang Điều 8(1)(a), second dash).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{Fact, PackageFacts, SigningRoute};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, on, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/clerk-signed-on-other-day`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/clerk-signed-on-other-day",
        question: Question::ClerkSigningDay,
        cites: &[AN_GIANG_39_2014.article("8").clause("1").point("a").dash(2)],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn thư ký số đúng ngày ban hành văn bản?",
            "Did the clerk sign on the day of issue?",
        ),
        fails: Text::new(
            "Văn thư ký số không đúng ngày ban hành văn bản",
            "The clerk signed on another day than that of issue",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.signing_route()? == SigningRoute::Collective,
        scope::OTHER_ROUTE,
    )?;
    all([on(
        facts.agency_signed_on(),
        Fact::AgencySignedOn,
        facts.dated_on()?,
    )])
}
