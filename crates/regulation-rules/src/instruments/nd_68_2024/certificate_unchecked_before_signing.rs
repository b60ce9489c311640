//! Creating a signature begins with checking the certificate's effect under Điều 31 (restated; NĐ 68/2024 Điều 29(1)).
//!
//! A duty of whoever signs. A file does not show in which order its signer worked: the fact comes from the record of signing,
//! or somebody attests it, else it stays undetermined.

use super::ND_68_2024;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{Condition, all, government};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/certificate-unchecked-before-signing`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/certificate-unchecked-before-signing",
        question: Question::CertificateCheckedFirst,
        cites: &[ND_68_2024.article("29").clause("1")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Đã kiểm tra hiệu lực của {certificate} trước khi ký số?",
            en: "Was the {certificate} checked before signing?",
        },
        fails: Text {
            vi: "Không kiểm tra hiệu lực của {certificate} trước khi ký số",
            en: "The {certificate} was not checked before signing",
        },
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    let holds = facts.certificate_checked_first()?;
    all([Ok(Condition {
        holds,
        evidence: Evidence::of(Fact::CertificateCheckedFirst, holds),
    })])
}
