//! The clerk hands seal and key device to another only with the authorised person's written permission and a record (restated; NĐ 30/2020 Điều 32(2)(b)).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{DeviceEvent, DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

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
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.holder_class()? == SubscriberClass::Body,
        scope::OTHER_CLASS,
    )?;
    only(
        facts.device_event()? == DeviceEvent::CustodianChanged,
        scope::OTHER_EVENT,
    )?;
    all([
        yes(facts.written_permission(), Fact::WrittenPermission),
        yes(facts.handover_recorded(), Fact::HandoverRecorded),
    ])
}
