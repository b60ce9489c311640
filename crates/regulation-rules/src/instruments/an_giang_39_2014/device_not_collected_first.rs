//! On revocation the department notifies and collects the device, then sends the list; after the Cipher Committee's notice it hands the devices back with a record on form 03 of Circular 05/2010/TT-BNV (An Giang Điều 11(3)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::evidence::SetBy;
use crate::facts::{DeviceEvent, DeviceFacts, Fact, Form, FormSource};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, by, is, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/device-not-collected-first`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/device-not-collected-first",
        question: Question::CollectedFirst,
        cites: &[
            AN_GIANG_39_2014
                .article("11")
                .clause("3")
                .point("a")
                .dash(1),
            AN_GIANG_39_2014
                .article("11")
                .clause("3")
                .point("a")
                .dash(2),
            AN_GIANG_39_2014.article("11").clause("3").point("c"),
        ],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị được thu hồi trước khi gửi danh sách và bàn giao lại có biên bản?",
            "Was the device collected before the list was sent, and given back with a record?",
        ),
        fails: Text::new(
            "Thiết bị chưa được thu hồi khi gửi danh sách, hoặc bàn giao lại không có biên bản",
            "The device was not collected before the list was sent, or given back without a record",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.device_event()? == DeviceEvent::Revoked,
        scope::OTHER_EVENT,
    )?;
    only(!facts.device_lost()?, scope::DEVICE_LOST)?;
    let sent = facts.list_sent_on()?;
    all([
        yes(facts.holder_told(), Fact::HolderTold),
        by(facts.collected_on(), Fact::CollectedOn, sent, SetBy::Law),
        yes(facts.return_recorded(), Fact::ReturnRecorded),
        is(facts.form(), Fact::Form, Form::new(FormSource::Tt05, 3)),
    ])
}
