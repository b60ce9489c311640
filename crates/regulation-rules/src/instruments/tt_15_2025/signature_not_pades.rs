//! A PDF signature follows ETSI EN 319 142-1, -2 with ISO 32000, or ISO 14533-3 (TT 15/2025 Phụ lục I, an unofficial copy).

use super::TT_15_2025;
use crate::Text;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tt-15-2025/signature-not-pades`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "tt-15-2025/signature-not-pades",
        question: Question::SignatureProfile,
        cites: &[TT_15_2025.annex("I")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Chữ ký số trên PDF theo chuẩn PAdES?",
            "Does the PDF signature follow PAdES?",
        ),
        fails: Text::new(
            "Chữ ký số trên PDF không theo chuẩn PAdES",
            "The PDF signature does not follow PAdES",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    all([yes(facts.pades_profile(), Fact::PadesProfile)])
}
