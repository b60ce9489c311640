//! A new certificate for a person: a cadre, civil servant or public employee of a Party or State body who needs electronic transactions, with a written request confirmed by the head of the directly managing body (restated; NĐ 130/2018 Điều 60(1)).

use super::ND_130_2018;
use crate::Text;
use crate::facts::{AskedFor, Fact, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, one_of, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::{PersonKind, SubscriberClass};

/// `nd-130-2018/person-not-entitled`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-130-2018/person-not-entitled",
        question: Question::PersonEntitled,
        cites: &[
            ND_130_2018.article("60").clause("1").point("a"),
            ND_130_2018.article("60").clause("1").point("b"),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cá nhân đủ điều kiện được cấp mới {certificate}?",
            "Is the person entitled to a new {certificate}?",
        ),
        fails: Text::new(
            "Cá nhân chưa đủ điều kiện cấp mới {certificate}",
            "The person is not entitled to a new {certificate}",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(facts.asked_for()? == AskedFor::Issue, scope::OTHER_REQUEST)?;
    only(
        facts.subscriber_class()? == SubscriberClass::Individual,
        scope::OTHER_CLASS,
    )?;
    all([
        one_of(
            facts.person_kind(),
            Fact::PersonKind,
            &[
                PersonKind::CivilServant,
                PersonKind::Cadre,
                PersonKind::PublicEmployee,
            ],
        ),
        yes(facts.needs_transactions(), Fact::NeedsTransactions),
        yes(facts.written(), Fact::Written),
        yes(
            facts.confirmed_by_managing_head(),
            Fact::ConfirmedByManagingHead,
        ),
    ])
}
