//! Government signatures are used on all electronic documents, and not on documents marked secret (Tây Ninh Điều 4(1)): outside its scope.

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::DocumentFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/secret-document`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/secret-document",
        question: Question::SecretDocument,
        cites: &[TAY_NINH_2025.article("4").clause("1")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản không phải văn bản mật, tối mật, tuyệt mật?",
            "Is the document not marked secret?",
        ),
        fails: Text::new(
            "Văn bản mật, tối mật, tuyệt mật",
            "The document is marked secret",
        ),
    },
    check: alike::not_secret,
};
