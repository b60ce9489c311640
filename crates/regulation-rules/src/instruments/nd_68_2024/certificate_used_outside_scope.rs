//! The certificate must fit its scope of use and the legal responsibility of the signer (restated; NĐ 68/2024 Điều 31(1)(b)).
//!
//! The key usages in the certificate are the part a program can read; taking them for the scope is our mapping, and no more
//! than a bound: a person says whether the act itself was within scope and responsibility.

use super::ND_68_2024;
use crate::Text;
use crate::evidence::{Evidence, SetBy};
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{attested, government};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

/// `nd-68-2024/certificate-used-outside-scope`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/certificate-used-outside-scope",
        question: Question::CertificateUsedWithinScope,
        cites: &[ND_68_2024.article("31").clause("1").point("b")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Việc ký số phù hợp phạm vi sử dụng của {certificate} và trách nhiệm pháp lý của người ký?",
            en: "Was signing within the scope of the {certificate} and the signer's legal responsibility?",
        },
        fails: Text {
            vi: "Việc ký số không phù hợp phạm vi sử dụng của {certificate} hoặc trách nhiệm pháp lý của người ký",
            en: "Signing was outside the scope of the {certificate} or the signer's legal responsibility",
        },
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    let usage = facts.usage_allows_signing()?;
    let evidence = Evidence::of(Fact::UsageAllowsSigning, usage).against(true, MAPPING);
    if !usage {
        return Ok(Outcome::Violated(evidence));
    }
    Ok(
        match attested(Fact::WithinScope, facts.within_scope, OPEN) {
            Outcome::Satisfied(more) => Outcome::Satisfied(evidence.and(more)),
            Outcome::Review(more, open) => Outcome::Review(evidence.and(more), open),
            other => other,
        },
    )
}

const MAPPING: SetBy = SetBy::Ours(Text {
    vi: "theo chương trình: mục đích sử dụng khóa được hiểu là một phần của phạm vi sử dụng",
    en: "ours: key usage is taken as part of the scope of use",
});

const OPEN: Text = Text {
    vi: "chưa có xác nhận việc ký số đúng phạm vi sử dụng và trách nhiệm pháp lý của người ký",
    en: "nobody has confirmed that signing was within scope and legal responsibility",
};
