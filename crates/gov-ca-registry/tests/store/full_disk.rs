//! No room on the disk: told clearly, nothing half done, and the register goes on when there is room again.

use std::path::Path;
use std::process::Command;

use gov_ca_registry::store::{Register, StoreError};

use crate::home::{Home, open};
use crate::records::{Counter, Folder, SCHEMA, by};

/// Where the child finds its register.
const ADDRESS: &str = "KYSO_TEST_REGISTER";

fn add(register: &mut Register, number: i64) -> Result<(), StoreError> {
    register.change(&by("pkt01"), |change| {
        change.insert(Folder::new(&number.to_string(), ""))?;
        change.insert_many((0..1_000).map(|value| Counter { value }))?;
        Ok(())
    })
}

/// A thousand rows a change, until there is no room; how many changes were kept, and what was said.
fn fill(register: &mut Register) -> (i64, StoreError) {
    for kept in 0..10_000 {
        if let Err(error) = add(register, kept) {
            return (kept, error);
        }
    }
    panic!("the disk was never full");
}

/// Each change is there whole.
fn check(register: &mut Register, kept: i64) {
    let report = register.audit().unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
    assert_eq!(i64::try_from(report.records).unwrap(), kept * 1_001);
    assert!(kept > 0, "there was room for some");
}

/// A disk of some megabytes, as root; elsewhere it is told that there is none.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount(size: &str) -> Option<Self> {
        if !is_root() {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let status = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(folder.path())
            .status()
            .unwrap();
        assert!(status.success(), "root mounts a tmpfs");
        Some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount")
            .arg("--lazy")
            .arg(self.path())
            .status();
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}

#[test]
fn a_file_on_a_full_disk() {
    let Some(disk) = SmallDisk::mount("6m") else {
        println!(
            "NOT RUN: only root can mount a small disk; a_file_that_may_not_grow runs everywhere"
        );
        return;
    };
    let other = disk.path().join("other");
    std::fs::write(&other, vec![0; 2_000_000]).unwrap();
    let mut register = Register::sqlite_with(disk.path().join("register.db"), &SCHEMA).unwrap();
    let (kept, error) = fill(&mut register);
    assert!(matches!(error, StoreError::DiskFull), "{error:?}");
    check(&mut register, kept);
    let backup = disk.path().join("backup.jsonl");
    assert!(matches!(
        register.backup(&backup),
        Err(StoreError::DiskFull)
    ));
    let names: Vec<_> = std::fs::read_dir(disk.path())
        .unwrap()
        .map(|name| name.unwrap().file_name())
        .collect();
    assert!(
        names
            .iter()
            .all(|name| name == "other" || name.to_string_lossy().starts_with("register.db")),
        "{names:?}"
    );
    std::fs::remove_file(other).unwrap();
    add(&mut register, kept).unwrap();
    check(&mut register, kept + 1);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_grow() {
    let home = Home::sqlite();
    drop(home.open());
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 4000; exec \"$0\" --exact full_disk::the_writer --ignored --nocapture"])
        .arg(std::env::current_exe().unwrap())
        .env(ADDRESS, home.address())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let kept = text
        .lines()
        .find_map(|line| line.strip_prefix("kept "))
        .unwrap();
    check(&mut home.open(), kept.parse().unwrap());
}

#[test]
#[ignore = "the child of the test above"]
fn the_writer() {
    let mut register = open(&std::env::var(ADDRESS).unwrap(), &SCHEMA).unwrap();
    let (kept, error) = fill(&mut register);
    assert!(
        matches!(error, StoreError::DiskFull | StoreError::Io { .. }),
        "{error:?}"
    );
    check(&mut register, kept);
    println!("\nkept {kept}");
}

#[cfg(feature = "postgres")]
#[test]
fn a_server_on_a_full_disk() {
    if !is_root() {
        println!("NOT RUN: only root can mount a small disk for the server");
        return;
    }
    let server = crate::server::Server::start();
    server.small("6m");
    let home = Home::on_server_with(&server.address, "%20-cdefault_tablespace%3Dsmall");
    let mut register = home.open();
    let (kept, error) = fill(&mut register);
    assert!(matches!(error, StoreError::DiskFull), "{error:?}");
    check(&mut register, kept);
}
