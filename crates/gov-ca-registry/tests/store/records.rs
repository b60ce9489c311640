//! Two small kinds of records that only these tests know, with a migration of their own.

use gov_ca_model::VietnamDay;
use gov_ca_registry::store::{By, EVENTS, Kind, Migration, Operator, Record, Schema, Value};
use serde::{Deserialize, Serialize};

/// A folder in a tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folder {
    pub code: String,
    pub name: String,
    pub parent: Option<i64>,
    pub since: VietnamDay,
}

impl Folder {
    pub fn new(code: &str, name: &str) -> Self {
        Self {
            code: code.to_owned(),
            name: name.to_owned(),
            parent: None,
            since: VietnamDay::new(2026, 11, 23),
        }
    }

    pub fn below(self, parent: i64) -> Self {
        Self {
            parent: Some(parent),
            ..self
        }
    }
}

impl Record for Folder {
    const TABLE: &'static str = "folder";
    const COLUMNS: &'static [&'static str] = &["code", "parent", "since"];

    fn columns(&self) -> Vec<Value> {
        vec![
            self.code.as_str().into(),
            self.parent.into(),
            self.since.into(),
        ]
    }
}

/// A number that many count up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    pub value: i64,
}

impl Record for Counter {
    const TABLE: &'static str = "counter";
    const COLUMNS: &'static [&'static str] = &["value"];

    fn columns(&self) -> Vec<Value> {
        vec![self.value.into()]
    }
}

/// A kind that the schema does not have.
#[derive(Serialize, Deserialize)]
pub struct Stranger;

impl Record for Stranger {
    const TABLE: &'static str = "stranger";
    const COLUMNS: &'static [&'static str] = &[];

    fn columns(&self) -> Vec<Value> {
        Vec::new()
    }
}

const FOLDERS: Migration = Migration {
    name: "folders",
    sqlite: "CREATE TABLE folder (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, salt BLOB, body TEXT, \
             code TEXT UNIQUE, parent INTEGER REFERENCES folder (id), since TEXT CHECK (since <> '2000-01-01')) STRICT; \
             CREATE INDEX folder_parent ON folder (parent);",
    postgres: "CREATE TABLE folder (id BIGINT PRIMARY KEY, version BIGINT NOT NULL, salt BYTEA, body TEXT, \
               code TEXT COLLATE \"C\" UNIQUE, parent BIGINT REFERENCES folder (id) DEFERRABLE, \
               since TEXT COLLATE \"C\" CHECK (since <> '2000-01-01')); \
               CREATE INDEX folder_parent ON folder (parent);",
};

const COUNTERS: Migration = Migration {
    name: "counters",
    sqlite: "CREATE TABLE counter (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, salt BLOB, body TEXT, value INTEGER) STRICT;",
    postgres: "CREATE TABLE counter (id BIGINT PRIMARY KEY, version BIGINT NOT NULL, salt BYTEA, body TEXT, value BIGINT);",
};

const COUNTERS_OTHERWISE: Migration = Migration {
    sqlite: "CREATE TABLE counter (id INTEGER PRIMARY KEY) STRICT;",
    postgres: "CREATE TABLE counter (id BIGINT PRIMARY KEY);",
    ..COUNTERS
};

pub static SCHEMA: Schema = Schema {
    migrations: &[EVENTS, FOLDERS, COUNTERS],
    kinds: &[Kind::of::<Folder>(), Kind::of::<Counter>()],
};

/// The same, before there were counters.
pub static OLDER: Schema = Schema {
    migrations: &[EVENTS, FOLDERS],
    kinds: &[Kind::of::<Folder>()],
};

/// The same number of migrations; one is another.
pub static ALTERED: Schema = Schema {
    migrations: &[EVENTS, FOLDERS, COUNTERS_OTHERWISE],
    kinds: &[Kind::of::<Folder>(), Kind::of::<Counter>()],
};

/// A migration that fails in its second statement.
pub static FAILING: Schema = Schema {
    migrations: &[
        EVENTS,
        Migration {
            name: "failing",
            sqlite: "CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE event (id INTEGER) STRICT;",
            postgres: "CREATE TABLE half (id BIGINT PRIMARY KEY); CREATE TABLE event (id BIGINT);",
        },
    ],
    kinds: &[],
};

pub fn by(who: &str) -> By {
    By {
        who: Operator::new(who).unwrap(),
        at: "2026-11-23T07:30:00Z".parse().unwrap(),
        step: "request.send".to_owned(),
        under: "khoản 1 Điều 11 Nghị định số 68/2024/NĐ-CP".to_owned(),
    }
}
