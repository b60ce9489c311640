//! The director of the department manages subscribers under the chairman's delegation in Decision 5114/QĐ-UBND of 15/12/2020 (Bình Định Điều 3).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::OrganisationFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/delegate-not-named`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/delegate-not-named",
        question: Question::Delegate,
        cites: &[BINH_DINH_2021.article("3")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Việc ủy quyền quản lý thuê bao có văn bản còn hiệu lực?",
            "Is there a delegation in force for managing subscribers?",
        ),
        fails: Text::new(
            "Không có văn bản ủy quyền quản lý thuê bao còn hiệu lực",
            "There is no delegation in force for managing subscribers",
        ),
    },
    check: alike::delegate_named,
};
