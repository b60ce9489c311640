//! Where lines end at which initials are put.

use super::Region;
use super::block::SignerBlock;
use super::row::{Placed, Row, area, text};
use crate::roles::name::Known;

static RECIPIENTS: Known = Known::new(&["nơi nhận"]);
static FILED: Known = Known::new(&["lưu"]);

/// The end of the last line above a title, on its page or, where nothing is above, on the one before.
pub(super) fn of_text<'r>(
    block: &SignerBlock,
    rows: &dyn Fn(usize) -> Option<&'r [Row]>,
) -> Option<Region> {
    let above =
        |row: &&Row| area(&row.words)[1] >= block.title_area[3] - 2.0 && !is_page_number(row);
    if let Some(row) = rows(block.page)?.iter().rfind(above) {
        return Some(region(block.page, &row.words));
    }
    let before = block.page.checked_sub(1)?;
    let last = rows(before)?.iter().rfind(|row| !is_page_number(row))?;
    Some(region(before, &last.words))
}

/// The end of the line “- Lưu: …” below “Nơi nhận:”.
pub(super) fn of_recipients(page: usize, rows: &[Row]) -> Option<Region> {
    let columns: Vec<&[Placed]> = rows.iter().flat_map(Row::columns).collect();
    let begins = |column: &&[Placed], words: &Known| {
        words.begin(text(column).trim_start_matches(['-', '+', ' ']))
    };
    let label = columns.iter().find(|column| begins(column, &RECIPIENTS))?;
    let below = |column: &&&[Placed]| area(column)[1] < area(label)[1] && begins(column, &FILED);
    columns
        .iter()
        .find(below)
        .map(|column| region(page, column))
}

fn is_page_number(row: &Row) -> bool {
    row.words
        .iter()
        .all(|word| word.text.chars().all(|c| !c.is_alphabetic()))
}

fn region(page: usize, words: &[Placed]) -> Region {
    Region {
        page,
        area: area(words),
        text: text(words),
        filled: true,
    }
}
