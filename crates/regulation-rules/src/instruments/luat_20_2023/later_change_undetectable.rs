//! Any change to the message after signing can be detected (restated; Luật 20/2023/QH15 Điều 22(3)(d)).
//!
//! How a program sees this is our reading: the signature covers the whole of what was signed, with a digest in which nobody
//! can make two contents look alike. With an older digest the answer is left to a person. A document that *was* changed and
//! whose change was detected fulfils this clause; that it was changed is told by the check of the signature itself.

use super::{LUAT_20_2023, digital_signature};

use crate::Text;
use crate::facts::SignatureFacts;
use crate::instruments::READ_ON;
use crate::instruments::conditions::later_change_detectable;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `luat-20-2023/later-change-undetectable`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "luat-20-2023/later-change-undetectable",
        question: Question::LaterChangeDetectable,
        cites: &[LUAT_20_2023.article("22").clause("3").point("d")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Mọi thay đổi nội dung sau khi ký số đều phát hiện được?",
            en: "Can any change after signing be detected?",
        },
        fails: Text {
            vi: "Thay đổi nội dung sau khi ký số có thể không phát hiện được: chữ ký số không bao trùm toàn bộ nội dung đã ký",
            en: "A change after signing may go undetected: the signature does not cover all that was signed",
        },
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    digital_signature(facts)?;
    later_change_detectable(facts)
}
