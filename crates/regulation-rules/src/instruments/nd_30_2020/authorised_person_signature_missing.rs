//! An electronic document with the digital signatures of the authorised person and of the body has the value of a paper original (restated; NĐ 30/2020 Điều 5(1)): the authorised person's. Not for copies and for what was signed on paper.

use super::ND_30_2020;
use crate::Text;
use crate::facts::{Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/authorised-person-signature-missing`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/authorised-person-signature-missing",
        question: Question::AuthorisedPersonSigned,
        cites: &[ND_30_2020.article("5").clause("1")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản có chữ ký số của người có thẩm quyền?",
            "Is the document signed by the authorised person?",
        ),
        fails: Text::new(
            "Văn bản thiếu chữ ký số của người có thẩm quyền",
            "The authorised person's signature is missing",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(!facts.a_copy()?, scope::A_COPY)?;
    only(!facts.born_on_paper()?, scope::BORN_ON_PAPER)?;
    all([yes(
        facts.authorised_person_signed(),
        Fact::AuthorisedPersonSigned,
    )])
}
