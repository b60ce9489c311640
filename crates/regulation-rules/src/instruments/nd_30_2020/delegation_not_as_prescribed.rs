//! Signing under sub-delegation (TUQ.) needs a delegation in writing, limited in time and content and in force; the delegate heads a unit of the body, does not delegate further, and signs in the delegating body's form and seal (restated; NĐ 30/2020 Điều 13(3)).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{Fact, PackageFacts, TitlePrefix};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, no, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/delegation-not-as-prescribed`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/delegation-not-as-prescribed",
        question: Question::DelegationToSign,
        cites: &[ND_30_2020.article("13").clause("3")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Ký thừa ủy quyền (TUQ.) đúng điều kiện?",
            "Are the conditions of signing under sub-delegation (TUQ.) met?",
        ),
        fails: Text::new(
            "Ký thừa ủy quyền (TUQ.) không đúng điều kiện",
            "The conditions of signing under sub-delegation (TUQ.) are not met",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.title_prefix()? == TitlePrefix::Tuq,
        scope::OTHER_PREFIX,
    )?;
    all([
        yes(facts.delegation_written(), Fact::DelegationWritten),
        yes(facts.delegation_in_force(), Fact::DelegationInForce),
        no(facts.delegated_further(), Fact::DelegatedFurther),
        yes(facts.delegate_heads_unit(), Fact::DelegateHeadsUnit),
        yes(
            facts.form_and_seal_of_delegator(),
            Fact::FormAndSealOfDelegator,
        ),
    ])
}
