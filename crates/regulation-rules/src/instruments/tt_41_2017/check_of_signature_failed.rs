//! A signature is valid when the key that matches the certificate's public key made it and the document is intact (restated; TT 41/2017 Điều 7).

use super::TT_41_2017;
use crate::Text;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, government, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tt-41-2017/check-of-signature-failed`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "tt-41-2017/check-of-signature-failed",
        question: Question::SignatureAndIntegrity,
        cites: &[TT_41_2017.article("7")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Chữ ký số được tạo bởi đúng khóa bí mật và văn bản toàn vẹn?",
            "Did the matching key make the signature, and is the document intact?",
        ),
        fails: Text::new(
            "Chữ ký số không do đúng khóa bí mật tạo ra hoặc văn bản không toàn vẹn",
            "The matching key did not make the signature, or the document is not intact",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    all([
        yes(facts.verifies_with_key(), Fact::VerifiesWithKey),
        yes(facts.covers_entire_revision(), Fact::CoversEntireRevision),
    ])
}
