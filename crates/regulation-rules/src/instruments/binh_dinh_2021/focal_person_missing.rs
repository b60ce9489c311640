//! The managing body names staff who receive and gather the requests (Bình Định Điều 11(1)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{Fact, OrganisationFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/focal-person-missing`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/focal-person-missing",
        question: Question::FocalPerson,
        cites: &[BINH_DINH_2021.article("11").clause("1")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan quản lý trực tiếp phân công nhân sự đầu mối?",
            "Has the managing body named its focal person?",
        ),
        fails: Text::new(
            "Cơ quan quản lý trực tiếp chưa phân công nhân sự đầu mối",
            "The managing body has not named a focal person",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    all([yes(facts.focal_person(), Fact::FocalPerson)])
}
