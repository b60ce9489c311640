//! The folder of records, as it is read.
#![allow(
    clippy::disallowed_methods,
    reason = "keeping files is this module's one task"
)]

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::arrival::ArrivalId;
use super::desk::{Desk, Staging};
use super::difference::Difference;
use super::digest;
use super::error::RecordsError;
use super::record::Record;
use super::register::{Arrived, Entry, Register};

const REGISTER: &str = "register.jsonl";
const ORIGINALS: &str = "originals";
/// A record holds some kilobytes for each signature. Ours.
const LARGEST_RECORD: u64 = 256 << 20;

/// A folder of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordsFolder {
    root: PathBuf,
}

/// A record as it is stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// What it says.
    pub record: Record,
    /// SHA-256 of its file.
    pub sha256: String,
    /// The folder it is in, with what is beside it.
    pub folder: PathBuf,
    /// The folder of the files as they came.
    pub originals: PathBuf,
}

impl RecordsFolder {
    /// The folder, made where it is not there yet.
    ///
    /// # Errors
    /// [`RecordsError::Io`].
    pub fn create(root: &Path) -> Result<Self, RecordsError> {
        fs::create_dir_all(root).map_err(RecordsError::io(root))?;
        Self::open(root)
    }

    /// The folder.
    ///
    /// # Errors
    /// [`RecordsError::Io`]: it is not there, or no folder.
    pub fn open(root: &Path) -> Result<Self, RecordsError> {
        let failed = RecordsError::io(root);
        if !fs::metadata(root).map_err(&failed)?.is_dir() {
            return Err(failed(io::ErrorKind::NotADirectory.into()));
        }
        Ok(Self {
            root: root.to_path_buf(),
        })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// A hidden place in which an arrival is put together.
    ///
    /// # Errors
    /// [`RecordsError::Io`].
    pub fn staging(&self) -> Result<Staging, RecordsError> {
        Staging::new(&self.root)
    }

    /// The folder for oneself: no other run writes until it is dropped.
    ///
    /// # Errors
    /// [`RecordsError`]: also when the register cannot be read.
    pub fn lock(&self) -> Result<Desk, RecordsError> {
        Desk::open(self)
    }

    /// The folder of an arrival.
    #[must_use]
    pub fn arrival(&self, id: ArrivalId) -> PathBuf {
        self.root.join(id.to_string())
    }

    /// The register, with the arrivals that a crash kept out of it.
    ///
    /// # Errors
    /// [`RecordsError`].
    pub fn register(&self) -> Result<Register, RecordsError> {
        let mut register = self.written()?.0;
        for arrived in self.orphans(&mut register)? {
            register.entries.push(Entry::Arrived(Box::new(arrived)));
        }
        Ok(register)
    }

    /// The record of one look at an arrival; of the last one where none is named.
    ///
    /// # Errors
    /// [`RecordsError`].
    pub fn stored(&self, id: ArrivalId, check: Option<u32>) -> Result<Stored, RecordsError> {
        let arrival = self.arrival(id);
        let check = match check {
            Some(check) => check,
            None => self.last_check(id)?,
        };
        let folder = arrival.join(check_name(check));
        let path = folder.join(Record::FILE);
        if !path.try_exists().map_err(RecordsError::io(&path))? {
            return Err(RecordsError::NotThere {
                id,
                path: self.root.clone(),
            });
        }
        let bytes = read(&path, LARGEST_RECORD)?;
        let record = Record::read(&path, &bytes)?;
        if record.id != id || record.check != check {
            let what = format!("it is the record of {}, {}", record.id, record.check);
            return Err(RecordsError::malformed(&path, &what));
        }
        Ok(Stored {
            record,
            sha256: digest::of(&bytes).map_err(RecordsError::io(&path))?,
            folder,
            originals: arrival.join(ORIGINALS),
        })
    }

    /// The number of the last look at an arrival; 0 where there is none.
    pub(super) fn last_check(&self, id: ArrivalId) -> Result<u32, RecordsError> {
        let arrival = self.arrival(id);
        let mut last = 0;
        loop {
            let next = u32::saturating_add(last, 1);
            let path = arrival.join(check_name(next)).join(Record::FILE);
            if !path.try_exists().map_err(RecordsError::io(&path))? {
                return Ok(last);
            }
            last = next;
        }
    }

    pub(super) fn register_path(&self) -> PathBuf {
        self.root.join(REGISTER)
    }

    /// The register as it is written, and the length of its file.
    pub(super) fn written(&self) -> Result<(Register, u64), RecordsError> {
        let path = self.register_path();
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            text => text.map_err(RecordsError::io(&path))?,
        };
        Ok((Register::read(&path, &text)?, text.len() as u64))
    }

