//! An electronic copy of a paper document is PDF 1.4 or later, in colour, at 200 dpi or more, at a scale of 100 % (restated; NĐ 30/2020 Phụ lục I).

use super::ND_30_2020;
use crate::Text;
use crate::evidence::SetBy;
use crate::facts::{DocumentFacts, DocumentPart, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, at_least, is, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/digitised-copy-quality-too-low`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/digitised-copy-quality-too-low",
        question: Question::CopyQuality,
        cites: &[ND_30_2020.annex("I")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Bản số hóa là PDF từ 1.4 trở lên, ảnh màu, tối thiểu 200 dpi, tỷ lệ 100%?",
            "Is the digitised copy PDF 1.4 or later, in colour, at 200 dpi or more, at 100 %?",
        ),
        fails: Text::new(
            "Bản số hóa không đạt định dạng, màu, độ phân giải hoặc tỷ lệ",
            "The digitised copy misses format, colour, resolution or scale",
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
        at_least(facts.pdf_version(), Fact::PdfVersion, 14, SetBy::Law),
        yes(facts.in_colour(), Fact::InColour),
        at_least(facts.resolution(), Fact::Resolution, 200, SetBy::Law),
        is(facts.scale_percent(), Fact::ScalePercent, 100),
    ])
}
