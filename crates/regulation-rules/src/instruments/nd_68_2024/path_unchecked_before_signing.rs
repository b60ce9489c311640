//! Then the certification path is checked under Điều 32, before the key is used (restated; NĐ 68/2024 Điều 29(2)).
//!
//! A duty of whoever signs, known from the record of signing or an attestation; else undetermined.

use super::ND_68_2024;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{Condition, all, government};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/path-unchecked-before-signing`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/path-unchecked-before-signing",
        question: Question::PathCheckedFirst,
        cites: &[ND_68_2024.article("29").clause("2")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Đã kiểm tra đường dẫn chứng thực trước khi ký số?",
            en: "Was the certification path checked before signing?",
        },
        fails: Text {
            vi: "Không kiểm tra đường dẫn chứng thực trước khi ký số",
            en: "The certification path was not checked before signing",
        },
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    let holds = facts.path_checked_first()?;
    all([Ok(Condition {
        holds,
        evidence: Evidence::of(Fact::PathCheckedFirst, holds),
    })])
}
