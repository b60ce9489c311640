//! A signed document keeps its authenticity and integrity while it is exchanged, handled and kept (Tây Ninh Điều 4(2)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{DocumentFacts, Fact, LaterChange};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, one_of};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

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
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    all([one_of(
        facts.later_change(),
        Fact::LaterChange,
        &[LaterChange::None, LaterChange::Permitted],
    )])
}
