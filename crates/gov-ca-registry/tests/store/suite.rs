//! What a register promises, on every engine.

use gov_ca_registry::store::{Action, Finding, Record, Register, StoreError, Stored, Value};

use crate::home::{Home, on_both};
use crate::records::{ALTERED, Counter, FAILING, Folder, OLDER, SCHEMA, Stranger, by};

on_both! {
    what_was_inserted_is_found
    numbers_follow_each_other_without_gaps
    a_change_that_fails_changes_nothing
    a_change_that_panics_changes_nothing
    a_refusal_that_was_overheard_ends_the_change
    who_comes_second_is_told
    an_update_is_a_new_version
    what_was_erased_is_gone_and_the_chain_holds
    constraints_are_told_by_table
    a_kind_outside_the_schema_is_refused
    questions_do_not_write
    a_reader_sees_one_state
    rows_stream_and_stop
    texts_are_ordered_by_code_point
    hostile_texts_are_texts
    many_rows_are_inserted_at_once
    an_older_register_is_brought_up_to_date
    a_newer_register_is_refused
    an_altered_migration_is_refused
    a_migration_that_fails_leaves_nothing
    something_else_is_not_a_register
    events_cannot_be_changed_through_sql
    events_tell_who_when_what_and_why
    a_chain_that_was_made_anew_is_told_from_the_old_one
}

fn insert<T: Record>(register: &mut Register, record: T) -> Stored<T> {
    register
        .change(&by("pkt01"), |change| change.insert(record))
        .unwrap()
}

fn clean(register: &mut Register) {
    let report = register.audit().unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
}

fn what_was_inserted_is_found(home: &Home) {
    let mut register = home.open();
    let root = insert(&mut register, Folder::new("A", "Ủy ban nhân dân tỉnh"));
    let below = insert(
        &mut register,
        Folder::new("A.01", "Sở Nội vụ").below(root.id()),
    );
    drop(register);

    let mut register = home.open();
    let (found, children, none) = register
        .read(|view| {
            Ok::<_, StoreError>((
                view.get::<Folder>(below.id())?,
                view.find::<Folder>("WHERE parent = $1 ORDER BY code", &[root.id().into()])?,
                view.first::<Folder>("WHERE code = $1", &["B".into()])?,
            ))
        })
        .unwrap();
    assert_eq!(found.as_ref(), Some(&below));
    assert_eq!(children, [below]);
    assert_eq!(none, None);
    let count = register.read(|view| view.count::<Folder>("WHERE parent IS NULL", &[]));
    assert_eq!(count.unwrap(), 1);
    clean(&mut register);
}

fn numbers_follow_each_other_without_gaps(home: &Home) {
    let mut register = home.open();
    assert_eq!(insert(&mut register, Counter { value: 0 }).id(), 1);
    let lost: Result<(), StoreError> = register.change(&by("pkt01"), |change| {
        change.insert(Counter { value: 0 })?;
        Err(StoreError::Busy)
    });
    assert!(lost.is_err());
    assert_eq!(insert(&mut register, Counter { value: 0 }).id(), 2);
    assert_eq!(insert(&mut register, Folder::new("A", "")).id(), 1);
}

fn a_change_that_fails_changes_nothing(home: &Home) {
    let mut register = home.open();
    let kept = insert(&mut register, Counter { value: 1 });
    let failed: Result<(), StoreError> = register.change(&by("pkt01"), |change| {
        change.insert(Folder::new("A", ""))?;
        let newer = change.update(&kept, Counter { value: 2 })?;
        assert_eq!(
            change.get::<Counter>(newer.id())?.unwrap().record().value,
            2
        );
        Err(StoreError::Busy)
    });
    assert!(matches!(failed, Err(StoreError::Busy)));
    let report = register.audit().unwrap();
    assert!(report.is_clean());
    assert_eq!((report.events, report.records), (1, 1));
}

fn a_change_that_panics_changes_nothing(home: &Home) {
    let mut register = home.open();
    let unwound = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        register.change(&by("pkt01"), |change| {
            change.insert(Counter { value: 1 })?;
            if change.count::<Counter>("", &[])? == 1 {
                panic!("on purpose");
            }
            Ok::<_, StoreError>(())
        })
    }));
    assert!(unwound.is_err());
    assert_eq!(insert(&mut register, Counter { value: 1 }).id(), 1);
    clean(&mut register);
}

