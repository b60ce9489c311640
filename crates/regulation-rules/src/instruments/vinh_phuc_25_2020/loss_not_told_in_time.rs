//! A holder tells the managing body in time when a device is lost, broken, locked by wrong passwords or otherwise unsafe, and before retiring or moving (Vĩnh Phúc Điều 7(3)). No figure is set.

use super::VINH_PHUC_25_2020;
use crate::Text;
use crate::facts::{DeviceEvent, DeviceFacts, Fact};
use crate::instruments::{READ_ON, alike};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `vinh-phuc-25-2020/loss-not-told-in-time`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "vinh-phuc-25-2020/loss-not-told-in-time",
        question: Question::LossToldInTime,
        cites: &[VINH_PHUC_25_2020.article("7").clause("3")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan quản lý trực tiếp được thông báo kịp thời?",
            "Was the managing body told in time?",
        ),
        fails: Text::new(
            "Cơ quan quản lý trực tiếp chưa được thông báo kịp thời",
            "The managing body was not told in time",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    let told = (facts.told_own_body_at(), Fact::ToldOwnBodyAt);
    let events = [
        DeviceEvent::Lost,
        DeviceEvent::Exposed,
        DeviceEvent::Broken,
        DeviceEvent::Locked,
        DeviceEvent::HolderLeaving,
    ];
    alike::told_in_haste(facts, &events, told, NO_FIGURE)
}

const NO_FIGURE: Text = Text {
    vi: "quy chế yêu cầu “kịp thời”, không ấn định thời gian",
    en: "the regulation asks for “in time” and sets no figure",
};
