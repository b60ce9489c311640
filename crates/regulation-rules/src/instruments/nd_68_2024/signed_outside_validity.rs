//! A certificate is effective only within its validity period at the time of signing (restated; NĐ 68/2024 Điều 31(1)(a)).
//!
//! A claimed time of signing proves nothing once the certificate has expired: then a proof is what is missing.

use super::ND_68_2024;
use crate::Text;
use crate::facts::SignatureFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `nd-68-2024/signed-outside-validity`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/signed-outside-validity",
        question: Question::CertificateInValidityAtSigning,
        cites: &[ND_68_2024.article("31").clause("1").point("a")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &["tt-41-2017/certificate-information-invalid"],
        asks: Text {
            vi: "Thời điểm ký số nằm trong thời hạn của {certificate}?",
            en: "Was it signed within the validity of the {certificate}?",
        },
        fails: Text {
            vi: "Thời điểm ký số nằm ngoài thời hạn của {certificate}",
            en: "It was signed outside the validity of the {certificate}",
        },
    },
    check: alike::signed_within_validity,
};
