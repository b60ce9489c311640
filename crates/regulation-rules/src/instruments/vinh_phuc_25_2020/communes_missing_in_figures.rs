//! The body gives its figures to the department; a district's include its communes' (Vĩnh Phúc Điều 7(2)). A commune's may so reach the department in its district's.

use super::VINH_PHUC_25_2020;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{BodyTier, Fact, OrganisationFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

/// `vinh-phuc-25-2020/communes-missing-in-figures`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "vinh-phuc-25-2020/communes-missing-in-figures",
        question: Question::CommunesIncluded,
        cites: &[VINH_PHUC_25_2020.article("7").clause("2")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Số liệu được gửi Sở; của Ủy ban nhân dân cấp huyện bao gồm cấp xã trực thuộc?",
            "Did the figures go to the department, and do a district's include its communes?",
        ),
        fails: Text::new(
            "Số liệu chưa gửi Sở, hoặc của Ủy ban nhân dân cấp huyện thiếu cấp xã trực thuộc",
            "The figures did not go to the department, or a district's lack its communes",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    let told = yes(facts.report_to_department(), Fact::ReportToDepartment);
    match facts.body_tier()? {
        BodyTier::District => all([
            told,
            yes(facts.report_has_communes(), Fact::ReportHasCommunes),
        ]),
        BodyTier::Commune if !facts.report_to_department()? => Ok(Outcome::Review(
            Evidence::of(Fact::ReportToDepartment, false),
            IN_THE_DISTRICTS,
        )),
        _ => all([told]),
    }
}

const IN_THE_DISTRICTS: Text = Text::new(
    "số liệu của cấp xã có thể nằm trong số liệu của Ủy ban nhân dân cấp huyện",
    "a commune's figures may stand in its district's",
);
