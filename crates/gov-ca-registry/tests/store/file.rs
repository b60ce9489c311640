//! What only a file can suffer.

use std::path::Path;

use gov_ca_registry::store::{Register, StoreError, Value};

use crate::home::Home;
use crate::records::{Counter, Folder, SCHEMA, by};

/// The octets of a register whose log is written back.
fn file_of(home: &Home) -> Vec<u8> {
    home.column("SELECT seq FROM head"); // only who has read knows that there is a log
    let blocked = home.column("PRAGMA wal_checkpoint(TRUNCATE)");
    assert_eq!(blocked, [Value::Integer(0)]);
    std::fs::read(home.address()).unwrap()
}

fn small() -> Home {
    let home = Home::sqlite();
    home.open()
        .change(&by("pkt01"), |change| {
            let root = change.insert(Folder::new("A", "Sở Nội vụ"))?;
            change.insert(Folder::new("B", "Văn phòng").below(root.id()))?;
            change.update(&root, Folder::new("A", "Sở Nội vụ và Lao động"))?;
            change.insert(Counter { value: 7 })
        })
        .unwrap();
    home
}

fn opened(path: &Path, octets: &[u8]) -> Result<Register, StoreError> {
    std::fs::write(path, octets).unwrap();
    Register::sqlite_with(path, &SCHEMA)
}

/// All that the register holds, or why it is not believed.
fn told(path: &Path, octets: &[u8]) -> Result<Vec<u8>, String> {
    let mut register = opened(path, octets).map_err(|error| error.to_string())?;
    let report = register.audit().map_err(|error| error.to_string())?;
    if !report.is_clean() {
        return Err(format!("{:?}", report.findings));
    }
    let backup = path.with_extension("jsonl");
    let _ = std::fs::remove_file(&backup);
    register
        .backup(&backup)
        .map_err(|error| error.to_string())?;
    Ok(std::fs::read(backup).unwrap())
}

#[test]
fn a_flipped_octet_of_the_file_is_found_or_changes_nothing() {
    let whole = file_of(&small());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let expected = told(&path, &whole).unwrap();
    let mut found = 0;
    // Every 13th octet, and each of the header.
    for at in (0..100).chain((100..whole.len()).step_by(13)) {
        let mut other = whole.clone();
        other[at] ^= 0x10;
        match told(&path, &other) {
            Ok(same) => assert!(same == expected, "octet {at}"),
            Err(_) => found += 1,
        }
        for ending in ["db-wal", "db-shm"] {
            let _ = std::fs::remove_file(path.with_extension(ending));
        }
    }
    assert!(found > 150, "{found} of {}", whole.len());
}

#[test]
fn a_file_that_was_cut_is_told() {
    let whole = file_of(&small());
    let folder = tempfile::tempdir().unwrap();
    for length in [2, 99, 100, 512, 4_096, whole.len() / 2, whole.len() - 1] {
        let path = folder.path().join(format!("{length}.db"));
        let refused = opened(&path, &whole[..length]).and_then(|mut register| register.audit());
        let found = match refused {
            Ok(report) => !report.is_clean(),
            Err(_) => true,
        };
        assert!(found, "{length} octets");
    }
}

#[test]
fn other_files_are_refused_and_stay_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.pdf");
    let octets = [b"%PDF-1.7\n".as_slice(), &[7; 5_000]].concat();
    let refused = opened(&path, &octets);
    assert!(
        matches!(refused, Err(StoreError::NotARegister)),
        "{refused:?}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), octets);
    let nowhere = Register::sqlite_with(folder.path().join("none/register.db"), &SCHEMA);
    assert!(matches!(nowhere, Err(StoreError::Io { .. })), "{nowhere:?}");
}

#[test]
fn what_was_erased_is_not_in_the_file() {
    let home = Home::sqlite();
    let mut register = home.open();
    let name = "Nguyễn Thị Không Còn";
    let person = register
        .change(&by("pkt01"), |change| change.insert(Folder::new("P", name)))
        .unwrap();
    let holds = |octets: &[u8]| {
        octets
            .windows(name.len())
            .any(|found| found == name.as_bytes())
    };
    assert!(holds(&file_of(&home)));
    register
        .change(&by("pkt01"), |change| change.erase(&person))
        .unwrap();
    assert!(!holds(&file_of(&home)));
}

#[cfg(unix)]
#[test]
fn a_new_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut register = Register::sqlite_with(path("register.db"), &SCHEMA).unwrap();
    register
        .change(&by("pkt01"), |change| change.insert(Counter { value: 1 }))
        .unwrap();
    register.backup(path("backup.jsonl")).unwrap();
    for name in [
        "register.db",
        "register.db-wal",
        "register.db-shm",
        "backup.jsonl",
    ] {
        let mode = std::fs::metadata(path(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}");
    }
}
