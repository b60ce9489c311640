//! Where the law wants a seal, a body's electronic signature replaces it when it meets Điều 22(1) and is certified (restated; Luật 51/2005 Điều 24(2)).

use super::LUAT_51_2005;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, attested, is, later_change_detectable, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};
use gov_ca_model::SubscriberClass;

/// `luat-51-2005/seal-not-replaced`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "luat-51-2005/seal-not-replaced",
        question: Question::SealReplaced,
        cites: &[LUAT_51_2005.article("24").clause("2")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Yêu cầu đóng dấu được đáp ứng bằng chữ ký của cơ quan, tổ chức có chứng thực?",
            "Is the seal replaced by the body's certified signature?",
        ),
        fails: Text::new(
            "Chữ ký số không thay được con dấu: không phải chữ ký có chứng thực của cơ quan, tổ chức, hoặc không đáp ứng khoản 1 Điều 22",
            "It does not stand for the seal: not the body's certified signature, or not as Article 22(1) wants it",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    only(facts.seal_required()?, scope::NO_SEAL_REQUIRED)?;
    let later = later_change_detectable(facts);
    if matches!(later, Ok(Outcome::Violated(_))) {
        return later;
    }
    let certified = all([
        is(
            facts.signer_class(),
            Fact::SignerClass,
            SubscriberClass::Body,
        ),
        yes(facts.path_trusted(), Fact::PathTrusted),
    ])?;
    let Outcome::Satisfied(evidence) = certified else {
        return Ok(certified);
    };
    // Điều 22(1)(a), (b) are attested, (c), (d) computed
    let parts = [
        attested(Fact::UniqueLink, facts.unique_link, NOT_ATTESTED),
        attested(Fact::SoleControl, facts.sole_control, NOT_ATTESTED),
        later?,
    ];
    Ok(together(evidence, parts))
}

/// One that fails decides, then one that a person has to judge.
fn together(mut evidence: Evidence, parts: [Outcome; 3]) -> Outcome {
    let mut open = None;
    for part in parts {
        match part {
            Outcome::Violated(_) => return part,
            Outcome::Satisfied(more) => evidence = evidence.and(more),
            Outcome::Review(more, why) => {
                evidence = evidence.and(more);
                open = open.or(Some(why));
            }
        }
    }
    match open {
        Some(why) => Outcome::Review(evidence, why),
        None => Outcome::Satisfied(evidence),
    }
}

const NOT_ATTESTED: Text = Text::new(
    "chưa có xác nhận dữ liệu tạo chữ ký chỉ gắn với người ký và chỉ thuộc sự kiểm soát của người ký",
    "nobody has attested that the creation data belonged to the signer and was under the signer's sole control",
);
