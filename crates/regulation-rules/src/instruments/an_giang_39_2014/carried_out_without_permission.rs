//! A device is used outside the premises only with the permission of the head (An Giang Điều 13(3)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{DeviceEvent, DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/carried-out-without-permission`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/carried-out-without-permission",
        question: Question::DeviceCarriedOut,
        cites: &[AN_GIANG_39_2014.article("13").clause("3")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị được mang ra ngoài trụ sở khi có phép của thủ trưởng?",
            "Was the device taken outside with the head's permission?",
        ),
        fails: Text::new(
            "Thiết bị được mang ra ngoài trụ sở không có phép của thủ trưởng",
            "The device was taken outside without the head's permission",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.device_event()? == DeviceEvent::CarriedOut,
        scope::OTHER_EVENT,
    )?;
    all([yes(facts.head_permission(), Fact::HeadPermission)])
}
