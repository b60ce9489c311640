//! The clerk gives the body's signature to nobody without the authorised person's written permission (Tây Ninh Điều 20(2)). The record that NĐ 30/2020 wants besides is asked there.

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, any, no, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `tay-ninh-2025/device-lent-without-permission`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/device-lent-without-permission",
        question: Question::BodyDeviceLent,
        cites: &[TAY_NINH_2025.article("20").clause("2")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Chữ ký số của cơ quan chỉ được giao người khác khi có phép bằng văn bản?",
            "Was the body's signature given to another only with written permission?",
        ),
        fails: Text::new(
            "Chữ ký số của cơ quan được giao người khác khi chưa được phép bằng văn bản",
            "The body's signature was given to another without written permission",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.holder_class()? == SubscriberClass::Body,
        scope::OTHER_CLASS,
    )?;
    all([any([
        no(facts.lent(), Fact::Lent),
        yes(facts.written_permission(), Fact::WrittenPermission),
    ])])
}
