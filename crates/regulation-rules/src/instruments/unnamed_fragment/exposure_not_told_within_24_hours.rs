//! Within 24 hours of finding signs that the key was exposed, stolen or used without permission the holder tells the own body and the CA (fragment Điều 14(2)). Hours, not working hours. The article is about persons and their own keys.

use super::UNNAMED_FRAGMENT;
use crate::Text;
use crate::evidence::SetBy;
use crate::facts::{DeviceEvent, DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, at_most, hours_after, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `unnamed-fragment/exposure-not-told-within-24-hours`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "unnamed-fragment/exposure-not-told-within-24-hours",
        question: Question::ExposureToldIn24Hours,
        cites: &[UNNAMED_FRAGMENT.article("14").clause("2")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan và tổ chức cung cấp dịch vụ được thông báo trong 24 giờ kể từ khi phát hiện?",
            "Were both the body and the CA told within 24 hours of discovery?",
        ),
        fails: Text::new(
            "Cơ quan hoặc tổ chức cung cấp dịch vụ chưa được thông báo trong 24 giờ",
            "The body or the CA was not told within 24 hours",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.device_event()? == DeviceEvent::Exposed,
        scope::OTHER_EVENT,
    )?;
    only(
        matches!(
            facts.holder_class()?,
            SubscriberClass::Individual | SubscriberClass::AuthorisedPerson
        ),
        scope::OTHER_CLASS,
    )?;
    let limit = hours_after(facts.discovered_at()?, NOTICE_HOURS);
    all([
        at_most(
            facts.told_own_body_at(),
            Fact::ToldOwnBodyAt,
            limit,
            SetBy::Law,
        ),
        at_most(facts.told_ca_at(), Fact::ToldCaAt, limit, SetBy::Law),
    ])
}

const NOTICE_HOURS: i64 = 24;
