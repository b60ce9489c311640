//! One octet altered behind the register's back, anywhere: it is found.

use gov_ca_registry::store::{Register, StoreError, Value};

use crate::home::{Home, on_both};
use crate::records::{Counter, Folder, SCHEMA, by};

on_both! {
    every_octet_counts
    every_row_counts
    an_older_state_put_back_is_found
    a_finding_names_the_place
}

/// Three folders, one of them written twice, one erased; a counter.
fn small(home: &Home) -> Register {
    let mut register = home.open();
    register
        .change(&by("pkt01"), |change| {
            let root = change.insert(Folder::new("A", "Sở Nội vụ"))?;
            let child = change.insert(Folder::new("A.01", "Văn phòng").below(root.id()))?;
            let person = change.insert(Folder::new("P", "An"))?;
            change.update(&child, Folder::new("A.02", "Văn phòng Sở").below(root.id()))?;
            change.erase(&person)?;
            change.insert(Counter { value: 7 })
        })
        .unwrap();
    register
}

type Table = (&'static str, &'static str, &'static [(&'static str, Kind)]);

/// Table, key, columns and what stands in them where it is not `NULL`.
const TABLES: [Table; 5] = [
    (
        "event",
        "seq",
        &[
            ("seq", Kind::Number),
            ("at", Kind::Words),
            ("who", Kind::Words),
            ("action", Kind::Words),
            ("step", Kind::Words),
            ("subject_table", Kind::Words),
            ("subject_id", Kind::Number),
            ("subject_version", Kind::Number),
            ("under", Kind::Words),
            ("digest", Kind::Octets),
            ("previous", Kind::Octets),
            ("hash", Kind::Octets),
        ],
    ),
    (
        "head",
        "one",
        &[("seq", Kind::Number), ("hash", Kind::Octets)],
    ),
    (
        "folder",
        "id",
        &[
            ("id", Kind::Number),
            ("version", Kind::Number),
            ("salt", Kind::Octets),
            ("body", Kind::Words),
            ("code", Kind::Words),
            ("parent", Kind::Number),
            ("since", Kind::Words),
        ],
    ),
    (
        "counter",
        "id",
        &[
            ("id", Kind::Number),
            ("version", Kind::Number),
            ("salt", Kind::Octets),
            ("body", Kind::Words),
            ("value", Kind::Number),
        ],
    ),
    (
        "migration",
        "number",
        &[
            ("number", Kind::Number),
            ("name", Kind::Words),
            ("digest", Kind::Octets),
        ],
    ),
];

#[derive(Clone, Copy)]
enum Kind {
    Number,
    Octets,
    Words,
}

impl Kind {
    /// Something where nothing was.
    fn any(self) -> Value {
        match self {
            Self::Number => Value::Integer(1),
            Self::Octets => Value::Blob(vec![1]),
            Self::Words => Value::from("x"),
        }
    }
}

/// Whether an audit tells that something is wrong; for the list of migrations: whether the register is opened at all.
fn is_found(register: &mut Register, home: &Home, table: &str) -> bool {
    let audited = match table {
        "migration" => home.try_open(&SCHEMA).map(|_| true),
        _ => register.audit().map(|report| report.is_clean()),
    };
    match audited {
        Ok(clean) => !clean,
        Err(
            StoreError::AlteredMigration { .. }
            | StoreError::Corrupt { .. }
            | StoreError::NewerSchema { .. },
        ) => true,
        Err(error) => panic!("{error}"),
    }
}

fn keys(home: &Home, table: &str, key: &str) -> Vec<String> {
    let keys = home.column(&format!("SELECT {key} FROM {table} ORDER BY {key}"));
    keys.iter().map(|value| home.literal(value)).collect()
}

fn every_octet_counts(home: &Home) {
    let mut register = small(home);
    assert!(register.audit().unwrap().is_clean());
    home.defenceless();
    let mut altered = 0;
    for (table, key, columns) in TABLES {
        for row in keys(home, table, key) {
            for (column, kind) in columns {
                let alterations = alterations(home, table, key, &row, column, *kind);
                altered += alterations.len();
                for (alter, restore) in alterations {
                    home.sql(&alter);
                    assert!(is_found(&mut register, home, table), "{alter}");
                    home.sql(&restore);
                }
            }
        }
    }
    assert!(home.open().audit().unwrap().is_clean(), "all is as it was");
    assert!(altered > 1_500, "{altered}");
}

/// For each octet of one value: how it becomes another, and how it becomes what it was.
fn alterations(
    home: &Home,
    table: &str,
    key: &str,
    row: &str,
    column: &str,
    kind: Kind,
) -> Vec<(String, String)> {
    let value = home
        .column(&format!("SELECT {column} FROM {table} WHERE {key} = {row}"))
        .remove(0);
    let was = home.literal(&value);
    let mut others = home.others(&value);
    match value {
        Value::Null => others.push(home.literal(&kind.any())),
        _ if ["salt", "body", "code", "parent", "since", "value"].contains(&column) => {
            others.push("NULL".to_owned());
        }
        _ => {}
    }
    let both = |other: String| {
        let now = if column == key { &other } else { row };
        let restore = format!("UPDATE {table} SET {column} = {was} WHERE {key} = {now}");
        let alter = format!("UPDATE {table} SET {column} = {other} WHERE {key} = {row}");
        (alter, restore)
    };
    others.into_iter().map(both).collect()
}

fn every_row_counts(home: &Home) {
    let mut register = small(home);
    home.defenceless();
    for (table, key, _) in TABLES {
        for row in keys(home, table, key) {
            home.sql(&format!(
                "CREATE TABLE aside AS SELECT * FROM {table} WHERE {key} = {row}; DELETE FROM {table} WHERE {key} = {row}"
            ));
            let found = match table {
                "migration" => home.try_open(&SCHEMA).is_err(),
                _ => is_found(&mut register, home, table),
            };
            assert!(found, "{table} {row}");
            home.sql(&format!(
                "INSERT INTO {table} SELECT * FROM aside; DROP TABLE aside"
            ));
        }
    }
    home.sql("INSERT INTO counter SELECT 99, version, salt, body, value FROM counter");
    assert!(
        !register.audit().unwrap().is_clean(),
        "a record without event"
    );
    home.sql("DELETE FROM counter WHERE id = 99");
    assert!(home.open().audit().unwrap().is_clean(), "all is as it was");
}

fn an_older_state_put_back_is_found(home: &Home) {
    let mut register = small(home);
    home.sql("CREATE TABLE aside AS SELECT * FROM counter");
    let counter = register
        .read(|view| view.get::<Counter>(1))
        .unwrap()
        .unwrap();
    register
        .change(&by("pkt01"), |change| {
            change.update(&counter, Counter { value: 8 })
        })
        .unwrap();
    home.sql("DELETE FROM counter; INSERT INTO counter SELECT * FROM aside");
    assert!(!register.audit().unwrap().is_clean());
}

fn a_finding_names_the_place(home: &Home) {
    let mut register = small(home);
    home.defenceless();
    home.sql("UPDATE folder SET code = 'X' WHERE id = 2; UPDATE counter SET body = '{\"value\":8}'; UPDATE event SET who = 'x' WHERE seq = 3");
    let findings = register.audit().unwrap().findings;
    let told = format!("{findings:?}");
    assert_eq!(findings.len(), 3, "{told}");
    for place in [
        "ColumnsAltered { table: \"folder\", id: 2 }",
        "RecordAltered { table: \"counter\", id: 1 }",
        "EventAltered { seq: 3 }",
    ] {
        assert!(told.contains(place), "{told}");
    }
}
