//! A holder tells the managing body in time when a device is lost, broken, locked by wrong passwords or otherwise unsafe, and before retiring or moving (Vĩnh Phúc Điều 7(3)). No figure is set.

use super::VINH_PHUC_25_2020;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{DeviceEvent, DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::only;
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

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
    only(
        matches!(
            facts.device_event()?,
            DeviceEvent::Lost
                | DeviceEvent::Exposed
                | DeviceEvent::Broken
                | DeviceEvent::Locked
                | DeviceEvent::HolderLeaving
        ),
        scope::OTHER_EVENT,
    )?;
    let (found, told) = (facts.discovered_at()?, facts.told_own_body_at()?);
    let evidence =
        Evidence::of(Fact::DiscoveredAt, found).and(Evidence::of(Fact::ToldOwnBodyAt, told));
    Ok(Outcome::Review(evidence, NO_FIGURE))
}

const NO_FIGURE: Text = Text {
    vi: "quy chế yêu cầu “kịp thời”, không ấn định thời gian",
    en: "the regulation asks for “in time” and sets no figure",
};
