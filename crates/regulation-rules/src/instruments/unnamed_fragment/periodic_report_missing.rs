//! Periodic reports on the results of use go to the department (fragment Điều 13(5)).

use super::UNNAMED_FRAGMENT;
use crate::Text;
use crate::facts::{Fact, OrganisationFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `unnamed-fragment/periodic-report-missing`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "unnamed-fragment/periodic-report-missing",
        question: Question::PeriodicReport,
        cites: &[UNNAMED_FRAGMENT.article("13").clause("5")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Báo cáo định kỳ kết quả sử dụng được gửi Sở Thông tin và Truyền thông?",
            "Did the periodic report on use go to the department?",
        ),
        fails: Text::new(
            "Báo cáo định kỳ kết quả sử dụng chưa gửi Sở Thông tin và Truyền thông",
            "The periodic report on use did not go to the department",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    all([
        yes(facts.reported(), Fact::Reported),
        yes(facts.report_has_use(), Fact::ReportHasUse),
        yes(facts.report_to_department(), Fact::ReportToDepartment),
    ])
}
