//! On the loss of a device or a suspicion that the key is exposed the subscriber tells the managing body at once (Bình Định Điều 12(4)). No figure is set.

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{DeviceEvent, DeviceFacts, Fact};
use crate::instruments::{READ_ON, alike};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/loss-not-told-at-once`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/loss-not-told-at-once",
        question: Question::LossToldInTime,
        cites: &[BINH_DINH_2021.article("12").clause("4")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan quản lý trực tiếp được báo ngay?",
            "Was the managing body told at once?",
        ),
        fails: Text::new(
            "Cơ quan quản lý trực tiếp chưa được báo ngay",
            "The managing body was not told at once",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    let told = (facts.told_own_body_at(), Fact::ToldOwnBodyAt);
    let events = [DeviceEvent::Lost, DeviceEvent::Exposed];
    alike::told_in_haste(facts, &events, told, NO_FIGURE)
}

const NO_FIGURE: Text = Text {
    vi: "quy chế yêu cầu “báo ngay”, không ấn định thời gian",
    en: "the regulation asks for “at once” and sets no figure",
};
