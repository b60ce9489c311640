//! A signed document keeps its authenticity and integrity while it is exchanged, handled and kept (Tây Ninh Điều 4(2)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::DocumentFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/content-changed-after-signing`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/content-changed-after-signing",
        question: Question::LaterChange,
        cites: &[TAY_NINH_2025.article("4").clause("2")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản giữ được tính xác thực, toàn vẹn sau khi ký số?",
            "Has the document kept its authenticity and integrity since signing?",
        ),
        fails: Text::new(
            "Văn bản không giữ được tính xác thực, toàn vẹn sau khi ký số",
            "The document lost its authenticity or integrity after signing",
        ),
    },
    check: alike::unchanged_after_signing,
};
