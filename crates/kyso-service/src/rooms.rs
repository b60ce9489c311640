//! Folders for documents that are too large for memory: one for the service, one in it for each of them.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::path::Path;

use tempfile::{Builder, TempDir};

const OURS: &str = "kyso-serve-";
const LOCK: &str = "lock";
const GATE: &str = ".gate";

/// The folder of this run. What it holds goes with it; what a killed run left goes when the next one begins.
#[derive(Debug)]
pub(crate) struct Rooms {
    folder: TempDir,
    /// Held as long as the run lives, so that another one leaves its folder alone.
    _lock: File,
}

impl Rooms {
    pub(crate) fn open(base: &Path) -> io::Result<Self> {
        private(base)?;
        // one run at a time begins: a folder without its lock is nobody's
        let gate = File::create(base.join(GATE))?;
        gate.lock()?;
        sweep(base)?;
        let folder = Builder::new().prefix(OURS).tempdir_in(base)?;
        let lock = File::create(folder.path().join(LOCK))?;
        lock.try_lock()?;
        Ok(Self {
            folder,
            _lock: lock,
        })
    }

    /// A folder of its own for one document.
    pub(crate) fn room(&self) -> io::Result<TempDir> {
        Builder::new().tempdir_in(self.folder.path())
    }
}

/// A folder that nobody else looks into.
fn private(base: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
        builder.mode(0o700);
        builder.create(base)?;
        fs::set_permissions(base, fs::Permissions::from_mode(0o700))
    }
    #[cfg(not(unix))]
    builder.create(base)
}

/// Folders whose run has ended: nobody holds their lock.
fn sweep(base: &Path) -> io::Result<()> {
    for entry in fs::read_dir(base)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(OURS) && is_left(&path) {
            fs::remove_dir_all(&path)?;
        }
    }
    Ok(())
}

fn is_left(folder: &Path) -> bool {
    File::open(folder.join(LOCK)).map_or(true, |lock| lock.try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_goes_and_what_runs_stays() {
        let base = tempfile::tempdir().unwrap();
        let left = base.path().join("kyso-serve-left");
        fs::create_dir(&left).unwrap();
        fs::write(left.join(LOCK), b"").unwrap();
        fs::write(left.join("document"), b"secret").unwrap();
        fs::write(base.path().join("mine"), b"").unwrap();
        let first = Rooms::open(base.path()).unwrap();
        let room = first.room().unwrap();
        let second = Rooms::open(base.path()).unwrap();
        assert!(!left.exists() && room.path().exists());
        drop((room, first, second));
        let rest: Vec<_> = fs::read_dir(base.path()).unwrap().collect();
        assert_eq!(rest.len(), 2, "the gate, and what is not ours");
    }
}
