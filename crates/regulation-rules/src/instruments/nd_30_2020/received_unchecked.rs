//! The receiving clerk checks authenticity and integrity of an electronic document and receives it on the system (restated; NĐ 30/2020 Điều 21(2)(a)).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{Direction, Fact, PackageFacts, ReceivingDecision};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/received-unchecked`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/received-unchecked",
        question: Question::CheckedBeforeAcceptance,
        cites: &[ND_30_2020.article("21").clause("2").point("a")],
        force: None,
        basis: Basis::ReceivedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Tính xác thực, toàn vẹn được kiểm tra trước khi tiếp nhận?",
            "Were authenticity and integrity checked before acceptance?",
        ),
        fails: Text::new(
            "Văn bản điện tử được tiếp nhận khi chưa kiểm tra tính xác thực, toàn vẹn",
            "The document was accepted unchecked",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.direction()? == Direction::Incoming,
        scope::NOT_INCOMING,
    )?;
    only(
        facts.decision()? == ReceivingDecision::Accepted,
        scope::NOT_ACCEPTED,
    )?;
    all([yes(
        facts.checked_before_acceptance(),
        Fact::CheckedBeforeAcceptance,
    )])
}
