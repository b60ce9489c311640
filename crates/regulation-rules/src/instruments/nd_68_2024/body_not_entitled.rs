//! A new certificate for a body: it has legal personality under Điều 2; an establishment decision or the confirmation of the head of its immediate superior; and the directly managing body asks in writing (restated; NĐ 68/2024 Điều 10(2)).

use super::ND_68_2024;
use crate::Text;
use crate::facts::{AskedFor, Fact, Party, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, any, is, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `nd-68-2024/body-not-entitled`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/body-not-entitled",
        question: Question::BodyEntitled,
        cites: &[
            ND_68_2024.article("10").clause("2").point("a"),
            ND_68_2024.article("10").clause("2").point("b"),
            ND_68_2024.article("10").clause("2").point("c"),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan, tổ chức đủ điều kiện được cấp mới {certificate}?",
            "Is the body entitled to a new {certificate}?",
        ),
        fails: Text::new(
            "Cơ quan, tổ chức chưa đủ điều kiện cấp mới {certificate}",
            "The body is not entitled to a new {certificate}",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(facts.asked_for()? == AskedFor::Issue, scope::OTHER_REQUEST)?;
    only(
        facts.subscriber_class()? == SubscriberClass::Body,
        scope::OTHER_CLASS,
    )?;
    all([
        yes(facts.of_listed_body(), Fact::OfListedBody),
        yes(facts.legal_person(), Fact::LegalPerson),
        any([
            yes(facts.establishment_decision(), Fact::EstablishmentDecision),
            yes(facts.superior_head_confirmed(), Fact::SuperiorHeadConfirmed),
        ]),
        yes(facts.written(), Fact::Written),
        is(facts.sender(), Fact::Sender, Party::ManagingBody),
    ])
}