fn a_refusal_that_was_overheard_ends_the_change(home: &Home) {
    let mut register = home.open();
    insert(&mut register, Folder::new("A", ""));
    let done: Result<(), StoreError> = register.change(&by("pkt01"), |change| {
        change.insert(Counter { value: 1 })?;
        assert!(change.insert(Folder::new("A", "")).is_err());
        Ok(())
    });
    assert!(
        matches!(done, Err(StoreError::StatementRefused { .. })),
        "{done:?}"
    );
    assert_eq!(
        register
            .read(|view| view.count::<Counter>("", &[]))
            .unwrap(),
        0
    );
    clean(&mut register);
}

fn who_comes_second_is_told(home: &Home) {
    let (mut first, mut second) = (home.open(), home.open());
    let read = insert(&mut first, Counter { value: 1 });
    let update = |register: &mut Register, value| {
        register.change(&by("pkt01"), |change| {
            change.update(&read, Counter { value })
        })
    };
    assert_eq!(update(&mut first, 2).unwrap().version(), 2);
    let refused = update(&mut second, 3);
    assert!(
        matches!(
            refused,
            Err(StoreError::Changed {
                table: "counter",
                id: 1
            })
        ),
        "{refused:?}"
    );
    let erased = second.change(&by("pkt01"), |change| change.erase(&read));
    assert!(matches!(erased, Err(StoreError::Changed { .. })));
    let now = second.read(|view| view.get::<Counter>(1)).unwrap().unwrap();
    assert_eq!(now.record().value, 2);
    clean(&mut first);
}

fn an_update_is_a_new_version(home: &Home) {
    let mut register = home.open();
    let first = insert(&mut register, Folder::new("A", "Tên cũ"));
    let second = register
        .change(&by("pkt02"), |change| {
            change.update(&first, Folder::new("B", "Tên mới"))
        })
        .unwrap();
    assert_eq!((second.id(), second.version()), (first.id(), 2));
    let found = register
        .read(|view| view.first::<Folder>("WHERE code = $1", &["B".into()]))
        .unwrap();
    assert_eq!(found, Some(second));
    clean(&mut register);
}

fn what_was_erased_is_gone_and_the_chain_holds(home: &Home) {
    let mut register = home.open();
    let kept = insert(&mut register, Folder::new("A", "Cơ quan"));
    let person = insert(
        &mut register,
        Folder::new("B", "Nguyễn Văn An").below(kept.id()),
    );
    let child = insert(&mut register, Folder::new("C", "").below(person.id()));
    register
        .change(&by("pkt01"), |change| change.erase(&person))
        .unwrap();
    let (gone, all, child_now) = register
        .read(|view| {
            Ok::<_, StoreError>((
                view.get::<Folder>(person.id())?,
                view.find::<Folder>("ORDER BY id", &[])?,
                view.get::<Folder>(child.id())?,
            ))
        })
        .unwrap();
    assert_eq!(gone, None);
    assert_eq!(all, [kept, child.clone()]);
    assert_eq!(child_now, Some(child), "what points to the row still does");
    let again = register.change(&by("pkt01"), |change| {
        change.update(&person, Folder::new("B", ""))
    });
    assert!(matches!(again, Err(StoreError::Changed { .. })));
    let report = register.audit().unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
    assert_eq!((report.events, report.records), (4, 3));
    assert_eq!(
        insert(&mut register, Folder::new("B", "")).id(),
        4,
        "no number is given twice"
    );
}

fn constraints_are_told_by_table(home: &Home) {
    let mut register = home.open();
    insert(&mut register, Folder::new("A", ""));
    let mut refused = |folder: Folder| {
        register
            .change(&by("pkt01"), |change| change.insert(folder))
            .unwrap_err()
    };
    assert!(matches!(
        refused(Folder::new("A", "")),
        StoreError::NotUnique { table: "folder" }
    ));
    assert!(matches!(
        refused(Folder::new("B", "").below(99)),
        StoreError::MissingReference { table: "folder" }
    ));
    let mut early = Folder::new("B", "");
    early.since = gov_ca_model::VietnamDay::new(2000, 1, 1);
    assert!(matches!(
        refused(early),
        StoreError::ConstraintViolated { table: "folder" }
    ));
    clean(&mut register);
}

