//! Bodies report, regularly and when asked, to the People's Committee through the department (Tây Ninh Điều 18(1)(l)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{Fact, OrganisationFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/periodic-report-missing`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/periodic-report-missing",
        question: Question::PeriodicReport,
        cites: &[TAY_NINH_2025.article("18").clause("1").point("l")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan báo cáo Ủy ban nhân dân tỉnh thông qua Sở Khoa học và Công nghệ?",
            "Did the body report through the department?",
        ),
        fails: Text::new(
            "Cơ quan chưa báo cáo thông qua Sở Khoa học và Công nghệ",
            "The body did not report through the department",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    all([
        yes(facts.reported(), Fact::Reported),
        yes(facts.report_to_department(), Fact::ReportToDepartment),
    ])
}
