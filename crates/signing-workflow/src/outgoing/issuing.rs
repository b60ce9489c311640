//! The signed files, handed over: all of them in a new folder, or none.
#![allow(
    clippy::disallowed_methods,
    reason = "writing the issued package is this module's one task"
)]

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::error::{OutgoingError, at};
use super::event::Event;
use super::folder::Outgoing;
use super::hash;
use crate::durable;

impl Outgoing {
    /// Writes the signed files into the new folder `package`, whole or not at all, and notes that they were issued. A folder that an
    /// interrupted run left there counts ([`Self::was_handed_over`]).
    ///
    /// # Errors
    /// [`OutgoingError`]: a required step is missing, the folder exists, or it cannot be written.
    pub fn issue(&mut self, package: &Path, now: Timestamp) -> Result<(), OutgoingError> {
        let issued = Event::Issued {
            package: package.display().to_string(),
        };
        if !self.state().fits(&issued) || !self.state().is_complete(self.order()) {
            return Err(OutgoingError::NotNow);
        }
        if !self.was_handed_over(package)? {
            self.hand_over(package)?;
        }
        self.add(now, issued)
    }

    /// Is `package` what this package hands over, file by file, and nothing else? Then a run was interrupted between writing it and noting so.
    ///
    /// # Errors
    /// [`OutgoingError`]: a file cannot be read, or was changed here.
    pub fn was_handed_over(&self, package: &Path) -> Result<bool, OutgoingError> {
        if !package.is_dir() {
            return Ok(false);
        }
        let files = self.files()?;
        let found = fs::read_dir(package).map_err(at(package))?.count();
        if found != files.len() {
            return Ok(false);
        }
        for (name, ours) in files {
            let there = package.join(name);
            if !there.is_file()
                || hash::of_file(&there).map_err(at(&there))?
                    != hash::of_file(&ours).map_err(at(&ours))?
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Copies the files as they are now, and signatures beside them, into `folder`. They are on the disk when this returns.
    ///
    /// # Errors
    /// [`OutgoingError`].
    pub fn gather(&self, folder: &Path) -> Result<(), OutgoingError> {
        for (name, from) in self.files()? {
            let to = folder.join(name);
            fs::copy(&from, &to).map_err(at(&from))?;
            let copy = File::options().write(true).open(&to).map_err(at(&to))?;
            copy.sync_all().map_err(at(&to))?;
        }
        durable::sync_folder(folder).map_err(at(folder))
    }

    fn hand_over(&self, package: &Path) -> Result<(), OutgoingError> {
        if package.exists() {
            return Err(OutgoingError::Exists(package.to_path_buf()));
        }
        let beside = durable::folder_of(package);
        let half = durable::readable_folder(".kyso-", beside).map_err(at(beside))?;
        self.gather(half.path())?;
        fs::rename(half.path(), package).map_err(at(package))?;
        let _ = half.keep(); // it has its name now
        durable::sync_folder(beside).map_err(at(beside))
    }

    /// What is handed over: the names, and where the files are now.
    fn files(&self) -> Result<Vec<(String, PathBuf)>, OutgoingError> {
        let mut files = Vec::new();
        for (index, part) in self.state().about.parts.iter().enumerate() {
            files.push((part.name.clone(), self.current(index)?));
            if let Some(beside) = self.beside(index)? {
                files.push((format!("{}.p7s", part.name), beside));
            }
        }
        Ok(files)
    }
}
