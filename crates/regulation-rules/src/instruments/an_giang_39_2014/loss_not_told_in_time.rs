//! The subscriber tells the department in time so that the certificate is revoked in the cases of Điều 11(1)(a), (b), (d) (An Giang Điều 13(2)). No figure is set.

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{DeviceEvent, DeviceFacts, Fact};
use crate::instruments::{READ_ON, alike};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/loss-not-told-in-time`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/loss-not-told-in-time",
        question: Question::LossToldInTime,
        cites: &[AN_GIANG_39_2014.article("13").clause("2")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Sở Thông tin và Truyền thông được thông báo kịp thời?",
            "Was the department told in time?",
        ),
        fails: Text::new(
            "Sở Thông tin và Truyền thông chưa được thông báo kịp thời",
            "The department was not told in time",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    let told = (facts.told_department_at(), Fact::ToldDepartmentAt);
    let events = [DeviceEvent::Lost, DeviceEvent::Exposed];
    alike::told_in_haste(facts, &events, told, NO_FIGURE)
}

const NO_FIGURE: Text = Text {
    vi: "quy chế yêu cầu “kịp thời”, không ấn định thời gian",
    en: "the regulation asks for “in time” and sets no figure",
};
