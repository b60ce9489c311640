//! The regulation applies to the province's state agencies and public units and to the people who work in them (Tây Ninh Điều 2; its dashes are cited elsewhere in the text as clauses).

use super::TAY_NINH_2025;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Fact, SubscriberFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::only;
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

/// `tay-ninh-2025/outside-state-agencies`
pub static RULE: Rule<SubscriberFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/outside-state-agencies",
        question: Question::WithinRegulationScope,
        cites: &[
            TAY_NINH_2025.article("2"),
            TAY_NINH_2025.article("2").dash(1),
            TAY_NINH_2025.article("2").dash(2),
            TAY_NINH_2025.article("2").dash(3),
            TAY_NINH_2025.article("2").dash(4),
            TAY_NINH_2025.article("2").dash(5),
        ],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan, cá nhân thuộc cơ quan nhà nước trên địa bàn tỉnh?",
            "Is it of the province's state agencies?",
        ),
        fails: Text::new("Không thuộc đối tượng áp dụng", "Outside the regulation"),
    },
    check,
};

fn check(facts: &SubscriberFacts, _: &LawBook) -> Answer {
    only(facts.in_scope()?, scope::OUT_OF_SCOPE)?;
    Ok(Outcome::Satisfied(Evidence::of(Fact::InScope, true)))
}
