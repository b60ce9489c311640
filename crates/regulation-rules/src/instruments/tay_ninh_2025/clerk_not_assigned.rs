//! The clerk is whom the body's leader gave its certificate to manage and use (Tây Ninh Điều 12(3)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `tay-ninh-2025/clerk-not-assigned`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/clerk-not-assigned",
        question: Question::ClerkAssigned,
        cites: &[TAY_NINH_2025.article("12").clause("3")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn thư được lãnh đạo giao quản lý, sử dụng chứng thư của cơ quan?",
            "Did the leader give the body's certificate to the clerk?",
        ),
        fails: Text::new(
            "Người giữ chứng thư của cơ quan chưa được lãnh đạo giao",
            "The leader did not give the body's certificate to whoever keeps it",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    only(
        facts.holder_class()? == SubscriberClass::Body,
        scope::OTHER_CLASS,
    )?;
    all([yes(facts.assignment_decision(), Fact::AssignmentDecision)])
}
