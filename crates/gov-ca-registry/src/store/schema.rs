//! How a register is laid out, and how an older one is brought up to date.

use std::ops::ControlFlow;

use aws_lc_rs::digest::{SHA256, digest};

use super::engine::{Dialect, Engine, Mode, Transaction};
use super::error::{Place, StoreError};
use super::record::Kind;
use super::value::Value;

/// The migrations of a register, oldest first and numbered from 1, and its kinds of records, those that others point to first.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// Migrations.
    pub migrations: &'static [Migration],
    /// Kinds of records.
    pub kinds: &'static [Kind],
}

/// One step from schema to schema. Once released it is never altered: a register remembers its digest.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its name.
    pub name: &'static str,
    /// Statements for SQLite.
    pub sqlite: &'static str,
    /// Statements for PostgreSQL.
    pub postgres: &'static str,
}

/// The first migration of every register: migrations, events, the end of their chain.
pub const EVENTS: Migration = Migration {
    name: "events",
    sqlite: include_str!("../../migrations/sqlite/0001_events.sql"),
    postgres: include_str!("../../migrations/postgres/0001_events.sql"),
};

impl Schema {
    /// The kind with that table.
    pub(crate) fn kind(&self, table: &str) -> Option<&'static Kind> {
        self.kinds.iter().find(|kind| kind.table() == table)
    }

    /// Number of the newest migration.
    pub(crate) fn newest(&self) -> u32 {
        u32::try_from(self.migrations.len()).unwrap_or(u32::MAX)
    }

    /// Applies what is missing, each migration in a transaction of its own.
    pub(crate) fn bring_up_to_date(&self, engine: &mut dyn Engine) -> Result<(), StoreError> {
        // Looking needs no lock: a register that is up to date opens while others write.
        let missing = {
            let transaction = Transaction::begin(engine, Mode::Read)?;
            self.next_missing(transaction.engine)?
        };
        if missing.is_some() {
            while self.apply_next(engine)? {}
        }
        Ok(())
    }

    /// Applies the first migration that is missing; `false` where none is. Another program may have applied it just now.
    fn apply_next(&self, engine: &mut dyn Engine) -> Result<bool, StoreError> {
        let transaction = Transaction::begin(engine, Mode::Migrate)?;
        let Some((number, migration)) = self.next_missing(transaction.engine)? else {
            return Ok(false);
        };
        let text = migration.text(transaction.engine.dialect());
        transaction.engine.batch(text)?;
        transaction.engine.run(
            "INSERT INTO migration (number, name, digest) VALUES ($1, $2, $3)",
            &[number.into(), migration.name.into(), digest_of(text).into()],
        )?;
        transaction.commit()?;
        Ok(true)
    }

    /// The first migration that the register has not seen. What it has seen must be what is known here.
    fn next_missing(
        &self,
        engine: &mut dyn Engine,
    ) -> Result<Option<(u32, &'static Migration)>, StoreError> {
        let applied = applied(engine)?;
        let dialect = engine.dialect();
        for ((number, known), (name, digest)) in (1..).zip(self.migrations).zip(&applied) {
            if known.name != *name || digest_of(known.text(dialect)) != *digest {
                return Err(StoreError::AlteredMigration { number });
            }
        }
        let found = u32::try_from(applied.len()).unwrap_or(u32::MAX);
        if found > self.newest() {
            return Err(StoreError::NewerSchema {
                found,
                known: self.newest(),
            });
        }
        Ok(self
            .migrations
            .get(applied.len())
            .map(|next| (found + 1, next)))
    }
}

impl Migration {
    const fn text(&self, dialect: Dialect) -> &'static str {
        match dialect {
            #[cfg(feature = "postgres")]
            Dialect::Postgres => self.postgres,
            Dialect::Sqlite => self.sqlite,
        }
    }
}

fn digest_of(text: &str) -> Vec<u8> {
    digest(&SHA256, text.as_bytes()).as_ref().to_vec()
}

/// Name and digest of each migration that was applied, by number.
fn applied(engine: &mut dyn Engine) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let tables = engine.tables()?;
    if tables.is_empty() {
        return Ok(Vec::new());
    }
    if !tables.iter().any(|table| table == "migration") {
        return Err(StoreError::NotARegister);
    }
    let mut rows = Vec::new();
    let sql = "SELECT number, name, digest FROM migration ORDER BY number";
    engine.query(sql, &[], &mut |row| {
        rows.push(row.values().to_vec());
        ControlFlow::Continue(())
    })?;
    let row = |(index, values): (usize, Vec<Value>)| match values.as_slice() {
        [
            Value::Integer(number),
            Value::Text(name),
            Value::Blob(digest),
        ] if usize::try_from(*number) == Ok(index + 1) => Ok((name.clone(), digest.clone())),
        _ => Err(StoreError::Corrupt {
            place: Place::Migrations,
        }),
    };
    let applied: Vec<_> = rows
        .into_iter()
        .enumerate()
        .map(row)
        .collect::<Result<_, _>>()?;
    if applied.is_empty() {
        return Err(StoreError::NotARegister);
    }
    Ok(applied)
}
