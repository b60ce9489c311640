//! A document signed and sealed on paper is complete in electronic form with the collective certificate's signature alone (An Giang Điều 8(1)(a)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{Fact, PackageFacts, SigningRoute};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/paper-document-unsealed`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/paper-document-unsealed",
        question: Question::CompleteWithCollectiveKey,
        cites: &[AN_GIANG_39_2014.article("8").clause("1").point("a")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản đã ký tay, đóng dấu trên giấy có chữ ký số của tập thể?",
            "Is a document signed and sealed on paper signed with the collective certificate?",
        ),
        fails: Text::new(
            "Văn bản đã ký tay, đóng dấu trên giấy chưa có chữ ký số của tập thể",
            "The document signed and sealed on paper lacks the collective certificate's signature",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.signing_route()? == SigningRoute::Collective,
        scope::OTHER_ROUTE,
    )?;
    all([yes(facts.agency_signed(), Fact::AgencySigned)])
}
