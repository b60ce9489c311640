//! What is stored: a row whose `body` is the truth.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::value::Value;

/// A kind of record. Its `body`, the JSON of the typed record, is the truth; the columns beside it are what it is looked up by and
/// what foreign keys hold, and they follow from the body.
///
/// The migration that makes its table gives it `id`, `version`, `salt`, `body` and the [`COLUMNS`](Record::COLUMNS); all but the
/// first two are `NULL` once the record was erased, so they carry no `NOT NULL`. In PostgreSQL references are `DEFERRABLE`: a backup is
/// restored in the order of numbers, whatever points where.
pub trait Record: Serialize + DeserializeOwned {
    /// Its table, also its kind in the chain of events: `organisation`.
    const TABLE: &'static str;
    /// Columns beside `id`, `version`, `salt` and `body`.
    const COLUMNS: &'static [&'static str];

    /// Their values, in that order. They must follow from the record alone.
    fn columns(&self) -> Vec<Value>;
}

/// A record as it stands in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored<T> {
    pub(crate) id: i64,
    pub(crate) version: i64,
    pub(crate) record: T,
}

impl<T> Stored<T> {
    /// Its number: from 1, without gaps, the same in every engine, never given twice.
    pub const fn id(&self) -> i64 {
        self.id
    }

    /// How often it was written: 1 when it is new.
    pub const fn version(&self) -> i64 {
        self.version
    }

    /// The record.
    pub const fn record(&self) -> &T {
        &self.record
    }

    /// The record, kept.
    pub fn into_record(self) -> T {
        self.record
    }
}

/// A kind of record as the audit and the backup know it: without its type.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    table: &'static str,
    columns: &'static [&'static str],
    values: fn(&str) -> Option<Vec<Value>>,
}

impl Kind {
    /// The kind of `T`.
    #[must_use]
    pub const fn of<T: Record>() -> Self {
        Self {
            table: T::TABLE,
            columns: T::COLUMNS,
            values: |body| {
                let record: T = serde_json::from_str(body).ok()?;
                Some(record.columns())
            },
        }
    }

    /// Its table.
    #[must_use]
    pub const fn table(&self) -> &'static str {
        self.table
    }

    /// Its columns.
    #[must_use]
    pub const fn columns(&self) -> &'static [&'static str] {
        self.columns
    }

    /// The values of the columns that a body gives; `None` where it is no body of this kind.
    pub(crate) fn values_of(&self, body: &str) -> Option<Vec<Value>> {
        (self.values)(body)
    }
}
