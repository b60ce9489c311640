//! The chairman of the provincial People's Committee delegates the management of subscribers to the director of the Department of Information and Communications (An Giang Điều 6).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::OrganisationFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/delegate-not-named`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/delegate-not-named",
        question: Question::Delegate,
        cites: &[AN_GIANG_39_2014.article("6")],
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
