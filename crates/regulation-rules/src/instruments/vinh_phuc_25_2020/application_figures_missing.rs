//! Who runs a sector application that integrates signatures works with the department on gathering and counting their use, and so gives it the figures (Vĩnh Phúc Điều 8(2)).

use super::VINH_PHUC_25_2020;
use crate::Text;
use crate::facts::{Fact, OrganisationFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `vinh-phuc-25-2020/application-figures-missing`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "vinh-phuc-25-2020/application-figures-missing",
        question: Question::ApplicationFigures,
        cites: &[VINH_PHUC_25_2020.article("8").clause("2")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan triển khai ứng dụng chuyên ngành phối hợp tổng hợp, thống kê, cung cấp số liệu sử dụng?",
            "Does the owner of a sector application work on the count and deliver its figures?",
        ),
        fails: Text::new(
            "Cơ quan triển khai ứng dụng chuyên ngành chưa cung cấp số liệu sử dụng",
            "The owner of a sector application delivers no figures",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    only(facts.runs_application()?, scope::NO_APPLICATION)?;
    all([yes(facts.application_figures(), Fact::ApplicationFigures)])
}
