//! Where a register of a test lives: a file in a temporary folder, or a schema of its own on the PostgreSQL server.

use std::cell::RefCell;

use gov_ca_registry::store::{Register, Schema, StoreError, Value};

use crate::raw::Raw;
use crate::records::SCHEMA;

/// A place for one register, and a way in behind its back.
pub struct Home {
    address: String,
    raw: RefCell<Raw>,
    /// Kept as long as the register.
    _folder: Option<tempfile::TempDir>,
}

impl Home {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("register.db").display().to_string();
        Self {
            raw: RefCell::new(Raw::sqlite(&address)),
            address,
            _folder: Some(folder),
        }
    }

    #[cfg(feature = "postgres")]
    pub fn postgres() -> Self {
        Self::on_server(&server())
    }

    /// A schema of its own on a server.
    #[cfg(feature = "postgres")]
    pub fn on_server(server: &str) -> Self {
        Self::on_server_with(server, "")
    }

    /// As [`Home::on_server`], with more settings of the session (`%20-cname%3Dvalue`).
    #[cfg(feature = "postgres")]
    pub fn on_server_with(server: &str, settings: &str) -> Self {
        let (raw, schema) = Raw::postgres(server);
        Self {
            address: format!("{server}?options=-csearch_path%3D{schema}{settings}"),
            raw: RefCell::new(raw),
            _folder: None,
        }
    }

    /// Another one of the same engine.
    pub fn another(&self) -> Self {
        #[cfg(feature = "postgres")]
        if let Some((server, _)) = self.address.split_once("?options") {
            return Self::on_server(server);
        }
        Self::sqlite()
    }

    /// What is given to `Register`: a path, or an address.
    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn open(&self) -> Register {
        self.try_open(&SCHEMA).unwrap()
    }

    /// A register, and the home it needs as long as it is there.
    pub fn open_and_keep(self) -> (Self, Register) {
        let register = self.open();
        (self, register)
    }

    pub fn try_open(&self, schema: &'static Schema) -> Result<Register, StoreError> {
        open(&self.address, schema)
    }

    /// Runs SQL behind the register's back, statements one after the other; whether it was let.
    pub fn try_sql(&self, sql: &str) -> bool {
        self.raw.borrow_mut().run(sql)
    }

    /// As [`Home::try_sql`]; it must be let.
    pub fn sql(&self, sql: &str) {
        assert!(self.try_sql(sql), "{sql}");
    }

    /// Takes away what keeps a test from altering rows: triggers, references, checks.
    pub fn defenceless(&self) {
        let sql = self.raw.borrow().defenceless();
        self.sql(sql);
    }

    /// All values of a column, in order.
    pub fn column(&self, sql: &str) -> Vec<Value> {
        self.raw.borrow_mut().column(sql)
    }

    /// A value as it is written in SQL.
    pub fn literal(&self, value: &Value) -> String {
        self.raw.borrow().literal(value)
    }

    /// Every literal that differs from `value` in one octet, or one letter.
    pub fn others(&self, value: &Value) -> Vec<String> {
        self.raw.borrow().others(value)
    }
}

/// By the look of the address.
pub fn open(address: &str, schema: &'static Schema) -> Result<Register, StoreError> {
    #[cfg(feature = "postgres")]
    if address.starts_with("postgresql:") {
        return Register::postgres_with(address, schema);
    }
    Register::sqlite_with(address, schema)
}

/// The server of the tests. There must be one: that a test did not run is no test.
#[cfg(feature = "postgres")]
pub fn server() -> String {
    std::env::var("KYSO_POSTGRES").expect(
        "no PostgreSQL server (KYSO_POSTGRES is not set): run `scripts/postgres.sh run cargo test -p gov-ca-registry --all-features`",
    )
}

/// Each named function becomes a test on each engine.
macro_rules! on_both {
    ($($name:ident)+) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name(&$crate::home::Home::sqlite()); })+
        }
        #[cfg(feature = "postgres")]
        mod postgres {
            $(#[test] fn $name() { super::$name(&$crate::home::Home::postgres()); })+
        }
    };
}
pub(crate) use on_both;
