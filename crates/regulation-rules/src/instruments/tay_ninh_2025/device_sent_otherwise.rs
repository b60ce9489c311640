//! Devices travel in person, through a cipher organisation, or by the public postal service (Tây Ninh Điều 8(2)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{Channel, DeviceEvent, DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, one_of, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/device-sent-otherwise`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/device-sent-otherwise",
        question: Question::DeviceTransport,
        cites: &[TAY_NINH_2025.article("8").clause("2")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị được gửi, nhận trực tiếp, qua tổ chức cơ yếu hoặc bưu chính công ích?",
            "Did the device travel in person, by a cipher organisation or by public post?",
        ),
        fails: Text::new(
            "Thiết bị được gửi, nhận bằng phương thức khác",
            "The device travelled otherwise",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.device_event()? == DeviceEvent::Sent,
        scope::OTHER_EVENT,
    )?;
    all([one_of(
        facts.channel(),
        Fact::Channel,
        &[
            Channel::InPerson,
            Channel::CipherOrganisation,
            Channel::PublicPost,
        ],
    )])
}
