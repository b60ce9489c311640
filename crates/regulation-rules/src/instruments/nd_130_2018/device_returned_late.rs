//! Within five working days of the revocation of the certificate the managing body collects the device and hands it over, with a record (restated; NĐ 130/2018 Điều 71(3)).

use super::ND_130_2018;
use crate::Text;
use crate::facts::{DeviceEvent, DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{WORKING_DAYS, all, by, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-130-2018/device-returned-late`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "nd-130-2018/device-returned-late",
        question: Question::DeviceReturnDeadline,
        cites: &[
            ND_130_2018.article("71").clause("3").point("a"),
            ND_130_2018.article("71").clause("3").point("b"),
        ],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị được thu hồi, bàn giao trong 05 ngày làm việc kể từ khi thu hồi chứng thư số và có biên bản?",
            "Was the device collected and handed over within 05 working days of the revocation, with a record?",
        ),
        fails: Text::new(
            "Thiết bị được bàn giao quá 05 ngày làm việc kể từ khi thu hồi chứng thư số, hoặc không có biên bản",
            "The device was handed over later than 05 working days after the revocation, or without a record",
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
    let limit = law.working_days_after(facts.revoked_on()?, 5);
    all([
        by(facts.returned_on(), Fact::ReturnedOn, limit, WORKING_DAYS),
        yes(facts.return_recorded(), Fact::ReturnRecorded),
    ])
}
