//! The certificate's status was active at the time of signing (restated; NĐ 68/2024 Điều 31(1)(c)), as the CRL or OCSP
//! published by the CA shows for that time (Điều 31(2)).

use super::ND_68_2024;
use crate::Text;
use crate::facts::SignatureFacts;
use crate::instruments::READ_ON;
use crate::instruments::conditions::{active_at_signing, all, government};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/certificate-not-active-at-signing`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/certificate-not-active-at-signing",
        question: Question::CertificateStatusAtSigning,
        cites: &[
            ND_68_2024.article("31").clause("1").point("c"),
            ND_68_2024.article("31").clause("2"),
        ],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Trạng thái của {certificate} tại thời điểm ký số là đang hoạt động?",
            en: "Was the {certificate} active at the time of signing?",
        },
        fails: Text {
            vi: "Trạng thái của {certificate} tại thời điểm ký số không phải là đang hoạt động",
            en: "The {certificate} was not active at the time of signing",
        },
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    all([active_at_signing(facts)])
}
