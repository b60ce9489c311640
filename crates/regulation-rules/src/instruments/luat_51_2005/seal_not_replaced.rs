//! Where the law wants a seal, a body's electronic signature replaces it when it meets Điều 22(1) and is certified (restated; Luật 51/2005 Điều 24(2)).

use super::LUAT_51_2005;
use crate::Text;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, is, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
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
            "Chữ ký số không thay được con dấu: không phải chữ ký có chứng thực của cơ quan, tổ chức, hoặc không phát hiện được thay đổi",
            "It does not stand for the seal: not the body's certified signature, or later changes would go unseen",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    only(facts.seal_required()?, scope::NO_SEAL_REQUIRED)?;
    all([
        is(
            facts.signer_class(),
            Fact::SignerClass,
            SubscriberClass::Body,
        ),
        yes(facts.covers_entire_revision(), Fact::CoversEntireRevision),
        yes(
            facts.digest_resists_collisions(),
            Fact::DigestResistsCollisions,
        ),
        yes(facts.path_trusted(), Fact::PathTrusted),
    ])
}
