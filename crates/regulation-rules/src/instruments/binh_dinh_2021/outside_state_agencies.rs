//! The regulation applies to the province's state agencies and the people in them, and not to Party bodies (Bình Định Điều 1(2)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Fact, SubscriberFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::only;
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

/// `binh-dinh-2021/outside-state-agencies`
pub static RULE: Rule<SubscriberFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/outside-state-agencies",
        question: Question::WithinRegulationScope,
        cites: &[
            BINH_DINH_2021.article("1").clause("2").point("a"),
            BINH_DINH_2021.article("1").clause("2").point("b"),
            BINH_DINH_2021.article("1").clause("2").point("c"),
        ],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan, cá nhân thuộc các cơ quan nhà nước của tỉnh, không phải cơ quan Đảng?",
            "Is it of the province's state agencies, and no Party body?",
        ),
        fails: Text::new("Không thuộc đối tượng áp dụng", "Outside the regulation"),
    },
    check,
};

fn check(facts: &SubscriberFacts, _: &LawBook) -> Answer {
    only(facts.in_scope()?, scope::OUT_OF_SCOPE)?;
    only(!facts.party_body()?, scope::PARTY_BODY)?;
    Ok(Outcome::Satisfied(
        Evidence::of(Fact::InScope, true).and(Evidence::of(Fact::PartyBody, false)),
    ))
}
