//! One change: records written, and their events with them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::{Deref, DerefMut, Range};

use super::chain::{Action, By, Event, Head, Subject, digest_of, fresh_salt};
use super::error::StoreError;
use super::record::{Record, Stored};
use super::value::Value;
use super::view::View;

/// A change that is not yet kept, and never will be once the engine refused one of its statements. Everything a [`View`] can be asked may be asked here, too: what was written is seen.
pub struct Change<'r> {
    view: View<'r>,
    by: By,
    head: Head,
    /// Events that are not yet written.
    events: Vec<Event>,
    /// The next number of each table that was added to.
    next: BTreeMap<&'static str, i64>,
    /// A statement failed: PostgreSQL keeps nothing more then, so neither do we.
    failed: bool,
}

impl<'r> Change<'r> {
    pub(super) fn new(mut view: View<'r>, by: &By) -> Result<Self, StoreError> {
        let head = view.head()?;
        Ok(Self {
            view,
            by: by.clone(),
            head,
            events: Vec::new(),
            next: BTreeMap::new(),
            failed: false,
        })
    }

    /// What is written from now on belongs to this step, under these rules.
    pub fn take_step(&mut self, step: &str, under: &str) {
        step.clone_into(&mut self.by.step);
        under.clone_into(&mut self.by.under);
    }

    /// Adds a record.
    ///
    /// # Errors
    /// [`StoreError::NotUnique`], [`StoreError::MissingReference`], [`StoreError::ConstraintViolated`] where the table does not
    /// let it in; what the engine says.
    pub fn insert<T: Record>(&mut self, record: T) -> Result<Stored<T>, StoreError> {
        let id = self.insert_rows(std::slice::from_ref(&record))?;
        Ok(Stored {
            id,
            version: 1,
            record,
        })
    }

    /// Adds many records, whose numbers it returns; they need not be in memory together.
    ///
    /// # Errors
    /// As [`Change::insert`].
    pub fn insert_many<T: Record>(
        &mut self,
        records: impl IntoIterator<Item = T>,
    ) -> Result<Range<i64>, StoreError> {
        let first = self.next_id::<T>()?;
        let at_once = self.view.transaction.engine.rows_at_once();
        let mut rows = Vec::with_capacity(at_once);
        for record in records {
            rows.push(record);
            if rows.len() == at_once {
                self.insert_rows(&rows)?;
                rows.clear();
            }
        }
        for record in &rows {
            self.insert_rows(std::slice::from_ref(record))?;
        }
        Ok(first..self.next_id::<T>()?)
    }

    /// Puts another record in the place of one.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when somebody else changed or erased it since it was read; as [`Change::insert`].
    pub fn update<T: Record>(
        &mut self,
        stored: &Stored<T>,
        record: T,
    ) -> Result<Stored<T>, StoreError> {
        self.known::<T>()?;
        let row = Written::of(&record)?;
        let mut sql = format!("UPDATE {} SET version = $1, salt = $2, body = $3", T::TABLE);
        for (number, column) in (4..).zip(T::COLUMNS) {
            let _ = write!(sql, ", {column} = ${number}");
        }
        let version = stored.version + 1;
        let mut values = vec![Value::Integer(version)];
        values.extend(row.values);
        self.replace::<T>(sql, values, stored)?;
        self.tell::<T>(stored.id, version, Action::Updated, row.digest)?;
        Ok(Stored {
            id: stored.id,
            version,
            record,
        })
    }

    /// Takes the data of a record away: body, salt and columns. The row and its events stay; nobody can tell from them what it was.
    ///
    /// # Errors
    /// As [`Change::update`].
    pub fn erase<T: Record>(&mut self, stored: &Stored<T>) -> Result<(), StoreError> {
        self.known::<T>()?;
        let mut sql = format!(
            "UPDATE {} SET version = $1, salt = NULL, body = NULL",
            T::TABLE
        );
        for column in T::COLUMNS {
            let _ = write!(sql, ", {column} = NULL");
        }
        let version = stored.version + 1;
        self.replace::<T>(sql, vec![Value::Integer(version)], stored)?;
        self.tell::<T>(stored.id, version, Action::Erased, Vec::new())
    }

    /// Ends the `UPDATE` so that it hits the very version that was read.
    fn replace<T: Record>(
        &mut self,
        mut sql: String,
        mut values: Vec<Value>,
        stored: &Stored<T>,
    ) -> Result<(), StoreError> {
        let next = values.len() + 1;
        let _ = write!(
            sql,
            " WHERE id = ${next} AND version = ${} AND body IS NOT NULL",
            next + 1
        );
        values.extend([stored.id.into(), stored.version.into()]);
        if self.run::<T>(&sql, &values)? == 1 {
            return Ok(());
        }
        Err(StoreError::Changed {
            table: T::TABLE,
            id: stored.id,
        })
    }

