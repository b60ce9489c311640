//! Writing: one run at a time, whole or not at all.
#![allow(
    clippy::disallowed_methods,
    reason = "keeping files is this module's one task"
)]

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use cert_path::EvidenceFile;
use gov_ca_model::VietnamDay;
use tempfile::TempDir;

use super::arrival::ArrivalId;
use super::digest;
use super::error::RecordsError;
use super::folder::{RecordsFolder, check_name, is_plain};
use super::record::{Beside, Kept, Record};
use super::register::{Arrived, Checked, Entry, Register};

const LOCK: &str = ".lock";
const ORIGINALS: &str = "originals";

/// An arrival being put together, where nobody sees it. Dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct Staging {
    folder: TempDir,
    kept: Vec<Kept>,
}

/// What one look at an arrival leaves.
#[derive(Debug)]
pub struct CheckFiles<'a> {
    /// The record; [`Record::kept`] and [`Record::beside`] are filled in when it is kept.
    pub record: Record,
    /// What the verdict rests on.
    pub evidence: &'a EvidenceFile,
    /// Further files by their names: the answer to the sender.
    pub answers: Vec<(&'static str, Vec<u8>)>,
}

/// The folder, held for oneself.
#[derive(Debug)]
pub struct Desk {
    folder: RecordsFolder,
    register: Register,
    /// The lock, which ends with the file.
    _lock: File,
}

impl Staging {
    pub(super) fn new(root: &Path) -> Result<Self, RecordsError> {
        let folder = hidden(root, ".arriving-")?;
        let originals = folder.path().join(ORIGINALS);
        fs::create_dir(&originals).map_err(RecordsError::io(&originals))?;
        Ok(Self {
            folder,
            kept: Vec::new(),
        })
    }

    /// Where the files are: what is checked is what will be kept.
    #[must_use]
    pub fn originals(&self) -> PathBuf {
        self.folder.path().join(ORIGINALS)
    }

    /// Takes a file as it came.
    ///
    /// # Errors
    /// [`RecordsError::Name`], [`RecordsError::Exists`], [`RecordsError::Io`].
    pub fn take(&mut self, name: &str, bytes: &mut dyn Read) -> Result<(), RecordsError> {
        if !is_plain(name) {
            return Err(RecordsError::Name {
                name: name.to_owned(),
            });
        }
        let path = self.originals().join(name);
        let failed = RecordsError::io(&path);
        let mut file = match File::create_new(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(RecordsError::Exists { path: path.clone() });
            }
            file => file.map_err(&failed)?,
        };
        let (sha256, length) = digest::copy(bytes, &mut file).map_err(&failed)?;
        file.sync_all().map_err(&failed)?;
        self.kept.push(Kept {
            name: name.to_owned(),
            sha256,
            bytes: length,
        });
        Ok(())
    }

    /// What was taken.
    #[must_use]
    pub fn kept(&self) -> &[Kept] {
        &self.kept
    }
}

impl Desk {
    pub(super) fn open(folder: &RecordsFolder) -> Result<Self, RecordsError> {
        let path = folder.path().join(LOCK);
        let failed = RecordsError::io(&path);
        let mut options = OpenOptions::new();
        let lock = options.create(true).append(true).open(&path);
        let lock = lock.map_err(&failed)?;
        lock.lock().map_err(&failed)?;
        let mut desk = Self {
            register: Register::default(),
            folder: folder.clone(),
            _lock: lock,
        };
        desk.mend()?;
        Ok(desk)
    }

    /// Reads the register, cuts off what a crash tore, and writes the lines of arrivals that a crash kept out of it.
    fn mend(&mut self) -> Result<(), RecordsError> {
        let (register, length) = self.folder.written()?;
        self.register = register;
        if self.register.whole < length {
            let path = self.folder.register_path();
            let failed = RecordsError::io(&path);
            let file = OpenOptions::new().write(true).open(&path);
            let file = file.map_err(&failed)?;
            file.set_len(self.register.whole).map_err(&failed)?;
            file.sync_all().map_err(&failed)?;
        }
        for arrived in self.folder.orphans(&mut self.register)? {
            self.append(Entry::Arrived(Box::new(arrived)))?;
        }
        Ok(())
    }

    /// The register as it is now.
    #[must_use]
    pub const fn register(&self) -> &Register {
        &self.register
    }

    /// The name for an arrival of this day: the next number of the year. It is used up once the arrival is kept.
    ///
    /// # Errors
    /// [`RecordsError::Full`]; [`RecordsError::Io`].
    pub fn next(&self, day: VietnamDay) -> Result<ArrivalId, RecordsError> {
        let year = day.date().year();
        let there = self.folder.ids()?.into_iter();
        let there = there.filter(|id| id.year() == year).map(ArrivalId::number);
        let used = there.max().unwrap_or(0).max(self.register.greatest(year));
        let number = used.checked_add(1).ok_or(RecordsError::Full { year })?;
        Ok(ArrivalId::new(day, number))
    }

