//! The revocation list used is the latest one as at signing (TT 15/2025 Phụ lục II, an unofficial copy).

use super::TT_15_2025;
use crate::Text;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tt-15-2025/revocation-list-not-latest`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "tt-15-2025/revocation-list-not-latest",
        question: Question::RevocationListLatest,
        cites: &[TT_15_2025.annex("II")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Danh sách thu hồi được dùng là bản mới nhất tại thời điểm ký?",
            "Is the revocation list used the latest as at signing?",
        ),
        fails: Text::new(
            "Danh sách thu hồi được dùng không phải bản mới nhất tại thời điểm ký",
            "The revocation list used is not the latest as at signing",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    all([yes(facts.crl_latest_at_signing(), Fact::CrlLatestAtSigning)])
}
