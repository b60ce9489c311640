//! A body that is a subscriber has a document handing its device to the person assigned to the seal, the records or its use (Bình Định Điều 12(2)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `binh-dinh-2021/handover-document-missing`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/handover-document-missing",
        question: Question::ClerkAssigned,
        cites: &[BINH_DINH_2021.article("12").clause("2")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Có văn bản bàn giao thiết bị của cơ quan cho người được phân công?",
            "Is there a document handing the body's device to the person assigned?",
        ),
        fails: Text::new(
            "Không có văn bản bàn giao thiết bị của cơ quan cho người được phân công",
            "There is no document handing the body's device to the person assigned",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.holder_class()? == SubscriberClass::Body,
        scope::OTHER_CLASS,
    )?;
    all([yes(facts.handover_document(), Fact::HandoverDocument)])
}
