//! For a collective certificate a decision gives the device to the person who works as clerk (An Giang Điều 13(4)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::DeviceFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/assignment-decision-missing`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/assignment-decision-missing",
        question: Question::ClerkAssigned,
        cites: &[AN_GIANG_39_2014.article("13").clause("4")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Có quyết định giao thiết bị của tập thể cho người làm văn thư?",
            "Is there a decision giving the collective device to the clerk?",
        ),
        fails: Text::new(
            "Không có quyết định giao thiết bị của tập thể cho người làm văn thư",
            "There is no decision giving the collective device to the clerk",
        ),
    },
    check: alike::custodian_assigned,
};
