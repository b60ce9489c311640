//! The register: opened, looked at, changed.

use std::path::Path;

use super::chain::By;
use super::change::Change;
#[cfg(feature = "postgres")]
use super::engine::postgres::Postgres;
use super::engine::sqlite::Sqlite;
use super::engine::{Engine, Mode, Transaction};
use super::error::StoreError;
use super::schema::Schema;
use super::view::View;
use crate::SCHEMA;

/// A connection to a register. Each thread and each program opens its own; they take turns at the register itself.
pub struct Register {
    pub(super) engine: Box<dyn Engine>,
    pub(super) schema: &'static Schema,
}

impl Register {
    /// Opens the register in a file, or makes a new one there, readable by its owner alone.
    ///
    /// # Errors
    /// [`StoreError::NotARegister`] for another file, [`StoreError::NewerSchema`] and [`StoreError::AlteredMigration`] for a
    /// register of another program, and what the disk says.
    pub fn sqlite(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::sqlite_with(path, &SCHEMA)
    }

    /// As [`Register::sqlite`], with other tables.
    ///
    /// # Errors
    /// As [`Register::sqlite`].
    pub fn sqlite_with(
        path: impl AsRef<Path>,
        schema: &'static Schema,
    ) -> Result<Self, StoreError> {
        Self::with(Box::new(Sqlite::open(path.as_ref())?), schema)
    }

    /// Opens the register on a PostgreSQL server (`postgresql://user@host/database`, or `key=value` words), or makes a new one in the
    /// empty schema that comes first there.
    ///
    /// Over a network the address says `?sslmode=verify-full` (also `verify-ca`, `require`: all mean TLS and a certificate that is trusted for
    /// the name, under the roots of the system or of `sslrootcert=FILE`), or `sslmode=disable` where that network is protected otherwise.
    ///
    /// # Errors
    /// As [`Register::sqlite`]; [`StoreError::ConnectionFailed`], [`StoreError::RootsUnreadable`], [`StoreError::ServerNotTrusted`],
    /// [`StoreError::TlsUndecided`], [`StoreError::UrlMalformed`].
    #[cfg(feature = "postgres")]
    pub fn postgres(address: &str) -> Result<Self, StoreError> {
        Self::postgres_with(address, &SCHEMA)
    }

    /// As [`Register::postgres`], with other tables.
    ///
    /// # Errors
    /// As [`Register::postgres`].
    #[cfg(feature = "postgres")]
    pub fn postgres_with(address: &str, schema: &'static Schema) -> Result<Self, StoreError> {
        Self::with(Box::new(Postgres::connect(address)?), schema)
    }

    fn with(mut engine: Box<dyn Engine>, schema: &'static Schema) -> Result<Self, StoreError> {
        schema.bring_up_to_date(&mut *engine)?;
        Ok(Self { engine, schema })
    }

    /// Looks at one state of the register: what others write meanwhile is not seen.
    ///
    /// # Errors
    /// What `look` returns, and what the engine says.
    pub fn read<R, E: From<StoreError>>(
        &mut self,
        look: impl FnOnce(&mut View<'_>) -> Result<R, E>,
    ) -> Result<R, E> {
        let transaction = Transaction::begin(&mut *self.engine, Mode::Read)?;
        look(&mut View::new(transaction, self.schema))
    }

    /// Changes the register, all or nothing. Writers take turns: this one sees all that was written before, and nobody writes until
    /// it is done; it must not wait for a person.
    ///
    /// # Errors
    /// What `work` returns, then nothing is changed; [`StoreError::Busy`] when its turn did not come; what the engine says, then
    /// nothing is changed but for [`StoreError::OutcomeUnknown`].
    pub fn change<R, E: From<StoreError>>(
        &mut self,
        by: &By,
        work: impl FnOnce(&mut Change<'_>) -> Result<R, E>,
    ) -> Result<R, E> {
        let transaction = Transaction::begin(&mut *self.engine, Mode::Write)?;
        let mut change = Change::new(View::new(transaction, self.schema), by)?;
        let done = work(&mut change)?;
        change.finish()?;
        Ok(done)
    }
}

impl std::fmt::Debug for Register {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Register")
            .field("engine", &self.engine.dialect())
            .finish_non_exhaustive()
    }
}
