//! Where number, day and month go (NĐ 30/2020 Phụ lục I, boxes 3 and 4), and in an annex the line that names its document.

use page_view::PageGeometry;

use super::Region;
use super::head::is_enclosure;
use super::row::{Placed, Row, text};
use crate::roles::name::Known;
use crate::roles::thresholds::HEAD;

static NUMBER: Known = Known::new(&["số:"]);
/// In the line that names the document of an annex.
static NUMBER_OF: Known = Known::new(&["số"]);
static DAY: Known = Known::new(&["ngày"]);
static MONTH: Known = Known::new(&["tháng"]);
static YEAR: Known = Known::new(&["năm"]);

/// The blank between “Số:” and “/…”, or the number that stands there.
pub(super) fn number(geometry: &PageGeometry, rows: &[Row]) -> Option<Region> {
    in_head(geometry, rows).find_map(|row| {
        let enclosure = is_enclosure(&text(&row.words));
        row.words.windows(2).find_map(|pair| {
            let [label, next] = pair else { return None };
            let names_it = label.is(&NUMBER) || (enclosure && label.is(&NUMBER_OF));
            let symbol = next.text.find('/')?;
            let end = if symbol == 0 {
                next.area[0]
            } else {
                next.area[2]
            };
            names_it.then(|| between(label, end, row))
        })
    })
}

/// The blanks between “ngày”, “tháng” and “năm”, or the numbers that stand there.
pub(super) fn dates(geometry: &PageGeometry, rows: &[Row]) -> Vec<Region> {
    let (width, _) = geometry.size();
    let found = in_head(geometry, rows).find_map(|row| {
        let enclosure = is_enclosure(&text(&row.words));
        let after = |word: &Known, from: usize| {
            let mut rest = row.words.iter().enumerate().skip(from);
            rest.find(|(_, placed)| placed.is(word))
        };
        let (at, day) = after(&DAY, 0)?;
        let (at, month) = after(&MONTH, at + 1)?;
        let (_, year) = after(&YEAR, at + 1)?;
        // In the head the date stands on the right; a sentence of the text begins on the left.
        (enclosure || day.area[0] > width * 0.4).then(|| {
            vec![
                between(day, month.area[0], row),
                between(month, year.area[0], row),
            ]
        })
    });
    found.unwrap_or_default()
}

fn in_head<'r>(geometry: &PageGeometry, rows: &'r [Row]) -> impl Iterator<Item = &'r Row> {
    let (_, height) = geometry.size();
    let lowest = height * (1.0 - HEAD);
    rows.iter().filter(move |row| {
        let first = row.words.first();
        first.is_some_and(|word| word.area[1] > lowest)
    })
}

fn between(label: &Placed, end: f64, row: &Row) -> Region {
    let [_, bottom, right, top] = label.area;
    let inside = |word: &Placed| {
        let middle = (word.area[0] + word.area[2]) / 2.0;
        middle > right && middle < end
    };
    Region {
        page: 0,
        area: [right, bottom, end.max(right), top],
        text: text(&row.words),
        filled: row.words.iter().any(inside),
    }
}
