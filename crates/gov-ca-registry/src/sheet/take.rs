//! Tables to typed rows, with every error of every row.

use serde::Serialize;

use super::cells::{Cells, is_running};
use super::error::SheetError;
use super::heading::Headings;
use super::layout::{Column, Layout};
use super::limits::SheetLimits;
use super::lists;
use super::place::Place;
use super::table::Table;
use super::told::{Note, NoteKind, RowError};

/// A row of one kind of list.
pub trait Listed: Sized {
    /// What the list looks like.
    const LAYOUT: Layout;

    /// Reads one row; `None` when something in it is wrong, which `cells` remembers.
    fn take(cells: &mut Cells<'_, '_>) -> Option<Self>;
}

/// A value, and where it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Given<T> {
    /// The value.
    pub value: T,
    /// Its cell.
    pub place: Place,
}

/// What was taken from a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Taken<R> {
    /// The sheet; empty for CSV.
    pub sheet: String,
    /// The rows that are whole.
    pub rows: Vec<R>,
    /// What is wrong with the others.
    pub errors: Vec<RowError>,
    /// How many errors there are beyond [`SheetLimits::errors`].
    pub more_errors: usize,
    /// What a person should know, and what leaves no row of the list out.
    pub notes: Vec<Note>,
    /// How many notes there are beyond [`SheetLimits::errors`].
    pub more_notes: usize,
}

/// Which lists these tables may be, the likeliest first: those of which no needed column is missing, by how many columns are there.
pub fn recognise(tables: &[Table]) -> Vec<&'static Layout> {
    let mut known: Vec<_> = lists::LAYOUTS
        .iter()
        .filter_map(|layout| {
            let found = everywhere(tables, layout).filter(|found| found.missing(layout).is_empty());
            let score = found.map(|found| found.score.0).max()?;
            Some((score, layout))
        })
        .collect();
    known.sort_by_key(|(score, _)| core::cmp::Reverse(*score));
    known.into_iter().map(|(_, layout)| layout).collect()
}

/// The list that tables come nearest to which are none: it has most of their columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// Its title in Vietnamese.
    pub title: &'static str,
    /// Its title in English.
    pub english: &'static str,
    /// The row with the headings, counted from 1.
    pub row: u32,
    /// Columns it needs that are not there, by their usual headings.
    pub missing: Vec<&'static str>,
    /// Headings that mean nothing to it.
    pub unknown: Vec<String>,
}

/// What is missing for these tables to be a list, where a heading of one was found at all.
pub fn nearest(tables: &[Table]) -> Option<Nearest> {
    let found = lists::LAYOUTS.iter().flat_map(|layout| {
        let found = everywhere(tables, layout);
        found.map(move |found| (layout, found))
    });
    let (layout, found) = found.max_by_key(|(layout, found)| {
        let missing = found.missing(layout).len();
        (found.score.0, core::cmp::Reverse(missing))
    })?;
    Some(Nearest {
        title: layout.title,
        english: layout.english,
        row: found.row,
        missing: found.missing(layout),
        unknown: found
            .unknown
            .into_iter()
            .map(|(_, heading)| heading)
            .collect(),
    })
}

/// The headings of a layout, in each table that is not hidden.
fn everywhere<'a>(tables: &'a [Table], layout: &'a Layout) -> impl Iterator<Item = Headings> + 'a {
    let shown = tables.iter().filter(|table| !table.hidden);
    shown.filter_map(|table| Headings::find(table, layout))
}

/// Finds the list in the sheets that are not hidden, and takes its rows.
///
/// # Errors
///
/// [`SheetError::NoHeadings`], [`SheetError::MissingColumns`], [`SheetError::SeveralSheets`]: what is wrong with single rows is in what is taken.
pub fn take<R: Listed>(tables: &[Table], limits: &SheetLimits) -> Result<Taken<R>, SheetError> {
    let (table, headings) = locate(tables, &R::LAYOUT)?;
    let mut cells = Cells::new(&R::LAYOUT, &headings, limits);
    let mut taken = Taken {
        sheet: table.name.clone(),
        rows: Vec::new(),
        errors: Vec::new(),
        more_errors: 0,
        notes: Vec::new(),
        more_notes: 0,
    };
    let rows = &table.rows[headings.below..];
    let listed = rows
        .iter()
        .rposition(|row| cells.is_listed(row))
        .map_or(0, |last| last + 1);
    for (at, row) in rows.iter().enumerate() {
        cells.row = Some(row);
        if matches!(row.cells.as_slice(), [only] if Some(only.column) == headings.running && is_running(&only.content))
        {
            continue; // numbered beforehand, and not filled in
        }
        if cells.is_listed(row) {
            if row.hidden {
                cells.note(NoteKind::HiddenRow);
            }
            taken.rows.extend(R::take(&mut cells));
        } else if headings.running.is_some() || at >= listed {
            cells.note(NoteKind::SkippedRow);
        } else {
            cells.refuse_row();
        }
    }
    (taken.errors, taken.more_errors) = (cells.errors, cells.more_errors);
    for (column, heading) in &headings.unknown {
        taken.notes.push(Note {
            place: Place {
                row: headings.row,
                column: *column,
            },
            kind: NoteKind::UnknownColumn {
                heading: heading.split_whitespace().collect::<Vec<_>>().join(" "),
            },
        });
    }
    taken.notes.extend(cells.notes);
    taken.more_notes = cells.more_notes;
    Ok(taken)
}

/// The one sheet that has all needed headings.
fn locate<'t>(tables: &'t [Table], layout: &Layout) -> Result<(&'t Table, Headings), SheetError> {
    let title = layout.title;
    let visible = tables.iter().filter(|table| !table.hidden);
    let mut found: Vec<(&Table, Headings)> = visible
        .filter_map(|table| Some((table, Headings::find(table, layout)?)))
        .collect();
    let best = found
        .iter()
        .map(|(_, headings)| headings.score.0)
        .max()
        .unwrap_or(0);
    if found
        .iter()
        .all(|(_, headings)| !headings.missing(layout).is_empty())
    {
        let nearest = found
            .into_iter()
            .find(|(_, headings)| headings.score.0 == best);
        let needed = layout.columns.iter().filter(|column| column.needed);
        return Err(match nearest {
            // one heading in common is chance
            Some((_, headings)) if best > 1 => SheetError::MissingColumns {
                title,
                row: headings.row,
                columns: headings.missing(layout),
            },
            _ => SheetError::NoHeadings {
                title,
                columns: needed.map(Column::label).collect(),
            },
        });
    }
    found.retain(|(_, headings)| headings.missing(layout).is_empty());
    if found.len() > 1 {
        let sheets = found.iter().map(|(table, _)| table.name.clone()).collect();
        return Err(SheetError::SeveralSheets { sheets });
    }
    found.pop().ok_or(SheetError::NoHeadings {
        title,
        columns: Vec::new(),
    })
}
