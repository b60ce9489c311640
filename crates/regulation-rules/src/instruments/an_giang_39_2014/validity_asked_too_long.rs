//! The validity asked for on form 01 is at most five years from issue (An Giang form 01).

use super::AN_GIANG_39_2014;
use super::parameters::YEARS_ASKED_MAX;
use crate::Text;
use crate::evidence::SetBy;
use crate::facts::{AskedFor, Fact, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, at_most, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `an-giang-39-2014/validity-asked-too-long`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/validity-asked-too-long",
        question: Question::ValidityAsked,
        cites: &[AN_GIANG_39_2014.form("01")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thời hạn đề nghị không quá 05 năm?",
            "Is the validity asked for at most 05 years?",
        ),
        fails: Text::new(
            "Thời hạn đề nghị vượt quá 05 năm",
            "The validity asked for exceeds 05 years",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(
        matches!(facts.asked_for()?, AskedFor::Issue | AskedFor::Reissue),
        scope::OTHER_REQUEST,
    )?;
    only(
        facts.subscriber_class()? == SubscriberClass::Body,
        scope::OTHER_CLASS,
    )?;
    all([at_most(
        facts.years_asked(),
        Fact::YearsAsked,
        YEARS_ASKED_MAX,
        SetBy::Law,
    )])
}
