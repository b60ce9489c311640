//! Cadres, civil servants, public employees, people in the armed forces and in cipher organisations may hold government certificates; clause 3 leaves the list open (restated; NĐ 68/2024 Điều 2(2), (3)).

use super::ND_68_2024;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Fact, SubscriberFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::only;
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};
use gov_ca_model::{PersonKind, SubscriberClass};

/// `nd-68-2024/person-outside-scope`
pub static RULE: Rule<SubscriberFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/person-outside-scope",
        question: Question::PersonInScope,
        cites: &[
            ND_68_2024.article("2").clause("2"),
            ND_68_2024.article("2").clause("3"),
        ],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cá nhân thuộc đối tượng áp dụng?",
            "Is the person one the decree applies to?",
        ),
        fails: Text::new(
            "Cá nhân không thuộc đối tượng áp dụng",
            "The decree does not apply to the person",
        ),
    },
    check,
};

fn check(facts: &SubscriberFacts, _: &LawBook) -> Answer {
    only(
        facts.subscriber_class()? == SubscriberClass::Individual,
        scope::OTHER_CLASS,
    )?;
    let kind = facts.person_kind()?;
    let evidence = Evidence::of(Fact::PersonKind, kind);
    Ok(if kind == PersonKind::Other {
        Outcome::Review(evidence, scope::OPEN_LIST)
    } else {
        Outcome::Satisfied(evidence)
    })
}
