//! An organisation code has dots, digits and capital letters, at most 35 characters; groups of growing level are separated by dots, the leftmost is level 1 (restated; QĐ 20/2020/QĐ-TTg Điều 4–6).

use super::QD_20_2020;
use crate::Text;
use crate::evidence::{Evidence, Found};
use crate::facts::{Fact, OrganisationFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::holds;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::OrganisationCode;

/// `qd-20-2020/organisation-code-malformed`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "qd-20-2020/organisation-code-malformed",
        question: Question::OrganisationCode,
        cites: &[
            QD_20_2020.article("4"),
            QD_20_2020.article("5"),
            QD_20_2020.article("6"),
        ],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Mã định danh điện tử đúng cấu trúc, không quá 35 ký tự?",
            "Has the organisation code the right structure and at most 35 characters?",
        ),
        fails: Text::new(
            "Mã định danh điện tử sai cấu trúc hoặc quá 35 ký tự",
            "The organisation code is malformed or longer than 35 characters",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    let code = facts.organisation_code()?;
    let fits = code.parse::<OrganisationCode>().is_ok();
    Ok(holds(
        fits,
        Evidence::of(Fact::OrganisationCode, Found::Plain(code)),
    ))
}
