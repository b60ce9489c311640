//! Rows that are inserted together: with a server each statement is a way there and back.

use std::fmt::Write as _;

use super::engine::Engine;
use super::error::StoreError;
use super::record::Kind;
use super::value::Value;

/// Rows of one table that wait to be inserted.
pub(crate) struct Batch {
    /// `event (seq, at, …)`
    into: String,
    rows: usize,
    values: Vec<Value>,
}

impl Batch {
    /// For records of a kind.
    pub(crate) fn of(kind: &Kind) -> Self {
        let mut columns = "id, version, salt, body".to_owned();
        for name in kind.columns() {
            columns.push_str(", ");
            columns.push_str(name);
        }
        Self::into(kind.table(), &columns)
    }

    /// For rows of a table with these columns, `seq, at, …`.
    pub(crate) fn into(table: &str, columns: &str) -> Self {
        Self {
            into: format!("{table} ({columns})"),
            rows: 0,
            values: Vec::new(),
        }
    }

    /// Adds a row; all rows have as many values as there are columns.
    pub(crate) fn push(
        &mut self,
        engine: &mut dyn Engine,
        row: impl IntoIterator<Item = Value>,
    ) -> Result<(), StoreError> {
        self.values.extend(row);
        self.rows += 1;
        if self.rows >= engine.rows_at_once() {
            self.flush(engine)?;
        }
        Ok(())
    }

    /// Inserts what waits.
    pub(crate) fn flush(&mut self, engine: &mut dyn Engine) -> Result<(), StoreError> {
        if self.rows == 0 {
            return Ok(());
        }
        let places = places(self.rows, self.values.len() / self.rows);
        let inserted = engine.run(
            &format!("INSERT INTO {} VALUES {places}", self.into),
            &self.values,
        );
        self.rows = 0;
        self.values.clear();
        inserted.map(|_| ())
    }
}

/// `($1, $2), ($3, $4)` for two rows of two.
fn places(rows: usize, width: usize) -> String {
    let mut text = String::with_capacity(rows * width * 6);
    for number in 1..=rows * width {
        let before = match (number, (number - 1) % width) {
            (1, _) => "(",
            (_, 0) => "), (",
            _ => ", ",
        };
        let _ = write!(text, "{before}${number}");
    }
    text.push(')');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbered_through() {
        assert_eq!(places(1, 1), "($1)");
        assert_eq!(places(2, 2), "($1, $2), ($3, $4)");
    }
}
