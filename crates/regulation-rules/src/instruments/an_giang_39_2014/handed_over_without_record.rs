//! Certificates are handed over, by the Cipher Committee to the department and by the department to the subscriber, with a record on form 03 of Circular 05/2010/TT-BNV (An Giang Điều 10(2)(c), (d)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{DeviceEvent, DeviceFacts, Fact, Form, FormSource};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, is, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/handed-over-without-record`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/handed-over-without-record",
        question: Question::HandoverRecord,
        cites: &[
            AN_GIANG_39_2014.article("10").clause("2").point("c"),
            AN_GIANG_39_2014.article("10").clause("2").point("d"),
        ],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Việc bàn giao chứng thư số có biên bản theo mẫu số 03 Thông tư số 05/2010/TT-BNV?",
            "Was the certificate handed over with a record on form 03 of Circular 05/2010/TT-BNV?",
        ),
        fails: Text::new(
            "Việc bàn giao chứng thư số không có biên bản đúng mẫu",
            "The certificate was handed over without a record on the right form",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.device_event()? == DeviceEvent::HandedOver,
        scope::OTHER_EVENT,
    )?;
    all([
        yes(facts.handover_recorded(), Fact::HandoverRecorded),
        is(facts.form(), Fact::Form, Form::new(FormSource::Tt05, 3)),
    ])
}
