//! The directly managing body has legal personality and a seal of its own (restated; NĐ 68/2024 Điều 3(6)).

use super::ND_68_2024;
use crate::Text;
use crate::facts::{Fact, Party, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/managing-body-without-own-seal`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/managing-body-without-own-seal",
        question: Question::ManagingBodyQualified,
        cites: &[ND_68_2024.article("3").clause("6")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan, tổ chức quản lý trực tiếp có tư cách pháp nhân và con dấu riêng?",
            "Has the directly managing body legal personality and a seal of its own?",
        ),
        fails: Text::new(
            "Cơ quan, tổ chức quản lý trực tiếp không có tư cách pháp nhân hoặc con dấu riêng",
            "The directly managing body has no legal personality or no seal of its own",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    // Điều 17(1)(c): these ask by themselves
    only(
        !matches!(facts.sender, Some(Party::Police | Party::ProcedureBody)),
        scope::OTHER_SENDER,
    )?;
    all([
        yes(
            facts.managing_body_is_legal_person(),
            Fact::ManagingBodyIsLegalPerson,
        ),
        yes(facts.managing_body_has_seal(), Fact::ManagingBodyHasSeal),
    ])
}
