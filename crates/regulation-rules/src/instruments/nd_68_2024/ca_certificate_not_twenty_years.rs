//! The CA's own certificate is valid for twenty years (restated; NĐ 68/2024 Điều 9(1)): a fixed figure, counted in Vietnam's days.

use super::ND_68_2024;
use super::parameters::CA_CERTIFICATE_YEARS;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{CertificateFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{COUNTED_IN_DAYS, government, holds, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::VietnamDay;

/// `nd-68-2024/ca-certificate-not-twenty-years`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/ca-certificate-not-twenty-years",
        question: Question::CaCertificateValidityLength,
        cites: &[ND_68_2024.article("9").clause("1")],
        force: None,
        basis: Basis::CertificateIssuedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "{certificate} của tổ chức cung cấp dịch vụ có thời hạn 20 năm?",
            "Is the CA's own {certificate} valid for 20 years?",
        ),
        fails: Text::new(
            "{certificate} của tổ chức cung cấp dịch vụ không có thời hạn 20 năm",
            "The CA's own {certificate} is not valid for 20 years",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    only(facts.card_role.is_none(), scope::A_CARD_CERTIFICATE)?;
    only(facts.is_ca()?, scope::NOT_A_CA)?;
    let (first, last) = (
        VietnamDay::of(facts.not_before()?),
        VietnamDay::of(facts.not_after()?),
    );
    let limit = first.plus_years(CA_CERTIFICATE_YEARS);
    let evidence = Evidence::of(Fact::NotBefore, first)
        .and(Evidence::of(Fact::NotAfter, last).against(limit, COUNTED_IN_DAYS));
    // the last day of twenty years is the one before the same date, or that date: X.509 ends at an instant
    Ok(holds(last == limit || last == limit.previous(), evidence))
}
