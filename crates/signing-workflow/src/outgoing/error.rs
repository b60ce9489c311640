//! Why a package cannot be opened, or an event does not fit.

use std::io;
use std::path::{Path, PathBuf};

use super::log::LogError;

/// Why the package cannot be opened, or an event does not fit.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OutgoingError {
    /// The file system says so.
    #[error("{} cannot be read or written: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What it says.
        source: io::Error,
    },
    /// The journal.
    #[error(transparent)]
    Journal(#[from] LogError),
    /// There is a package in the folder already.
    #[error("there is a package in {} already", .0.display())]
    Exists(PathBuf),
    /// There is none.
    #[error("there is no package in {}", .0.display())]
    Missing(PathBuf),
    /// An entry of the journal does not fit what came before.
    #[error("entry {0} of the journal does not fit what came before")]
    Entry(usize),
    /// The journal names an order that this program does not know.
    #[error("the order {0:?} is not known")]
    Order(String),
    /// Two files of one name, a name with a folder, or no file.
    #[error("the file name {0:?} cannot be used")]
    Name(String),
    /// A file of the package was changed since it was signed or taken in.
    #[error("{} was changed since it was taken in", .0.display())]
    Changed(PathBuf),
    /// The event does not fit where the package stands.
    #[error("this cannot be done with the package as it stands")]
    NotNow,
}

/// What the file system says of `path`.
pub(super) fn at<'a>(path: &'a Path) -> impl Fn(io::Error) -> OutgoingError + 'a {
    move |source| OutgoingError::Io {
        path: path.to_path_buf(),
        source,
    }
}
