//! On an electronic copy the body's signature shows at the top right of the first page, without the seal: the form of copy, the copying body, the time of signing after ISO 8601, Times New Roman upright 10 black (restated; NĐ 30/2020 Phụ lục I).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{DocumentFacts, DocumentPart, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, no, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/copy-stamp-wrong`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/copy-stamp-wrong",
        question: Question::CopyStamp,
        cites: &[ND_30_2020.annex("I")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &["tt-01-2019/digitised-copy-stamp-wrong"],
        asks: Text::new(
            "Chữ ký số trên bản sao trình bày đúng vị trí, nội dung, phông chữ và không hiển thị con dấu?",
            "Is the signature on the copy shown as prescribed, without the seal?",
        ),
        fails: Text::new(
            "Chữ ký số trên bản sao trình bày không đúng quy định",
            "The signature on the copy is not shown as prescribed",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    only(
        facts.part()? == DocumentPart::DigitisedCopy,
        scope::OTHER_PART,
    )?;
    all([
        yes(facts.stamp_top_right(), Fact::StampTopRight),
        yes(facts.stamp_shows_form_of_copy(), Fact::StampShowsFormOfCopy),
        yes(facts.stamp_shows_body(), Fact::StampShowsBody),
        yes(facts.stamp_time_iso_8601(), Fact::StampTimeIso8601),
        yes(
            facts.stamp_type_as_prescribed(),
            Fact::StampTypeAsPrescribed,
        ),
        no(facts.stamp_shows_seal(), Fact::StampShowsSeal),
    ])
}
