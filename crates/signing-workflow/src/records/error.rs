//! Why a record cannot be kept or found.

use std::io;
use std::path::{Path, PathBuf};

use super::arrival::ArrivalId;

/// The records could not be read or written. What was not finished is not there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordsError {
    /// An arrival or a check is there already under this name.
    #[error("{} is there already", path.display())]
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// The year has no number left.
    #[error("the register of {year} has no number left")]
    Full {
        /// The year.
        year: i16,
    },
    /// The file system says no.
    #[error("{}: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What it says.
        source: io::Error,
    },
    /// A file of the folder is not what it should be.
    #[error("{}: {what}", path.display())]
    Malformed {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// A name that no file of an arrival may have.
    #[error("{name:?} is no name for a file")]
    Name {
        /// The name.
        name: String,
    },
    /// No such arrival.
    #[error("no arrival {id} in {}", path.display())]
    NotThere {
        /// Which.
        id: ArrivalId,
        /// The records.
        path: PathBuf,
    },
    /// Written by a later program.
    #[error("{}: record of version {found}; this program reads version {ours}", path.display())]
    Version {
        /// Which.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// Ours.
        ours: u32,
    },
}

impl RecordsError {
    /// What the file system says of this path.
    pub(crate) fn io(path: &Path) -> impl Fn(io::Error) -> Self {
        move |source| Self::Io {
            path: path.to_path_buf(),
            source,
        }
    }

    pub(crate) fn malformed(path: &Path, what: &dyn core::fmt::Display) -> Self {
        Self::Malformed {
            path: path.to_path_buf(),
            what: what.to_string(),
        }
    }
}
