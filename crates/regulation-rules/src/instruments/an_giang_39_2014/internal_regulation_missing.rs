//! A body that uses a collective certificate has its own rules on managing and using key devices (An Giang Điều 13(4)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{Fact, OrganisationFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/internal-regulation-missing`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/internal-regulation-missing",
        question: Question::InternalRegulation,
        cites: &[AN_GIANG_39_2014.article("13").clause("4")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Tổ chức có quy định cụ thể về quản lý, sử dụng thiết bị lưu khóa bí mật?",
            "Has the body its own rules on key devices?",
        ),
        fails: Text::new(
            "Tổ chức chưa có quy định cụ thể về quản lý, sử dụng thiết bị lưu khóa bí mật",
            "The body has no rules of its own on key devices",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    all([yes(facts.internal_regulation(), Fact::InternalRegulation)])
}
