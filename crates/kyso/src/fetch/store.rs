//! What came from the network, kept on the disk for as long as it is due (docs/decisions/0026).
//!
//! A file of the folder is one answer: `QUESTION.UNTIL.SHA256`, the first being the SHA-256 of what was asked, the second
//! the second of its end, the third the SHA-256 of its octets. No address and no name of a person is written down. A file
//! appears whole or not at all, so that several runs can share the folder.

use std::collections::HashMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aws_lc_rs::digest;
use cert_path::ByteSource;
use jiff::Timestamp;
use pdf_revisions::FileSource;
use signing_workflow::evidence_loop::{Keep, Kept, Question};
use signing_workflow::{DurableFile, Replace};

use crate::certificates::hex;
use crate::evidence::OnDisk;
use crate::text::Text;

/// The whole folder: room for some of the largest lists. What is due soonest makes room. Ours.
const ROOM: u64 = 2 << 30;

/// The folder of answers.
#[derive(Debug)]
pub(crate) struct Store {
    folder: PathBuf,
    entries: Mutex<HashMap<String, Entry>>,
}

#[derive(Clone, Debug)]
struct Entry {
    name: String,
    until: i64,
    size: u64,
}

impl Store {
    /// The folder of the user, without what is over at `now`. `None`, and a note, where it cannot be used.
    pub(crate) fn open(now: Timestamp, notes: &mut Vec<Text>) -> Option<Self> {
        let folder = cache("fetched")?;
        match Self::of(&folder, now) {
            Ok(store) => Some(store),
            Err(error) => {
                let folder = folder.display();
                notes.push(Text::new(
                    format!("Không dùng được thư mục lưu tạm “{folder}”: {error}."),
                    format!("The cache folder “{folder}” cannot be used: {error}."),
                ));
                None
            }
        }
    }

    fn of(folder: &Path, now: Timestamp) -> io::Result<Self> {
        private_folder(folder)?;
        let mut entries = HashMap::new();
        for file in std::fs::read_dir(folder)? {
            let file = file?;
            let Some((question, entry)) = read_name(&file) else {
                remove_remains(&file);
                continue;
            };
            if entry.until <= now.as_second() {
                let _ = std::fs::remove_file(file.path());
            } else {
                entries.insert(question, entry);
            }
        }
        Ok(Self {
            folder: folder.to_path_buf(),
            entries: Mutex::new(entries),
        })
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<String, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn remove(&self, entry: &Entry) {
        let _ = std::fs::remove_file(self.folder.join(&entry.name));
    }

    fn write(&self, name: &str, bytes: &dyn ByteSource) -> io::Result<()> {
        let mut file = DurableFile::beside(&self.folder.join(name), Replace::Allowed)?;
        let mut piece = vec![0; 64 << 10];
        let mut at = 0;
        while at < bytes.length() {
            let left = usize::try_from(bytes.length() - at).unwrap_or(usize::MAX);
            let piece = piece.get_mut(..left.min(64 << 10)).unwrap_or_default();
            bytes.read_at(at, piece)?;
            file.write_all(piece)?;
            at += piece.len() as u64;
        }
        file.commit()
    }

    /// What is due soonest goes until the rest has room.
    fn make_room(&self, entries: &mut HashMap<String, Entry>) {
        let mut size: u64 = entries.values().map(|entry| entry.size).sum();
        while size > ROOM {
            let Some(soonest) = entries
                .iter()
                .min_by_key(|(_, entry)| entry.until)
                .map(|(question, _)| question.clone())
            else {
                return;
            };
            if let Some(entry) = entries.remove(&soonest) {
                size = size.saturating_sub(entry.size);
                self.remove(&entry);
            }
        }
    }
}

impl Keep for Store {
    fn find(&self, question: &Question) -> Option<Kept> {
        let entry = self.entries().get(&name_of(question))?.clone();
        let sha256 = crate::certificates::sha256(entry.name.rsplit('.').next()?)?;
        let source = FileSource::open(&self.folder.join(&entry.name)).ok()?;
        Some(Kept {
            bytes: Arc::new(OnDisk(source)),
            sha256,
        })
    }

    fn keep(
        &self,
        question: &Question,
        bytes: &dyn ByteSource,
        sha256: [u8; 32],
        until: Timestamp,
    ) {
        let size = bytes.length();
        if size > ROOM / 4 {
            return;
        }
        let question = name_of(question);
        let until = until.as_second();
        let name = format!("{question}.{until}.{}", hex(&sha256).to_ascii_lowercase());
        if self.write(&name, bytes).is_err() {
            return; // a full disk costs the next run some time
        }
        let mut entries = self.entries();
        let new = Entry { name, until, size };
        if let Some(old) = entries.insert(question, new.clone())
            && old.name != new.name
        {
            self.remove(&old);
        }
        self.make_room(&mut entries);
    }

