//! The department archives the dossiers of issue and revocation and the hand-over records (An Giang Điều 12(4)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::OrganisationFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

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
            "Hồ sơ cấp, thu hồi và biên bản giao nhận được lưu trữ?",
            "Are dossiers and hand-over records archived?",
        ),
        fails: Text::new(
            "Hồ sơ cấp, thu hồi hoặc biên bản giao nhận chưa được lưu trữ",
            "Dossiers or hand-over records are not archived",
        ),
    },
    check: alike::dossiers_archived,
};
