//! The cells of one row, read by the names of a layout's columns.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::fault::Fault;
use super::heading::Headings;
use super::layout::{Layout, Repeats};
use super::limits::SheetLimits;
use super::place::Place;
use super::table::{Content, Row};
use super::take::Given;
use super::told::{Note, NoteKind, RowError};
use super::written::Written;

/// The cells of the row that is being taken, by the names of the layout's columns.
pub struct Cells<'c, 't> {
    layout: &'c Layout,
    headings: &'c Headings,
    pub(super) row: Option<&'t Row>,
    seen: HashMap<(usize, String), u32>,
    pub(super) errors: Vec<RowError>,
    pub(super) more_errors: usize,
    most_errors: usize,
    pub(super) notes: Vec<Note>,
    pub(super) more_notes: usize,
}

impl<'c, 't> Cells<'c, 't> {
    pub(super) fn new(layout: &'c Layout, headings: &'c Headings, limits: &SheetLimits) -> Self {
        Self {
            layout,
            headings,
            row: None,
            seen: HashMap::new(),
            errors: Vec::new(),
            more_errors: 0,
            most_errors: limits.errors,
            notes: Vec::new(),
            more_notes: 0,
        }
    }

    /// The number of the row.
    pub fn number(&self) -> u32 {
        self.row.map_or(0, |row| row.number)
    }

    /// What must stand in this column. `None`: it does not, or is wrong.
    pub fn needed<T: Written>(&mut self, name: &str) -> Option<Given<T>> {
        let value = self.optional(name)?;
        if value.is_none() {
            let (index, place) = self.locate(name)?;
            self.refuse::<T>(index, place, Fault::Blank);
        }
        value
    }

    /// What may stand in this column. `None`: it is wrong.
    pub fn optional<T: Written>(&mut self, name: &str) -> Option<Option<Given<T>>> {
        let (index, place) = self.locate(name)?;
        let content = self.headings.columns[index]
            .and(self.row)
            .and_then(|row| row.at(place.column));
        let Some(content) = content.filter(|content| !content.is_blank()) else {
            return Some(None);
        };
        match T::read(content) {
            Ok(value) if self.is_first(index, place, &value) => {
                if T::is_doubtful(content) {
                    self.push(Note {
                        place,
                        kind: NoteKind::StoredAsNumber,
                    });
                }
                Some(Some(Given { value, place }))
            }
            Ok(_) => None,
            Err(fault) => self.refuse(index, place, fault),
        }
    }

    /// The column of the layout and the cell. A column that the file does not have is at the row's beginning.
    fn locate(&self, name: &str) -> Option<(usize, Place)> {
        let index = self
            .layout
            .columns
            .iter()
            .position(|column| column.name == name)?;
        let column = self.headings.columns[index].unwrap_or(0);
        Some((
            index,
            Place {
                row: self.number(),
                column,
            },
        ))
    }

    /// Whether no earlier row has the same in a column where that is an error.
    fn is_first<T: Written>(&mut self, index: usize, place: Place, value: &T) -> bool {
        let repeats = self.layout.columns[index].repeats;
        if repeats == Repeats::Fine {
            return true;
        }
        let row = match self.seen.entry((index, value.spelling())) {
            Entry::Vacant(first) => {
                first.insert(place.row);
                return true;
            }
            Entry::Occupied(earlier) => *earlier.get(),
        };
        if repeats == Repeats::Refused {
            self.refuse::<()>(index, place, Fault::Repeated { row });
            return false;
        }
        self.push(Note {
            place,
            kind: NoteKind::Repeated { row },
        });
        true
    }

    fn refuse<T>(&mut self, index: usize, place: Place, fault: Fault) -> Option<T> {
        if self.errors.len() < self.most_errors {
            let heading = self.layout.columns[index].label();
            self.errors.push(RowError {
                place,
                heading,
                fault,
            });
        } else {
            self.more_errors += 1;
        }
        None
    }

    pub(super) fn refuse_row(&mut self) {
        let column = self
            .row
            .and_then(|row| row.cells.first())
            .map_or(0, |cell| cell.column);
        let place = Place {
            row: self.number(),
            column,
        };
        self.refuse::<()>(0, place, Fault::NotARow);
    }

    pub(super) fn note(&mut self, kind: NoteKind) {
        let place = Place {
            row: self.number(),
            column: 0,
        };
        self.push(Note { place, kind });
    }

    fn push(&mut self, note: Note) {
        if self.notes.len() < self.most_errors {
            self.notes.push(note);
        } else {
            self.more_notes += 1;
        }
    }

    /// Whether a row is one of the list. It has a running number; or, where rows are not numbered, at least half of what is needed; or
    /// more than half, where they are and this one is not; or all, where something else stands there: `I` is a section.
    pub(super) fn is_listed(&self, row: &Row) -> bool {
        let (filled, needed) = self.filled(row);
        match self.headings.running.map(|column| row.at(column)) {
            Some(Some(number)) if is_running(number) => true,
            Some(Some(_)) => filled == needed,
            Some(None) => filled * 2 > needed,
            None => filled > 0 && filled * 2 >= needed,
        }
    }

    /// In how many of the needed columns something stands, and how many they are. A cell that repeats the one to its left is a
    /// line over the whole width.
    fn filled(&self, row: &Row) -> (usize, usize) {
        let is_across = |column: u16| {
            let left = column.checked_sub(1).and_then(|left| row.cell(left));
            let cell = row.cell(column);
            cell.is_some_and(|cell| {
                cell.merged && left.is_some_and(|left| left.content == cell.content)
            })
        };
        let columns = self.layout.columns.iter().zip(&self.headings.columns);
        let needed = columns.filter(|(column, _)| column.needed);
        let (mut filled, mut count) = (0, 0);
        for (_, at) in needed {
            count += 1;
            filled += usize::from(at.is_some_and(|at| row.at(at).is_some() && !is_across(at)));
        }
        (filled, count)
    }
}

/// `1`, `01`, `1.`: not the `I` of a section.
pub(super) fn is_running(content: &Content) -> bool {
    let shown = content.shown();
    let number = shown.trim().trim_end_matches(['.', ')']);
    !number.is_empty() && number.len() <= 7 && number.bytes().all(|b| b.is_ascii_digit())
}
