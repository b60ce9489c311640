//! Where the law wants a body to confirm a document, a digital signature of that body does it (restated; Luật 20/2023 Điều 23(3)): at least one signature under a body's certificate.

use super::LUAT_20_2023;
use crate::Text;
use crate::evidence::SetBy;
use crate::facts::{Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, at_least, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `luat-20-2023/body-confirmation-missing`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "luat-20-2023/body-confirmation-missing",
        question: Question::BodyConfirmation,
        cites: &[LUAT_20_2023.article("23").clause("3")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản cần cơ quan, tổ chức xác nhận có chữ ký số của cơ quan, tổ chức?",
            "Is a document that a body must confirm signed with the body's certificate?",
        ),
        fails: Text::new(
            "Văn bản cần cơ quan, tổ chức xác nhận nhưng không có chữ ký số bằng chứng thư của cơ quan, tổ chức",
            "A body must confirm the document, and no signature is under a body's certificate",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.body_confirmation_required()?,
        scope::NO_CONFIRMATION_REQUIRED,
    )?;
    all([at_least(
        facts.body_certificate_signatures(),
        Fact::BodyCertificateSignatures,
        1,
        SetBy::Law,
    )])
}
