//! An electronic copy of a paper document is digitised and bears the digital signature of the body (restated; NĐ 30/2020 Điều 25(1)(c), 33(2)).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{DocumentFacts, DocumentPart, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/digitised-copy-unsigned`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/digitised-copy-unsigned",
        question: Question::CopySigned,
        cites: &[
            ND_30_2020.article("25").clause("1").point("c"),
            ND_30_2020.article("33").clause("2"),
        ],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Bản sao từ văn bản giấy sang điện tử có chữ ký số của cơ quan, tổ chức?",
            "Is the electronic copy of a paper document signed by the body?",
        ),
        fails: Text::new(
            "Bản sao từ văn bản giấy sang điện tử không có chữ ký số của cơ quan, tổ chức",
            "The electronic copy of a paper document is not signed by the body",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    only(
        facts.part()? == DocumentPart::DigitisedCopy,
        scope::OTHER_PART,
    )?;
    all([yes(facts.agency_signed(), Fact::AgencySigned)])
}