    /// One statement for all of them; the number of the first.
    fn insert_rows<T: Record>(&mut self, records: &[T]) -> Result<i64, StoreError> {
        let first = self.next_id::<T>()?;
        let width = T::COLUMNS.len() + 4;
        let mut values = Vec::with_capacity(records.len() * width);
        let mut digests = Vec::with_capacity(records.len());
        for (id, record) in (first..).zip(records) {
            let row = Written::of(record)?;
            values.extend([id.into(), Value::Integer(1)]);
            values.extend(row.values);
            digests.push(row.digest);
        }
        let columns = T::COLUMNS.join(", ");
        let comma = if columns.is_empty() { "" } else { ", " };
        let sql = format!(
            "INSERT INTO {} (id, version, salt, body{comma}{columns}) VALUES {}",
            T::TABLE,
            places(records.len(), width)
        );
        self.run::<T>(&sql, &values)?;
        for (id, digest) in (first..).zip(digests) {
            self.tell::<T>(id, 1, Action::Inserted, digest)?;
            self.next.insert(T::TABLE, id + 1);
        }
        Ok(first)
    }

    /// Rows are never taken away, and there is one writer: the greatest number plus one is free.
    fn next_id<T: Record>(&mut self) -> Result<i64, StoreError> {
        self.known::<T>()?;
        if let Some(next) = self.next.get(T::TABLE) {
            return Ok(*next);
        }
        let sql = format!("SELECT coalesce(max(id), 0) + 1 FROM {}", T::TABLE);
        self.view.number(&sql, &[])
    }

    /// What the schema does not know would be neither audited nor backed up.
    fn known<T: Record>(&self) -> Result<(), StoreError> {
        match self.view.schema.kind(T::TABLE) {
            Some(_) => Ok(()),
            None => Err(StoreError::UnknownKind { table: T::TABLE }),
        }
    }

    fn run<T: Record>(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let touched = self.view.transaction.engine.run(sql, values);
        self.failed |= touched.is_err();
        touched.map_err(|error| error.of_table(T::TABLE))
    }

    /// Adds an event for what was just written.
    fn tell<T: Record>(
        &mut self,
        id: i64,
        version: i64,
        action: Action,
        digest: Vec<u8>,
    ) -> Result<(), StoreError> {
        let subject = Subject {
            table: T::TABLE,
            id,
            version,
            action,
            digest,
        };
        self.events.push(self.head.extend(&self.by, subject));
        if self.events.len() == self.view.transaction.engine.rows_at_once() {
            self.write_events()?;
        }
        Ok(())
    }

    fn write_events(&mut self) -> Result<(), StoreError> {
        if self.events.is_empty() {
            return Ok(());
        }
        let values: Vec<Value> = self.events.iter().flat_map(Event::values).collect();
        let sql = format!(
            "INSERT INTO event ({}) VALUES {}",
            Event::COLUMNS,
            places(self.events.len(), values.len() / self.events.len())
        );
        self.events.clear();
        self.view.transaction.engine.run(&sql, &values)?;
        Ok(())
    }

    /// Writes what is left, moves the head, and keeps it all.
    pub(super) fn finish(mut self) -> Result<(), StoreError> {
        if self.failed {
            return Err(StoreError::StatementRefused {
                why: "a change in which one failed is not kept",
            });
        }
        self.write_events()?;
        let head = [self.head.seq.into(), self.head.hash.into()];
        let transaction = self.view.transaction;
        transaction
            .engine
            .run("UPDATE head SET seq = $1, hash = $2", &head)?;
        transaction.commit()
    }
}

impl<'r> Deref for Change<'r> {
    type Target = View<'r>;

    fn deref(&self) -> &View<'r> {
        &self.view
    }
}

impl<'r> DerefMut for Change<'r> {
    fn deref_mut(&mut self) -> &mut View<'r> {
        &mut self.view
    }
}

impl std::fmt::Debug for Change<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Change").finish_non_exhaustive()
    }
}

/// What a record is written as: salt, body, columns; and the digest that its event holds.
struct Written {
    values: Vec<Value>,
    digest: Vec<u8>,
}

impl Written {
    fn of<T: Record>(record: &T) -> Result<Self, StoreError> {
        let unserialisable = |_| StoreError::Unserialisable { table: T::TABLE };
        let body = serde_json::to_string(record).map_err(unserialisable)?;
        let salt = fresh_salt()?;
        let digest = digest_of(&salt, &body).to_vec();
        let mut values = vec![salt.to_vec().into(), body.into()];
        values.extend(record.columns());
        Ok(Self { values, digest })
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
