//! A device is used outside the premises only with the permission of the head (An Giang Điều 13(3)).
//!
//! The clause begins with the devices of organisations; its second sentence says "the device" alone. Whether that means a person's own device
//! too is left to a person.

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{DeviceEvent, DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::only;
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};
use gov_ca_model::SubscriberClass;

/// `an-giang-39-2014/carried-out-without-permission`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/carried-out-without-permission",
        question: Question::DeviceCarriedOut,
        cites: &[AN_GIANG_39_2014.article("13").clause("3")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị được mang ra ngoài trụ sở khi có phép của thủ trưởng?",
            "Was the device taken outside with the head's permission?",
        ),
        fails: Text::new(
            "Thiết bị được mang ra ngoài trụ sở không có phép của thủ trưởng",
            "The device was taken outside without the head's permission",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.device_event()? == DeviceEvent::CarriedOut,
        scope::OTHER_EVENT,
    )?;
    let allowed = facts.head_permission()?;
    let evidence = Evidence::of(Fact::HeadPermission, allowed);
    if allowed {
        return Ok(Outcome::Satisfied(evidence));
    }
    let class = facts.holder_class()?;
    let evidence = evidence.and(Evidence::of(Fact::HolderClass, class));
    Ok(if class == SubscriberClass::Body {
        Outcome::Violated(evidence)
    } else {
        Outcome::Review(evidence, DEVICE_OF_ANOTHER)
    })
}

const DEVICE_OF_ANOTHER: Text = Text::new(
    "khoản 3 Điều 13 quy định về thiết bị của tổ chức; cần xem có áp dụng cho thiết bị của cá nhân hay không",
    "clause 3 of Article 13 is about the devices of organisations: whether a person's own is meant is to be judged",
);
