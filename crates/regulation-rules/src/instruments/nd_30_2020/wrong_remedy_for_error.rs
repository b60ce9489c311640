//! An issued document with an error in content is amended or replaced by one of equal form; with an error of form, technique or procedure it is corrected by an official letter (restated; NĐ 30/2020 Điều 18(3)): by the office that issued it.

use super::ND_30_2020;
use crate::Text;
use crate::facts::{Direction, ErrorIn, Fact, PackageFacts, Remedy};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, is, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/wrong-remedy-for-error`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/wrong-remedy-for-error",
        question: Question::RemedyFitsError,
        cites: &[ND_30_2020.article("18").clause("3")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản sai sót được khắc phục đúng cách?",
            "Was the error in the document remedied in the right way?",
        ),
        fails: Text::new(
            "Cách khắc phục không đúng với loại sai sót",
            "The remedy does not fit the error",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.direction()? == Direction::Outgoing,
        scope::NOT_OUTGOING,
    )?;
    let error = facts.error_in()?;
    only(error != ErrorIn::Nothing, NO_ERROR)?;
    let fitting = if error == ErrorIn::Content {
        Remedy::Replaced
    } else {
        Remedy::Corrected
    };
    all([is(facts.remedy(), Fact::Remedy, fitting)])
}

const NO_ERROR: Text = Text {
    vi: "văn bản không có sai sót",
    en: "the document has no error",
};
