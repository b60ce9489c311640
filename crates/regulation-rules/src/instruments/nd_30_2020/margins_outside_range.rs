//! Margins are 20 to 25 mm at the top and bottom, 30 to 35 mm on the left, 15 to 20 mm on the right (restated; NĐ 30/2020 Phụ lục I).

use super::ND_30_2020;
use super::parameters::{MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP_BOTTOM};
use crate::Text;
use crate::evidence::SetBy;
use crate::facts::{DocumentFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, between};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/margins-outside-range`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/margins-outside-range",
        question: Question::Margins,
        cites: &[ND_30_2020.annex("I")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Should,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Lề trang trong khoảng quy định (trên, dưới 20–25 mm; trái 30–35 mm; phải 15–20 mm)?",
            "Are the margins within the ranges (top, bottom 20–25 mm; left 30–35 mm; right 15–20 mm)?",
        ),
        fails: Text::new(
            "Lề trang ngoài khoảng quy định",
            "A margin is outside its range",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    all([
        between(
            facts.margin_top(),
            Fact::MarginTop,
            MARGIN_TOP_BOTTOM,
            SetBy::Law,
        ),
        between(
            facts.margin_bottom(),
            Fact::MarginBottom,
            MARGIN_TOP_BOTTOM,
            SetBy::Law,
        ),
        between(
            facts.margin_left(),
            Fact::MarginLeft,
            MARGIN_LEFT,
            SetBy::Law,
        ),
        between(
            facts.margin_right(),
            Fact::MarginRight,
            MARGIN_RIGHT,
            SetBy::Law,
        ),
    ])
}
