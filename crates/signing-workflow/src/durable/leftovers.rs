//! What a killed run left: a process that is ended by force cannot take its half files away. The next run in that folder does.

use std::fs::{self, DirEntry, File};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// `.kyso-` and six signs: with `.part` behind them a file, without a folder.
pub(super) const PREFIX: &str = ".kyso-";
pub(super) const SUFFIX: &str = ".part";
/// Signs between them, as the crate `tempfile` makes them.
const SIGNS: usize = 6;
/// A file may not be locked yet in the moment after it was made. Ours.
const JUST_MADE: Duration = Duration::from_secs(60);
/// Folders cannot be locked everywhere; no package takes a day to write. Ours.
const FORGOTTEN: Duration = Duration::from_hours(24);

/// Takes away what killed runs left in `folder`: half files that no process holds, half folders older than a day. What cannot be taken
/// away stays; it is never a document, and is in nobody's way.
///
/// # Errors
/// The folder cannot be listed.
pub fn clear_leftovers(folder: &Path, now: SystemTime) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let Ok(entry) = entry else { continue };
        let name = entry.file_name();
        let Some(name) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else {
            continue;
        };
        let (signs, is_part) = match name.strip_suffix(SUFFIX) {
            Some(signs) => (signs, true),
            None => (name, false),
        };
        let ours = signs.len() == SIGNS && signs.bytes().all(|sign| sign.is_ascii_alphanumeric());
        if ours && is_left(&entry, is_part, now).unwrap_or(false) {
            let path = entry.path();
            let _ = match is_part {
                true => fs::remove_file(path),
                false => fs::remove_dir_all(path),
            };
        }
    }
    Ok(())
}

fn is_left(entry: &DirEntry, is_part: bool, now: SystemTime) -> io::Result<bool> {
    let about = entry.metadata()?; // of a link, not of what it leads to
    let age = now.duration_since(about.modified()?).unwrap_or_default();
    if !is_part {
        return Ok(about.is_dir() && age > FORGOTTEN);
    }
    let unlocked = || {
        File::options()
            .write(true)
            .open(entry.path())?
            .try_lock()
            .map_err(io::Error::from)
    };
    Ok(about.is_file() && age > JUST_MADE && unlocked().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::durable::{DurableFile, Replace};

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    #[test]
    fn half_files_of_killed_runs_go_and_those_of_running_ones_stay() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in [
            ".kyso-Ab12Cd.part",
            ".kyso-short.part",
            ".kyso-Ab12Cd.pdf",
            "a.part",
        ] {
            fs::write(at(name), b"x").unwrap();
        }
        fs::create_dir(at(".kyso-Zz99Zz")).unwrap();
        fs::write(at(".kyso-Zz99Zz/half.pdf"), b"x").unwrap();
        let running = DurableFile::beside(&at("b.pdf"), Replace::Never).unwrap();
        let name = running
            .path()
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let now = SystemTime::now();
        let kept = [&name, ".kyso-Ab12Cd.pdf", ".kyso-short.part", "a.part"];
        let with = |more: &[&str]| {
            let mut all: Vec<String> = kept
                .iter()
                .chain(more)
                .map(|name| (*name).to_owned())
                .collect();
            all.sort();
            all
        };

        clear_leftovers(folder.path(), now).unwrap();
        assert_eq!(
            names(folder.path()),
            with(&[".kyso-Ab12Cd.part", ".kyso-Zz99Zz"]),
            "just made"
        );
        clear_leftovers(folder.path(), now + Duration::from_mins(2)).unwrap();
        assert_eq!(names(folder.path()), with(&[".kyso-Zz99Zz"]));
        clear_leftovers(folder.path(), now + Duration::from_hours(25)).unwrap();
        assert_eq!(
            names(folder.path()),
            with(&[]),
            "the file that is being written is locked"
        );
        running.commit().unwrap();
        assert!(at("b.pdf").is_file());
    }
}
