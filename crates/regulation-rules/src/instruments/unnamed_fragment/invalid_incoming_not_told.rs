//! The clerk checks the signatures on incoming documents and tells the sender when one is not valid (fragment Điều 15(2)).

use super::UNNAMED_FRAGMENT;
use crate::Text;
use crate::facts::{Direction, Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, any, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `unnamed-fragment/invalid-incoming-not-told`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "unnamed-fragment/invalid-incoming-not-told",
        question: Question::InvalidIncomingTold,
        cites: &[UNNAMED_FRAGMENT.article("15").clause("2")],
        force: None,
        basis: Basis::ReceivedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Chữ ký số trên văn bản đến được xác thực và bên gửi được phản ánh khi không hợp lệ?",
            "Were incoming signatures checked, and the sender told when one is not valid?",
        ),
        fails: Text::new(
            "Chữ ký số trên văn bản đến chưa được xác thực, hoặc bên gửi chưa được phản ánh khi không hợp lệ",
            "Incoming signatures were not checked, or the sender was not told of an invalid one",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.direction()? == Direction::Incoming,
        scope::NOT_INCOMING,
    )?;
    all([
        yes(
            facts.checked_before_acceptance(),
            Fact::CheckedBeforeAcceptance,
        ),
        any([
            yes(facts.check_passed(), Fact::CheckPassed),
            yes(facts.reason_told(), Fact::ReasonTold),
        ]),
    ])
}
