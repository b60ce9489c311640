//! The content of a signed document does not change while it is exchanged, handled and kept, save for changes permitted in exchange, digitising and archiving (Bình Định Điều 9(3)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::DocumentFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/content-changed-after-signing`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/content-changed-after-signing",
        question: Question::LaterChange,
        cites: &[BINH_DINH_2021.article("9").clause("3")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Nội dung văn bản không thay đổi sau khi ký số, ngoại trừ các thay đổi được cho phép?",
            "Is the content unchanged after signing, save for permitted changes?",
        ),
        fails: Text::new(
            "Nội dung văn bản bị thay đổi sau khi ký số, ngoài các thay đổi được cho phép",
            "The content was changed after signing, beyond permitted changes",
        ),
    },
    check: alike::unchanged_after_signing,
};
