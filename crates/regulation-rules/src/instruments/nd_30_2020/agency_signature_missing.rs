//! An electronic document with the digital signatures of the authorised person and of the body has the value of a paper original (restated; NĐ 30/2020 Điều 5(1)): the issuing body's. Copies have a rule of their own.

use super::ND_30_2020;
use crate::Text;
use crate::facts::{Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/agency-signature-missing`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/agency-signature-missing",
        question: Question::AgencySigned,
        cites: &[ND_30_2020.article("5").clause("1")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản có chữ ký số của cơ quan, tổ chức ban hành?",
            "Is the document signed by the issuing body?",
        ),
        fails: Text::new(
            "Văn bản thiếu chữ ký số của cơ quan, tổ chức ban hành",
            "The issuing body's signature is missing",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(!facts.a_copy()?, scope::A_COPY)?;
    all([yes(facts.agency_signed(), Fact::AgencySigned)])
}
