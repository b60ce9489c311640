//! The Department of Science and Technology acts under a decision of the provincial People's Committee (Tây Ninh Điều 7(2)(a)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::OrganisationFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/delegate-not-named`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/delegate-not-named",
        question: Question::Delegate,
        cites: &[TAY_NINH_2025.article("7").clause("2").point("a")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Việc ủy quyền cho Sở Khoa học và Công nghệ có quyết định còn hiệu lực?",
            "Is there a decision in force that delegates to the department?",
        ),
        fails: Text::new(
            "Không có quyết định ủy quyền cho Sở Khoa học và Công nghệ còn hiệu lực",
            "There is no decision in force that delegates to the department",
        ),
    },
    check: alike::delegate_named,
};
