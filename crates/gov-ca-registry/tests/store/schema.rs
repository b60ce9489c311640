//! The two folders of migrations make the same register.

use gov_ca_registry::SCHEMA;
use gov_ca_registry::store::{StoreError, Value};

use crate::home::Home;

fn made(home: Home) -> Home {
    drop(home.try_open(&SCHEMA).unwrap());
    home
}

fn sorted(home: &Home, sql: &str) -> Vec<String> {
    let text = |value| match value {
        Value::Text(text) => text,
        other => panic!("{other:?}"),
    };
    let mut lines: Vec<String> = home.column(sql).into_iter().map(text).collect();
    lines.sort();
    assert!(!lines.is_empty(), "{sql}");
    lines
}

#[test]
fn tables_have_the_same_columns() {
    let sqlite = "SELECT t.name || '.' || c.name || ' ' || lower(c.type) FROM sqlite_schema t, pragma_table_info(t.name) c \
                  WHERE t.type = 'table'";
    let postgres = "SELECT table_name || '.' || column_name || ' ' || \
                    CASE data_type WHEN 'bigint' THEN 'integer' WHEN 'bytea' THEN 'blob' ELSE data_type END \
                    FROM information_schema.columns WHERE table_schema = current_schema()";
    assert_eq!(
        sorted(&made(Home::sqlite()), sqlite),
        sorted(&made(Home::postgres()), postgres)
    );
}

#[test]
fn tables_have_the_same_indexes() {
    let sqlite = "SELECT name || ' ' || (sql LIKE 'CREATE UNIQUE%') FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
    let postgres = "SELECT indexname || ' ' || CASE WHEN indexdef LIKE 'CREATE UNIQUE%' THEN 1 ELSE 0 END \
                    FROM pg_indexes WHERE schemaname = current_schema() AND indexname NOT LIKE '%_pkey'";
    assert_eq!(
        sorted(&made(Home::sqlite()), sqlite),
        sorted(&made(Home::postgres()), postgres)
    );
}

#[test]
fn tables_point_to_the_same_tables() {
    let sqlite = "SELECT t.name || '.' || f.\"from\" || ' ' || f.\"table\" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f \
                  WHERE t.type = 'table'";
    let postgres = "SELECT c.conrelid::regclass::text || '.' || a.attname || ' ' || c.confrelid::regclass::text FROM pg_constraint c \
                    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] \
                    WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace";
    assert_eq!(
        sorted(&made(Home::sqlite()), sqlite),
        sorted(&made(Home::postgres()), postgres)
    );
}

#[test]
fn texts_are_ordered_alike() {
    let home = made(Home::postgres());
    let otherwise = home.column(
        "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = current_schema() \
         AND data_type = 'text' AND column_name <> 'body' AND collation_name IS DISTINCT FROM 'C'",
    );
    assert_eq!(otherwise, [], "TEXT COLLATE \"C\"");
}

#[test]
fn every_kind_has_its_table() {
    for home in [made(Home::sqlite()), made(Home::postgres())] {
        let mut register = home.try_open(&SCHEMA).unwrap();
        for kind in SCHEMA.kinds {
            let sql = format!(
                "SELECT id, version, salt, body, {} FROM {}",
                kind.columns().join(", "),
                kind.table()
            );
            register
                .read(|view| view.select(&sql, &[], |_| Ok::<_, StoreError>(())))
                .unwrap();
        }
    }
}
