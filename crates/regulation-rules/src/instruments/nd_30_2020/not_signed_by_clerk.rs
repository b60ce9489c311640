//! The clerk seals and signs the body's documents personally (restated; NĐ 30/2020 Điều 32(2)(c)): a duty of the issuing office, asked of what it sends, never of the office that receives.

use super::ND_30_2020;
use crate::Text;
use crate::facts::{Direction, Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{attested, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/not-signed-by-clerk`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/not-signed-by-clerk",
        question: Question::SignedByClerk,
        cites: &[ND_30_2020.article("32").clause("2").point("c")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn thư trực tiếp ký số văn bản của cơ quan, tổ chức?",
            "Did the clerk sign for the body personally?",
        ),
        fails: Text::new(
            "Chữ ký số của cơ quan, tổ chức không do văn thư trực tiếp ký",
            "It was not the clerk who signed for the body",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.direction()? == Direction::Outgoing,
        scope::NOT_OUTGOING,
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
