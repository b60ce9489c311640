//! With a collective certificate the clerk signs the PDF, whether the document was signed and sealed on paper or never goes on paper; no other digital signature is asked for (An Giang Điều 8(1)(a), second dash).

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
        cites: &[AN_GIANG_39_2014.article("8").clause("1").point("a").dash(2)],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản ký số bằng chứng thư số cấp cho tập thể có chữ ký số của tập thể?",
            "Does a document of the collective certificate bear that certificate's signature?",
        ),
        fails: Text::new(
            "Văn bản thiếu chữ ký số bằng chứng thư số cấp cho tập thể",
            "The collective certificate's signature is missing",
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
