//! The devices of organisations are managed as state secrets of the level “Tối mật” (An Giang Điều 13(3)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{DeviceFacts, Fact, SecrecyLevel};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, one_of, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `an-giang-39-2014/secrecy-level-too-low`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/secrecy-level-too-low",
        question: Question::DeviceSecrecyLevel,
        cites: &[AN_GIANG_39_2014.article("13").clause("3")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị của tổ chức được quản lý ở cấp độ “Tối mật”?",
            "Is the body's device managed at the level “Tối mật”?",
        ),
        fails: Text::new(
            "Thiết bị của tổ chức chưa được quản lý ở cấp độ “Tối mật”",
            "The body's device is not managed at the level “Tối mật”",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.holder_class()? == SubscriberClass::Body,
        scope::OTHER_CLASS,
    )?;
    all([one_of(
        facts.secrecy_level(),
        Fact::SecrecyLevel,
        &[SecrecyLevel::Secret, SecrecyLevel::TopSecret],
    )])
}
