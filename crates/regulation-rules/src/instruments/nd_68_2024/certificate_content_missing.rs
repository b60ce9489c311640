//! A certificate holds seven things: name of the CA, name of the subscriber, number, period of validity, public key, signature of the CA, limits of purpose and scope of use (restated; NĐ 68/2024 Điều 7). Which X.509 fields stand for the last one is our mapping.

use super::ND_68_2024;
use crate::Text;
use crate::facts::{CertificateFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, government, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/certificate-content-missing`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/certificate-content-missing",
        question: Question::CertificateContent,
        cites: &[ND_68_2024.article("7")],
        force: None,
        basis: Basis::CertificateIssuedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "{certificate} có đủ bảy nội dung bắt buộc?",
            "Does the {certificate} hold the seven required contents?",
        ),
        fails: Text::new(
            "{certificate} thiếu nội dung bắt buộc",
            "The {certificate} lacks required content",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    all([
        yes(facts.names_issuer(), Fact::NamesIssuer),
        yes(facts.names_subscriber(), Fact::NamesSubscriber),
        yes(facts.has_serial_number(), Fact::HasSerialNumber),
        yes(facts.has_validity_period(), Fact::HasValidityPeriod),
        yes(facts.has_public_key(), Fact::HasPublicKey),
        yes(facts.signed_by_issuer(), Fact::SignedByIssuer),
        yes(facts.states_limits_of_use(), Fact::StatesLimitsOfUse),
    ])
}
