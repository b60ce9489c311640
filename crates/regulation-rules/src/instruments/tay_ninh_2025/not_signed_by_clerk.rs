//! The clerk signs personally with the body's certificate (Tây Ninh Điều 20(2)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{attested, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/not-signed-by-clerk`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/not-signed-by-clerk",
        question: Question::SignedByClerk,
        cites: &[TAY_NINH_2025.article("20").clause("2")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &["nd-30-2020/not-signed-by-clerk"],
        asks: Text::new(
            "Văn thư trực tiếp ký số bằng chứng thư của cơ quan, tổ chức?",
            "Did the clerk sign with the body's certificate personally?",
        ),
        fails: Text::new(
            "Chữ ký số của cơ quan, tổ chức không do văn thư trực tiếp ký",
            "It was not the clerk who signed with the body's certificate",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(facts.agency_signed()?, scope::NOT_SIGNED_BY_BODY)?;
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
