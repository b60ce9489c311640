//! What an official document prints where: head, number, date, end of the text, title and name (NĐ 30/2020 Phụ lục I).

mod blank;
mod block;
mod end;
mod head;
mod row;

use serde::Serialize;

use super::look::{Look, PageLook};
use super::thresholds;

pub use block::{Prefix, SignerBlock};
pub(crate) use row::{Row, middle, rows};

/// A place of the displayed page and the words that make it one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Region {
    /// 0 for the first.
    pub(crate) page: usize,
    /// Origin at the lower left corner of the displayed page, points.
    pub(crate) area: [f64; 4],
    pub(crate) text: String,
    /// Whether something is printed in it: a number, a day.
    #[serde(skip)]
    pub(crate) filled: bool,
}

/// What is printed, of the pages that were read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Printed {
    /// Titles, with the name below each.
    pub blocks: Vec<SignerBlock>,
    /// The lines of the issuing body's head, superior body first.
    pub head: Vec<String>,
    /// Where the number goes.
    pub(crate) number: Option<Region>,
    /// Where day and month go.
    pub(crate) dates: Vec<Region>,
    /// The ends of the text before each title.
    pub(crate) text_ends: Vec<Region>,
    /// The end of the list of recipients.
    pub(crate) recipients_end: Option<Region>,
    /// The line that makes the file an annex.
    pub(crate) annex: Option<Region>,
    /// Pages whose text does not speak, and why.
    pub(crate) unread: Vec<(usize, String)>,
}

impl Printed {
    /// Reads what is printed.
    #[must_use]
    pub fn read(look: &Look) -> Self {
        let mut printed = Self::default();
        let mut pages = Vec::new();
        for (index, page) in &look.pages {
            match speaks(page) {
                Ok(rows) => pages.push((*index, page, rows)),
                Err(why) => printed.unread.push((*index, why)),
            }
        }
        for (index, page, rows) in &pages {
            printed
                .blocks
                .extend(block::find(*index, &page.geometry, rows));
        }
        if let Some((0, page, rows)) = pages.first() {
            printed.number = blank::number(&page.geometry, rows);
            printed.dates = blank::dates(&page.geometry, rows);
            printed.head = head::lines(&page.geometry, rows, printed.number.as_ref());
            printed.annex = head::annex(&page.geometry, rows);
        }
        for found in &printed.blocks {
            let rows = |page: usize| {
                let found = pages.iter().find(|(index, _, _)| *index == page);
                found.map(|(_, _, rows)| rows.as_slice())
            };
            printed.text_ends.extend(end::of_text(found, &rows));
            let recipients = rows(found.page).and_then(|rows| end::of_recipients(found.page, rows));
            printed.recipients_end = printed.recipients_end.take().or(recipients);
        }
        printed
    }

    /// An annex has neither number nor title of its own.
    pub(crate) fn as_annex(&self) -> Option<&Region> {
        let nothing_own = self.blocks.is_empty() && !self.has_own_number();
        self.annex.as_ref().filter(|_| nothing_own)
    }

    /// Whether there is a number, and not in the line that names the document the annex belongs to.
    fn has_own_number(&self) -> bool {
        self.number
            .as_ref()
            .is_some_and(|number| !head::is_enclosure(&number.text))
    }
}

/// The rows of a page whose text can be read.
fn speaks(page: &PageLook) -> Result<Vec<Row>, String> {
    let text = page.text.as_ref().map_err(Clone::clone)?;
    let confidence = text.confidence();
    if confidence < thresholds::CONFIDENCE {
        return Err(format!(
            "{:.0} % of its glyphs have a known meaning",
            confidence * 100.0
        ));
    }
    Ok(rows(&page.geometry, text))
}
