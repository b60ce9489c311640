//! The department reports, regularly and when asked, to the provincial People's Committee and the Ministry of Science and Technology (Tây Ninh Điều 17(6)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{BodyTier, Fact, OrganisationFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/departments-report-missing`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/departments-report-missing",
        question: Question::DepartmentReport,
        cites: &[TAY_NINH_2025.article("17").clause("6")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Sở báo cáo Ủy ban nhân dân tỉnh và Bộ Khoa học và Công nghệ?",
            "Did the department report to the People's Committee and the ministry?",
        ),
        fails: Text::new(
            "Sở chưa báo cáo đủ Ủy ban nhân dân tỉnh và Bộ Khoa học và Công nghệ",
            "The department did not report to both",
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
        yes(
            facts.report_to_people_committee(),
            Fact::ReportToPeopleCommittee,
        ),
        yes(facts.report_to_ministry(), Fact::ReportToMinistry),
    ])
}