    /// Keeps an arrival with the first look at it: its folder, then its line in the register.
    ///
    /// # Errors
    /// [`RecordsError`]: then it is not there.
    pub fn keep(&mut self, staging: Staging, files: CheckFiles<'_>) -> Result<(), RecordsError> {
        let id = files.record.id;
        let mut files = files;
        files.record.kept = staging.kept.clone();
        let check = staging.folder.path().join(check_name(1));
        fs::create_dir(&check).map_err(RecordsError::io(&check))?;
        let record = files.record.clone();
        let sha256 = write_check(&check, files)?;
        sync(&staging.originals())?;
        sync(staging.folder.path())?;
        appear(staging.folder, &self.folder.arrival(id))?;
        self.append(Entry::Arrived(Box::new(Arrived::of(&record, sha256))))
    }

    /// Keeps a later look at an arrival.
    ///
    /// # Errors
    /// [`RecordsError`]: then it is not there.
    pub fn keep_again(&mut self, files: CheckFiles<'_>) -> Result<(), RecordsError> {
        let record = files.record.clone();
        let arrival = self.folder.arrival(record.id);
        let folder = hidden(&arrival, ".checking-")?;
        let sha256 = write_check(folder.path(), files)?;
        appear(folder, &arrival.join(check_name(record.check)))?;
        self.append(Entry::Checked(Checked {
            id: record.id,
            check: record.check,
            at: record.checked_at,
            decision: record.decided.decision,
            reasons: record.decided.reasons,
            record: sha256,
        }))
    }

    /// The number for the next look at an arrival.
    ///
    /// # Errors
    /// [`RecordsError::NotThere`], [`RecordsError::Io`].
    pub fn next_check(&self, id: ArrivalId) -> Result<u32, RecordsError> {
        match self.folder.last_check(id)? {
            0 => Err(RecordsError::NotThere {
                id,
                path: self.folder.path().to_path_buf(),
            }),
            last => Ok(last.saturating_add(1)),
        }
    }

    /// Writes a line at the end of the register.
    ///
    /// # Errors
    /// [`RecordsError::Io`].
    pub fn append(&mut self, entry: Entry) -> Result<(), RecordsError> {
        let path = self.folder.register_path();
        let failed = RecordsError::io(&path);
        let mut options = OpenOptions::new();
        let file = options.create(true).read(true).append(true).open(&path);
        let mut file = file.map_err(&failed)?;
        let text = self.register.line(entry).map_err(&failed)?;
        let lead = match ends_with_line(&mut file).map_err(&failed)? {
            true => "",
            false => "\n",
        };
        // one piece, so that a crash tears at most the last line
        file.write_all(format!("{lead}{text}").as_bytes())
            .map_err(&failed)?;
        file.sync_all().map_err(&failed)?;
        sync(self.folder.path())
    }
}

/// Whether the file is empty or its last byte ends a line.
fn ends_with_line(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// Writes the files of a look, the record last; the SHA-256 of the record.
fn write_check(folder: &Path, files: CheckFiles<'_>) -> Result<String, RecordsError> {
    let mut record = files.record;
    record.beside.clear();
    let evidence = |out: &mut dyn Write| files.evidence.write(out);
    record
        .beside
        .push(written(folder, Record::EVIDENCE, &evidence)?);
    for (name, bytes) in &files.answers {
        let answer = |out: &mut dyn Write| out.write_all(bytes);
        record.beside.push(written(folder, name, &answer)?);
    }
    let path = folder.join(Record::FILE);
    let bytes = record.to_bytes().map_err(RecordsError::io(&path))?;
    let whole = |out: &mut dyn Write| out.write_all(&bytes);
    let sha256 = written(folder, Record::FILE, &whole)?.sha256;
    sync(folder)?;
    Ok(sha256)
}

fn written(
    folder: &Path,
    name: &str,
    write: &dyn Fn(&mut dyn Write) -> io::Result<()>,
) -> Result<Beside, RecordsError> {
    let path = folder.join(name);
    let failed = RecordsError::io(&path);
    let mut out = BufWriter::new(File::create_new(&path).map_err(&failed)?);
    write(&mut out).map_err(&failed)?;
    let file = out
        .into_inner()
        .map_err(|error| failed(error.into_error()))?;
    file.sync_all().map_err(&failed)?;
    let mut file = File::open(&path).map_err(&failed)?;
    let (sha256, _) = digest::copy(&mut file, &mut io::sink()).map_err(&failed)?;
    Ok(Beside {
        name: name.to_owned(),
        sha256,
    })
}

/// Renames a hidden folder to its name. Others are kept out by the lock, so looking first is enough.
fn appear(hidden: TempDir, target: &Path) -> Result<(), RecordsError> {
    let failed = RecordsError::io(target);
    if target.try_exists().map_err(&failed)? {
        return Err(RecordsError::Exists {
            path: target.to_path_buf(),
        });
    }
    fs::rename(hidden.path(), target).map_err(&failed)?;
    let _ = hidden.keep(); // it has another name now: there is nothing to take away
    sync(target.parent().unwrap_or(target))
}

/// A folder that is as readable as any other new one, under a name that nobody lists.
fn hidden(beside: &Path, prefix: &str) -> Result<TempDir, RecordsError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(beside).map_err(RecordsError::io(beside))
}

/// A rename survives a power cut only once the folder is on the disk.
#[cfg(unix)]
fn sync(folder: &Path) -> Result<(), RecordsError> {
    let failed = RecordsError::io(folder);
    let file = File::open(folder).map_err(&failed)?;
    file.sync_all().map_err(&failed)
}

#[cfg(not(unix))]
fn sync(_: &Path) -> Result<(), RecordsError> {
    Ok(())
}
