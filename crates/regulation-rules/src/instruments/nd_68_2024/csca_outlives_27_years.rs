//! A CSCA certificate for identity cards is valid for at most 27 years and its private key is used for at most 5 (restated; NĐ 68/2024 Điều 26(1)(a)).

use super::ND_68_2024;
use super::parameters::{CSCA_KEY_MAX_YEARS, CSCA_MAX_YEARS};
use crate::Text;
use crate::facts::{CardRole, CertificateFacts, Fact};
use crate::instruments::READ_IN_PART_ON;
use crate::instruments::conditions::{COUNTED_IN_DAYS, all, by, day, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::VietnamDay;

/// `nd-68-2024/csca-outlives-27-years`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/csca-outlives-27-years",
        question: Question::CscaValidityLength,
        cites: &[ND_68_2024.article("26").clause("1").point("a")],
        force: None,
        basis: Basis::CertificateIssuedOn,
        duty: Duty::Must,
        reading: READ_IN_PART_ON,
        overrides: &[],
        asks: Text::new(
            "Chứng thư CSCA không quá 27 năm, khóa bí mật không quá 05 năm?",
            "Is the CSCA certificate valid for at most 27 years and its key used for at most 5?",
        ),
        fails: Text::new(
            "Chứng thư CSCA vượt quá 27 năm hoặc khóa bí mật vượt quá 05 năm",
            "The CSCA certificate exceeds 27 years, or its key 5 years",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    only(
        facts.card_role == Some(CardRole::Csca),
        scope::OTHER_CARD_ROLE,
    )?;
    let first = VietnamDay::of(facts.not_before()?);
    all([
        by(
            day(facts.not_after()),
            Fact::NotAfter,
            first.plus_years(CSCA_MAX_YEARS),
            COUNTED_IN_DAYS,
        ),
        by(
            day(facts.key_used_until()),
            Fact::KeyUsedUntil,
            first.plus_years(CSCA_KEY_MAX_YEARS),
            COUNTED_IN_DAYS,
        ),
    ])
}
