//! A person manages the own device and never gives it to somebody without authority (Bình Định Điều 12(3)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, no, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `binh-dinh-2021/own-device-lent`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/own-device-lent",
        question: Question::OwnDeviceKept,
        cites: &[BINH_DINH_2021.article("12").clause("3")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &["nd-30-2020/own-device-not-kept"],
        asks: Text::new(
            "Cá nhân không đưa thiết bị cho người không có thẩm quyền sử dụng?",
            "Did the person give the device to nobody without authority?",
        ),
        fails: Text::new(
            "Cá nhân đưa thiết bị cho người không có thẩm quyền sử dụng",
            "The person gave the device to somebody without authority",
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
    all([no(facts.lent(), Fact::Lent)])
}
