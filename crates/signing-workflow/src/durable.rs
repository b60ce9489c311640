//! A file appears whole or not at all: written beside its target, synced, renamed into place.
#![allow(
    clippy::disallowed_methods,
    reason = "writing the result is this module's one task"
)]

mod leftovers;

pub use leftovers::clear_leftovers;

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

/// A file being written next to its target. Dropped without [`DurableFile::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct DurableFile {
    file: NamedTempFile,
    target: PathBuf,
    replace: Replace,
}

/// What happens to an existing target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// An existing target is an error.
    Never,
    /// An existing target is replaced.
    Allowed,
}

impl DurableFile {
    /// Starts a file beside `target`.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] when the target exists and may not be replaced; otherwise what the
    /// file system says of the target's folder.
    pub fn beside(target: &Path, replace: Replace) -> io::Result<Self> {
        Self::within(folder_of(target), target, replace)
    }

    /// Starts a file for `target` in another folder of the same file system.
    pub(crate) fn within(folder: &Path, target: &Path, replace: Replace) -> io::Result<Self> {
        if replace == Replace::Never && target.try_exists()? {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let file = readable_like_any_new_file(
            tempfile::Builder::new()
                .prefix(leftovers::PREFIX)
                .suffix(leftovers::SUFFIX),
        )
        .tempfile_in(folder)?;
        // Held until the file has its name or is gone: whoever finds it unlocked finds what a killed run left. Where the file
        // system knows no locks, nothing is ever taken away.
        let _ = file.as_file().try_lock();
        Ok(Self {
            file,
            target: target.to_path_buf(),
            replace,
        })
    }

    /// Where the bytes are until they are committed.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Writes all of another file, without its bytes passing through here where the system can.
    ///
    /// # Errors
    /// What the file system says.
    pub fn copy_from(&mut self, from: &Path) -> io::Result<u64> {
        io::copy(&mut File::open(from)?, self.file.as_file_mut())
    }

    /// Flushes the bytes to the disk.
    ///
    /// # Errors
    /// What the file system says.
    pub fn sync(&mut self) -> io::Result<()> {
        self.file.as_file_mut().sync_all()
    }

    /// Renames the file to its target.
    ///
    /// # Errors
    /// What the file system says; nothing is left behind then.
    pub fn commit(self) -> io::Result<()> {
        match self.replace {
            Replace::Allowed => self.file.persist(&self.target),
            Replace::Never => self.file.persist_noclobber(&self.target),
        }
        .map_err(|error| error.error)?;
        sync_folder(folder_of(&self.target))
    }
}

/// A file that was written, closed, and waits for its name.
#[derive(Debug)]
pub(crate) struct Parked {
    path: TempPath,
    target: PathBuf,
    replace: Replace,
}

impl DurableFile {
    /// Closes the file: a process may have some thousand open, and a batch may have more.
    pub(crate) fn park(self) -> Parked {
        Parked {
            path: self.file.into_temp_path(),
            target: self.target,
            replace: self.replace,
        }
    }
}

impl Parked {
    /// Where the bytes are.
    #[cfg_attr(
        target_os = "linux",
        allow(dead_code, reason = "one flush for all needs no paths")
    )]
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Its later name.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Renames the file, which has to be on the disk by now.
    pub(crate) fn commit(self) -> io::Result<()> {
        match self.replace {
            Replace::Allowed => self.path.persist(&self.target),
            Replace::Never => self.path.persist_noclobber(&self.target),
        }
        .map_err(|error| error.error)
    }
}

impl Write for DurableFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_file_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_file_mut().flush()
    }
}

/// Writes a small file whole or not at all.
///
/// # Errors
/// As [`DurableFile::beside`] and [`DurableFile::commit`].
pub fn write(target: &Path, bytes: &[u8], replace: Replace) -> io::Result<()> {
    let mut file = DurableFile::beside(target, replace)?;
    file.write_all(bytes)?;
    file.sync()?;
    file.commit()
}

/// Copies a file whole or not at all.
///
/// # Errors
/// As [`write`](fn@write), and when `source` cannot be read.
pub fn copy(source: &Path, target: &Path, replace: Replace) -> io::Result<()> {
    let mut file = DurableFile::beside(target, replace)?;
    io::copy(&mut File::open(source)?, &mut file)?;
    file.sync()?;
    file.commit()
}

/// The folder in which `target` is, or will be.
pub(crate) fn folder_of(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Temporary files are private to their owner; a finished document is as readable as any other new file: rw-rw-rw-
/// less what the user's umask takes away. No key and no password is ever written here.
#[cfg(unix)]
fn readable_like_any_new_file<'b, 'a, 'c>(
    builder: &'b mut tempfile::Builder<'a, 'c>,
) -> &'b mut tempfile::Builder<'a, 'c> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn readable_like_any_new_file<'b, 'a, 'c>(
    builder: &'b mut tempfile::Builder<'a, 'c>,
) -> &'b mut tempfile::Builder<'a, 'c> {
    builder
}

/// A new folder beside its later place, as readable as any other new folder; taken away when it is dropped.
pub(crate) fn readable_folder(prefix: &str, beside: &Path) -> io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(beside)
}

/// The rename itself survives a power cut only once the folder is on the disk.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn an_uncommitted_file_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("ký.pdf");
        let mut file = DurableFile::beside(&target, Replace::Never).unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn an_existing_target_is_kept_unless_replacing_was_allowed() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.pdf");
        write(&target, b"first", Replace::Never).unwrap();
        assert_eq!(
            write(&target, b"second", Replace::Never)
                .unwrap_err()
                .kind(),
            io::ErrorKind::AlreadyExists
        );
        assert_eq!(std::fs::read(&target).unwrap(), b"first");
        write(&target, b"second", Replace::Allowed).unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), b"second");
        assert_eq!(names(folder.path()), ["a.pdf"]);
    }

    #[test]
    fn a_target_that_appears_meanwhile_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.pdf");
        let mut file = DurableFile::beside(&target, Replace::Never).unwrap();
        file.write_all(b"ours").unwrap();
        std::fs::write(&target, b"theirs").unwrap();
        assert!(file.commit().is_err());
        assert_eq!(std::fs::read(&target).unwrap(), b"theirs");
    }
}
