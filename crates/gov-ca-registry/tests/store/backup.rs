//! Backups: whole, in one state, the same from both engines and for both; a damaged one is not restored.

use std::path::{Path, PathBuf};

use gov_ca_registry::store::{Place, Record, Register, StoreError, Value};

use crate::home::{Home, on_both};
use crate::records::{Counter, Folder, OLDER, SCHEMA, by};

on_both! {
    what_was_backed_up_is_restored
    every_engine_restores_what_every_engine_wrote
    a_backup_is_of_one_state
    a_backup_replaces_nothing
    only_an_empty_register_is_restored_into
    no_octet_of_a_backup_can_be_another
    a_backup_that_was_cut_is_refused
    a_damaged_register_is_not_restored
    a_backup_of_a_newer_register_is_refused
    an_older_backup_is_restored
}

/// Folders that point forward and back, one erased; many counters.
fn filled(home: &Home) -> Register {
    let mut register = home.open();
    register
        .change(&by("pkt01"), |change| {
            let first = change.insert(Folder::new("A", "Sở Nội vụ \u{1}\n\"\\"))?;
            let second = change.insert(Folder::new("B", "𠀀 Ủy ban"))?;
            change.update(&first, Folder::new("A", "dưới B").below(second.id()))?;
            let person = change.insert(Folder::new("P", "Nguyễn Văn An"))?;
            change.insert(Folder::new("P.1", "").below(person.id()))?;
            change.erase(&person)?;
            change.insert_many((0..600).map(|value| Counter { value }))
        })
        .unwrap();
    register
}

fn file(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("sao-luu.jsonl")
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// Puts the text into a file and restores it into a register, which is empty.
fn restored(register: &mut Register, text: impl AsRef<[u8]>) -> Result<(), StoreError> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(file(&folder), text).unwrap();
    let done = register.restore(file(&folder));
    if done.is_err() {
        let report = register.audit().unwrap();
        assert_eq!(
            (report.events, report.records),
            (0, 0),
            "nothing is half done"
        );
    }
    done.map(|_| ())
}

fn what_was_backed_up_is_restored(home: &Home) {
    let folder = tempfile::tempdir().unwrap();
    let mut register = filled(home);
    let summary = register.backup(file(&folder)).unwrap();
    assert_eq!((summary.events, summary.records), (606, 604));
    assert!(
        !text(&file(&folder)).contains("Nguyễn Văn An"),
        "what was erased"
    );

    let other = home.another();
    let mut again = other.open();
    assert_eq!(again.restore(file(&folder)).unwrap(), summary);
    assert!(again.audit().unwrap().is_clean());
    let second = folder.path().join("2.jsonl");
    again.backup(&second).unwrap();
    assert_eq!(text(&file(&folder)), text(&second));
    let folder_b = again.read(|view| view.first::<Folder>("WHERE code = $1", &["B".into()]));
    assert_eq!(folder_b.unwrap().unwrap().record().name, "𠀀 Ủy ban");
    let next = again.change(&by("pkt01"), |change| change.insert(Counter { value: 1 }));
    assert_eq!(next.unwrap().id(), 601, "numbers go on");
}

fn every_engine_restores_what_every_engine_wrote(home: &Home) {
    let folder = tempfile::tempdir().unwrap();
    filled(home).backup(file(&folder)).unwrap();
    let engines = [
        Home::sqlite(),
        #[cfg(feature = "postgres")]
        Home::postgres(),
    ];
    for (number, engine) in engines.iter().enumerate() {
        let mut register = engine.open();
        register.restore(file(&folder)).unwrap();
        let again = folder.path().join(number.to_string());
        register.backup(&again).unwrap();
        assert_eq!(text(&file(&folder)), text(&again));
    }
}

fn a_backup_is_of_one_state(home: &Home) {
    let folder = tempfile::tempdir().unwrap();
    let mut register = filled(home);
    let address = home.address().to_owned();
    let stop = std::sync::atomic::AtomicBool::new(false);
    let backups = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut writer = crate::home::open(&address, &SCHEMA).unwrap();
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                writer
                    .change(&by("pkt02"), |change| {
                        change.insert(Counter { value: 1 })?;
                        change.insert(Counter { value: 2 })
                    })
                    .unwrap();
            }
        });
        let backups: Vec<PathBuf> = (0..5).map(|n| folder.path().join(n.to_string())).collect();
        for path in &backups {
            register.backup(path).unwrap();
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        backups
    });
    for path in backups {
        let mut again = home.another().open_and_keep();
        let summary = again.1.restore(path).unwrap();
        assert_eq!((summary.events - 606) % 2, 0, "never half a change");
    }
}

