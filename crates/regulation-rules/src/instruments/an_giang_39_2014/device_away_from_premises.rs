//! The devices of organisations are kept at the premises (An Giang Điều 13(3)); one that is taken out for work: `carried-out-without-permission`.

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{DeviceEvent, DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `an-giang-39-2014/device-away-from-premises`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/device-away-from-premises",
        question: Question::DeviceAtPremises,
        cites: &[AN_GIANG_39_2014.article("13").clause("3")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &["nd-30-2020/device-away-from-office"],
        asks: Text::new(
            "Thiết bị lưu khóa bí mật của tổ chức được quản lý tại trụ sở?",
            "Is the organisation's key device kept at the premises?",
        ),
        fails: Text::new(
            "Thiết bị lưu khóa bí mật của tổ chức không được quản lý tại trụ sở",
            "The organisation's key device is not kept at the premises",
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
        matches!(
            facts.device_event()?,
            DeviceEvent::InUse | DeviceEvent::CustodianChanged
        ),
        scope::OTHER_EVENT,
    )?;
    all([yes(facts.kept_at_premises(), Fact::KeptAtPremises)])
}
