//! The folder in which an office keeps its packages: what is being signed there, and what became of what was.
#![allow(
    clippy::disallowed_methods,
    reason = "listing the packages of a folder is this module's one task"
)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::error::OutgoingError;
use super::event::Event;
use super::folder::{JOURNAL, Outgoing};
use super::log::Log;
use super::numbers::Number;
use super::state::{Standing, State};

/// The packages of an office, each in a folder of its own below one folder.
#[derive(Debug)]
pub struct Shelf {
    packages: Vec<OnShelf>,
}

/// One of them.
#[derive(Debug)]
pub struct OnShelf {
    /// Its folder.
    pub folder: PathBuf,
    /// Where it stands, or why its journal cannot be read.
    pub state: Result<State, OutgoingError>,
}

/// What became of a package after it was signed: void before it was issued; replaced, corrected or recalled after it (NĐ 30/2020 Điều 18(3),
/// 18(4)).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Aftermath {
    /// Where the package is kept.
    pub folder: PathBuf,
    /// Which file of it.
    pub file: String,
    /// Its number.
    pub number: Option<Number>,
    /// Its symbol (ký hiệu).
    pub symbol: Option<String>,
    /// What became of it.
    #[serde(flatten)]
    pub standing: Standing,
}

impl Outgoing {
    /// Where a package stands, without opening it: whoever signs it meanwhile is not disturbed.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn glance(folder: &Path) -> Result<State, OutgoingError> {
        let journal = folder.join(JOURNAL);
        if !journal.exists() {
            return Err(OutgoingError::Missing(folder.to_path_buf()));
        }
        State::of(&Log::<Event>::read(&journal)?).map_err(OutgoingError::Entry)
    }
}

impl Shelf {
    /// Reads the journal of every package below `folder`. Folders without a journal are none.
    ///
    /// # Errors
    /// When the folder cannot be listed. A package that cannot be read is in the list, with the reason.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let mut packages = Vec::new();
        for entry in fs::read_dir(folder)? {
            let folder = entry?.path();
            match Outgoing::glance(&folder) {
                Err(OutgoingError::Missing(_)) => {}
                state => packages.push(OnShelf { folder, state }),
            }
        }
        packages.sort_by(|one, other| one.folder.cmp(&other.folder));
        Ok(Self { packages })
    }

    /// The package that `folder` is; else those below it.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn at(folder: &Path) -> io::Result<Self> {
        match Outgoing::glance(folder) {
            Err(OutgoingError::Missing(_)) => Self::open(folder),
            state => Ok(Self {
                packages: vec![OnShelf {
                    folder: folder.to_path_buf(),
                    state,
                }],
            }),
        }
    }

    /// All of them, by the names of their folders.
    #[must_use]
    pub fn packages(&self) -> &[OnShelf] {
        &self.packages
    }

    /// What became of the package in which a file was signed whose SHA-256 (hexadecimal) `is` accepts. `None` for a file that nobody signed
    /// here, and for one that stands as it was issued. Of several the last that changed counts.
    #[must_use]
    pub fn aftermath(&self, is: impl Fn(&str) -> bool) -> Option<Aftermath> {
        let read = self.packages.iter().filter_map(|package| {
            let state = package.state.as_ref().ok()?;
            Some((package, state))
        });
        let ended = read.filter(|(_, state)| {
            matches!(
                state.standing,
                Standing::Voided { .. } | Standing::Remedied { .. }
            )
        });
        let signed = ended.filter_map(|(package, state)| {
            let file = signed_file(state, &is)?;
            Some((package, state, file))
        });
        let (package, state, file) = signed.max_by_key(|(_, state, _)| state.changed_at)?;
        Some(Aftermath {
            folder: package.folder.clone(),
            file: file.to_owned(),
            number: state.number.clone(),
            symbol: state.about.symbol.clone(),
            standing: state.standing.clone(),
        })
    }
}

/// The name of the file of which a version is that one.
fn signed_file(state: &State, is: impl Fn(&str) -> bool) -> Option<&str> {
    let mut versions = state.steps.iter().flat_map(|step| &step.signed);
    let version = versions.find(|version| is(&version.sha256))?;
    let part = state.about.parts.get(version.mark.part)?;
    Some(&part.name)
}
