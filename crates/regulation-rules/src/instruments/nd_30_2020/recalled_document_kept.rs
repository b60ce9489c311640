//! When the sender recalls an electronic document, the receiver deletes it on the system and tells the sender (restated; NĐ 30/2020 Điều 18(4)(b)).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{Direction, Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/recalled-document-kept`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/recalled-document-kept",
        question: Question::RecallHonoured,
        cites: &[ND_30_2020.article("18").clause("4").point("b")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản điện tử bị thu hồi đã được hủy bỏ trên hệ thống và báo bên gửi?",
            "Was the recalled document deleted on the system, and the sender told?",
        ),
        fails: Text::new(
            "Văn bản điện tử bị thu hồi chưa được hủy bỏ trên hệ thống hoặc chưa báo bên gửi",
            "The recalled document was not deleted, or the sender was not told",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.direction()? == Direction::Incoming,
        scope::NOT_INCOMING,
    )?;
    only(facts.recalled()?, scope::NOT_RECALLED)?;
    all([yes(facts.deleted_on_recall(), Fact::DeletedOnRecall)])
}
