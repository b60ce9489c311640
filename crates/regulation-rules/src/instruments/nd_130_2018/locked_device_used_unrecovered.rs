//! A device locks when the password was wrong more often than the CA allows, and has to be recovered to be used again (restated; NĐ 130/2018 Điều 73(1)(a), (b)). How often is the CA's to set.

use super::ND_130_2018;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{DeviceEvent, DeviceFacts, Fact};
use crate::instruments::READ_IN_PART_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

/// `nd-130-2018/locked-device-used-unrecovered`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "nd-130-2018/locked-device-used-unrecovered",
        question: Question::DeviceRecovery,
        cites: &[
            ND_130_2018.article("73").clause("1").point("a"),
            ND_130_2018.article("73").clause("1").point("b"),
        ],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_IN_PART_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị bị khóa do nhập sai mật khẩu chỉ được dùng lại sau khi khôi phục?",
            "Was a device locked by wrong passwords used again only after recovery?",
        ),
        fails: Text::new(
            "Thiết bị bị khóa do nhập sai mật khẩu được dùng lại mà chưa khôi phục",
            "A device locked by wrong passwords was used again without recovery",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    let event = facts.device_event.unwrap_or(DeviceEvent::Locked);
    let locked = event == DeviceEvent::Locked || facts.wrong_passwords.is_some();
    only(locked, scope::OTHER_EVENT)?;
    let (wrong, limit) = (facts.wrong_passwords()?, facts.password_limit()?);
    only(wrong > limit, NOT_LOCKED)?;
    if !facts.used_again()? {
        return Ok(Outcome::Satisfied(Evidence::of(Fact::UsedAgain, false)));
    }
    all([yes(facts.recovered(), Fact::Recovered)])
}

const NOT_LOCKED: Text = Text {
    vi: "số lần nhập sai chưa vượt quá giới hạn",
    en: "not more wrong passwords than allowed",
};
