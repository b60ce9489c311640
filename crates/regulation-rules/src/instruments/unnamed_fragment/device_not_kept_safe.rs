//! A holder keeps the own device safe and secret as long as the certificate is effective or suspended (fragment Điều 14(1)).

use super::UNNAMED_FRAGMENT;
use crate::Text;
use crate::facts::{DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{attested, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `unnamed-fragment/device-not-kept-safe`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "unnamed-fragment/device-not-kept-safe",
        question: Question::DeviceKeptSafe,
        cites: &[UNNAMED_FRAGMENT.article("14").clause("1")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Người được cấp quản lý, sử dụng thiết bị an toàn, bí mật?",
            "Does the holder keep the device safe and secret?",
        ),
        fails: Text::new(
            "Người được cấp không quản lý, sử dụng thiết bị an toàn, bí mật",
            "The holder does not keep the device safe and secret",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        matches!(
            facts.holder_class()?,
            SubscriberClass::Individual | SubscriberClass::AuthorisedPerson
        ),
        scope::OTHER_CLASS,
    )?;
    Ok(attested(Fact::KeptSafe, facts.kept_safe, NOT_ATTESTED))
}

const NOT_ATTESTED: Text = Text::new(
    "chưa có xác nhận thiết bị được quản lý an toàn, bí mật",
    "nobody has attested that the device is kept safe",
);
