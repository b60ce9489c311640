//! The row with the headings, searched for below whatever stands above it.

use std::collections::HashMap;

use super::layout::Layout;
use super::table::{Content, Row, Table};
use crate::names::plain;

/// How far down the headings may stand: ours; forms have some twenty lines of title above their tables.
const SEARCHED: usize = 60;

/// Where the headings of a layout are in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Headings {
    /// The index, in the table's rows, of the first row below the headings.
    pub(super) below: usize,
    /// The number of the row (of the lower one of two) with the headings.
    pub(super) row: u32,
    /// The column of the table for each column of the layout.
    pub(super) columns: Vec<Option<u16>>,
    /// Headings that mean nothing to the layout, by column.
    pub(super) unknown: Vec<(u16, String)>,
    /// The column with the running number (STT).
    pub(super) running: Option<u16>,
    /// For how many columns of the layout there is one, and how many of these by their upper heading, too.
    pub(super) score: (usize, usize),
}

impl Headings {
    /// The row, or pair of rows, with most of the layout's headings; the first of equals.
    pub(super) fn find(table: &Table, layout: &Layout) -> Option<Self> {
        let known = Known::of(layout);
        let mut best: Option<Self> = None;
        for at in 0..table.rows.len().min(SEARCHED) {
            for height in [1, 2] {
                let Some(rows) = table.rows.get(at..at + height) else {
                    continue;
                };
                let found = Self::of(rows, at + height, &known);
                if found.score.0 > 0 && best.as_ref().is_none_or(|best| found.rank() > best.rank())
                {
                    best = Some(found);
                }
            }
        }
        best.map(|found| found.past_the_numbering(table))
    }

    const fn rank(&self) -> usize {
        2 * self.score.0 + self.score.1
    }

    /// The columns of the layout that are needed and not there.
    pub(super) fn missing(&self, layout: &Layout) -> Vec<&'static str> {
        let pairs = layout.columns.iter().zip(&self.columns);
        let missing = pairs.filter(|(column, at)| column.needed && at.is_none());
        missing.map(|(column, _)| column.label()).collect()
    }

    fn of(rows: &[Row], below: usize, known: &Known) -> Self {
        let mut found = Self {
            below,
            row: rows.last().map_or(0, |row| row.number),
            columns: vec![None; known.columns],
            unknown: Vec::new(),
            running: None,
            score: (0, 0),
        };
        for (at, heading) in headings(rows) {
            if RUNNING.contains(&heading.key().as_str()) {
                found.running.get_or_insert(at);
                continue;
            }
            match heading.column_of(known, &found.columns) {
                Some((index, by_group)) => {
                    found.columns[index] = Some(at);
                    found.score.0 += 1;
                    found.score.1 += usize::from(by_group);
                }
                None => found.unknown.push((at, heading.lower)),
            }
        }
        found
    }

    /// Below the headings forms often number their columns: 1, 2, 3 or (1), (2), (3) or A, B, 1. No row of a list is as short.
    fn past_the_numbering(mut self, table: &Table) -> Self {
        let is_short = |content: &Content| {
            let shown = content.shown();
            let bare = shown.trim().trim_matches(['(', ')', '[', ']']);
            matches!(bare.chars().count(), 1 | 2) && bare.chars().all(char::is_alphanumeric)
        };
        if let Some(row) = table.rows.get(self.below) {
            let numbered = row.cells.iter().all(|cell| is_short(&cell.content));
            self.below += usize::from(numbered && row.cells.len() > 2);
        }
        self
    }
}

/// The running number of a row.
const RUNNING: [&str; 5] = ["stt", "tt", "so thu tu", "so tt", "no"];

/// What stands over one column.
struct Heading {
    /// In the upper row of two, where it differs; carried on to the right where the upper row is blank.
    upper: Option<String>,
    lower: String,
}

