//! The embedded engine: one file (docs/decisions/0048).

use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Error, ErrorCode, OpenFlags, ToSql, ffi};

use super::{Dialect, Engine, Mode};
use crate::store::error::{Place, StoreError};
use crate::store::value::{Row, Value};

/// How long a writer waits for the others: ours; a clerk looks up from the screen after that.
const PATIENCE: Duration = Duration::from_secs(30);
/// Prepared statements that are kept: ours; the register has fewer different ones.
const STATEMENTS: usize = 128;

/// A register in a file.
pub(crate) struct Sqlite {
    connection: Connection,
}

impl Sqlite {
    /// Opens the file, or makes it.
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        private_when_new(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(refused)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.busy_timeout(PATIENCE).map_err(refused)?;
        let sqlite = Self { connection };
        sqlite.write_ahead()?;
        sqlite
            .connection
            .execute_batch(
                "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; \
                 PRAGMA secure_delete = ON;",
            )
            .map_err(refused)?;
        Ok(sqlite)
    }

    /// Readers do not wait for writers, nor writers for readers. File systems without shared memory cannot do it: they are refused.
    fn write_ahead(&self) -> Result<(), StoreError> {
        let mode: String = self
            .connection
            .pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))
            .map_err(refused)?;
        if mode == "wal" {
            return Ok(());
        }
        Err(StoreError::Io {
            what: "the folder of the register cannot hold a write-ahead log (a network drive?)",
            kind: io::ErrorKind::Unsupported,
        })
    }
}

/// A register holds personal data: a new file is its owner's alone. SQLite gives its log the same rights.
fn private_when_new(path: &Path) -> Result<(), StoreError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StoreError::Io {
            what: "the file of the register cannot be opened",
            kind: error.kind(),
        }),
    }
}

impl Engine for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn begin(&mut self, mode: Mode) -> Result<(), StoreError> {
        self.batch(match mode {
            Mode::Read => "BEGIN DEFERRED",
            Mode::Migrate | Mode::Write => "BEGIN IMMEDIATE",
        })
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.batch("COMMIT")
    }

    fn roll_back(&mut self) {
        // A failed write may have ended the transaction already (https://sqlite.org/lang_transaction.html); the rest cannot fail.
        if !self.connection.is_autocommit() {
            let _ = self.batch("ROLLBACK");
        }
    }

    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let mut statement = self.connection.prepare_cached(sql).map_err(refused)?;
        let parameters = rusqlite::params_from_iter(values);
        let touched = statement.execute(parameters).map_err(refused)?;
        Ok(touched as u64)
    }

    fn query(
        &mut self,
        sql: &str,
        values: &[Value],
        each: &mut dyn FnMut(Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql).map_err(refused)?;
        if !statement.readonly() {
            return Err(StoreError::StatementRefused {
                why: "a question changes nothing",
            });
        }
        let columns = statement.column_count();
        let mut row = Vec::with_capacity(columns);
        let parameters = rusqlite::params_from_iter(values);
        let mut rows = statement.query(parameters).map_err(refused)?;
        while let Some(found) = rows.next().map_err(refused)? {
            row.clear();
            for column in 0..columns {
                row.push(value(found.get_ref(column).map_err(refused)?)?);
            }
            if each(Row::new(&row)).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        self.connection.execute_batch(sql).map_err(refused)
    }

    fn defer_references(&mut self) -> Result<(), StoreError> {
        self.batch("PRAGMA defer_foreign_keys = ON")
    }

    fn tables(&mut self) -> Result<Vec<String>, StoreError> {
        let mut names = Vec::new();
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
        self.query(sql, &[], &mut |row| {
            names.extend(row.text(0).map(str::to_owned));
            ControlFlow::Continue(())
        })?;
        Ok(names)
    }

    fn rows_at_once(&self) -> usize {
        1
    }

    fn damages(&mut self) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        for check in ["PRAGMA integrity_check(100)", "PRAGMA foreign_key_check"] {
            self.query(check, &[], &mut |row| {
                found.extend(
                    row.text(0)
                        .ok()
                        .filter(|text| *text != "ok")
                        .map(str::to_owned),
                );
                ControlFlow::Continue(())
            })?;
        }
        Ok(found)
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Blob(octets) => ValueRef::Blob(octets),
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Null => ValueRef::Null,
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

fn value(found: ValueRef<'_>) -> Result<Value, StoreError> {
    Ok(match found {
        ValueRef::Blob(octets) => Value::Blob(octets.to_vec()),
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Null => Value::Null,
        // What is no UTF-8 is no text that was ever stored: who wants a text is told.
        ValueRef::Text(octets) => {
            std::str::from_utf8(octets).map_or_else(|_| Value::Blob(octets.to_vec()), Value::from)
        }
        ValueRef::Real(_) => {
            return Err(StoreError::StatementRefused {
                why: "results are numbers without fraction, texts, octets",
            });
        }
    })
}

/// The error without the words of SQLite, which may quote values.
#[allow(clippy::needless_pass_by_value, reason = "as map_err hands it")]
fn refused(error: Error) -> StoreError {
    let Error::SqliteFailure(failure, _) = error else {
        return match error {
            Error::InvalidParameterCount(..) => StoreError::StatementRefused {
                why: "as many values as it names",
            },
            _ => StoreError::Engine {
                code: "statement".to_owned(),
            },
        };
    };
    match failure.code {
        ErrorCode::CannotOpen => StoreError::Io {
            what: "the file of the register cannot be opened",
            kind: io::ErrorKind::NotFound,
        },
        ErrorCode::ConstraintViolation => constraint(failure.extended_code),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
        ErrorCode::DatabaseCorrupt => StoreError::Corrupt { place: Place::File },
        ErrorCode::DiskFull => StoreError::DiskFull,
        ErrorCode::NotADatabase => StoreError::NotARegister,
        ErrorCode::PermissionDenied | ErrorCode::ReadOnly => StoreError::PermissionDenied,
        ErrorCode::SystemIoFailure => StoreError::Io {
            what: "the disk below the register fails; nothing was changed",
            kind: io::ErrorKind::Other,
        },
        _ => StoreError::Engine {
            code: format!("SQLite {}", failure.extended_code),
        },
    }
}

const fn constraint(extended_code: i32) -> StoreError {
    match extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
            StoreError::NotUnique { table: "" }
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => StoreError::MissingReference { table: "" },
        _ => StoreError::ConstraintViolated { table: "" },
    }
}
