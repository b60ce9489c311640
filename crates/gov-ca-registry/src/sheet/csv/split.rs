//! Text to records of fields, as RFC 4180 §2 and Excel do.

use super::super::error::SheetError;
use super::super::limits::SheetLimits;

/// By what fields are parted, and the text without a first line `sep=;` that says so.
///
/// Where nothing says so, the separator by which most of the first records have one number of fields; of two, that of more.
pub(super) fn separator(text: &str) -> (char, &str) {
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some(said) = rest
            .chars()
            .next()
            .filter(|c| matches!(c, ',' | ';' | '\t' | '|'))
    {
        return (said, &rest[1..]);
    }
    let alike = |separator: &char| likeness(text, *separator);
    // the last of equals is taken: the semicolon before the comma before the tab
    let best = ['\t', ',', ';'].into_iter().max_by_key(alike);
    (best.unwrap_or(';'), text)
}

/// How many of the first records have the number of fields that most of them have, and that number.
fn likeness(text: &str, separator: char) -> (usize, usize) {
    const LOOKED_AT: usize = 40;
    let mut records = Records::new(text, separator);
    let mut counts: Vec<usize> = Vec::new();
    while counts.len() < LOOKED_AT {
        match records.next(&SheetLimits::DEFAULT) {
            Ok(Some(fields)) => counts.push(fields.len()),
            Ok(None) | Err(_) => break,
        }
    }
    counts.retain(|count| *count > 1);
    let frequency = |count: &usize| counts.iter().filter(|other| *other == count).count();
    counts
        .iter()
        .map(|count| (frequency(count), *count))
        .max()
        .unwrap_or_default()
}

/// The records of a text, one after the other.
pub(super) struct Records<'t> {
    text: core::iter::Peekable<core::str::Chars<'t>>,
    separator: char,
    /// The number of the record that was read last, counted from 1.
    pub(super) row: u32,
}

impl<'t> Records<'t> {
    pub(super) fn new(text: &'t str, separator: char) -> Self {
        Self {
            text: text.chars().peekable(),
            separator,
            row: 0,
        }
    }

    /// The fields of the next record; `None` after the last.
    pub(super) fn next(&mut self, limits: &SheetLimits) -> Result<Option<Vec<String>>, SheetError> {
        if self.text.peek().is_none() {
            return Ok(None);
        }
        self.row = self.row.saturating_add(1);
        let mut fields = Vec::new();
        loop {
            let (field, more) = self.field(limits)?;
            fields.push(field);
            if !more {
                return Ok(Some(fields));
            }
            // what is empty beyond the columns that are read does no harm, but it would take memory
            if fields.len() > usize::from(u16::MAX) {
                let limit = limits.columns.into();
                return Err(SheetError::Limit {
                    what: "columns",
                    limit,
                });
            }
        }
    }

    /// One field, and whether another one follows in this record.
    fn field(&mut self, limits: &SheetLimits) -> Result<(String, bool), SheetError> {
        let mut field = String::new();
        let mut length = 0;
        let mut quoted = self.text.next_if_eq(&'"').is_some();
        while let Some(character) = self.text.next() {
            match character {
                '"' if quoted && self.text.next_if_eq(&'"').is_none() => {
                    quoted = false;
                    continue;
                }
                _ if quoted => {}
                '\r' | '\n' => {
                    if character == '\r' {
                        self.text.next_if_eq(&'\n');
                    }
                    return Ok((field, false));
                }
                _ if character == self.separator => return Ok((field, true)),
                _ => {}
            }
            field.push(character);
            length += 1;
            if length > limits.cell {
                return Err(SheetError::Limit {
                    what: "characters in one cell",
                    limit: limits.cell,
                });
            }
        }
        if quoted {
            return Err(SheetError::UnclosedQuote { row: self.row });
        }
        Ok((field, false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str, separator: char) -> Result<Vec<Vec<String>>, SheetError> {
        let mut records = Records::new(text, separator);
        let mut all = Vec::new();
        while let Some(fields) = records.next(&SheetLimits::DEFAULT)? {
            all.push(fields);
        }
        Ok(all)
    }

    #[test]
    fn quotes_line_ends_and_empty_fields() {
        let text = "a,\"b,\"\"c\"\"\r\nd\"\r\n,\r\n\rx\"y\n";
        let expected: [&[&str]; 4] = [&["a", "b,\"c\"\r\nd"], &["", ""], &[""], &["x\"y"]];
        assert_eq!(records(text, ',').unwrap(), expected);
        assert_eq!(records("", ',').unwrap(), Vec::<Vec<String>>::new());
        assert_eq!(records("\"a\"b,", ',').unwrap(), [["ab", ""]]);
    }

    #[test]
    fn an_open_quote_and_a_long_field_are_told() {
        assert_eq!(
            records("a\n\"b\nc", ','),
            Err(SheetError::UnclosedQuote { row: 2 })
        );
        let long = "x".repeat(SheetLimits::DEFAULT.cell + 1);
        assert!(matches!(records(&long, ','), Err(SheetError::Limit { .. })));
        assert!(matches!(
            records(&",".repeat(70_000), ','),
            Err(SheetError::Limit { .. })
        ));
    }

    #[test]
    fn the_separator_is_the_one_that_makes_rows_alike() {
        let title = "DANH SÁCH\nTây Ninh, ngày 05 tháng 9, năm 2026\n";
        let list = format!(
            "{title}Tên;Địa chỉ;Thư\nSở A;1, Phố B, Phường C, Tây Ninh;a@x\nSở D;2, Phố E;b@x\n"
        );
        assert_eq!(separator(&list).0, ';');
        assert_eq!(separator("a,b;c,d\n1,2,3\n4,5,6\n").0, ',');
        assert_eq!(separator("a\tb\n1\t2,5\n").0, '\t');
        assert_eq!(separator("sep=|\na|b"), ('|', "\na|b"));
        assert_eq!(separator("one column\n").0, ';');
    }
}
