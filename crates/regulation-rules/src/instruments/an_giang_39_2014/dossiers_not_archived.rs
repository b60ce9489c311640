//! The department archives the dossiers of issue and revocation and the hand-over records (An Giang Điều 12(4)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{BodyTier, OrganisationFacts};
use crate::instruments::conditions::only;
use crate::instruments::scope;
use crate::instruments::{READ_ON, alike};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/dossiers-not-archived`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/dossiers-not-archived",
        question: Question::DossiersArchived,
        cites: &[AN_GIANG_39_2014.article("12").clause("4")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Sở lưu trữ hồ sơ cấp, thu hồi và biên bản giao nhận?",
            "Does the department archive dossiers and hand-over records?",
        ),
        fails: Text::new(
            "Sở chưa lưu trữ hồ sơ cấp, thu hồi hoặc biên bản giao nhận",
            "The department does not archive dossiers or hand-over records",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, law: &LawBook) -> Answer {
    only(
        facts.body_tier()? == BodyTier::Department,
        scope::OTHER_TIER,
    )?;
    alike::dossiers_archived(facts, law)
}
