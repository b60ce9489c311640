//! A special-use certificate is one that the Government Cipher Committee issued (An Giang Điều 3(5)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::CertificateFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

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
    check: alike::issued_by_government_ca,
};
