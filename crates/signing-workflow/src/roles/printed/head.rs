//! The head of the issuing body (NĐ 30/2020 Phụ lục I, box 2), and the title of an annex.

use page_view::PageGeometry;

use super::Region;
use super::row::{Placed, Row, area, middle, text};
use crate::roles::name::Known;
use crate::roles::thresholds::TOP;

static ANNEX: Known = Known::new(&["phụ lục"]);
static ENCLOSED: Known = Known::new(&["kèm theo", "ban hành kèm theo"]);

/// The lines above the number on the left, top to bottom; none where no number line tells where the head ends.
pub(super) fn lines(geometry: &PageGeometry, rows: &[Row], number: Option<&Region>) -> Vec<String> {
    let Some(number) = number.filter(|number| !is_enclosure(&number.text)) else {
        return Vec::new();
    };
    let (width, _) = geometry.size();
    let columns = rows.iter().flat_map(Row::columns);
    let above = columns.filter(|column| {
        let here = area(column);
        let mut letters = column
            .iter()
            .flat_map(|word| word.text.chars())
            .filter(|c| c.is_alphabetic());
        here[1] >= number.area[3] - 1.0
            && middle(here)[0] < width / 2.0
            && letters.all(|c| !c.is_lowercase())
    });
    above.map(text).collect()
}

/// The line at the top that makes a file an annex.
pub(super) fn annex(geometry: &PageGeometry, rows: &[Row]) -> Option<Region> {
    let (_, height) = geometry.size();
    let top = |column: &&[Placed]| area(column)[1] > height * (1.0 - TOP);
    let is_annex = |column: &&[Placed]| {
        let line = text(column);
        ANNEX.begin(&line) || is_enclosure(&line)
    };
    let mut columns = rows.iter().flat_map(Row::columns).filter(top);
    columns.find(is_annex).map(|column| Region {
        page: 0,
        area: area(column),
        text: text(column),
        filled: true,
    })
}

/// “(Kèm theo Công văn số …)”, “(Ban hành kèm theo Quyết định số …)”.
pub(super) fn is_enclosure(line: &str) -> bool {
    ENCLOSED.begin(line.trim_start_matches(['(', ' ']))
}
