//! One set on paper and one electronic set (An Giang Điều 10(4)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::evidence::SetBy;
use crate::facts::{AskedFor, Fact, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, at_least, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/dossier-sets-missing`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/dossier-sets-missing",
        question: Question::DossierSets,
        cites: &[
            AN_GIANG_39_2014.article("10").clause("4").point("a"),
            AN_GIANG_39_2014.article("10").clause("4").point("b"),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Có 01 bộ hồ sơ giấy và 01 bộ hồ sơ điện tử?",
            "Are there one set on paper and one electronic set?",
        ),
        fails: Text::new(
            "Thiếu bộ hồ sơ giấy hoặc bộ hồ sơ điện tử",
            "The set on paper or the electronic set is missing",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(
        matches!(facts.asked_for()?, AskedFor::Issue | AskedFor::Reissue),
        scope::OTHER_REQUEST,
    )?;
    all([
        at_least(facts.paper_sets(), Fact::PaperSets, 1, SetBy::Law),
        at_least(facts.electronic_sets(), Fact::ElectronicSets, 1, SetBy::Law),
    ])
}
