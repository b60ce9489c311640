//! The IT officer receives and hands over certificates and devices of devices, services and software when assigned (Tây Ninh Điều 21(2)). It does not say that somebody has to be assigned: a warning.

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `tay-ninh-2025/system-device-without-custodian`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/system-device-without-custodian",
        question: Question::SystemCustodian,
        cites: &[TAY_NINH_2025.article("21").clause("2")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Should,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị lưu khóa của thiết bị, dịch vụ, phần mềm có nhân sự công nghệ thông tin tiếp nhận, có bàn giao?",
            "Has the key device of a system an IT officer as custodian, with a hand-over?",
        ),
        fails: Text::new(
            "Thiết bị lưu khóa của thiết bị, dịch vụ, phần mềm không có nhân sự công nghệ thông tin tiếp nhận hoặc không có bàn giao",
            "The key device of a system has no IT officer as custodian, or no hand-over",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.holder_class()? == SubscriberClass::DeviceServiceSoftware,
        scope::OTHER_CLASS,
    )?;
    all([
        yes(facts.it_custodian(), Fact::ItCustodian),
        yes(facts.handover_recorded(), Fact::HandoverRecorded),
    ])
}
