//! Where in a sheet something stands.

use core::fmt;

use serde::{Serialize, Serializer};

/// A cell, as Excel names it: `C7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The row, counted from 1.
    pub row: u32,
    /// The column, counted from 0.
    pub column: u16,
}

impl Place {
    /// The column's letters: `A`, …, `Z`, `AA`, ….
    pub fn letters(self) -> String {
        letters(self.column)
    }

    /// `dòng 7, cột C`.
    pub fn vietnamese(self) -> String {
        format!("dòng {}, cột {}", self.row, self.letters())
    }

    /// `row 7, column C`.
    pub fn english(self) -> String {
        format!("row {}, column {}", self.row, self.letters())
    }

    /// Reads `C7`; neither `$C$7` nor ranges. Rows to 1,048,576, columns to `XFD` (ECMA-376 Part 1 §18.3.1.4, as Excel bounds it).
    pub(super) fn read(text: &str) -> Option<Self> {
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        let (letters, number) = text.split_at(digits);
        if letters.is_empty() || letters.len() > 3 || number.len() > 7 || number.starts_with('0') {
            return None;
        }
        let mut column = 0_u32;
        for letter in letters.bytes() {
            let rank = letter
                .to_ascii_uppercase()
                .checked_sub(b'A')
                .filter(|rank| *rank < 26)?;
            column = column * 26 + u32::from(rank) + 1;
        }
        let row: u32 = number.parse().ok().filter(|row| *row <= MAX_ROW)?;
        let column = u16::try_from(column - 1)
            .ok()
            .filter(|column| *column < MAX_COLUMNS)?;
        Some(Self { row, column })
    }
}

pub(super) const MAX_ROW: u32 = 1_048_576;
pub(super) const MAX_COLUMNS: u16 = 16_384;

/// The letters of a column.
pub(super) fn letters(column: u16) -> String {
    let mut letters = String::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.insert(0, char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.letters(), self.row)
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters_and_back() {
        for (column, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            let place = Place { row: 7, column };
            assert_eq!(place.letters(), name);
            assert_eq!(Place::read(&place.to_string()), Some(place));
        }
        assert_eq!(Place { row: 7, column: 2 }.vietnamese(), "dòng 7, cột C");
    }

    #[test]
    fn what_is_no_cell_is_not_read() {
        for text in [
            "",
            "A",
            "1",
            "A0",
            "A01",
            "XFE1",
            "AAAA1",
            "A1048577",
            "A99999999",
            "$A$1",
            "A1:B2",
            "é1",
            "A-1",
            "A1B",
        ] {
            assert_eq!(Place::read(text), None, "{text}");
        }
        assert_eq!(
            Place::read("xfd1048576"),
            Some(Place {
                row: 1_048_576,
                column: 16_383
            })
        );
    }
}
