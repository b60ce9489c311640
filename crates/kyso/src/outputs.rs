//! The files a signing run writes: never one that it reads, never two results in one, and all of them or none.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use signing_workflow::{DurableFile, Replace, durable};

use crate::exit::Failure;
use crate::failures;
use crate::text::Text;

/// What `--force` does to a result that is there already.
pub(crate) const fn replace(force: bool) -> Replace {
    match force {
        true => Replace::Allowed,
        false => Replace::Never,
    }
}

/// Takes away what killed runs left where `result` will be. That it cannot be is nobody's concern now.
pub(crate) fn clear_leftovers(result: &Path) {
    let folder = result
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let _ = durable::clear_leftovers(folder, SystemTime::now());
}

/// Refuses a result that is a file of the run, not even with `--force`.
pub(crate) fn keep_apart(reads: &[&Path], writes: &[&Path]) -> Result<(), Failure> {
    for (index, written) in writes.iter().enumerate() {
        if reads.iter().any(|read| same(read, written)) {
            return Err(Failure::usage(
                "same-file",
                Text::new(
                    format!(
                        "Tệp kết quả “{}” phải khác tệp gốc; tệp gốc không bao giờ bị thay đổi.",
                        written.display()
                    ),
                    format!(
                        "The result “{}” must be another file than what is read, which is never changed.",
                        written.display()
                    ),
                ),
            ));
        }
        if writes[index + 1..].iter().any(|other| same(other, written)) {
            return Err(Failure::usage(
                "same-file",
                Text::new(
                    format!("Hai tệp kết quả trùng nhau: “{}”.", written.display()),
                    format!(
                        "Two results would be the same file: “{}”.",
                        written.display()
                    ),
                ),
            ));
        }
    }
    Ok(())
}

fn same(one: &Path, other: &Path) -> bool {
    matches!((whole(one), whole(other)), (Some(one), Some(other)) if one == other)
}

/// The path without links; of a file still to be written, the folder's without links and its name.
fn whole(path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok().or_else(|| {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        Some(folder.canonicalize().ok()?.join(path.file_name()?))
    })
}

/// A result that is on the disk and has not its name yet.
pub(crate) fn staged(path: &Path, bytes: &[u8], force: bool) -> Result<SideFile, Failure> {
    SideFile::open(path, replace(force))?.filled(bytes)
}

/// A small result beside the document, opened before the work begins: what cannot be written stops the run early.
#[derive(Debug)]
pub(crate) struct SideFile {
    path: PathBuf,
    file: DurableFile,
}

impl SideFile {
    pub(crate) fn open(path: &Path, replace: Replace) -> Result<Self, Failure> {
        let file =
            DurableFile::beside(path, replace).map_err(|error| failures::writing(path, &error))?;
        Ok(Self {
            path: path.to_path_buf(),
            file,
        })
    }

    fn fill(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.file
            .write_all(bytes)
            .and_then(|()| self.file.sync())
            .map_err(|error| failures::writing(&self.path, &error))
    }

    /// Writes it; it has not its name yet.
    pub(crate) fn filled(mut self, bytes: &[u8]) -> Result<Self, Failure> {
        self.fill(bytes)?;
        Ok(self)
    }

    /// Writes it and gives it its name.
    pub(crate) fn keep(self, bytes: &[u8]) -> Result<(), Failure> {
        self.filled(bytes)?.commit()
    }

    /// Gives it its name.
    pub(crate) fn commit(self) -> Result<(), Failure> {
        self.file
            .commit()
            .map_err(|error| failures::writing(&self.path, &error))
    }
}

/// Puts the side files in place; where that fails, the document they belong to is taken back with them.
pub(crate) fn complete(document: &Path, sides: Vec<(SideFile, &[u8])>) -> Result<(), Failure> {
    let mut placed = vec![document.to_path_buf()];
    let outcome = place(sides, &mut placed);
    if outcome.is_err() {
        for path in placed {
            let _ = std::fs::remove_file(path);
        }
    }
    outcome
}

fn place(mut sides: Vec<(SideFile, &[u8])>, placed: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for (side, bytes) in &mut sides {
        side.fill(bytes)?;
    }
    for (side, _) in sides {
        let path = side.path.clone();
        side.commit()?;
        placed.push(path);
    }
    Ok(())
}
