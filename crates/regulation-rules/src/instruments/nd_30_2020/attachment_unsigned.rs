//! Each attachment in a separate file bears the digital signature of the body (NĐ 30/2020 Phụ lục I; known from texts that quote it).

use super::ND_30_2020;
use crate::Text;
use crate::evidence::SetBy;
use crate::facts::{Fact, PackageFacts};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, at_least, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/attachment-unsigned`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/attachment-unsigned",
        question: Question::AttachmentSignature,
        cites: &[ND_30_2020.annex("I")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &["an-giang-39-2014/attachment-signed-apart"],
        asks: Text::new(
            "Từng văn bản kèm theo là tệp riêng có chữ ký số của cơ quan, tổ chức?",
            "Is each attachment in a separate file signed by the body?",
        ),
        fails: Text::new(
            "Văn bản kèm theo là tệp riêng chưa có chữ ký số của cơ quan, tổ chức",
            "An attachment in a separate file is not signed by the body",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    let attached = facts.separate_attachments()?;
    only(attached > 0, scope::NO_ATTACHMENT)?;
    all([at_least(
        facts.attachments_signed(),
        Fact::AttachmentsSigned,
        attached,
        SetBy::Law,
    )])
}
