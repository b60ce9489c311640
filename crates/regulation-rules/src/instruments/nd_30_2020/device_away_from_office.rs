//! The clerk keeps the body's seal and key device safe and uses them at the premises (restated; NĐ 30/2020 Điều 32(2)(a)).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `nd-30-2020/device-away-from-office`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/device-away-from-office",
        question: Question::DeviceAtPremises,
        cites: &[ND_30_2020.article("32").clause("2").point("a")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị lưu khóa bí mật của cơ quan được bảo quản, sử dụng tại trụ sở?",
            "Is the body's key device kept and used at the premises?",
        ),
        fails: Text::new(
            "Thiết bị lưu khóa bí mật của cơ quan chưa được bảo quản, sử dụng tại trụ sở",
            "The body's key device is not kept and used at the premises",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.holder_class()? == SubscriberClass::Body,
        scope::OTHER_CLASS,
    )?;
    all([yes(facts.kept_at_premises(), Fact::KeptAtPremises)])
}
