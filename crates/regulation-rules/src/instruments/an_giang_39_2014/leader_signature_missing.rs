//! With personal certificates the authorised person signs the PDF and passes it to the clerk for issue; no signature of the body is asked for (An Giang Điều 8(1)(b), second dash).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{Fact, PackageFacts, SigningRoute};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/leader-signature-missing`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/leader-signature-missing",
        question: Question::CompleteWithPersonalKey,
        cites: &[AN_GIANG_39_2014.article("8").clause("1").point("b").dash(2)],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
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
    only(
        facts.signing_route()? == SigningRoute::Personal,
        scope::OTHER_ROUTE,
    )?;
    all([yes(
        facts.authorised_person_signed(),
        Fact::AuthorisedPersonSigned,
    )])
}
