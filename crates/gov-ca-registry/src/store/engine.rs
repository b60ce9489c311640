//! What the register asks of a database, and nothing more: one SQL text for both engines, with values `$1`, `$2`, … numbered in
//! order of first use.

#[cfg(feature = "postgres")]
pub(crate) mod postgres;
pub(crate) mod sqlite;

use std::ops::ControlFlow;

use super::error::StoreError;
use super::value::{Row, Value};

/// What a transaction may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Alter tables, alone.
    Migrate,
    /// Look at one state.
    Read,
    /// Write, one after the other: from here on this is the only writer, and it sees all that was written before.
    Write,
}

/// Which text of a migration is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    #[cfg(feature = "postgres")]
    Postgres,
    Sqlite,
}

/// A connection to a database.
pub(crate) trait Engine: Send {
    fn dialect(&self) -> Dialect;
    fn begin(&mut self, mode: Mode) -> Result<(), StoreError>;
    fn commit(&mut self) -> Result<(), StoreError>;
    fn roll_back(&mut self);
    /// Runs one statement; how many rows it touched.
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError>;
    /// Hands on one row after the other.
    fn query(
        &mut self,
        sql: &str,
        values: &[Value],
        each: &mut dyn FnMut(Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), StoreError>;
    /// Runs statements of our own without values.
    fn batch(&mut self, sql: &str) -> Result<(), StoreError>;
    /// Lets records point to records that are not there yet, to the end of this transaction.
    fn defer_references(&mut self) -> Result<(), StoreError>;
    /// Names of the tables there are.
    fn tables(&mut self) -> Result<Vec<String>, StoreError>;
    /// How many rows a statement should insert: more where a statement is a way to a server and back.
    fn rows_at_once(&self) -> usize;
    /// What the engine itself finds damaged.
    fn damages(&mut self) -> Result<Vec<String>, StoreError>;
}

/// An open transaction; rolled back when it is dropped.
pub(crate) struct Transaction<'e> {
    pub(crate) engine: &'e mut dyn Engine,
    open: bool,
}

impl<'e> Transaction<'e> {
    pub(crate) fn begin(engine: &'e mut dyn Engine, mode: Mode) -> Result<Self, StoreError> {
        engine.begin(mode)?;
        Ok(Self { engine, open: true })
    }

    pub(crate) fn commit(mut self) -> Result<(), StoreError> {
        self.engine.commit()?;
        self.open = false;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.open {
            self.engine.roll_back();
        }
    }
}
