//! The signature of the main document stands for the hanging seal on annexes and attachments: they need none of their own (An Giang Điều 8(2)(c), second dash).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, any, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/attachment-signed-apart`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/attachment-signed-apart",
        question: Question::AttachmentSignature,
        cites: &[AN_GIANG_39_2014.article("8").clause("2").point("c").dash(2)],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Chữ ký số trên văn bản chính thay thế dấu treo trên phụ lục, tài liệu kèm theo?",
            "Does the signature of the main document stand for the seal on annexes and attachments?",
        ),
        fails: Text::new(
            "Văn bản chính chưa được ký số nên không thay thế được dấu treo",
            "The main document is unsigned and stands for no seal",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(facts.separate_attachments()? > 0, scope::NO_ATTACHMENT)?;
    all([any([
        yes(facts.agency_signed(), Fact::AgencySigned),
        yes(
            facts.authorised_person_signed(),
            Fact::AuthorisedPersonSigned,
        ),
    ])])
}
