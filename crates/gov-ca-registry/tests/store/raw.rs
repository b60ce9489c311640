//! The way into a database behind the register's back.

use gov_ca_registry::store::Value;
use rusqlite::types::ValueRef;

#[cfg_attr(
    feature = "postgres",
    allow(clippy::large_enum_variant, reason = "one of them lives at a time")
)]
pub enum Raw {
    #[cfg(feature = "postgres")]
    Postgres {
        client: postgres::Client,
        schema: String,
    },
    Sqlite(rusqlite::Connection),
}

impl Raw {
    pub fn sqlite(path: &str) -> Self {
        let raw = rusqlite::Connection::open(path).unwrap();
        raw.busy_timeout(std::time::Duration::from_secs(10))
            .unwrap();
        raw.execute_batch(
            "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF;",
        )
        .unwrap();
        Self::Sqlite(raw)
    }

    /// A new schema on the server, gone when this is dropped; and its name.
    #[cfg(feature = "postgres")]
    pub fn postgres(server: &str) -> (Self, String) {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let schema = format!("t_{}_{number}", std::process::id());
        let mut client = postgres::Client::connect(server, postgres::NoTls).unwrap();
        client
            .batch_execute(&format!(
                "CREATE SCHEMA {schema}; SET search_path = {schema}; SET synchronous_commit = off"
            ))
            .unwrap();
        let raw = Self::Postgres {
            client,
            schema: schema.clone(),
        };
        (raw, schema)
    }

    /// Whether the statements were let.
    pub fn run(&mut self, sql: &str) -> bool {
        match self {
            #[cfg(feature = "postgres")]
            Self::Postgres { client, .. } => client.batch_execute(sql).is_ok(),
            Self::Sqlite(raw) => raw.execute_batch(sql).is_ok(),
        }
    }

    pub fn defenceless(&self) -> &'static str {
        match self {
            #[cfg(feature = "postgres")]
            Self::Postgres { .. } => {
                "SET session_replication_role = replica; ALTER TABLE folder DROP CONSTRAINT folder_since_check; \
                 ALTER TABLE head DROP CONSTRAINT head_one_check"
            }
            Self::Sqlite(_) => {
                "DROP TRIGGER event_is_not_updated; DROP TRIGGER event_is_not_deleted"
            }
        }
    }

    pub fn column(&mut self, sql: &str) -> Vec<Value> {
        match self {
            #[cfg(feature = "postgres")]
            Self::Postgres { client, .. } => {
                let rows = client.query(sql, &[]).unwrap();
                rows.iter().map(|row| row.get(0)).collect()
            }
            Self::Sqlite(raw) => {
                let mut statement = raw.prepare(sql).unwrap();
                let rows = statement.query_map([], |row| {
                    Ok(match row.get_ref(0)? {
                        ValueRef::Integer(number) => Value::Integer(number),
                        ValueRef::Text(_) => Value::Text(row.get(0)?),
                        ValueRef::Blob(octets) => Value::Blob(octets.to_vec()),
                        _ => Value::Null,
                    })
                });
                rows.unwrap().map(Result::unwrap).collect()
            }
        }
    }

    pub fn literal(&self, value: &Value) -> String {
        match (self, value) {
            (_, Value::Null) => "NULL".to_owned(),
            (_, Value::Integer(number)) => number.to_string(),
            #[cfg(feature = "postgres")]
            (Self::Postgres { .. }, Value::Text(text)) => {
                format!(
                    "convert_from(decode('{}', 'hex'), 'UTF8')",
                    hex(text.as_bytes())
                )
            }
            #[cfg(feature = "postgres")]
            (Self::Postgres { .. }, Value::Blob(octets)) => {
                format!("decode('{}', 'hex')", hex(octets))
            }
            (Self::Sqlite(_), Value::Text(text)) => {
                format!("CAST(x'{}' AS TEXT)", hex(text.as_bytes()))
            }
            (Self::Sqlite(_), Value::Blob(octets)) => format!("x'{}'", hex(octets)),
        }
    }

    pub fn others(&self, value: &Value) -> Vec<String> {
        match (self, value) {
            (_, Value::Null) => Vec::new(),
            (_, Value::Integer(number)) => (0..8)
                .map(|octet| (number ^ (0x40 << (8 * octet))).to_string())
                .collect(),
            (_, Value::Blob(octets)) => one_octet_off(octets)
                .map(|other| self.literal(&Value::Blob(other)))
                .collect(),
            // PostgreSQL keeps no text that is no UTF-8: one letter is another.
            #[cfg(feature = "postgres")]
            (Self::Postgres { .. }, Value::Text(text)) => one_letter_off(text)
                .map(|other| self.literal(&Value::Text(other)))
                .collect(),
            (Self::Sqlite(_), Value::Text(text)) => one_octet_off(text.as_bytes())
                .map(|other| format!("CAST(x'{}' AS TEXT)", hex(&other)))
                .collect(),
        }
    }
}

#[cfg(feature = "postgres")]
impl Drop for Raw {
    fn drop(&mut self) {
        if let Self::Postgres { client, schema } = self {
            // The server may be gone: some tests end it.
            let _ = client.batch_execute(&format!("DROP SCHEMA {schema} CASCADE"));
        }
    }
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

fn one_octet_off(octets: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..octets.len()).map(|at| {
        let mut other = octets.to_vec();
        other[at] ^= 0x40;
        other
    })
}

#[cfg(feature = "postgres")]
fn one_letter_off(text: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = text.chars().collect();
    (0..letters.len()).map(move |at| {
        let mut other = letters.clone();
        other[at] = char::from_u32(u32::from(letters[at]) ^ 0x40).unwrap();
        other.into_iter().collect()
    })
}
