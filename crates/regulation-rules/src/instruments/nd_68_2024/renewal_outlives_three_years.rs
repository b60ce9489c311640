//! The renewed period of a subscriber certificate is at most three years (restated; NĐ 68/2024 Điều 9(3)). That the three years run from the earlier end of validity is our reading.

use super::ND_68_2024;
use super::parameters::RENEWED_MAX_YEARS;
use crate::Text;
use crate::evidence::{Evidence, SetBy};
use crate::facts::{CertificateFacts, Fact, IssueKind};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{government, holds, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::VietnamDay;

/// `nd-68-2024/renewal-outlives-three-years`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/renewal-outlives-three-years",
        question: Question::RenewalValidityLength,
        cites: &[ND_68_2024.article("9").clause("3")],
        force: None,
        basis: Basis::CertificateIssuedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thời hạn được gia hạn của {certificate} không quá 03 năm?",
            "Is the renewed period of the {certificate} at most three years?",
        ),
        fails: Text::new(
            "Thời hạn được gia hạn của {certificate} vượt quá 03 năm",
            "The renewed period of the {certificate} exceeds three years",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    only(facts.card_role.is_none(), scope::A_CARD_CERTIFICATE)?;
    only(!facts.is_ca()?, scope::A_CA)?;
    only(
        facts.issue_kind()? == IssueKind::Renewed,
        scope::NOT_A_RENEWAL,
    )?;
    let before = VietnamDay::of(facts.previous_not_after()?);
    let limit = before.plus_years(RENEWED_MAX_YEARS);
    let last = VietnamDay::of(facts.not_after()?);
    let evidence = Evidence::of(Fact::PreviousNotAfter, before)
        .and(Evidence::of(Fact::NotAfter, last).against(limit, FROM_THE_EARLIER_END));
    Ok(holds(last <= limit, evidence))
}

const FROM_THE_EARLIER_END: SetBy = SetBy::Counted(Text {
    vi: "số năm do luật định; tính từ ngày hết hạn trước là cách hiểu của chương trình",
    en: "the number of years is set by law; counting from the earlier end is our reading",
});
