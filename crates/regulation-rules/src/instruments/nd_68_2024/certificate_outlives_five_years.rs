//! A newly issued subscriber certificate may be valid for at most five years (restated; NĐ 68/2024 Điều 9(2)).
//!
//! Not for renewals (Điều 9(3)), for the CA's own certificates (9(1)), or for passports and identity cards (9(4)). Counted in
//! Vietnam's calendar days: a certificate from 15/08/2024 may run to the end of 15/08/2029; that day-by-day count is ours.

use super::ND_68_2024;
use super::parameters::NEW_CERTIFICATE_MAX_YEARS;
use crate::Text;
use crate::evidence::{Evidence, SetBy};
use crate::facts::{CertificateFacts, Fact, FactSheet, IssueKind};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{government, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule, Stop};
use gov_ca_model::VietnamDay;

/// `nd-68-2024/certificate-outlives-five-years`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/certificate-outlives-five-years",
        question: Question::CertificateValidityLength,
        cites: &[ND_68_2024.article("9").clause("2")],
        force: None,
        basis: Basis::CertificateIssuedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Thời hạn có hiệu lực của {certificate} cấp mới không quá 05 năm?",
            en: "Is the new {certificate} valid for at most five years?",
        },
        fails: Text {
            vi: "Thời hạn có hiệu lực của {certificate} cấp mới vượt quá 05 năm",
            en: "The new {certificate} is valid for more than five years",
        },
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    only(facts.card_role.is_none(), scope::A_CARD_CERTIFICATE)?;
    if facts.is_ca()? {
        return Err(Stop::NotApplicable(Text {
            vi: "chứng thư của tổ chức cung cấp dịch vụ",
            en: "the certificate of a CA",
        }));
    }
    if facts.issue_kind()? != IssueKind::New {
        return Err(Stop::NotApplicable(Text {
            vi: "không phải cấp mới",
            en: "not newly issued",
        }));
    }
    let issued = facts.legal_day(Basis::CertificateIssuedOn)?.day;
    let Some(years) = NEW_CERTIFICATE_MAX_YEARS.at(issued) else {
        return Err(Stop::NotApplicable(Text {
            vi: "chưa có giới hạn vào ngày cấp",
            en: "no limit on the day of issue",
        }));
    };
    let (first, last) = (
        VietnamDay::of(facts.not_before()?),
        VietnamDay::of(facts.not_after()?),
    );
    let limit = first.plus_years(*years);
    let evidence = Evidence::of(Fact::NotBefore, first)
        .and(Evidence::of(Fact::NotAfter, last).against(limit, COUNTED));
    Ok(if last <= limit {
        Outcome::Satisfied(evidence)
    } else {
        Outcome::Violated(evidence)
    })
}

const COUNTED: SetBy = SetBy::Counted(Text {
    vi: "số năm do luật định; cách tính ngày theo chương trình",
    en: "the number of years is set by law; the count of days is ours",
});
