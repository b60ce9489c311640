//! On a digitised document the body's signature shows at the top right of the first page as a red seal at its real size (restated; TT 01/2019/TT-BNV Điều 6(2)(c), which also asks for PNG: not judged). Its days of force have not been read.

use super::TT_01_2019;
use crate::Text;
use crate::evidence::SetBy;
use crate::facts::{DocumentFacts, DocumentPart, Fact, InkColour, Millimetres};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, is, near, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tt-01-2019/digitised-copy-stamp-wrong`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "tt-01-2019/digitised-copy-stamp-wrong",
        question: Question::CopyStamp,
        cites: &[TT_01_2019.article("6").clause("2").point("c")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Chữ ký số trên văn bản số hóa ở góc trên bên phải trang đầu, là con dấu màu đỏ, kích thước thực tế?",
            "Is the digitised document's signature at the top right, a red seal at real size?",
        ),
        fails: Text::new(
            "Chữ ký số trên văn bản số hóa trình bày không đúng quy định",
            "The digitised document's signature is not shown as prescribed",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    only(
        facts.part()? == DocumentPart::DigitisedCopy,
        scope::OTHER_PART,
    )?;
    let real = facts.seal_registered_width();
    all([
        yes(facts.stamp_top_right(), Fact::StampTopRight),
        yes(facts.stamp_shows_seal(), Fact::StampShowsSeal),
        is(facts.image_colour(), Fact::ImageColour, InkColour::Red),
        real.and_then(|real| {
            near(
                facts.seal_width(),
                Fact::SealWidth,
                real,
                SEAL_TOLERANCE,
                TOLERANCE_OURS,
            )
        }),
    ])
}

/// Ours: how far the drawn seal may be off its registered size.
const SEAL_TOLERANCE: Millimetres = Millimetres::new(0.5);

const TOLERANCE_OURS: SetBy = SetBy::Ours(Text {
    vi: "kích thước con dấu đã đăng ký; sai số 0,5 mm theo chương trình",
    en: "the registered size; the tolerance of 0.5 mm is ours",
});
