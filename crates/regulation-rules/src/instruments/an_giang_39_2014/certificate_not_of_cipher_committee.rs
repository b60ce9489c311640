//! A special-use certificate is one that the Government Cipher Committee issued (An Giang Điều 3(5)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{CertificateFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, is};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::IssuerKind;

/// `an-giang-39-2014/certificate-not-of-cipher-committee`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/certificate-not-of-cipher-committee",
        question: Question::CertificateIssuer,
        cites: &[AN_GIANG_39_2014.article("3").clause("5")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "{certificate} do Ban Cơ yếu Chính phủ cấp?",
            "Did the Government Cipher Committee issue the {certificate}?",
        ),
        fails: Text::new(
            "{certificate} không do Ban Cơ yếu Chính phủ cấp",
            "The Government Cipher Committee did not issue the {certificate}",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    all([is(facts.issuer(), Fact::Issuer, IssuerKind::GovernmentCa)])
}
