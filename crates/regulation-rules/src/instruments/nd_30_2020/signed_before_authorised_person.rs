//! The clerk signs only what the authorised person has signed, in whatever form, and copies the body itself makes (restated; NĐ 30/2020 Điều 32(2)(d)).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, any, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/signed-before-authorised-person`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/signed-before-authorised-person",
        question: Question::AgencyAfterAuthorisedPerson,
        cites: &[ND_30_2020.article("32").clause("2").point("d")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan, tổ chức ký số sau khi người có thẩm quyền đã ký?",
            "Did the body sign after the authorised person had signed?",
        ),
        fails: Text::new(
            "Cơ quan, tổ chức ký số khi chưa có chữ ký của người có thẩm quyền",
            "The body signed before the authorised person had",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(!facts.a_copy()?, scope::A_COPY)?;
    only(facts.agency_signed()?, scope::NOT_SIGNED_BY_BODY)?;
    all([any([
        yes(facts.born_on_paper(), Fact::BornOnPaper), // the text says signature, not digital signature
        yes(facts.agency_signed_after(), Fact::AgencySignedAfter),
    ])])
}
