//! For an attachment in the same file as the main document the body signs the main document only (NĐ 30/2020 Phụ lục I; known from texts that quote it).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{Fact, PackageFacts};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, no};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/inner-attachment-signed`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/inner-attachment-signed",
        question: Question::InnerAttachment,
        cites: &[ND_30_2020.annex("I")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Should,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản kèm theo cùng tệp không ký số riêng?",
            "Is an attachment inside the main file left without a signature of its own?",
        ),
        fails: Text::new(
            "Văn bản kèm theo cùng tệp được ký số riêng",
            "An attachment inside the main file is signed by itself",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    all([no(
        facts.inner_attachment_signed(),
        Fact::InnerAttachmentSigned,
    )])
}
