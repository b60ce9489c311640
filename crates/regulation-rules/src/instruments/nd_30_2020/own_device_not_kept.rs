//! A person keeps their own key device and private key safe (restated; NĐ 30/2020 Điều 32(3)).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{attested, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `nd-30-2020/own-device-not-kept`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/own-device-not-kept",
        question: Question::OwnDeviceKept,
        cites: &[ND_30_2020.article("32").clause("3")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cá nhân tự bảo quản thiết bị lưu khóa bí mật của mình?",
            "Does the person keep their own key device?",
        ),
        fails: Text::new(
            "Cá nhân không tự bảo quản thiết bị lưu khóa bí mật của mình",
            "The person does not keep their own key device",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.holder_class()? == SubscriberClass::Individual,
        scope::OTHER_CLASS,
    )?;
    Ok(attested(
        Fact::KeptByHolder,
        facts.kept_by_holder,
        NOT_ATTESTED,
    ))
}

const NOT_ATTESTED: Text = Text::new(
    "chưa có xác nhận thiết bị do chính người được cấp giữ",
    "nobody has attested that its holder keeps the device",
);
