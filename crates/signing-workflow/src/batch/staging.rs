//! Results that wait for their names: in a hidden folder where they will be, so that one flush brings all of them to the disk and a rename
//! is all that is left to do.
#![allow(
    clippy::disallowed_methods,
    reason = "writing results is this module's one task"
)]

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::TempDir;

use crate::durable::{self, DurableFile, Parked, Replace};

#[derive(Debug)]
pub(super) struct Staging {
    folder: TempDir,
    parked: Mutex<Vec<Parked>>,
}

impl Staging {
    pub(super) fn within(folder: &Path) -> io::Result<Self> {
        Ok(Self {
            folder: durable::readable_folder(".kyso-", folder)?,
            parked: Mutex::default(),
        })
    }

    pub(super) fn begin(&self, target: &Path, replace: Replace) -> io::Result<DurableFile> {
        DurableFile::within(self.folder.path(), target, replace)
    }

    pub(super) fn keep(&self, parked: Parked) {
        let mut all = self.parked.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(parked);
    }

    /// First everything is on the disk, then everything has its name, then the names are on the disk.
    pub(super) fn commit(&self) -> io::Result<Vec<(PathBuf, io::Error)>> {
        let parked =
            std::mem::take(&mut *self.parked.lock().unwrap_or_else(PoisonError::into_inner));
        if parked.is_empty() {
            return Ok(Vec::new());
        }
        flush(self.folder.path(), &parked)?;
        let (mut failed, mut folders) = (Vec::new(), BTreeSet::new());
        for one in parked {
            let target = one.target().to_path_buf();
            match one.commit() {
                Ok(()) => drop(folders.insert(durable::folder_of(&target).to_path_buf())),
                Err(error) => failed.push((target, error)),
            }
        }
        for folder in folders {
            durable::sync_folder(&folder)?;
        }
        Ok(failed)
    }
}

/// One flush of the file system for all files, where there is such a thing. Linux reports what could not be written since 5.8 (`syncfs(2)`).
#[cfg(target_os = "linux")]
fn flush(folder: &Path, _: &[Parked]) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn flush(_: &Path, parked: &[Parked]) -> io::Result<()> {
    let mut files = parked.iter();
    files.try_for_each(|one| File::options().write(true).open(one.path())?.sync_all())
}
