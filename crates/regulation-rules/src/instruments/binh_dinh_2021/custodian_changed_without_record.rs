//! The body's device is given to another only with written consent; a change of custodian is a handing over with a record (Bình Định Điều 13(4)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::DeviceFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/custodian-changed-without-record`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/custodian-changed-without-record",
        question: Question::DeviceHandover,
        cites: &[BINH_DINH_2021.article("13").clause("4")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &["nd-30-2020/device-handed-over-unrecorded"],
        asks: Text::new(
            "Thay đổi người quản lý thiết bị có văn bản đồng ý và biên bản bàn giao?",
            "Was the change of custodian agreed in writing and recorded?",
        ),
        fails: Text::new(
            "Thay đổi người quản lý thiết bị không có văn bản đồng ý hoặc biên bản bàn giao",
            "The change of custodian was not agreed in writing or not recorded",
        ),
    },
    check: alike::custodian_change_recorded,
};
