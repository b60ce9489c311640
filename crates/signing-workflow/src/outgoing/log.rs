//! A record that only grows: one JSON line per event, each with the hash of the line before.
//!
//! A line is written and synced before the next step begins; a line that a power cut left half is dropped when the record is opened again. A
//! line that was changed or taken out breaks the chain and is told by its number. The chain shows carelessness and accident: whoever
//! rewrites the whole record from that line on is not seen by it.
#![allow(
    clippy::disallowed_methods,
    reason = "keeping a record on the disk is this module's one task"
)]

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use cert_path::{CryptoProvider, DigestAlgorithm};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The largest record read, in bytes. Ours: a line has some hundred bytes.
const LARGEST: u64 = 64 << 20;

/// A record, open and locked: nobody else writes it meanwhile.
#[derive(Debug)]
pub struct Log<E> {
    file: File,
    last: Option<String>,
    entries: Vec<Entry<E>>,
}

/// What happened, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry<E> {
    /// When it was written.
    pub at: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub event: E,
}

/// A line: an entry and the hash of the line before it.
#[derive(Serialize, Deserialize)]
struct Line<E> {
    /// SHA-256 of the line before, hexadecimal; the first line has none.
    previous: Option<String>,
    #[serde(flatten)]
    entry: Entry<E>,
}

/// Why a record cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    /// The file system says so.
    #[error("the record cannot be read or written: {0}")]
    Io(#[from] io::Error),
    /// Another process has it open.
    #[error("the record is in use by another process")]
    InUse,
    /// A line does not follow the one before it, or is no event.
    #[error("line {line} of the record was changed: {why}")]
    Changed {
        /// The line, from 1.
        line: usize,
        /// What does not fit.
        why: String,
    },
    /// It is larger than this program reads.
    #[error("the record is larger than {LARGEST} bytes")]
    TooLarge,
}

impl<E: Serialize + DeserializeOwned> Log<E> {
    /// Opens the record, and begins one where there is none.
    ///
    /// # Errors
    /// [`LogError`].
    pub fn open(path: &Path) -> Result<Self, LogError> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(LogError::InUse),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let text = read(&mut file)?;
        let whole = whole_lines(&text);
        if whole.len() < text.len() {
            file.set_len(u64::try_from(whole.len()).unwrap_or(u64::MAX))?;
            file.sync_all()?;
        }
        file.seek(SeekFrom::End(0))?;
        let chain = Chain::of(whole)?;
        Ok(Self {
            file,
            last: chain.last,
            entries: chain.entries,
        })
    }

    /// What is in the record now. It is not locked, nothing is written: another process may be adding to it.
    ///
    /// # Errors
    /// [`LogError`], but never [`LogError::InUse`].
    pub fn read(path: &Path) -> Result<Vec<Entry<E>>, LogError> {
        let text = read(&mut File::open(path)?)?;
        Ok(Chain::of(whole_lines(&text))?.entries)
    }

    /// Adds an event. When this returns, it is on the disk.
    ///
    /// # Errors
    /// What the file system says; the event is not in the record then.
    pub fn add(&mut self, at: Timestamp, event: E) -> Result<(), LogError> {
        let line = Line {
            previous: self.last.clone(),
            entry: Entry { at, event },
        };
        let text = serde_json::to_string(&line).map_err(io::Error::other)?;
        let begun = self.file.stream_position()?;
        let written = writeln!(self.file, "{text}").and_then(|()| self.file.sync_all());
        if let Err(error) = written {
            // half a line is no event; where this fails too, the next opening drops it
            let _ = self.file.set_len(begun);
            let _ = self.file.seek(SeekFrom::Start(begun));
            return Err(error.into());
        }
        self.last = Some(digest(&text));
        self.entries.push(line.entry);
        Ok(())
    }

    /// Everything that happened, first to last.
    #[must_use]
    pub fn entries(&self) -> &[Entry<E>] {
        &self.entries
    }
}

/// The lines so far, each following the one before it.
struct Chain<E> {
    last: Option<String>,
    entries: Vec<Entry<E>>,
}

impl<E: DeserializeOwned> Chain<E> {
    fn of(text: &str) -> Result<Self, LogError> {
        let mut chain = Self {
            last: None,
            entries: Vec::new(),
        };
        for (index, line) in text.lines().enumerate() {
            chain.take(line).map_err(|why| LogError::Changed {
                line: index + 1,
                why,
            })?;
        }
        Ok(chain)
    }

