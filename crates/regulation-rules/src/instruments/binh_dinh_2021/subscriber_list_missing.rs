//! The IT officer keeps a list of the subscribers of the body (Bình Định Điều 14(1)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{Fact, OrganisationFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/subscriber-list-missing`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/subscriber-list-missing",
        question: Question::SubscriberList,
        cites: &[BINH_DINH_2021.article("14").clause("1")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Có danh sách quản lý thuê bao cá nhân, tổ chức?",
            "Is there a list of subscribers?",
        ),
        fails: Text::new(
            "Chưa lập danh sách quản lý thuê bao cá nhân, tổ chức",
            "There is no list of subscribers",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    all([yes(facts.subscriber_list(), Fact::SubscriberList)])
}
