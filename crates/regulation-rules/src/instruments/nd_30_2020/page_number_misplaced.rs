//! Page numbers are Arabic, from 1, upright 13–14, centred in the top margin, and not shown on the first page (restated; NĐ 30/2020 Phụ lục I).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{DocumentFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/page-number-misplaced`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/page-number-misplaced",
        question: Question::PageNumber,
        cites: &[ND_30_2020.annex("I")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Should,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Số trang canh giữa lề trên, không hiển thị ở trang đầu?",
            "Is the page number centred in the top margin and not shown on page one?",
        ),
        fails: Text::new(
            "Số trang không canh giữa lề trên, hoặc hiển thị ở trang đầu",
            "The page number is not centred in the top margin, or shown on page one",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    all([yes(
        facts.page_number_as_prescribed(),
        Fact::PageNumberAsPrescribed,
    )])
}
