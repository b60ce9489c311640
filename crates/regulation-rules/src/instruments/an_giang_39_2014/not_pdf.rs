//! The document is converted to PDF before it is signed (An Giang Điều 8(1)(a), (b), first dashes).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{DocumentFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/not-pdf`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/not-pdf",
        question: Question::SignedFormat,
        cites: &[
            AN_GIANG_39_2014.article("8").clause("1").point("a").dash(1),
            AN_GIANG_39_2014.article("8").clause("1").point("b").dash(1),
        ],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản được ký số ở định dạng PDF?",
            "Is the signed file a PDF?",
        ),
        fails: Text::new(
            "Văn bản được ký số không ở định dạng PDF",
            "The signed file is no PDF",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    all([yes(facts.is_pdf(), Fact::IsPdf)])
}
