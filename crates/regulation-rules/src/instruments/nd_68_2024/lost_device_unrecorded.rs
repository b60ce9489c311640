//! When the device to be returned is lost, the managing body makes a record confirming it on form 09 and sends it to the CA (NĐ 68/2024 Điều 20; known through another province's regulation).

use super::ND_68_2024;
use crate::Text;
use crate::facts::{DeviceEvent, DeviceFacts, Fact, Form};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, is, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/lost-device-unrecorded`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/lost-device-unrecorded",
        question: Question::LostDeviceRecord,
        cites: &[ND_68_2024.article("20")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị bị thất lạc có biên bản xác nhận theo Mẫu số 09?",
            "Is there a record of the lost device on form 09?",
        ),
        fails: Text::new(
            "Thiết bị bị thất lạc nhưng không có biên bản xác nhận theo Mẫu số 09",
            "The device is lost and there is no record on form 09",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.device_event()? == DeviceEvent::Revoked,
        scope::OTHER_EVENT,
    )?;
    only(facts.device_lost()?, scope::DEVICE_NOT_LOST)?;
    all([
        yes(facts.loss_recorded(), Fact::LossRecorded),
        is(facts.form(), Fact::Form, Form::nd_68(9)),
    ])
}
