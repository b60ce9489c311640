//! The regulation does not govern signatures on documents with state secrets (Bình Định Điều 1(1)(b)): outside its scope.

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::DocumentFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/secret-document`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/secret-document",
        question: Question::SecretDocument,
        cites: &[BINH_DINH_2021.article("1").clause("1").point("b")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản không chứa thông tin thuộc danh mục bí mật nhà nước?",
            "Is the document free of state secrets?",
        ),
        fails: Text::new(
            "Văn bản chứa thông tin thuộc danh mục bí mật nhà nước",
            "The document holds state secrets",
        ),
    },
    check: alike::not_secret,
};
