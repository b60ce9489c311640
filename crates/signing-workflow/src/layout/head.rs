//! The day in the head of a document: “…, ngày 05 tháng 02 năm 2026” (NĐ 30/2020 Phụ lục I, box 4), printed or stamped in.

use gov_ca_model::VietnamDay;
use page_view::PageText;
use serde::Serialize;

use crate::roles::{Look, fold, thresholds};

/// The day a document bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PrintedDay {
    /// The day.
    pub day: VietnamDay,
    /// Whether a day below 10 and the months 1 and 2 have a leading zero (NĐ 30/2020 Phụ lục I).
    pub leading_zeros: bool,
}

/// A word on the displayed page.
struct Placed<'a> {
    text: &'a str,
    left: f64,
    middle: f64,
    size: f64,
}

/// The share of the page's width right of which the day stands; sentences of the text begin left of it. As for places.
const RIGHT: f64 = 0.4;

/// The topmost day in the head of the first page.
pub(super) fn day(look: &Look) -> Option<PrintedDay> {
    let page = look.pages.get(&0)?;
    let text = page.text.as_ref().ok()?;
    if text.confidence() < thresholds::CONFIDENCE {
        return None;
    }
    let (width, height) = page.geometry.size();
    let mut words = placed(text, |area| page.geometry.displayed(area));
    words.retain(|word| word.middle > height * (1.0 - thresholds::HEAD));
    words.sort_by(|a, b| b.middle.total_cmp(&a.middle));
    let begins = |word: &&Placed<'_>| word.left > width * RIGHT && fold(word.text) == fold("ngày");
    words
        .iter()
        .filter(begins)
        .find_map(|first| read(first, &words))
}

fn placed(text: &PageText, displayed: impl Fn([f64; 4]) -> [f64; 4]) -> Vec<Placed<'_>> {
    let visible = text.words.iter().filter(|word| word.visible);
    visible
        .map(|word| {
            let [left, bottom, _, top] = displayed(word.area);
            Placed {
                text: &word.text,
                left,
                middle: f64::midpoint(bottom, top),
                size: word.size,
            }
        })
        .collect()
}

/// The words after “ngày” on its line.
fn read(first: &Placed<'_>, words: &[Placed<'_>]) -> Option<PrintedDay> {
    // a stamp may sit a little higher than its line
    let on_line = |word: &&Placed<'_>| {
        word.left > first.left && (word.middle - first.middle).abs() < 0.6 * first.size
    };
    let mut line: Vec<&Placed<'_>> = words.iter().filter(on_line).collect();
    line.sort_by(|a, b| a.left.total_cmp(&b.left));
    let texts: Vec<String> = line.iter().map(|word| fold(word.text)).collect();
    let [day, of_month, month, of_year, year, ..] = texts.as_slice() else {
        return None;
    };
    if *of_month != fold("tháng") || *of_year != fold("năm") {
        return None;
    }
    let year = year.trim_end_matches(['.', ',', ')']);
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    let zeros = |written: &str, below: u8| {
        written.len() == 2 || written.parse::<u8>().is_ok_and(|number| number >= below)
    };
    Some(PrintedDay {
        day: date.parse().ok()?,
        leading_zeros: zeros(day, 10) && zeros(month, 3),
    })
}
