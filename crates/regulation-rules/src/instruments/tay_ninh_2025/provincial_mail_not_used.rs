//! The body reminds its people to use the official mailbox @tayninh.gov.vn (Tây Ninh Điều 18(1)(h)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{Fact, SubscriberFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/provincial-mail-not-used`
pub static RULE: Rule<SubscriberFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/provincial-mail-not-used",
        question: Question::ProvincialMail,
        cites: &[TAY_NINH_2025.article("18").clause("1").point("h")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Should,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Sử dụng hộp thư điện tử công vụ @tayninh.gov.vn?",
            "Is the official mailbox @tayninh.gov.vn used?",
        ),
        fails: Text::new(
            "Chưa sử dụng hộp thư điện tử công vụ @tayninh.gov.vn",
            "The official mailbox @tayninh.gov.vn is not used",
        ),
    },
    check,
};

fn check(facts: &SubscriberFacts, _: &LawBook) -> Answer {
    all([yes(facts.uses_provincial_mail(), Fact::UsesProvincialMail)])
}
