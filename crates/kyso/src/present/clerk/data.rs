//! The page as data: the same words, for pages of other programs, which lay them out themselves.
//!
//! A public interface (docs/http.md, “For a clerk”).

use serde_json::{Value, json};

use super::conclusion::{self, Because};
use super::field::One;
use super::{Page, Part, answer, field, heading, ones, page as laid_out};
use crate::present::moment_in;
use crate::text::Lang;

/// Things that are named for one reason. Ours: a page can be scrolled, and is read all the same.
const FACTS: usize = 50;

/// The words, and the page of [`page`](super::page) as text.
pub(crate) fn data(page: &Page<'_>, lang: Lang) -> Value {
    let because = conclusion::because(page, FACTS, lang);
    let parts = page.parts.iter();
    json!({
        "checked": moment_in(page.at, lang),
        "headline": conclusion::headline(&page.reception.outcome).in_lang(lang),
        "result": conclusion::result(page, lang),
        "reasons": because.iter().map(reason).collect::<Vec<_>>(),
        "notes": conclusion::noted(page, lang),
        "to_do": conclusion::to_do(page, lang),
        "grounds": conclusion::grounds(page, lang),
        "answer": answer::told(page, lang),
        "offline": page.offline,
        "files": parts.map(|part| file(part, page, lang)).collect::<Vec<_>>(),
        "page": laid_out(page, lang),
    })
}

fn reason(reason: &Because) -> Value {
    json!({ "code": reason.code, "title": reason.title, "facts": reason.facts })
}

fn file(part: &Part<'_>, page: &Page<'_>, lang: Lang) -> Value {
    let aftermath = part.aftermath;
    let ones = part.report.map(|report| ones(part, report, page.at));
    let ones = ones.into_iter().flatten();
    json!({
        "file": part.name,
        "aftermath": aftermath.map(|told| crate::present::aftermath::told(told, lang)),
        "signatures": ones.map(|one| signature(&one, lang)).collect::<Vec<_>>(),
    })
}

fn signature(one: &One<'_>, lang: Lang) -> Value {
    let fields = field::seven(one, lang).map(|(name, text)| json!({ "name": name, "text": text }));
    json!({
        "number": one.number,
        "what": heading::what(one, lang),
        "role": heading::part(one).map(|role| role.in_lang(lang)),
        "standing": heading::standing(one).in_lang(lang),
        "fields": fields,
    })
}
