//! RSA signatures are RSASSA-PSS (TT 15/2025 Phụ lục I, an unofficial copy). Government tokens make PKCS#1 v1.5: told, never counted against a government signature.

use super::TT_15_2025;
use crate::Text;
use crate::facts::{Fact, KeyAlgorithm, RsaScheme, SignatureFacts};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, is, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tt-15-2025/rsa-signature-not-pss`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "tt-15-2025/rsa-signature-not-pss",
        question: Question::RsaScheme,
        cites: &[TT_15_2025.annex("I")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Chữ ký RSA theo lược đồ RSASSA-PSS?",
            "Is the RSA signature RSASSA-PSS?",
        ),
        fails: Text::new(
            "Chữ ký RSA không theo lược đồ RSASSA-PSS",
            "The RSA signature is not RSASSA-PSS",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    only(facts.key_algorithm()? == KeyAlgorithm::Rsa, scope::NOT_RSA)?;
    all([is(facts.rsa_scheme(), Fact::RsaScheme, RsaScheme::Pss)])
}
