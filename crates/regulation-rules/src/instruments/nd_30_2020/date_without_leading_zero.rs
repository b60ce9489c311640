//! Days under 10 and the months 1 and 2 have a leading zero (NĐ 30/2020 Phụ lục I, table of components; known from another text).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{DocumentFacts, Fact};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/date-without-leading-zero`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/date-without-leading-zero",
        question: Question::LeadingZeros,
        cites: &[ND_30_2020.annex("I")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Should,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Ngày dưới 10, tháng 1, 2 có số 0 phía trước?",
            "Have days under 10 and months 1 and 2 a leading zero?",
        ),
        fails: Text::new(
            "Ngày dưới 10 hoặc tháng 1, 2 không có số 0 phía trước",
            "A day under 10 or month 1 or 2 has no leading zero",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    all([yes(facts.leading_zeros(), Fact::LeadingZeros)])
}
