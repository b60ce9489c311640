//! Every half-year, every year and when asked the managing body reports use, new issues and revocations to the department (Bình Định Điều 11(5)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{Fact, OrganisationFacts, ReportPeriod};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/periodic-report-missing`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/periodic-report-missing",
        question: Question::PeriodicReport,
        cites: &[BINH_DINH_2021.article("11").clause("5")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Báo cáo sáu tháng, hàng năm hoặc đột xuất về tình hình sử dụng, cấp mới, thu hồi được gửi Sở Thông tin và Truyền thông?",
            "Was the half-yearly, yearly or requested report on use, issues and revocations sent to the department?",
        ),
        fails: Text::new(
            "Báo cáo sáu tháng, hàng năm hoặc đột xuất chưa gửi Sở Thông tin và Truyền thông hoặc thiếu số liệu sử dụng, cấp mới, thu hồi",
            "The half-yearly, yearly or requested report was not sent, or lacks figures of use, issues or revocations",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    only(
        matches!(
            facts.report_period()?,
            ReportPeriod::HalfYear | ReportPeriod::Year | ReportPeriod::AdHoc
        ),
        scope::OTHER_PERIOD,
    )?;
    all([
        yes(facts.reported(), Fact::Reported),
        yes(facts.report_has_use(), Fact::ReportHasUse),
        yes(facts.report_to_department(), Fact::ReportToDepartment),
        yes(
            facts.report_has_issues_and_revocations(),
            Fact::ReportHasIssuesAndRevocations,
        ),
    ])
}
