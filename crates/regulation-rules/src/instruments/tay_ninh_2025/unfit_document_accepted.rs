//! The clerk checks the signatures before receiving; a document or signature that is not valid or not complete is refused, and the sender is told the reason (Tây Ninh Điều 20(3)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Direction, Fact, PackageFacts, ReceivingDecision};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, both, one_of, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

/// `tay-ninh-2025/unfit-document-accepted`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/unfit-document-accepted",
        question: Question::UnfitRefused,
        cites: &[TAY_NINH_2025.article("20").clause("3")],
        force: None,
        basis: Basis::ReceivedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản, chữ ký số không hợp lệ hoặc không đầy đủ bị từ chối tiếp nhận và thông báo lý do?",
            "Was an invalid or incomplete document refused, with the reason told?",
        ),
        fails: Text::new(
            "Văn bản, chữ ký số không hợp lệ hoặc không đầy đủ nhưng không từ chối tiếp nhận hoặc không thông báo lý do",
            "An invalid or incomplete document was not refused, or the reason was not told",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.direction()? == Direction::Incoming,
        scope::NOT_INCOMING,
    )?;
    let checked = yes(
        facts.checked_before_acceptance(),
        Fact::CheckedBeforeAcceptance,
    );
    if both(facts.check_passed(), facts.complete())? {
        return all([checked]);
    }
    if let Some(decision) = facts.decision
        && matches!(
            decision,
            ReceivingDecision::Pending | ReceivingDecision::Held
        )
    {
        return Ok(match all([checked])? {
            Outcome::Satisfied(evidence) => Outcome::Review(
                evidence.and(Evidence::of(Fact::Decision, decision)),
                NOT_DECIDED,
            ),
            other => other,
        });
    }
    all([
        checked,
        one_of(
            facts.decision(),
            Fact::Decision,
            &[ReceivingDecision::Refused, ReceivingDecision::Returned],
        ),
        yes(facts.reason_told(), Fact::ReasonTold),
    ])
}

const NOT_DECIDED: Text = Text::new(
    "văn bản, chữ ký số không hợp lệ hoặc không đầy đủ, chưa quyết định tiếp nhận; quy chế yêu cầu từ chối và thông báo lý do",
    "an invalid or incomplete document, not decided on yet: the regulation asks to refuse it and to tell the reason",
);
