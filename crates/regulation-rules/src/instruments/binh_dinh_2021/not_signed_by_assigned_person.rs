//! The person assigned signs the body's documents personally (Bình Định Điều 13(3)(a)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{Channel, Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{attested, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/not-signed-by-assigned-person`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/not-signed-by-assigned-person",
        question: Question::SignedByClerk,
        cites: &[BINH_DINH_2021.article("13").clause("3").point("a")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &["nd-30-2020/not-signed-by-clerk"],
        asks: Text::new(
            "Người được giao trực tiếp ký số văn bản của cơ quan, tổ chức?",
            "Did the person assigned sign for the body personally?",
        ),
        fails: Text::new(
            "Người được giao không trực tiếp ký số văn bản của cơ quan, tổ chức",
            "The person assigned did not sign for the body personally",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.channel()? == Channel::DocumentSystem,
        scope::OTHER_CHANNEL,
    )?;
    Ok(attested(
        Fact::SignedByClerk,
        facts.signed_by_clerk,
        NOT_ATTESTED,
    ))
}

const NOT_ATTESTED: Text = Text::new(
    "chưa có xác nhận ai đã ký bằng chữ ký số của cơ quan, tổ chức",
    "nobody has attested who signed for the body",
);
