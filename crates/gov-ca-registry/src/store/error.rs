//! Why the register did not answer. No value of a row, no password and no URL stands in a message.

use std::fmt;
use std::io;

/// The register did not do what was asked; a change that ended so changed nothing, but for [`StoreError::OutcomeUnknown`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A migration that was applied is not the one of this program.
    #[error("migration {number} of this register is not the one that this program knows")]
    AlteredMigration {
        /// Its number.
        number: u32,
    },
    /// Another writer kept the register longer than this one waits.
    #[error("the register is busy: another writer did not finish in time")]
    Busy,
    /// Somebody else changed the record in the meantime.
    #[error("{table} {id} was changed by somebody else in the meantime")]
    Changed {
        /// Kind of record.
        table: &'static str,
        /// Which one.
        id: i64,
    },
    /// There is no connection to the server, or it ended.
    #[error("no connection to the database server: {reason}")]
    ConnectionFailed {
        /// What is known of it, without address and password.
        reason: &'static str,
    },
    /// A check of the table does not let the record in.
    #[error("the table {table} does not allow this record")]
    ConstraintViolated {
        /// The table; empty where a statement has none.
        table: &'static str,
    },
    /// What is stored cannot be what this program stored.
    #[error("what is stored is damaged: {place}")]
    Corrupt {
        /// Where.
        place: Place,
    },
    /// The disk has no more room, here or at the server.
    #[error("the disk is full; nothing was changed")]
    DiskFull,
    /// The database is not one of UTF-8.
    #[error("the database does not keep its texts in UTF-8")]
    EncodingNotUtf8,
    /// The engine refused, for a reason that has no name here.
    #[error("the database refused: {code}")]
    Engine {
        /// SQLSTATE, or the extended result code of SQLite.
        code: String,
    },
    /// A file or the disk below the database cannot be read or written.
    #[error("{what}: {kind}")]
    Io {
        /// What was to be done.
        what: &'static str,
        /// Why not.
        kind: io::ErrorKind,
    },
    /// The record that another one points to is not there.
    #[error("{table} points to a record that is not there")]
    MissingReference {
        /// Kind of the record that points.
        table: &'static str,
    },
    /// A newer program has changed how this register is stored.
    #[error(
        "this register has schema {found}; this program knows schema {known} and nothing newer"
    )]
    NewerSchema {
        /// Of the register.
        found: u32,
        /// Of the program.
        known: u32,
    },
    /// The file, or the database, is something else.
    #[error("this is not a register")]
    NotARegister,
    /// Restoring needs a register in which nothing happened yet.
    #[error("the register is not empty")]
    NotEmpty,
    /// Another record has what must be unique.
    #[error("there is already a record of {table} with this value")]
    NotUnique {
        /// Kind of record.
        table: &'static str,
    },
    /// The server was lost while it confirmed: the change is there whole, or not at all.
    #[error(
        "the connection was lost while the change was being confirmed: look whether it is there"
    )]
    OutcomeUnknown,
    /// The operator may not do this: rights of the file or of the database user.
    #[error("the database does not permit this")]
    PermissionDenied,
    /// No root certificates for TLS: the file that the address names, or those of the system.
    #[error("the root certificates for TLS cannot be read, or there are none")]
    RootsUnreadable,
    /// TLS did not come about: the server's certificate is not under a trusted root, is for another name, or it speaks no TLS that is safe.
    #[error("the certificate of the database server is not trusted for this name")]
    ServerNotTrusted,
    /// The statement does not keep to what is the same in both engines.
    #[error("the statement is not one for a register: {why}")]
    StatementRefused {
        /// Which promise it breaks.
        why: &'static str,
    },
    /// The address leads over a network and does not say whether by TLS.
    #[error(
        "the address leads over a network: add sslmode=verify-full, or sslmode=disable where that network is protected otherwise"
    )]
    TlsUndecided,
    /// The value in a result is of another kind.
    #[error("column {column} of the result is not {wanted}")]
    UnexpectedValue {
        /// Counted from 0.
        column: usize,
        /// What was asked for.
        wanted: &'static str,
    },
    /// The kind of record is not part of the schema of this register.
    #[error("{table} is not a kind of record of this register")]
    UnknownKind {
        /// Its table.
        table: &'static str,
    },
    /// The record cannot be written as JSON.
    #[error("{table}: the record cannot be written as JSON")]
    Unserialisable {
        /// Kind of record.
        table: &'static str,
    },
    /// The address of the server cannot be read.
    #[error("the address of the database cannot be read (postgresql://user@host/database)")]
    UrlMalformed,
}

/// Where something is damaged.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Place {
    /// The file itself.
    File,
    /// The end of the chain.
    Head,
    /// A line of a dump, counted from 1.
    Line(u64),
    /// The list of migrations.
    Migrations,
    /// A record.
    Record {
        /// Its table.
        table: String,
        /// Which one.
        id: i64,
    },
    /// An event.
    Event {
        /// Its number.
        seq: i64,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("the file"),
            Self::Head => f.write_str("the end of the chain"),
            Self::Line(number) => write!(f, "line {number}"),
            Self::Migrations => f.write_str("the list of migrations"),
            Self::Record { table, id } => write!(f, "{table} {id}"),
            Self::Event { seq } => write!(f, "event {seq}"),
        }
    }
}

impl StoreError {
    /// What a file system said of a file that is not the database.
    pub(crate) fn of_file(what: &'static str, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            kind => Self::Io { what, kind },
        }
    }

    /// The same, said of a table, where the engine alone could not know which.
    pub(crate) fn of_table(self, name: &'static str) -> Self {
        match self {
            Self::ConstraintViolated { .. } => Self::ConstraintViolated { table: name },
            Self::MissingReference { .. } => Self::MissingReference { table: name },
            Self::NotUnique { .. } => Self::NotUnique { table: name },
            other => other,
        }
    }
}
