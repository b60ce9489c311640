//! Bodies of state agencies, political and socio-political organisations and public non-business units may hold government certificates; clause 3 leaves the list open to others connected with these signatures, which a person has to judge (restated; NĐ 68/2024 Điều 2(1), (3)).

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
use gov_ca_model::SubscriberClass;

/// `nd-68-2024/body-outside-scope`
pub static RULE: Rule<SubscriberFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/body-outside-scope",
        question: Question::BodyInScope,
        cites: &[
            ND_68_2024.article("2").clause("1"),
            ND_68_2024.article("2").clause("3"),
        ],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan, tổ chức thuộc đối tượng áp dụng?",
            "Is the body one the decree applies to?",
        ),
        fails: Text::new(
            "Cơ quan, tổ chức không thuộc đối tượng áp dụng",
            "The decree does not apply to the body",
        ),
    },
    check,
};

fn check(facts: &SubscriberFacts, _: &LawBook) -> Answer {
    only(
        facts.subscriber_class()? == SubscriberClass::Body,
        scope::OTHER_CLASS,
    )?;
    let kind = facts.body_kind()?;
    let evidence = Evidence::of(Fact::BodyKind, kind);
    Ok(if kind.is_named_by_the_decree() {
        Outcome::Satisfied(evidence)
    } else {
        Outcome::Review(evidence, scope::OPEN_LIST)
    })
}
