//! One change: records written, and their events with them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::{Deref, DerefMut, Range};

use super::batch::Batch;
use super::chain::{Action, By, Event, Head, Subject, digest_of, fresh_salt};
use super::error::StoreError;
use super::record::{Kind, Record, Stored};
use super::value::Value;
use super::view::View;

/// A change that is not yet kept, and never will be once the engine refused one of its statements. Everything a [`View`] can be asked may be asked here, too: what was written is seen.
pub struct Change<'r> {
    view: View<'r>,
    by: By,
    head: Head,
    /// Events, not all of them written yet.
    events: Batch,
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
            events: Batch::into("event", Event::COLUMNS),
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
        let mut batch = Batch::of(&Kind::of::<T>());
        let id = self.add(&mut batch, &record)?;
        self.flush::<T>(&mut batch)?;
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
        let mut batch = Batch::of(&Kind::of::<T>());
        for record in records {
            self.add(&mut batch, &record)?;
        }
        self.flush::<T>(&mut batch)?;
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
    /// SQLite overwrites what it frees, and its log by and by; PostgreSQL does so when the table is next vacuumed. Backups keep
    /// what they hold.
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

    /// What happened to a record, also in this change, oldest first. Asked otherwise, events of this change may not be there yet.
    ///
    /// # Errors
    /// As [`View::history`].
    pub fn history<T: Record>(&mut self, id: impl Into<i64>) -> Result<Vec<Event>, StoreError> {
        let flushed = self.events.flush(self.view.transaction.engine);
        self.noted::<T, _>(flushed)?;
        self.view.history::<T>(id)
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
        let touched = self.view.transaction.engine.run(&sql, &values);
        if self.noted::<T, _>(touched)? == 1 {
            return Ok(());
        }
        Err(StoreError::Changed {
            table: T::TABLE,
            id: stored.id,
        })
    }

    /// Adds a row to those that wait, and its event; its number.
    fn add<T: Record>(&mut self, batch: &mut Batch, record: &T) -> Result<i64, StoreError> {
        let id = self.next_id::<T>()?;
        let row = Written::of(record)?;
        let values = [id.into(), Value::Integer(1)].into_iter().chain(row.values);
        let pushed = batch.push(self.view.transaction.engine, values);
        self.noted::<T, _>(pushed)?;
        self.next.insert(T::TABLE, id + 1);
        self.tell::<T>(id, 1, Action::Inserted, row.digest)?;
        Ok(id)
    }

    fn flush<T: Record>(&mut self, batch: &mut Batch) -> Result<(), StoreError> {
        let flushed = batch.flush(self.view.transaction.engine);
        self.noted::<T, _>(flushed)
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

    /// What the engine refused is remembered, and told of the table.
    fn noted<T: Record, R>(&mut self, done: Result<R, StoreError>) -> Result<R, StoreError> {
        self.failed |= done.is_err();
        done.map_err(|error| error.of_table(T::TABLE))
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
        let event = self.head.extend(&self.by, subject);
        let pushed = self
            .events
            .push(self.view.transaction.engine, event.values());
        self.noted::<T, _>(pushed)
    }

    /// Writes what is left, moves the head, and keeps it all.
    pub(super) fn finish(mut self) -> Result<(), StoreError> {
        if self.failed {
            return Err(StoreError::StatementRefused {
                why: "a change in which one failed is not kept",
            });
        }
        self.events.flush(self.view.transaction.engine)?;
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
