//! A yearly report on use, and next year's plan and need (Vĩnh Phúc Điều 4(2)), which Điều 7 makes the duty of the bodies that use the service.

use super::VINH_PHUC_25_2020;
use crate::Text;
use crate::facts::{Fact, OrganisationFacts, ReportPeriod};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `vinh-phuc-25-2020/yearly-report-and-plan-missing`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "vinh-phuc-25-2020/yearly-report-and-plan-missing",
        question: Question::PeriodicReport,
        cites: &[
            VINH_PHUC_25_2020.article("4").clause("2"),
            VINH_PHUC_25_2020.article("7").paragraph(1),
        ],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Có báo cáo tình hình sử dụng trong năm và kế hoạch, nhu cầu năm kế tiếp?",
            "Are there the yearly report and next year's plan?",
        ),
        fails: Text::new(
            "Thiếu báo cáo tình hình sử dụng trong năm hoặc kế hoạch, nhu cầu năm kế tiếp",
            "The yearly report or next year's plan is missing",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    only(
        facts.report_period()? == ReportPeriod::Year,
        scope::OTHER_PERIOD,
    )?;
    all([
        yes(facts.reported(), Fact::Reported),
        yes(facts.report_has_use(), Fact::ReportHasUse),
        yes(facts.report_has_plan(), Fact::ReportHasPlan),
    ])
}
