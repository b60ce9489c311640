//! All electronic documents within the authority of state bodies, save secret ones, are signed for exchange on the document system; a body may add further types (Tây Ninh Điều 5(1), (3)); that they are signed is the duty of the heads of the bodies (Điều 18(1)(c)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{DocumentFacts, Fact, SecrecyLevel};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/listed-document-unsigned`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/listed-document-unsigned",
        question: Question::ListedDocumentSigned,
        cites: &[
            TAY_NINH_2025.article("5").clause("1"),
            TAY_NINH_2025.article("5").clause("3"),
            TAY_NINH_2025.article("18").clause("1").point("c"),
        ],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản thuộc loại phải ký số được ký số?",
            "Is a document of a type that must be signed signed?",
        ),
        fails: Text::new(
            "Văn bản thuộc loại phải ký số chưa được ký số",
            "A document of a type that must be signed is unsigned",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    only(facts.secrecy_mark()? == SecrecyLevel::None, scope::SECRET)?;
    only(facts.listed_type()?, scope::NOT_LISTED)?;
    all([yes(facts.signed_at_all(), Fact::SignedAtAll)])
}
