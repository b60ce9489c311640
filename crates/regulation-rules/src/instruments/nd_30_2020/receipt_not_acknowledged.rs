//! The receiver tells the sender on the system, within the day, that the document arrived (restated; NĐ 30/2020 Điều 21(2)(c)).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{Direction, Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, on, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/receipt-not-acknowledged`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/receipt-not-acknowledged",
        question: Question::ReceiptAcknowledged,
        cites: &[ND_30_2020.article("21").clause("2").point("c")],
        force: None,
        basis: Basis::ReceivedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Bên gửi được thông báo trong ngày về việc đã nhận văn bản?",
            "Was the sender told within the day that the document arrived?",
        ),
        fails: Text::new(
            "Không thông báo cho bên gửi trong ngày về việc đã nhận văn bản",
            "The sender was not told within the day that the document arrived",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.direction()? == Direction::Incoming,
        scope::NOT_INCOMING,
    )?;
    all([on(
        facts.receipt_told_on(),
        Fact::ReceiptToldOn,
        facts.received_on()?,
    )])
}
