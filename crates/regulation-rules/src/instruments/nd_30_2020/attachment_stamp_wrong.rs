//! On an attachment in a separate file the body's signature shows at the top right of the first page, with number and symbol and the time after ISO 8601, Times New Roman upright 10 black, without the image of the seal (NĐ 30/2020 Phụ lục I; known from texts that quote it). Ministries show a red seal over the annex title: another practice, no ground for refusing.

use super::ND_30_2020;
use crate::Text;
use crate::facts::{DocumentFacts, DocumentPart, Fact};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, no, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/attachment-stamp-wrong`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/attachment-stamp-wrong",
        question: Question::AttachmentStamp,
        cites: &[ND_30_2020.annex("I")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Should,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Chữ ký số trên văn bản kèm theo trình bày đúng vị trí, nội dung, phông chữ và không hiển thị con dấu?",
            "Is the signature on the attachment shown as prescribed, without the seal?",
        ),
        fails: Text::new(
            "Chữ ký số trên văn bản kèm theo trình bày khác quy định, không phải lý do từ chối",
            "The signature on the attachment is shown otherwise than prescribed; no ground for refusing",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    only(
        facts.part()? == DocumentPart::SeparateAttachment,
        scope::OTHER_PART,
    )?;
    all([
        yes(facts.stamp_top_right(), Fact::StampTopRight),
        yes(facts.stamp_shows_number(), Fact::StampShowsNumber),
        yes(facts.stamp_time_iso_8601(), Fact::StampTimeIso8601),
        yes(
            facts.stamp_type_as_prescribed(),
            Fact::StampTypeAsPrescribed,
        ),
        no(facts.stamp_shows_seal(), Fact::StampShowsSeal),
    ])
}
