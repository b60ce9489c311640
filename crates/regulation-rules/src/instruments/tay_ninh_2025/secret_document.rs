//! Government signatures are used on all electronic documents, and not on documents marked secret (Tây Ninh Điều 4(1)): outside its scope.

use super::TAY_NINH_2025;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{DocumentFacts, Fact, SecrecyLevel};
use crate::instruments::READ_ON;
use crate::instruments::conditions::only;
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

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
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    only(facts.secrecy_mark()? == SecrecyLevel::None, scope::SECRET)?;
    Ok(Outcome::Satisfied(Evidence::of(
        Fact::SecrecyMark,
        SecrecyLevel::None,
    )))
}
