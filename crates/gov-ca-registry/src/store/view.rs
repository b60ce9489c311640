//! One state of the register, asked.

use std::ops::ControlFlow;

use super::chain::{Event, Head};
use super::engine::Transaction;
use super::error::{Place, StoreError};
use super::record::{Record, Stored};
use super::schema::Schema;
use super::value::{Row, Value};

/// One state of the register. Statements are the same text for both engines:
///
/// - values are `$1`, `$2`, … numbered in order of first use;
/// - texts are compared and ordered octet by octet (`COLLATE "C"` in PostgreSQL's tables), no `LIKE` without regard to case;
/// - sums and quotients are `CAST(… AS BIGINT)`; `NULL`s have their place said (`NULLS FIRST`, `NULLS LAST`).
pub struct View<'r> {
    pub(super) transaction: Transaction<'r>,
    pub(super) schema: &'static Schema,
}

impl<'r> View<'r> {
    pub(super) const fn new(transaction: Transaction<'r>, schema: &'static Schema) -> Self {
        Self {
            transaction,
            schema,
        }
    }

    /// The record with this number; `None` where there is none, or where it was erased.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where the body is none of this kind; what the engine says.
    pub fn get<T: Record>(&mut self, id: impl Into<i64>) -> Result<Option<Stored<T>>, StoreError> {
        self.first("WHERE id = $1", &[Value::Integer(id.into())])
    }

    /// The first record that `tail` (`WHERE … ORDER BY …`) names.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn first<T: Record>(
        &mut self,
        tail: &str,
        values: &[Value],
    ) -> Result<Option<Stored<T>>, StoreError> {
        let mut first = None;
        self.records(tail, values, |stored| {
            first = Some(stored);
            ControlFlow::Break(())
        })?;
        Ok(first)
    }

    /// All records that `tail` (`WHERE … ORDER BY … LIMIT …`) names, in memory together.
    ///
    /// # Errors
    /// As [`View::get`].
    pub fn find<T: Record>(
        &mut self,
        tail: &str,
        values: &[Value],
    ) -> Result<Vec<Stored<T>>, StoreError> {
        let mut found = Vec::new();
        self.records(tail, values, |stored| {
            found.push(stored);
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// Hands on one record after the other; none is kept.
    ///
    /// # Errors
    /// As [`View::get`], and what `each` returns: the rest is then left.
    pub fn each<T: Record, E: From<StoreError>>(
        &mut self,
        tail: &str,
        values: &[Value],
        mut each: impl FnMut(Stored<T>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut stopped = Ok(());
        self.records(tail, values, |stored| match each(stored) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                stopped = Err(error);
                ControlFlow::Break(())
            }
        })?;
        stopped
    }

    /// Hands on the rows of any question: columns, counts, sums, joins. No body is read.
    ///
    /// # Errors
    /// What `each` returns, the rest is then left; what the engine says.
    pub fn select<E: From<StoreError>>(
        &mut self,
        sql: &str,
        values: &[Value],
        mut each: impl FnMut(Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut stopped = Ok(());
        self.transaction
            .engine
            .query(sql, values, &mut |row| match each(row) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    stopped = Err(error);
                    ControlFlow::Break(())
                }
            })?;
        stopped
    }

    /// How many records of `T` `tail` (`WHERE …`) names.
    ///
    /// # Errors
    /// What the engine says.
    pub fn count<T: Record>(&mut self, tail: &str, values: &[Value]) -> Result<i64, StoreError> {
        self.number(&format!("SELECT count(*) FROM {} {tail}", T::TABLE), values)
    }

    /// What happened to a record, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where an event is none; what the engine says.
    pub fn history<T: Record>(&mut self, id: impl Into<i64>) -> Result<Vec<Event>, StoreError> {
        let sql = format!(
            "SELECT {} FROM event WHERE subject_table = $1 AND subject_id = $2 ORDER BY seq",
            Event::COLUMNS
        );
        let mut events = Vec::new();
        self.select(&sql, &[T::TABLE.into(), Value::Integer(id.into())], |row| {
            events.push(Event::from_row(row)?);
            Ok::<_, StoreError>(())
        })?;
        Ok(events)
    }

    /// The end of the chain.
    pub(super) fn head(&mut self) -> Result<Head, StoreError> {
        let mut head = None;
        self.select("SELECT seq, hash FROM head", &[], |row| {
            head = Some(Head::from_row(row)?);
            Ok::<_, StoreError>(())
        })?;
        head.ok_or(StoreError::Corrupt { place: Place::Head })
    }

    /// The one number of the one row.
    pub(super) fn number(&mut self, sql: &str, values: &[Value]) -> Result<i64, StoreError> {
        let mut number = 0;
        self.select(sql, values, |row| {
            number = row.integer(0)?;
            Ok::<_, StoreError>(())
        })?;
        Ok(number)
    }

    fn records<T: Record>(
        &mut self,
        tail: &str,
        values: &[Value],
        mut each: impl FnMut(Stored<T>) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let sql = format!("SELECT id, version, body FROM {} {tail}", T::TABLE);
        let mut unreadable = Ok(());
        self.transaction
            .engine
            .query(&sql, values, &mut |row| match stored(row) {
                Ok(Some(stored)) => each(stored),
                Ok(None) => ControlFlow::Continue(()),
                Err(error) => {
                    unreadable = Err(error);
                    ControlFlow::Break(())
                }
            })?;
        unreadable
    }
}

/// The record of a row `id, version, body`; `None` where it was erased.
fn stored<T: Record>(row: Row<'_>) -> Result<Option<Stored<T>>, StoreError> {
    let id = row.integer(0)?;
    let damaged = || StoreError::Corrupt {
        place: Place::Record {
            table: T::TABLE.to_owned(),
            id,
        },
    };
    let version = row.integer(1).map_err(|_| damaged())?;
    let Some(body) = row.optional_text(2).map_err(|_| damaged())? else {
        return Ok(None);
    };
    let record = serde_json::from_str(body).map_err(|_| damaged())?;
    Ok(Some(Stored {
        id,
        version,
        record,
    }))
}

impl std::fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("View").finish_non_exhaustive()
    }
}
