//! Key devices are managed as state secrets of the level “Mật” (Bình Định Điều 5(3)): of all subscribers.

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{DeviceFacts, Fact, SecrecyLevel};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, one_of};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/secrecy-level-too-low`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/secrecy-level-too-low",
        question: Question::DeviceSecrecyLevel,
        cites: &[BINH_DINH_2021.article("5").clause("3")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị được quản lý ở cấp độ “Mật”?",
            "Is the device managed at the level “Mật”?",
        ),
        fails: Text::new(
            "Thiết bị chưa được quản lý ở cấp độ “Mật”",
            "The device is not managed at the level “Mật”",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    all([one_of(
        facts.secrecy_level(),
        Fact::SecrecyLevel,
        &[
            SecrecyLevel::Confidential,
            SecrecyLevel::Secret,
            SecrecyLevel::TopSecret,
        ],
    )])
}