    /// Arrivals that are there and not in the register: a crash came between the two.
    pub(super) fn orphans(&self, register: &mut Register) -> Result<Vec<Arrived>, RecordsError> {
        let mut found = Vec::new();
        let mut ids = self.ids()?;
        ids.retain(|id| !register.has(*id));
        for id in ids {
            match self.stored(id, Some(1)) {
                Ok(stored) => found.push(Arrived::of(&stored.record, stored.sha256)),
                Err(RecordsError::Io { path, source }) => {
                    return Err(RecordsError::Io { path, source });
                }
                Err(_) => register.strays.push(id.to_string()),
            }
        }
        Ok(found)
    }

    /// The names of folders that are names of arrivals, in order.
    pub(super) fn ids(&self) -> Result<Vec<ArrivalId>, RecordsError> {
        let failed = RecordsError::io(&self.root);
        let mut ids = Vec::new();
        for entry in fs::read_dir(&self.root).map_err(&failed)? {
            let name = entry.map_err(&failed)?.file_name();
            ids.extend(
                name.to_str()
                    .and_then(|name| name.parse::<ArrivalId>().ok()),
            );
        }
        ids.sort_by_key(|id| (id.year(), id.number(), id.day()));
        Ok(ids)
    }
}

impl Stored {
    /// What is not as it was kept: files changed, gone or added, and a record that is not the register's.
    ///
    /// # Errors
    /// [`RecordsError::Io`]: a file is there and cannot be read.
    pub fn unlike(&self, register: &Register) -> Result<Vec<Difference>, RecordsError> {
        let mut found = Vec::new();
        let told = register.record_of(self.record.id, self.record.check);
        if told != Some(self.sha256.as_str()) {
            let text = "the record is not the one that the register tells of";
            found.push(Difference::Register {
                text: text.to_owned(),
            });
        }
        found.extend(register.broken().iter().map(|line| Difference::Register {
            text: format!("line {line} of the register does not follow the one before"),
        }));
        let kept = self.record.kept.iter();
        let kept: Vec<_> = kept
            .map(|kept| (kept.name.as_str(), kept.sha256.as_str()))
            .collect();
        same(&self.originals, "originals", &kept, &[], &mut found)?;
        let beside = self.record.beside.iter();
        let beside: Vec<_> = beside
            .map(|beside| (beside.name.as_str(), beside.sha256.as_str()))
            .collect();
        let check = check_name(self.record.check);
        same(&self.folder, &check, &beside, &[Record::FILE], &mut found)?;
        Ok(found)
    }
}

/// Holds the files of a folder against what was recorded of them.
fn same(
    folder: &Path,
    shown: &str,
    kept: &[(&str, &str)],
    known: &[&str],
    found: &mut Vec<Difference>,
) -> Result<(), RecordsError> {
    for (name, sha256) in kept {
        let is = digest_of(folder, name)?;
        if is.as_deref() != Some(*sha256) {
            found.push(Difference::File {
                name: format!("{shown}/{name}"),
                kept: Some((*sha256).to_owned()),
                found: is,
            });
        }
    }
    let failed = RecordsError::io(folder);
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(&failed)?,
    };
    for entry in entries {
        let name = entry.map_err(&failed)?.file_name();
        let name = name.to_string_lossy();
        let is_known = known.contains(&&*name) || kept.iter().any(|(kept, _)| *kept == name);
        if !is_known {
            found.push(Difference::File {
                name: format!("{shown}/{name}"),
                kept: None,
                found: Some(String::new()),
            });
        }
    }
    Ok(())
}

/// SHA-256 of a file of this folder; `None` where there is none. A record that was written anew may name anything: what is no plain
/// name, or no plain file, is not opened.
fn digest_of(folder: &Path, name: &str) -> Result<Option<String>, RecordsError> {
    if !is_plain(name) {
        return Ok(None);
    }
    let path = folder.join(name);
    let failed = RecordsError::io(&path);
    let is_file = match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        about => about.map_err(&failed)?.is_file(),
    };
    if !is_file {
        return Ok(None);
    }
    let mut file = File::open(&path).map_err(&failed)?;
    let (sha256, _) = digest::copy(&mut file, &mut io::sink()).map_err(&failed)?;
    Ok(Some(sha256))
}

/// Whether a name is that of a file in a folder, and leads nowhere else.
pub(super) fn is_plain(name: &str) -> bool {
    !name.is_empty() && !matches!(name, "." | "..") && !name.contains(['/', '\\', '\0'])
}

pub(super) fn check_name(check: u32) -> String {
    format!("check-{check}")
}

/// A file of at most so many bytes.
fn read(path: &Path, limit: u64) -> Result<Vec<u8>, RecordsError> {
    let failed = RecordsError::io(path);
    let file = File::open(path).map_err(&failed)?;
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(&failed)?;
    if bytes.len() as u64 > limit {
        return Err(RecordsError::malformed(
            path,
            &format!("over {limit} bytes"),
        ));
    }
    Ok(bytes)
}
