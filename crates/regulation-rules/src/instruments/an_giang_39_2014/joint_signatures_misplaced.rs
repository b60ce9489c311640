//! Where several persons sign, the signatures are placed sensibly (An Giang Điều 8(2)(b)): for a person to judge.

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{DocumentFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{attested, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/joint-signatures-misplaced`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/joint-signatures-misplaced",
        question: Question::JointSignatures,
        cites: &[AN_GIANG_39_2014.article("8").clause("2").point("b")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Vị trí ký số của văn bản có nhiều người ký được phân bổ hợp lý?",
            "Are the signatures of several signers placed sensibly?",
        ),
        fails: Text::new(
            "Vị trí ký số của văn bản có nhiều người ký phân bổ chưa hợp lý",
            "The signatures of several signers are not placed sensibly",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    only(facts.several_signers()?, scope::ONE_SIGNER)?;
    Ok(attested(
        Fact::PlacedSensibly,
        facts.placed_sensibly,
        NOT_ATTESTED,
    ))
}

const NOT_ATTESTED: Text = Text::new(
    "cần xem vị trí các chữ ký số trên văn bản",
    "the places of the signatures are to be looked at",
);