fn a_kind_outside_the_schema_is_refused(home: &Home) {
    let refused = home
        .open()
        .change(&by("pkt01"), |change| change.insert(Stranger).map(|_| ()));
    assert!(matches!(
        refused,
        Err(StoreError::UnknownKind { table: "stranger" })
    ));
}

fn questions_do_not_write(home: &Home) {
    let mut register = home.open();
    insert(&mut register, Counter { value: 1 });
    let written = register.read(|view| {
        view.select("UPDATE counter SET value = 2 RETURNING value", &[], |_| {
            Ok::<_, StoreError>(())
        })
    });
    assert!(written.is_err());
    clean(&mut register);
}

fn a_reader_sees_one_state(home: &Home) {
    let (mut reader, mut writer) = (home.open(), home.open());
    let first = insert(&mut writer, Counter { value: 1 });
    reader
        .read(|view| {
            assert_eq!(view.count::<Counter>("", &[])?, 1);
            insert(&mut writer, Counter { value: 2 });
            writer.change(&by("pkt01"), |change| {
                change.update(&first, Counter { value: 9 })
            })?;
            assert_eq!(view.count::<Counter>("", &[])?, 1);
            assert_eq!(view.get::<Counter>(1)?.unwrap().record().value, 1);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(
        reader.read(|view| view.count::<Counter>("", &[])).unwrap(),
        2
    );
}

fn rows_stream_and_stop(home: &Home) {
    let mut register = home.open();
    register
        .change(&by("pkt01"), |change| {
            change.insert_many((0..1_000).map(|value| Counter { value }))
        })
        .unwrap();
    let mut seen = Vec::new();
    let stopped = register.read(|view| {
        view.each("ORDER BY id", &[], |stored: Stored<Counter>| {
            seen.push(stored.record().value);
            if seen.len() == 10 {
                Err(StoreError::Busy)
            } else {
                Ok(())
            }
        })
    });
    assert!(matches!(stopped, Err(StoreError::Busy)));
    assert_eq!(seen, (0..10).collect::<Vec<_>>());
    let mut rows = Vec::new();
    let sql = "SELECT value % 2, count(*), CAST(sum(value) AS BIGINT) FROM counter WHERE value < $1 GROUP BY 1 ORDER BY 1";
    register
        .read(|view| {
            view.select(sql, &[Value::from(500_i64)], |row| {
                rows.push((row.integer(0)?, row.integer(1)?, row.integer(2)?));
                Ok::<_, StoreError>(())
            })
        })
        .unwrap();
    assert_eq!(rows, [(0, 250, 62_250), (1, 250, 62_500)]);
}

fn texts_are_ordered_by_code_point(home: &Home) {
    let mut register = home.open();
    for code in ["b", "Đ", "a", "B", "ă", "A"] {
        insert(&mut register, Folder::new(code, ""));
    }
    let folders = register
        .read(|view| view.find::<Folder>("ORDER BY code", &[]))
        .unwrap();
    let codes: Vec<_> = folders
        .iter()
        .map(|stored| stored.record().code.as_str())
        .collect();
    assert_eq!(codes, ["A", "B", "a", "b", "ă", "Đ"]);
}

fn hostile_texts_are_texts(home: &Home) {
    let mut register = home.open();
    let hostile = [
        "'; DROP TABLE folder; --",
        "$1",
        "\"\\\u{1}\u{7f}",
        "𠀀\u{fffd}\u{202e}",
        "%_*?[a-z]",
    ];
    for text in hostile {
        let stored = insert(&mut register, Folder::new(text, &format!("{text}\0")));
        let found = register.read(|view| view.first::<Folder>("WHERE code = $1", &[text.into()]));
        assert_eq!(found.unwrap(), Some(stored));
    }
    clean(&mut register);
}

fn many_rows_are_inserted_at_once(home: &Home) {
    let mut register = home.open();
    for (many, expected) in [(0, 1..1), (1, 1..2), (700, 2..702), (256, 702..958)] {
        let ids = register.change(&by("pkt01"), |change| {
            change.insert_many((0..many).map(|value| Counter { value }))
        });
        assert_eq!(ids.unwrap(), expected);
    }
    let report = register.audit().unwrap();
    assert!(report.is_clean());
    assert_eq!((report.events, report.records), (957, 957));
}

fn an_older_register_is_brought_up_to_date(home: &Home) {
    insert(
        &mut home.try_open(&OLDER).unwrap(),
        Folder::new("A", "trước"),
    );
    let mut register = home.try_open(&SCHEMA).unwrap();
    insert(&mut register, Counter { value: 1 });
    let found = register.read(|view| view.get::<Folder>(1)).unwrap();
    assert_eq!(found.unwrap().record().name, "trước");
    clean(&mut register);
}

fn a_newer_register_is_refused(home: &Home) {
    drop(home.open());
    let refused = home.try_open(&OLDER);
    assert!(
        matches!(refused, Err(StoreError::NewerSchema { found: 3, known: 2 })),
        "{refused:?}"
    );
}

fn an_altered_migration_is_refused(home: &Home) {
    drop(home.open());
    let refused = home.try_open(&ALTERED);
    assert!(
        matches!(refused, Err(StoreError::AlteredMigration { number: 3 })),
        "{refused:?}"
    );
}

fn a_migration_that_fails_leaves_nothing(home: &Home) {
    assert!(home.try_open(&FAILING).is_err());
    clean(&mut home.open());
    assert!(
        home.try_sql("CREATE TABLE half (id INTEGER)"),
        "it is not there"
    );
}

fn something_else_is_not_a_register(home: &Home) {
    home.sql("CREATE TABLE recipes (id INTEGER)");
    assert!(matches!(
        home.try_open(&SCHEMA),
        Err(StoreError::NotARegister)
    ));
    home.sql("DROP TABLE recipes; CREATE TABLE migration (number INTEGER, name TEXT, digest TEXT)");
    assert!(matches!(
        home.try_open(&SCHEMA),
        Err(StoreError::NotARegister)
    ));
}

fn events_cannot_be_changed_through_sql(home: &Home) {
    insert(&mut home.open(), Counter { value: 1 });
    for sql in ["UPDATE event SET who = 'x'", "DELETE FROM event"] {
        assert!(!home.try_sql(sql), "{sql}");
    }
    clean(&mut home.open());
}

fn events_tell_who_when_what_and_why(home: &Home) {
    let mut register = home.open();
    let stored = insert(&mut register, Folder::new("A", "Nguyễn Văn An"));
    register
        .change(&by("pkt02"), |change| {
            change.erase(&stored)?;
            let events = change.history::<Folder>(stored.id())?;
            assert_eq!(events.len(), 2, "also what is not yet kept");
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let events = register
        .read(|view| view.history::<Folder>(stored.id()))
        .unwrap();
    let told: Vec<_> = events
        .iter()
        .map(|event| {
            (
                event.seq,
                event.who.as_str(),
                event.action,
                event.subject_version,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (1, "pkt01", Action::Inserted, 1),
            (2, "pkt02", Action::Erased, 2)
        ]
    );
    assert!(
        events
            .iter()
            .all(|event| event.at == "2026-11-23T07:30:00.000000Z")
    );
    assert!(events.iter().all(|event| event.under == by("x").under));
    assert!(
        !format!("{events:?}").contains("Nguyễn"),
        "no data in events"
    );
    home.defenceless();
    home.sql("DELETE FROM event WHERE seq = 2; UPDATE head SET seq = 1, hash = (SELECT hash FROM event WHERE seq = 1)");
    let report = register.audit().unwrap();
    let shortened = Finding::RecordAltered {
        table: "folder".to_owned(),
        id: 1,
    };
    assert!(
        report.findings.contains(&shortened),
        "{:?}",
        report.findings
    );
}

fn a_chain_that_was_made_anew_is_told_from_the_old_one(home: &Home) {
    let mut register = home.open();
    let nothing = register.audit().unwrap();
    insert(&mut register, Counter { value: 1 });
    let noted = register.audit().unwrap();
    insert(&mut register, Counter { value: 2 });
    for report in [&nothing, &noted, &register.audit().unwrap()] {
        assert!(register.still_holds(report.events, &report.head).unwrap());
    }
    let anew = home.another();
    let mut anew = anew.open();
    insert(&mut anew, Counter { value: 1 });
    insert(&mut anew, Counter { value: 3 });
    clean(&mut anew);
    assert!(!anew.still_holds(noted.events, &noted.head).unwrap());
    assert!(!anew.still_holds(3, &noted.head).unwrap());
    assert!(!anew.still_holds(u64::MAX, &noted.head).unwrap());
}
