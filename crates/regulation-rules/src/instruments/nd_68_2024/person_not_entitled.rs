//! A new certificate for a person: the person belongs to a body of Điều 2, needs electronic transactions, and the directly managing body asks in writing (restated; NĐ 68/2024 Điều 10(1)).

use super::ND_68_2024;
use crate::Text;
use crate::facts::{AskedFor, Fact, Party, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, is, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `nd-68-2024/person-not-entitled`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/person-not-entitled",
        question: Question::PersonEntitled,
        cites: &[
            ND_68_2024.article("10").clause("1").point("a"),
            ND_68_2024.article("10").clause("1").point("b"),
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
        yes(facts.of_listed_body(), Fact::OfListedBody),
        yes(facts.needs_transactions(), Fact::NeedsTransactions),
        yes(facts.written(), Fact::Written),
        is(facts.sender(), Fact::Sender, Party::ManagingBody),
    ])
}
