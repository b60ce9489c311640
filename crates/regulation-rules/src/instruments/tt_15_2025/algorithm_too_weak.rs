//! RSA keys have at least 2048 bits, elliptic-curve keys at least 256; digests are of the SHA-2 and SHA-3 families that the table lists, SHA-1 and SHA-224 not (TT 15/2025 Phụ lục I, an unofficial copy).

use super::TT_15_2025;
use crate::Text;
use crate::evidence::{Evidence, SetBy};
use crate::facts::{Digest, Fact, KeyAlgorithm, SignatureFacts};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, at_least, one_of};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

/// `tt-15-2025/algorithm-too-weak`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "tt-15-2025/algorithm-too-weak",
        question: Question::AlgorithmStrength,
        cites: &[TT_15_2025.annex("I")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Độ dài khóa và hàm băm thuộc danh mục tiêu chuẩn?",
            "Are key length and digest among the standards listed?",
        ),
        fails: Text::new(
            "Độ dài khóa hoặc hàm băm không thuộc danh mục tiêu chuẩn",
            "Key length or digest is not among the standards listed",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    let bits = match facts.key_algorithm()? {
        KeyAlgorithm::Rsa => RSA_MIN_BITS,
        KeyAlgorithm::Ecdsa => EC_MIN_BITS,
        KeyAlgorithm::Other => {
            return Ok(Outcome::Violated(Evidence::of(
                Fact::KeyAlgorithm,
                KeyAlgorithm::Other,
            )));
        }
    };
    all([
        at_least(facts.key_bits(), Fact::KeyBits, bits, SetBy::Law),
        one_of(facts.digest(), Fact::Digest, &Digest::LISTED),
    ])
}

const RSA_MIN_BITS: u32 = 2048;
const EC_MIN_BITS: u32 = 256;
