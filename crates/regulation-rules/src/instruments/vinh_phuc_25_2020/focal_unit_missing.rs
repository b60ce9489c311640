//! The body names a focal unit and chooses a focal officer (Vĩnh Phúc Điều 7(4)).

use super::VINH_PHUC_25_2020;
use crate::Text;
use crate::facts::{Fact, OrganisationFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `vinh-phuc-25-2020/focal-unit-missing`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "vinh-phuc-25-2020/focal-unit-missing",
        question: Question::FocalPerson,
        cites: &[VINH_PHUC_25_2020.article("7").clause("4")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan phân công bộ phận đầu mối, cán bộ đầu mối?",
            "Has the body named a focal unit and officer?",
        ),
        fails: Text::new(
            "Cơ quan chưa phân công bộ phận đầu mối hoặc cán bộ đầu mối",
            "The body has not named a focal unit or officer",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    all([
        yes(facts.focal_unit(), Fact::FocalUnit),
        yes(facts.focal_person(), Fact::FocalPerson),
    ])
}
