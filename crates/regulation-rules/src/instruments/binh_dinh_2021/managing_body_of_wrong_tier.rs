//! The managing body has legal personality and a seal of its own and is the one of the subscriber's tier: the department for provincial bodies and their leaders, the district for its bodies, any body for its sub-units (Bình Định Điều 4).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{Fact, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/managing-body-of-wrong-tier`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/managing-body-of-wrong-tier",
        question: Question::ManagingBodyQualified,
        cites: &[
            BINH_DINH_2021.article("4").paragraph(1),
            BINH_DINH_2021.article("4").clause("1"),
            BINH_DINH_2021.article("4").clause("2"),
            BINH_DINH_2021.article("4").clause("3"),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &["nd-68-2024/managing-body-without-own-seal"],
        asks: Text::new(
            "Cơ quan quản lý trực tiếp đúng phân cấp, có tư cách pháp nhân và con dấu riêng?",
            "Is the managing body the one of the tier, with legal personality and a seal?",
        ),
        fails: Text::new(
            "Cơ quan quản lý trực tiếp không đúng phân cấp, hoặc không có tư cách pháp nhân, con dấu riêng",
            "The managing body is not that of the tier, or has no legal personality or seal",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    all([
        yes(
            facts.managing_body_is_legal_person(),
            Fact::ManagingBodyIsLegalPerson,
        ),
        yes(facts.managing_body_has_seal(), Fact::ManagingBodyHasSeal),
        yes(facts.managing_body_of_tier(), Fact::ManagingBodyOfTier),
    ])
}
