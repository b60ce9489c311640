//! The regulation applies to the province's state agencies and public units and to the people who work in them (Tây Ninh Điều 2; its dashes are cited elsewhere in the text as clauses).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::SubscriberFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

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
    check: alike::in_scope,
};