/// The headings over each column of one row, or of two rows one over the other.
fn headings(rows: &[Row]) -> Vec<(u16, Heading)> {
    let [upper, lower] = rows else {
        let cells = rows.iter().flat_map(|row| &row.cells);
        let single = cells.map(|cell| {
            (
                cell.column,
                Heading {
                    upper: None,
                    lower: cell.content.shown().into_owned(),
                },
            )
        });
        return single.collect();
    };
    let last = upper
        .cells
        .iter()
        .chain(&lower.cells)
        .map(|cell| cell.column)
        .max()
        .unwrap_or(0);
    let mut group: Option<String> = None;
    let mut headings = Vec::new();
    for column in 0..=last {
        let shown = |row: &Row| row.at(column).map(|content| content.shown().into_owned());
        let (over, under) = (shown(upper), shown(lower));
        if over.is_some() {
            group.clone_from(&over);
        }
        match (over, under) {
            (None, None) => {}
            (Some(only), None) => headings.push((
                column,
                Heading {
                    upper: None,
                    lower: only,
                },
            )),
            (Some(over), Some(under)) if over == under => headings.push((
                column,
                Heading {
                    upper: None,
                    lower: under,
                },
            )),
            (_, Some(lower)) => headings.push((
                column,
                Heading {
                    upper: group.clone(),
                    lower,
                },
            )),
        }
    }
    headings
}

impl Heading {
    fn key(&self) -> String {
        key(&self.lower)
    }

    /// The column of the layout that this is the heading of, and whether the upper heading says so, too. Of columns with the same
    /// heading (“Địa chỉ thư điện tử” of the manager and of the body) the first that is not taken, unless the upper heading tells.
    fn column_of(&self, known: &Known, taken: &[Option<u16>]) -> Option<(usize, bool)> {
        let own = self.key();
        let upper = self.upper.as_deref().map(key).unwrap_or_default();
        let joined = format!("{upper} {own}");
        let headed = |key: &str| known.headed.get(key).map_or(&[][..], Vec::as_slice);
        let fitting = headed(&own).iter().chain(headed(&joined));
        let free: Vec<usize> = fitting
            .copied()
            .filter(|index| taken[*index].is_none())
            .collect();
        let group = known.under.get(&upper).map_or(&[][..], Vec::as_slice);
        let by_group = free.iter().find(|index| group.contains(index));
        let found = by_group.or(free.first())?;
        Some((*found, by_group.is_some()))
    }
}

/// The headings of a layout by their keys: the columns that each may be of, in the layout's order.
struct Known {
    columns: usize,
    headed: HashMap<String, Vec<usize>>,
    under: HashMap<String, Vec<usize>>,
}

impl Known {
    fn of(layout: &Layout) -> Self {
        let mut known = Self {
            columns: layout.columns.len(),
            headed: HashMap::new(),
            under: HashMap::new(),
        };
        for (index, column) in layout.columns.iter().enumerate() {
            for heading in column.headings {
                known.headed.entry(key(heading)).or_default().push(index);
            }
            for heading in column.under {
                known.under.entry(key(heading)).or_default().push(index);
            }
        }
        known
    }
}

/// A heading without marks, notes in parentheses and punctuation: `Số chứng thư số cũ (nếu có)` → `so chung thu so cu`.
pub(super) fn key(heading: &str) -> String {
    /// Ours: longer texts are no headings.
    const LONGEST: usize = 200;
    let mut kept = String::new();
    let mut depth = 0_u32;
    for character in heading.chars().take(LONGEST) {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            other
                if other.is_alphanumeric()
                    || unicode_normalization::char::is_combining_mark(other) =>
            {
                kept.push(other)
            }
            _ => kept.push(' '),
        }
    }
    plain(&kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_compared_without_marks_and_notes() {
        for text in [
            "Số chứng thư số cũ (nếu có)",
            "SỐ CHỨNG THƯ SỐ CŨ",
            "so chung thu so cu (*)",
            "Số chứng\nthư số cũ:",
        ] {
            assert_eq!(key(text), "so chung thu so cu", "{text}");
        }
        assert_eq!(
            key("Số CMTND/ Ngày cấp/ Nơi cấp"),
            "so cmtnd ngay cap noi cap"
        );
        assert_eq!(key("(1)"), "");
    }
}
