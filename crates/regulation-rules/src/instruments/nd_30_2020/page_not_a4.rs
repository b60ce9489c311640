//! A page is A4, 210 mm by 297 mm (restated; NĐ 30/2020 Phụ lục I). The tolerance of a millimetre, and that a page may lie on its side, are ours.

use super::ND_30_2020;
use super::parameters::{A4, PAGE_TOLERANCE};
use crate::Text;
use crate::evidence::{Evidence, SetBy};
use crate::facts::{DocumentFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::holds;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-30-2020/page-not-a4`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/page-not-a4",
        question: Question::PageSize,
        cites: &[ND_30_2020.annex("I")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Trang văn bản khổ A4 (210 mm × 297 mm)?",
            "Is the page A4 (210 mm × 297 mm)?",
        ),
        fails: Text::new("Trang văn bản không phải khổ A4", "The page is not A4"),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    let (width, height) = (facts.page_width()?, facts.page_height()?);
    let (short, long) = if width <= height {
        (width, height)
    } else {
        (height, width)
    };
    let fits = short.within(A4.0, PAGE_TOLERANCE) && long.within(A4.1, PAGE_TOLERANCE);
    let evidence = Evidence::of(Fact::PageWidth, width)
        .against(A4.0, PAGE_TOLERANCE_OURS)
        .and(Evidence::of(Fact::PageHeight, height).against(A4.1, PAGE_TOLERANCE_OURS));
    Ok(holds(fits, evidence))
}

const PAGE_TOLERANCE_OURS: SetBy = SetBy::Ours(Text {
    vi: "khổ giấy do luật định; sai số 1 mm và trang ngang theo chương trình",
    en: "the size is set by law; the tolerance of 1 mm and pages on their side are ours",
});
