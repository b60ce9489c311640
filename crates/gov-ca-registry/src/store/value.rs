//! What a column holds, the same in both engines.

use gov_ca_model::VietnamDay;
use jiff::Timestamp;

use super::error::StoreError;

/// A value of a column, or one bound to a statement.
///
/// Days are texts `YYYY-MM-DD`, moments texts of fixed width (`2026-11-23T13:12:48.000000Z`, RFC 3339, UTC, microseconds), so that
/// order of texts is order of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Octets.
    Blob(Vec<u8>),
    /// A number.
    Integer(i64),
    /// Nothing.
    Null,
    /// A text.
    Text(String),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Integer(yes.into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<u8>> for Value {
    fn from(octets: Vec<u8>) -> Self {
        Self::Blob(octets)
    }
}

impl From<VietnamDay> for Value {
    fn from(day: VietnamDay) -> Self {
        Self::Text(day.to_string())
    }
}

impl From<Timestamp> for Value {
    fn from(moment: Timestamp) -> Self {
        Self::Text(fixed_width(moment))
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// RFC 3339 in UTC, always with microseconds.
pub(crate) fn fixed_width(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}

/// One row of a result. Columns are counted from 0.
#[derive(Clone, Copy, Debug)]
pub struct Row<'r> {
    values: &'r [Value],
}

impl<'r> Row<'r> {
    pub(crate) const fn new(values: &'r [Value]) -> Self {
        Self { values }
    }

    /// All of it.
    #[must_use]
    pub const fn values(self) -> &'r [Value] {
        self.values
    }

    /// A number.
    ///
    /// # Errors
    /// [`StoreError::UnexpectedValue`] where there is none.
    pub fn integer(self, column: usize) -> Result<i64, StoreError> {
        self.optional_integer(column)?
            .ok_or_else(|| unexpected(column, "a number"))
    }

    /// A number, or nothing.
    ///
    /// # Errors
    /// [`StoreError::UnexpectedValue`] where there is something else.
    pub fn optional_integer(self, column: usize) -> Result<Option<i64>, StoreError> {
        match self.values.get(column) {
            Some(Value::Integer(number)) => Ok(Some(*number)),
            Some(Value::Null) => Ok(None),
            _ => Err(unexpected(column, "a number")),
        }
    }

    /// A text.
    ///
    /// # Errors
    /// [`StoreError::UnexpectedValue`] where there is none.
    pub fn text(self, column: usize) -> Result<&'r str, StoreError> {
        self.optional_text(column)?
            .ok_or_else(|| unexpected(column, "a text"))
    }

    /// A text, or nothing.
    ///
    /// # Errors
    /// [`StoreError::UnexpectedValue`] where there is something else.
    pub fn optional_text(self, column: usize) -> Result<Option<&'r str>, StoreError> {
        match self.values.get(column) {
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(Value::Null) => Ok(None),
            _ => Err(unexpected(column, "a text")),
        }
    }

    /// Octets.
    ///
    /// # Errors
    /// [`StoreError::UnexpectedValue`] where there are none.
    pub fn blob(self, column: usize) -> Result<&'r [u8], StoreError> {
        self.optional_blob(column)?
            .ok_or_else(|| unexpected(column, "octets"))
    }

    /// Octets, or nothing.
    ///
    /// # Errors
    /// [`StoreError::UnexpectedValue`] where there is something else.
    pub fn optional_blob(self, column: usize) -> Result<Option<&'r [u8]>, StoreError> {
        match self.values.get(column) {
            Some(Value::Blob(octets)) => Ok(Some(octets)),
            Some(Value::Null) => Ok(None),
            _ => Err(unexpected(column, "octets")),
        }
    }
}

const fn unexpected(column: usize, wanted: &'static str) -> StoreError {
    StoreError::UnexpectedValue { column, wanted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_sort_as_texts() {
        let early: Timestamp = "2026-11-23T13:12:48Z".parse().unwrap();
        let late: Timestamp = "2026-11-23T13:12:48.000001Z".parse().unwrap();
        assert_eq!(fixed_width(early), "2026-11-23T13:12:48.000000Z");
        assert!(fixed_width(early) < fixed_width(late));
    }

    #[test]
    fn a_column_of_another_kind_is_told() {
        let values = [Value::Null, Value::from("a"), Value::from(7_i64)];
        let row = Row::new(&values);
        assert_eq!(row.optional_text(0).unwrap(), None);
        assert_eq!(row.text(1).unwrap(), "a");
        assert_eq!(row.integer(2).unwrap(), 7);
        assert!(row.integer(0).is_err());
        assert!(row.text(2).is_err());
        assert!(row.blob(1).is_err());
        assert!(row.integer(3).is_err());
    }
}
