//! The clerk hands seal and key device to another only with the authorised person's written permission and a record (restated; NĐ 30/2020 Điều 32(2)(b)).

use super::ND_30_2020;
use crate::Text;
use crate::facts::DeviceFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `nd-30-2020/device-handed-over-unrecorded`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/device-handed-over-unrecorded",
        question: Question::DeviceHandover,
        cites: &[ND_30_2020.article("32").clause("2").point("b")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị của cơ quan được giao người khác khi có văn bản cho phép và biên bản?",
            "Was the body's device handed over with written permission and a record?",
        ),
        fails: Text::new(
            "Thiết bị của cơ quan được giao người khác không có văn bản cho phép hoặc biên bản",
            "The body's device was handed over without written permission or record",
        ),
    },
    check: alike::custodian_change_recorded,
};
