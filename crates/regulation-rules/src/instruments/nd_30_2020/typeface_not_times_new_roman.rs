//! The typeface is Times New Roman, Unicode after TCVN 6909:2001, black (restated; NĐ 30/2020 Phụ lục I).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{DocumentFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/typeface-not-times-new-roman`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/typeface-not-times-new-roman",
        question: Question::Typeface,
        cites: &[ND_30_2020.annex("I")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Should,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản dùng phông chữ Times New Roman, bảng mã Unicode?",
            "Is the document set in Times New Roman, Unicode?",
        ),
        fails: Text::new(
            "Văn bản không dùng phông chữ Times New Roman, bảng mã Unicode",
            "The document is not set in Times New Roman, Unicode",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    all([yes(facts.times_new_roman(), Fact::TimesNewRoman)])
}
