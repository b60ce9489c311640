//! The regulation applies to bodies and persons of the political system in the province: Party, front and unions too (An Giang Điều 1, 2).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::SubscriberFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/outside-political-system`
pub static RULE: Rule<SubscriberFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/outside-political-system",
        question: Question::WithinRegulationScope,
        cites: &[AN_GIANG_39_2014.article("1"), AN_GIANG_39_2014.article("2")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan, tổ chức, cá nhân thuộc hệ thống chính trị trên địa bàn tỉnh?",
            "Is it of the political system of the province?",
        ),
        fails: Text::new(
            "Không thuộc hệ thống chính trị trên địa bàn tỉnh",
            "Not of the political system of the province",
        ),
    },
    check: alike::in_scope,
};
