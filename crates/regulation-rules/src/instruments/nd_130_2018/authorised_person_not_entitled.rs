//! A new certificate for a person authorised under the law on seals or holding a state title in a Party or State body: the person needs electronic transactions, and the head of the directly managing body confirmed the written request (restated; NĐ 130/2018 Điều 60(2)).

use super::ND_130_2018;
use crate::Text;
use crate::facts::{AskedFor, Fact, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `nd-130-2018/authorised-person-not-entitled`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-130-2018/authorised-person-not-entitled",
        question: Question::AuthorisedPersonEntitled,
        cites: &[ND_130_2018.article("60").clause("2")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Người có thẩm quyền, người có chức danh nhà nước đủ điều kiện được cấp mới {certificate}?",
            "Is the authorised person or title holder entitled to a new {certificate}?",
        ),
        fails: Text::new(
            "Người có thẩm quyền, người có chức danh nhà nước chưa đủ điều kiện cấp mới {certificate}",
            "The authorised person or title holder is not entitled to a new {certificate}",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(facts.asked_for()? == AskedFor::Issue, scope::OTHER_REQUEST)?;
    only(
        facts.subscriber_class()? == SubscriberClass::AuthorisedPerson,
        scope::OTHER_CLASS,
    )?;
    all([
        yes(facts.title_holder(), Fact::TitleHolder),
        yes(facts.needs_transactions(), Fact::NeedsTransactions),
        yes(facts.written(), Fact::Written),
        yes(
            facts.confirmed_by_managing_head(),
            Fact::ConfirmedByManagingHead,
        ),
    ])
}
