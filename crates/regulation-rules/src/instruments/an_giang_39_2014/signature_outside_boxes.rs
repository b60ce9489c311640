//! Signatures stand in the boxes 7c and 8 of the layout of Circular 01/2011/TT-BNV (An Giang Điều 8(2)(a)), until that circular was repealed on 15/06/2020.

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{DocumentFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law::Force;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::VietnamDay;

/// `an-giang-39-2014/signature-outside-boxes`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/signature-outside-boxes",
        question: Question::SignatureBoxes,
        cites: &[AN_GIANG_39_2014.article("8").clause("2").point("a")],
        force: Some(
            Force::since(VietnamDay::new(2014, 10, 30)).until(VietnamDay::new(2020, 6, 15)),
        ),
        basis: Basis::DatedOn,
        duty: Duty::Should,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Vị trí ký số tại ô số 7c và 8?",
            "Do the signatures stand in boxes 7c and 8?",
        ),
        fails: Text::new(
            "Vị trí ký số không tại ô số 7c và 8",
            "The signatures do not stand in boxes 7c and 8",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    only(!facts.several_signers()?, scope::SEVERAL_SIGNERS)?;
    all([yes(facts.in_boxes_7c_and_8(), Fact::InBoxes7cAnd8)])
}
