//! The body's device is given to another only with written consent; a change of custodian is a handing over with a record (Bình Định Điều 13(4)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{DeviceEvent, DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

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
