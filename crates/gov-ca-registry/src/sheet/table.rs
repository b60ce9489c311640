//! A sheet as rows of cells.

use std::borrow::Cow;

use gov_ca_model::VietnamDay;
use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};

use super::place::Place;

/// One sheet. Rows and cells without content are not in it; the numbers of the others are those that a person sees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The name of the sheet; empty where it has none (CSV).
    pub name: String,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// The rows, by ascending number.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its number, counted from 1.
    pub number: u32,
    /// Whether it is hidden, by hand or by a filter.
    pub hidden: bool,
    /// Its cells, by ascending column.
    pub cells: Vec<Cell>,
}

/// One cell with something in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its column, counted from 0.
    pub column: u16,
    /// What stands in it.
    pub content: Content,
    /// Whether it repeats the upper left cell of the merged area it is in.
    pub merged: bool,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Content {
    /// A text.
    Text(String),
    /// A number. Where it was to be a text of digits, its leading zeros are gone.
    Number(f64),
    /// A day, stored as one.
    Day(VietnamDay),
    /// True or false.
    Truth(bool),
    /// What a formula that failed shows: `#REF!`.
    Fault(String),
    /// A formula whose value the file does not hold: the program that wrote it does not calculate.
    NoValue,
}

impl Content {
    /// As a person sees it; days as `15/08/2024`.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Fault(text) => Cow::Borrowed(text),
            Self::Number(number) if is_whole(*number) => Cow::Owned(format!("{number:.0}")),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Day(day) => Cow::Owned(day.vietnamese()),
            Self::Truth(true) => Cow::Borrowed("TRUE"),
            Self::Truth(false) => Cow::Borrowed("FALSE"),
            Self::NoValue => Cow::Borrowed(""),
        }
    }

    /// Whether there is nothing to see. A formula without its value is not blank: something is missing.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Fault(text) => Some(text),
            _ => None,
        }
    }
}

/// Whole, and small enough that a spreadsheet keeps every digit of it (fifteen).
pub(super) fn is_whole(number: f64) -> bool {
    number.fract() == 0.0 && number.abs() < 1e15
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<VietnamDay> for Content {
    fn from(day: VietnamDay) -> Self {
        Self::Day(day)
    }
}

impl From<u32> for Content {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl Table {
    /// A table of our own: these rows from the first one on, the first being the headings.
    pub fn of(name: impl Into<String>, rows: impl IntoIterator<Item = Vec<Content>>) -> Self {
        let rows = (1..).zip(rows).map(|(number, contents)| Row {
            number,
            hidden: false,
            cells: (0..)
                .zip(contents)
                .filter(|(_, content)| !content.is_blank())
                .map(Cell::of)
                .collect(),
        });
        Self {
            name: name.into(),
            hidden: false,
            rows: rows.filter(|row| !row.cells.is_empty()).collect(),
        }
    }

    /// What stands there.
    pub fn at(&self, place: Place) -> Option<&Content> {
        let row = self
            .rows
            .binary_search_by_key(&place.row, |row| row.number)
            .ok()?;
        self.rows[row].at(place.column)
    }

    /// How many columns have something in them, counted from the first one.
    pub fn width(&self) -> u16 {
        let last = self
            .rows
            .iter()
            .filter_map(|row| row.cells.last())
            .map(|cell| cell.column + 1);
        last.max().unwrap_or(0)
    }
}

impl Row {
    /// What stands in this column.
    pub fn at(&self, column: u16) -> Option<&Content> {
        self.cell(column).map(|cell| &cell.content)
    }

    pub(super) fn cell(&self, column: u16) -> Option<&Cell> {
        let at = self
            .cells
            .binary_search_by_key(&column, |cell| cell.column)
            .ok()?;
        Some(&self.cells[at])
    }
}

impl Cell {
    pub(super) fn of((column, content): (u16, Content)) -> Self {
        Self {
            column,
            content,
            merged: false,
        }
    }
}

/// `{"name": …, "rows": [[…], …]}`: a list for each row, `null` where nothing stands.
impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("name", &self.name)?;
        map.serialize_entry("rows", &self.rows)?;
        map.end()
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let width = self.cells.last().map_or(0, |cell| cell.column + 1);
        let mut row = serializer.serialize_seq(Some(width.into()))?;
        for column in 0..width {
            row.serialize_element(&self.at(column))?;
        }
        row.end()
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) | Self::Fault(text) => serializer.serialize_str(text),
            // whole and below 10^15
            #[allow(clippy::cast_possible_truncation)]
            Self::Number(number) if is_whole(*number) => serializer.serialize_i64(*number as i64),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Day(day) => day.serialize(serializer),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::NoValue => serializer.serialize_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_json_by_columns() {
        let day = VietnamDay::new(2024, 8, 15);
        let rows = vec![
            vec!["Tên".into(), "Số".into()],
            vec![
                "".into(),
                Content::Number(12.0),
                day.into(),
                Content::Number(0.5),
                Content::Truth(true),
            ],
            vec!["".into()],
            vec!["x".into()],
        ];
        let table = Table::of("Danh sách", rows);
        assert_eq!(table.rows[2].number, 4);
        assert_eq!(table.width(), 5);
        assert_eq!(
            table.at(Place { row: 2, column: 1 }),
            Some(&Content::Number(12.0))
        );
        assert_eq!(
            serde_json::to_string(&table).unwrap(),
            r#"{"name":"Danh sách","rows":[["Tên","Số"],[null,12,"2024-08-15",0.5,true],["x"]]}"#
        );
    }

    #[test]
    fn numbers_are_shown_without_exponents() {
        assert_eq!(Content::Number(1_099_123_456.0).shown(), "1099123456");
        assert_eq!(Content::Number(2.5).shown(), "2.5");
        assert_eq!(
            Content::Day(VietnamDay::new(2024, 8, 5)).shown(),
            "05/08/2024"
        );
    }
}
