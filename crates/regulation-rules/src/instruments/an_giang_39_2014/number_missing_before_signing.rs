//! The clerk fills in number, day, month and year of issue before anybody signs (An Giang Điều 8(1)(a), (b), first dashes).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{DocumentFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/number-missing-before-signing`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/number-missing-before-signing",
        question: Question::NumberBeforeSigning,
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
            "Số, ngày, tháng, năm ban hành đã có trước khi ký số?",
            "Were number and date filled in before signing?",
        ),
        fails: Text::new(
            "Số, ngày, tháng, năm ban hành chưa có khi ký số",
            "Number and date were not there when it was signed",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    all([yes(facts.holds_number_and_date(), Fact::HoldsNumberAndDate)])
}
