//! Dossiers of requests are kept complete, accurate and up to date, at the department and at the body (Tây Ninh Điều 17(3), 18(1)(i)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::OrganisationFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/dossiers-not-archived`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/dossiers-not-archived",
        question: Question::DossiersArchived,
        cites: &[
            TAY_NINH_2025.article("17").clause("3"),
            TAY_NINH_2025.article("18").clause("1").point("i"),
        ],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Hồ sơ yêu cầu được lưu trữ đầy đủ, chính xác, cập nhật kịp thời?",
            "Are the dossiers kept complete, accurate and up to date?",
        ),
        fails: Text::new(
            "Hồ sơ yêu cầu chưa được lưu trữ đầy đủ",
            "The dossiers are not kept complete",
        ),
    },
    check: alike::dossiers_archived,
};
