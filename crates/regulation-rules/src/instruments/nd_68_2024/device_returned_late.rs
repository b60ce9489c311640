//! Within five working days of receiving the notice of revocation the managing body collects the device and hands it to the CA, with a record on form 08 (NĐ 68/2024 Điều 20; known through another province's regulation).

use super::ND_68_2024;
use crate::Text;
use crate::facts::{DeviceEvent, DeviceFacts, Fact, Form};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{WORKING_DAYS, all, by, is, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/device-returned-late`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/device-returned-late",
        question: Question::DeviceReturnDeadline,
        cites: &[ND_68_2024.article("20")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị được thu hồi, bàn giao trong 05 ngày làm việc kể từ ngày nhận thông báo thu hồi và có biên bản theo Mẫu số 08?",
            "Was the device handed to the CA within 05 working days of the notice of revocation, with a record on form 08?",
        ),
        fails: Text::new(
            "Thiết bị được bàn giao quá 05 ngày làm việc kể từ ngày nhận thông báo thu hồi, hoặc không có biên bản theo Mẫu số 08",
            "The device was handed over later than 05 working days after the notice, or without a record on form 08",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, law: &LawBook) -> Answer {
    only(
        facts.device_event()? == DeviceEvent::Revoked,
        scope::OTHER_EVENT,
    )?;
    only(!facts.device_lost()?, scope::DEVICE_LOST)?;
    let limit = law.working_days_after(facts.revocation_notice_on()?, 5);
    all([
        by(facts.returned_on(), Fact::ReturnedOn, limit, WORKING_DAYS),
        yes(facts.return_recorded(), Fact::ReturnRecorded),
        is(facts.form(), Fact::Form, Form::nd_68(8)),
    ])
}