    fn forget(&self, question: &Question) {
        if let Some(entry) = self.entries().remove(&name_of(question)) {
            self.remove(&entry);
        }
    }
}

/// The question without its words.
fn name_of(question: &Question) -> String {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(question.address.as_bytes());
    context.update(&[0]);
    context.update(question.about.as_ref().map_or(&[][..], |about| about));
    hex(context.finish().as_ref()).to_ascii_lowercase()
}

fn read_name(file: &std::fs::DirEntry) -> Option<(String, Entry)> {
    let name = file.file_name().into_string().ok()?;
    let mut parts = name.split('.');
    let (question, until, sha256) = (parts.next()?, parts.next()?, parts.next()?);
    crate::certificates::sha256(question)?;
    crate::certificates::sha256(sha256)?;
    let entry = Entry {
        until: until.parse().ok()?,
        size: file.metadata().ok()?.len(),
        name: name.clone(),
    };
    parts.next().is_none().then(|| (question.to_owned(), entry))
}

/// What a run that was killed left half-written, a day later. Other files are not ours.
fn remove_remains(file: &std::fs::DirEntry) {
    let name = file.file_name();
    let name = name.to_string_lossy();
    let is_part = name.starts_with(".kyso-") && name.ends_with(".part");
    let age = file.metadata().and_then(|metadata| metadata.modified());
    let is_old = age.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > Duration::from_hours(24)));
    if is_part && is_old {
        let _ = std::fs::remove_file(file.path());
    }
}

/// Where the system keeps what can be had again (XDG Base Directory Specification; `%LOCALAPPDATA%` on Windows).
pub(crate) fn cache(name: &str) -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let cache = set("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute()) // “all paths must be absolute”, else ignored
        .or_else(|| set("LOCALAPPDATA").map(PathBuf::from))
        .or_else(|| set("HOME").map(|home| PathBuf::from(home).join(".cache")))?;
    Some(cache.join("kyso").join(name))
}

/// Who may look into it learns whose documents were looked at.
#[cfg(unix)]
fn private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(not(unix))]
fn private_folder(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(address: &str) -> Question {
        Question {
            address: address.to_owned(),
            about: None,
        }
    }

    fn sha256(bytes: &[u8]) -> [u8; 32] {
        let digest = digest::digest(&digest::SHA256, bytes);
        digest.as_ref().try_into().unwrap()
    }

    fn keep(store: &Store, address: &str, bytes: &[u8], until: i64) {
        let source: Arc<[u8]> = bytes.into();
        let until = Timestamp::from_second(until).unwrap();
        store.keep(&asked(address), &source, sha256(bytes), until);
    }

    fn found(store: &Store, address: &str) -> Option<(Vec<u8>, bool)> {
        let kept = store.find(&asked(address))?;
        let mut bytes = vec![0; usize::try_from(kept.bytes.length()).unwrap()];
        kept.bytes.read_at(0, &mut bytes).unwrap();
        let whole = sha256(&bytes) == kept.sha256;
        Some((bytes, whole))
    }

    #[test]
    fn what_is_kept_is_there_for_the_next_run_until_it_is_over() {
        let folder = tempfile::tempdir().unwrap();
        let at =
            |second| Store::of(folder.path(), Timestamp::from_second(second).unwrap()).unwrap();
        let store = at(100);
        keep(&store, "http://a/", b"first", 200);
        keep(&store, "http://b/", b"other", 300);
        keep(&store, "http://a/", b"second", 250);
        let store = at(200);
        assert_eq!(found(&store, "http://a/"), Some((b"second".to_vec(), true)));
        assert_eq!(found(&store, "http://c/"), None);
        let store = at(250);
        assert_eq!(found(&store, "http://a/"), None);
        assert_eq!(found(&store, "http://b/"), Some((b"other".to_vec(), true)));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn other_files_of_the_folder_are_let_alone_and_changed_ones_are_seen() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("notes.txt"), b"mine").unwrap();
        let begin = Timestamp::from_second(100).unwrap();
        let store = Store::of(folder.path(), begin).unwrap();
        keep(&store, "http://a/", b"first", 200);
        let name = store.entries().values().next().unwrap().name.clone();
        assert!(!name.contains("http"));
        std::fs::write(folder.path().join(&name), b"forged").unwrap();
        assert_eq!(
            found(&store, "http://a/"),
            Some((b"forged".to_vec(), false))
        );
        store.forget(&asked("http://a/"));
        assert_eq!(found(&store, "http://a/"), None);
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1);
    }
}
