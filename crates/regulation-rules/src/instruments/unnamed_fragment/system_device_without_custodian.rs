//! The IT officer is responsible for receiving, managing and using the devices of devices and software when assigned (fragment Điều 16(3), where the copy breaks off). It does not say that somebody has to be assigned: a warning.

use super::UNNAMED_FRAGMENT;
use crate::Text;
use crate::facts::{DeviceFacts, Fact};
use crate::instruments::READ_IN_PART_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `unnamed-fragment/system-device-without-custodian`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "unnamed-fragment/system-device-without-custodian",
        question: Question::SystemCustodian,
        cites: &[UNNAMED_FRAGMENT.article("16").clause("3")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Should,
        reading: READ_IN_PART_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị lưu khóa của thiết bị, phần mềm có cán bộ công nghệ thông tin được giao quản lý?",
            "Has the key device of a system an IT officer as custodian?",
        ),
        fails: Text::new(
            "Thiết bị lưu khóa của thiết bị, phần mềm không có cán bộ công nghệ thông tin được giao quản lý",
            "The key device of a system has no IT officer as custodian",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.holder_class()? == SubscriberClass::DeviceServiceSoftware,
        scope::OTHER_CLASS,
    )?;
    all([yes(facts.it_custodian(), Fact::ItCustodian)])
}
