//! A subscriber, person or body, keeps and uses device and key safe and secret as long as the certificate is effective or suspended (Bình Định Điều 12(4)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{DeviceEvent, DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{attested, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/device-not-kept-safe`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/device-not-kept-safe",
        question: Question::DeviceKeptSafe,
        cites: &[BINH_DINH_2021.article("12").clause("4")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thuê bao lưu trữ, quản lý thiết bị và sử dụng khóa bí mật an toàn, bí mật?",
            "Does the subscriber keep the device and use the key safely and secretly?",
        ),
        fails: Text::new(
            "Thuê bao không lưu trữ, quản lý thiết bị hoặc sử dụng khóa bí mật an toàn, bí mật",
            "The subscriber does not keep the device or use the key safely and secretly",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.device_event()? != DeviceEvent::Revoked,
        scope::OTHER_EVENT,
    )?;
    Ok(attested(Fact::KeptSafe, facts.kept_safe, NOT_ATTESTED))
}

const NOT_ATTESTED: Text = Text::new(
    "chưa có xác nhận thiết bị được quản lý an toàn, bí mật",
    "nobody has attested that the device is kept safe",
);