    fn take(&mut self, text: &str) -> Result<(), String> {
        let line: Line<E> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if line.previous != self.last {
            return Err("it does not follow the line before".to_owned());
        }
        self.last = Some(digest(text));
        self.entries.push(line.entry);
        Ok(())
    }
}

/// Without the line that a power cut left half, or that is just being written.
fn whole_lines(text: &str) -> &str {
    text.rfind('\n').map_or("", |end| &text[..=end])
}

fn read(file: &mut File) -> Result<String, LogError> {
    if file.metadata()?.len() > LARGEST {
        return Err(LogError::TooLarge);
    }
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    // a character that a power cut left half is at the end, in the line that is dropped
    let valid = bytes
        .utf8_chunks()
        .next()
        .map_or(0, |chunk| chunk.valid().len());
    let rest = bytes.split_off(valid);
    if rest.contains(&b'\n') {
        let line = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
        return Err(LogError::Changed {
            line,
            why: "it is no text".to_owned(),
        });
    }
    String::from_utf8(bytes).map_err(|error| LogError::Io(io::Error::other(error)))
}

/// SHA-256, hexadecimal.
fn digest(text: &str) -> String {
    let digest = CryptoProvider::aws_lc().digest(DigestAlgorithm::Sha256, text.as_bytes());
    digest.map_or_else(
        |_| String::new(),
        |digest| super::hexadecimal(digest.as_bytes()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "event", rename_all = "kebab-case")]
    enum Word {
        Said { what: String },
    }

    fn said(what: &str) -> Word {
        Word::Said {
            what: what.to_owned(),
        }
    }

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn written(folder: &Path, words: &[&str]) -> std::path::PathBuf {
        let path = folder.join("journal.jsonl");
        let mut log = Log::open(&path).unwrap();
        for word in words {
            log.add(NOW, said(word)).unwrap();
        }
        path
    }

    fn words(path: &Path) -> Result<Vec<String>, LogError> {
        let log: Log<Word> = Log::open(path)?;
        let said = log.entries().iter().map(|entry| match &entry.event {
            Word::Said { what } => what.clone(),
        });
        Ok(said.collect())
    }

    #[test]
    fn what_was_added_is_there_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path(), &["một", "hai"]);
        assert_eq!(words(&path).unwrap(), ["một", "hai"]);
        let mut log = Log::open(&path).unwrap();
        log.add(NOW, said("ba")).unwrap();
        drop(log);
        assert_eq!(words(&path).unwrap(), ["một", "hai", "ba"]);
    }

    #[test]
    fn a_line_that_a_power_cut_left_half_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path(), &["một", "hai"]);
        let whole = std::fs::read(&path).unwrap();
        let first = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        for cut in first..whole.len() {
            std::fs::write(&path, &whole[..cut]).unwrap();
            assert_eq!(words(&path).unwrap(), ["một"], "cut at {cut}");
            let mut log = Log::open(&path).unwrap();
            log.add(NOW, said("hai")).unwrap();
            drop(log);
            assert_eq!(std::fs::read(&path).unwrap(), whole);
        }
    }

    #[test]
    fn a_line_that_was_changed_or_taken_out_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path(), &["một", "hai", "ba"]);
        let whole = std::fs::read_to_string(&path).unwrap();
        let line_of = |text: &str| {
            std::fs::write(&path, text).unwrap();
            match words(&path) {
                Err(LogError::Changed { line, .. }) => line,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(line_of(&whole.replace("một", "mốt")), 2);
        let without: Vec<&str> = whole.lines().filter(|line| !line.contains("hai")).collect();
        assert_eq!(line_of(&format!("{}\n", without.join("\n"))), 2);
        assert_eq!(line_of("{}\n"), 1);
        std::fs::write(&path, b"\xff\xff\n").unwrap();
        assert!(matches!(
            words(&path),
            Err(LogError::Changed { line: 1, .. })
        ));
    }

    #[test]
    fn one_writes_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path(), &["một"]);
        let log: Log<Word> = Log::open(&path).unwrap();
        assert!(matches!(words(&path), Err(LogError::InUse)));
        drop(log);
        assert_eq!(words(&path).unwrap(), ["một"]);
    }
}