fn a_backup_replaces_nothing(home: &Home) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(file(&folder), "kept").unwrap();
    let refused = filled(home).backup(file(&folder));
    assert!(matches!(
        refused,
        Err(StoreError::Io {
            kind: std::io::ErrorKind::AlreadyExists,
            ..
        })
    ));
    assert_eq!(text(&file(&folder)), "kept");
    let names = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 1, "nothing is left beside it");
}

fn only_an_empty_register_is_restored_into(home: &Home) {
    let folder = tempfile::tempdir().unwrap();
    let mut register = filled(home);
    register.backup(file(&folder)).unwrap();
    assert!(matches!(
        register.restore(file(&folder)),
        Err(StoreError::NotEmpty)
    ));
    assert!(register.audit().unwrap().is_clean());
}

/// A small one, so that each octet has its turn.
fn small_backup(home: &Home) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let mut register = home.another().open_and_keep();
    register
        .1
        .change(&by("pkt01"), |change| {
            let folder = change.insert(Folder::new("A", "Sở"))?;
            change.insert(Counter { value: 1 })?;
            change.erase(&folder)
        })
        .unwrap();
    register.1.backup(file(&folder)).unwrap();
    std::fs::read(file(&folder)).unwrap()
}

fn no_octet_of_a_backup_can_be_another(home: &Home) {
    let whole = small_backup(home);
    let mut register = home.open();
    for at in 0..whole.len() {
        let mut other = whole.clone();
        other[at] ^= 0x01;
        assert!(
            restored(&mut register, &other).is_err(),
            "octet {at}: {}",
            String::from_utf8_lossy(&other)
        );
    }
    restored(&mut register, &whole).unwrap();
}

fn a_backup_that_was_cut_is_refused(home: &Home) {
    let whole = small_backup(home);
    let mut register = home.open();
    for length in (0..whole.len()).step_by(7).chain([whole.len() - 1]) {
        let refused = restored(&mut register, &whole[..length]).unwrap_err();
        assert!(
            matches!(
                refused,
                StoreError::NotARegister
                    | StoreError::Corrupt {
                        place: Place::Line(_)
                    }
            ),
            "{refused:?}"
        );
    }
    let twice = [whole.as_slice(), b"\n"].concat();
    assert!(restored(&mut register, twice).is_err());
    for other in [
        "",
        "\n",
        "{}\n",
        "PK\u{3}\u{4}",
        "{\"register\":{\"format\":1}}\n",
    ] {
        assert!(
            matches!(
                restored(&mut register, other),
                Err(StoreError::NotARegister)
            ),
            "{other}"
        );
    }
}

fn a_damaged_register_is_not_restored(home: &Home) {
    let folder = tempfile::tempdir().unwrap();
    let mut register = filled(home);
    home.sql("UPDATE counter SET body = '{\"value\":9}', value = 9 WHERE id = 5");
    register.backup(file(&folder)).unwrap();
    let other = home.another();
    let refused = restored(&mut other.open(), text(&file(&folder))).unwrap_err();
    let place = Place::Record {
        table: Counter::TABLE.to_owned(),
        id: 5,
    };
    assert!(matches!(refused, StoreError::Corrupt { place: found } if found == place));
}

fn a_backup_of_a_newer_register_is_refused(home: &Home) {
    let folder = tempfile::tempdir().unwrap();
    filled(home).backup(file(&folder)).unwrap();
    let other = home.another();
    let refused = other.try_open(&OLDER).unwrap().restore(file(&folder));
    assert!(
        matches!(refused, Err(StoreError::NewerSchema { found: 3, known: 2 })),
        "{refused:?}"
    );
    let newer_format = text(&file(&folder)).replacen("\"format\":1", "\"format\":2", 1);
    assert!(matches!(
        restored(&mut other.open(), newer_format),
        Err(StoreError::NewerSchema { .. })
    ));
}

fn an_older_backup_is_restored(home: &Home) {
    let folder = tempfile::tempdir().unwrap();
    let other = home.another();
    let mut older = other.try_open(&OLDER).unwrap();
    older
        .change(&by("pkt01"), |change| change.insert(Folder::new("A", "")))
        .unwrap();
    older.backup(file(&folder)).unwrap();
    restored(&mut home.open(), text(&file(&folder))).unwrap();
    assert_eq!(home.column("SELECT code FROM folder"), [Value::from("A")]);
}

/// A backup of the real register is restored in the order of numbers, whatever points where.
#[cfg(feature = "postgres")]
#[test]
fn all_references_can_wait() {
    let home = Home::postgres();
    drop(home.try_open(&gov_ca_registry::SCHEMA).unwrap());
    let references = "SELECT CAST(conname AS TEXT) FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace";
    assert!(!home.column(references).is_empty());
    let stiff = home.column(&format!("{references} AND NOT condeferrable"));
    assert_eq!(stiff, [], "REFERENCES … DEFERRABLE");
}
