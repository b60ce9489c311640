//! In a secure electronic signature every change to the signature or to the content after signing is detectable (restated; Luật 51/2005 Điều 22(1)(c), (d)). The part a program can compute.

use super::LUAT_51_2005;
use crate::Text;
use crate::facts::SignatureFacts;
use crate::instruments::READ_ON;
use crate::instruments::conditions::later_change_detectable;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `luat-51-2005/later-change-undetectable`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "luat-51-2005/later-change-undetectable",
        question: Question::LaterChangeDetectable,
        cites: &[
            LUAT_51_2005.article("22").clause("1").point("c"),
            LUAT_51_2005.article("22").clause("1").point("d"),
        ],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Mọi thay đổi đối với chữ ký, nội dung sau thời điểm ký đều có thể bị phát hiện?",
            "Would every change to signature or content after signing be detected?",
        ),
        fails: Text::new(
            "Thay đổi sau thời điểm ký có thể không bị phát hiện",
            "A change after signing might not be detected",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    later_change_detectable(facts)
}
