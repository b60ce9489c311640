//! Every six months the department reports on use to the provincial People's Committee, the Ministry of Information and Communications and the Cipher Committee (An Giang Điều 12(6)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{BodyTier, Fact, OrganisationFacts, ReportPeriod};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/half-yearly-report-missing`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/half-yearly-report-missing",
        question: Question::PeriodicReport,
        cites: &[AN_GIANG_39_2014.article("12").clause("6")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Báo cáo 6 tháng của Sở gửi đủ Ủy ban nhân dân tỉnh, Bộ Thông tin và Truyền thông, Ban Cơ yếu Chính phủ?",
            "Was the department's half-yearly report sent to all three addressees?",
        ),
        fails: Text::new(
            "Báo cáo 6 tháng của Sở chưa gửi đủ nơi nhận",
            "The department's half-yearly report was not sent to all three addressees",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    only(
        facts.body_tier()? == BodyTier::Department,
        scope::OTHER_TIER,
    )?;
    only(
        facts.report_period()? == ReportPeriod::HalfYear,
        scope::OTHER_PERIOD,
    )?;
    all([
        yes(facts.reported(), Fact::Reported),
        yes(facts.report_has_use(), Fact::ReportHasUse),
        yes(
            facts.report_to_people_committee(),
            Fact::ReportToPeopleCommittee,
        ),
        yes(facts.report_to_ministry(), Fact::ReportToMinistry),
        yes(
            facts.report_to_cipher_committee(),
            Fact::ReportToCipherCommittee,
        ),
    ])
}
