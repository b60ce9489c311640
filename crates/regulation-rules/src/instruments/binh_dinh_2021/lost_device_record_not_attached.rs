//! When the device is lost, the managing body makes a record on form 15 and attaches it to the request for revocation (Bình Định Điều 8(2)(c)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{AskedFor, Fact, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/lost-device-record-not-attached`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/lost-device-record-not-attached",
        question: Question::LostRecordAttached,
        cites: &[BINH_DINH_2021.article("8").clause("2").point("c")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Đề nghị thu hồi khi thiết bị thất lạc kèm biên bản xác nhận theo Mẫu 15?",
            "Is a record on form 15 attached to a revocation for a lost device?",
        ),
        fails: Text::new(
            "Đề nghị thu hồi khi thiết bị thất lạc không kèm biên bản xác nhận theo Mẫu 15",
            "No record on form 15 is attached to the revocation for a lost device",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(facts.asked_for()? == AskedFor::Revoke, scope::OTHER_REQUEST)?;
    only(facts.device_lost()?, scope::DEVICE_NOT_LOST)?;
    all([yes(facts.lost_record_attached(), Fact::LostRecordAttached)])
}
