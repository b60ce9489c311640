//! A key device is handed to the very person or body that is to manage and use it (Bình Định Điều 5(2)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{DeviceEvent, DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/device-given-to-other`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/device-given-to-other",
        question: Question::DeviceGivenToOwn,
        cites: &[BINH_DINH_2021.article("5").clause("2")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị được bàn giao đúng đối tượng quản lý, sử dụng?",
            "Was the device handed to its own subscriber?",
        ),
        fails: Text::new(
            "Thiết bị được bàn giao không đúng đối tượng quản lý, sử dụng",
            "The device was handed to somebody else",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.device_event()? == DeviceEvent::HandedOver,
        scope::OTHER_EVENT,
    )?;
    all([yes(
        facts.given_to_own_subscriber(),
        Fact::GivenToOwnSubscriber,
    )])
}
