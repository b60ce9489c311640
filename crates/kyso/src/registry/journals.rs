//! The folders that are named for their journals: packages of `kyso outgoing`, arrivals of `kyso receive`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use signing_workflow::outgoing::Shelf;

use crate::exit::Failure;
use crate::failures;
use crate::text::Text;

/// The folders of packages that these folders are or hold, each once.
///
/// # Errors
/// A folder that cannot be read, or that neither is nor holds a package.
pub(super) fn packages(folders: &[PathBuf]) -> Result<BTreeSet<PathBuf>, Failure> {
    let mut all = BTreeSet::new();
    for folder in folders {
        let found = packages_of(folder)?;
        if found.is_empty() {
            return Err(none_in(folder));
        }
        all.extend(found);
    }
    Ok(all)
}

/// The same of one folder, which may hold none yet.
pub(super) fn packages_of(folder: &Path) -> Result<BTreeSet<PathBuf>, Failure> {
    let shelf = Shelf::at(folder).map_err(|error| unlisted(folder, &error))?;
    let packages = shelf.packages().iter();
    packages.map(|one| whole(&one.folder)).collect()
}

/// The folder without links and detours.
pub(super) fn whole(folder: &Path) -> Result<PathBuf, Failure> {
    folder
        .canonicalize()
        .map_err(|error| unlisted(folder, &error))
}

fn unlisted(folder: &Path, error: &std::io::Error) -> Failure {
    failures::io(&folder.display().to_string(), error)
}

fn none_in(folder: &Path) -> Failure {
    let folder = folder.display();
    Failure::environment(
        "unreadable",
        Text::new(
            format!(
                "Không thấy nhật ký nào trong “{folder}”: thư mục này không phải, và không chứa, bộ văn bản đi hay sổ tiếp nhận."
            ),
            format!(
                "There is no journal in “{folder}”: it neither is nor holds a package of outgoing documents or a register of arrivals."
            ),
        ),
    )
}
