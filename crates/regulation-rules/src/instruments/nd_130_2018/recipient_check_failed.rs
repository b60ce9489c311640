//! A signature is effective for the recipient only if status, scope, liability and information of the signer's certificate hold as at signing and the matching key made it (NĐ 130/2018 Điều 79(1), (2); known through three consistent texts). Status, scope and key are judged here.

use super::ND_130_2018;
use crate::Text;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{active_at_signing, all, verifies, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-130-2018/recipient-check-failed`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "nd-130-2018/recipient-check-failed",
        question: Question::RecipientCheck,
        cites: &[
            ND_130_2018.article("79").clause("1"),
            ND_130_2018.article("79").clause("2"),
        ],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Trạng thái, phạm vi sử dụng của {certificate} và khóa đều đạt tại thời điểm ký?",
            "Do status and scope of the {certificate} and its key all pass as at signing?",
        ),
        fails: Text::new(
            "Trạng thái, phạm vi sử dụng của {certificate} hoặc khóa không đạt tại thời điểm ký",
            "Status or scope of the {certificate}, or its key, fails as at signing",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    let within_scope = yes(facts.within_scope(), Fact::WithinScope);
    all([verifies(facts), active_at_signing(facts), within_scope])
}
