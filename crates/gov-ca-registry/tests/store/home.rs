//! Where a register of a test lives: a file in a temporary folder, or a schema of its own on the PostgreSQL server.

use std::cell::RefCell;

use gov_ca_registry::store::{Register, Schema, StoreError, Value};

use crate::records::SCHEMA;

/// A place for one register, and a way in behind its back.
pub struct Home {
    address: String,
    raw: RefCell<Raw>,
    /// Kept as long as the register.
    _folder: Option<tempfile::TempDir>,
}

enum Raw {
    Sqlite(rusqlite::Connection),
}

impl Home {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("register.db").display().to_string();
        let raw = rusqlite::Connection::open(&address).unwrap();
        raw.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF;")
            .unwrap();
        Self {
            address,
            raw: RefCell::new(Raw::Sqlite(raw)),
            _folder: Some(folder),
        }
    }

    pub fn open(&self) -> Register {
        self.try_open(&SCHEMA).unwrap()
    }

    pub fn try_open(&self, schema: &'static Schema) -> Result<Register, StoreError> {
        open(&self.address, schema)
    }

    /// Runs SQL behind the register's back, statements one after the other; whether it was let.
    pub fn try_sql(&self, sql: &str) -> bool {
        match &mut *self.raw.borrow_mut() {
            Raw::Sqlite(raw) => raw.execute_batch(sql).is_ok(),
        }
    }

    /// As [`Home::try_sql`]; it must be let.
    pub fn sql(&self, sql: &str) {
        assert!(self.try_sql(sql), "{sql}");
    }

    /// Takes away what keeps a test from altering rows: triggers, references, checks.
    pub fn defenceless(&self) {
        let sql = match &*self.raw.borrow() {
            Raw::Sqlite(_) => {
                "DROP TRIGGER event_is_not_updated; DROP TRIGGER event_is_not_deleted"
            }
        };
        self.sql(sql);
    }

    /// All values of a column, in order.
    pub fn column(&self, sql: &str) -> Vec<Value> {
        match &mut *self.raw.borrow_mut() {
            Raw::Sqlite(raw) => raw
                .prepare(sql)
                .unwrap()
                .query_map([], |row| {
                    Ok(match row.get_ref(0)? {
                        rusqlite::types::ValueRef::Integer(number) => Value::Integer(number),
                        rusqlite::types::ValueRef::Text(_) => Value::Text(row.get(0)?),
                        rusqlite::types::ValueRef::Blob(octets) => Value::Blob(octets.to_vec()),
                        _ => Value::Null,
                    })
                })
                .unwrap()
                .map(Result::unwrap)
                .collect(),
        }
    }

    /// A value as it is written in SQL.
    pub fn literal(&self, value: &Value) -> String {
        let hex = |octets: &[u8]| {
            octets
                .iter()
                .map(|octet| format!("{octet:02x}"))
                .collect::<String>()
        };
        match (&*self.raw.borrow(), value) {
            (_, Value::Null) => "NULL".to_owned(),
            (_, Value::Integer(number)) => number.to_string(),
            (Raw::Sqlite(_), Value::Text(text)) => {
                format!("CAST(x'{}' AS TEXT)", hex(text.as_bytes()))
            }
            (Raw::Sqlite(_), Value::Blob(octets)) => format!("x'{}'", hex(octets)),
        }
    }

    /// Every literal that differs from `value` in one octet.
    pub fn others(&self, value: &Value) -> Vec<String> {
        match (&*self.raw.borrow(), value) {
            (_, Value::Null) => Vec::new(),
            (_, Value::Integer(number)) => (0..8)
                .map(|octet| (number ^ (0x40 << (8 * octet))).to_string())
                .collect(),
            (_, Value::Blob(octets)) => one_octet_off(octets)
                .map(|other| self.literal(&Value::Blob(other)))
                .collect(),
            // SQLite keeps what is no UTF-8, too.
            (Raw::Sqlite(_), Value::Text(text)) => one_octet_off(text.as_bytes())
                .map(|other| format!("CAST({} AS TEXT)", self.literal(&Value::Blob(other))))
                .collect(),
        }
    }
}

fn one_octet_off(octets: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..octets.len()).map(|at| {
        let mut other = octets.to_vec();
        other[at] ^= 0x40;
        other
    })
}

/// By the look of the address.
pub fn open(address: &str, schema: &'static Schema) -> Result<Register, StoreError> {
    Register::sqlite_with(address, schema)
}

/// Each named function becomes a test on each engine.
macro_rules! on_both {
    ($($name:ident)+) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name(&$crate::home::Home::sqlite()); })+
        }
    };
}
pub(crate) use on_both;
