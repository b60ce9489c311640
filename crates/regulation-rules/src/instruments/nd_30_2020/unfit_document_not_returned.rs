//! A document that does not meet the requirements or was sent to the wrong place is returned to the sender on the system; on defects or abnormal signs the responsible person and the sender are told (restated; NĐ 30/2020 Điều 21(2)(b)).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{Direction, Fact, PackageFacts, ReceivingDecision};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, both, one_of, only, unless, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/unfit-document-not-returned`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/unfit-document-not-returned",
        question: Question::UnfitReturned,
        cites: &[ND_30_2020.article("21").clause("2").point("b")],
        force: None,
        basis: Basis::ReceivedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản không đáp ứng yêu cầu được trả lại; văn bản bất thường được báo người có trách nhiệm?",
            "Was an unfit document returned, and abnormal signs reported?",
        ),
        fails: Text::new(
            "Văn bản không đáp ứng yêu cầu chưa được trả lại, hoặc dấu hiệu bất thường chưa được báo",
            "An unfit document was not returned, or abnormal signs were not reported",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.direction()? == Direction::Incoming,
        scope::NOT_INCOMING,
    )?;
    let fit = both(facts.check_passed(), facts.right_addressee());
    let abnormal = facts.signs_of_abnormality();
    only(fit != Ok(true) || abnormal != Ok(false), FIT)?;
    let returned = [ReceivingDecision::Returned, ReceivingDecision::Refused];
    let returned = || one_of(facts.decision(), Fact::Decision, &returned);
    let told = || yes(facts.responsible_told(), Fact::ResponsibleTold);
    all([
        unless(fit, returned),
        unless(abnormal.map(|abnormal| !abnormal), told),
    ])
}

const FIT: Text = Text {
    vi: "văn bản đáp ứng yêu cầu, gửi đúng nơi nhận, không có dấu hiệu bất thường",
    en: "a fit document, rightly addressed, without abnormal signs",
};
