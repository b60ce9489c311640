//! Numbers run from 01 on 1 January to 31 December; a number and symbol is unique within the year and the numbering series of the body (restated; NĐ 30/2020 Điều 15(1)).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{Direction, Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/number-used-twice`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/number-used-twice",
        question: Question::NumberUnique,
        cites: &[ND_30_2020.article("15").clause("1")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Số văn bản bắt đầu từ 01 trong năm và không trùng?",
            "Do numbers run from 01 each year, none used twice?",
        ),
        fails: Text::new(
            "Số văn bản bị trùng trong năm hoặc không bắt đầu từ 01",
            "A number was used twice within the year, or numbers do not run from 01",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.direction()? == Direction::Outgoing,
        scope::NOT_OUTGOING,
    )?;
    all([
        yes(facts.number_used_once(), Fact::NumberUsedOnce),
        yes(facts.numbering_from_one(), Fact::NumberingFromOne),
    ])
}
