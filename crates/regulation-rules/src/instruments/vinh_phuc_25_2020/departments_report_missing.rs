//! The department gathers the figures of management and use and reports them to the provincial People's Committee (Vĩnh Phúc Điều 6(2)). No period is set.

use super::VINH_PHUC_25_2020;
use crate::Text;
use crate::facts::{BodyTier, Fact, OrganisationFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `vinh-phuc-25-2020/departments-report-missing`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "vinh-phuc-25-2020/departments-report-missing",
        question: Question::DepartmentReport,
        cites: &[VINH_PHUC_25_2020.article("6").clause("2")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Sở tổng hợp, báo cáo Ủy ban nhân dân tỉnh về tình hình quản lý, sử dụng?",
            "Did the department report on management and use to the People's Committee?",
        ),
        fails: Text::new(
            "Sở chưa tổng hợp, báo cáo Ủy ban nhân dân tỉnh về tình hình quản lý, sử dụng",
            "The department did not report on management and use to the People's Committee",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    only(
        facts.body_tier()? == BodyTier::Department,
        scope::OTHER_TIER,
    )?;
    all([
        yes(facts.reported(), Fact::Reported),
        yes(facts.report_has_use(), Fact::ReportHasUse),
        yes(
            facts.report_to_people_committee(),
            Fact::ReportToPeopleCommittee,
        ),
    ])
}
