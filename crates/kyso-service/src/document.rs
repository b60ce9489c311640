//! A document that came in.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use secrecy::SecretString;
use tempfile::TempDir;

use crate::problem::{Code, Problem};
use crate::rooms::Rooms;

/// What file systems take. Ours.
const LONGEST_NAME: usize = 255;

/// A document of one request, with its digest. It is gone when this is dropped, and everything in its room.
pub struct Document {
    name: String,
    length: u64,
    sha256: String,
    password: Option<SecretString>,
    memory: Option<Arc<[u8]>>,
    /// The file, in a folder of its own; of one in memory, where somebody asked for it.
    file: OnceLock<Filed>,
    rooms: Arc<Rooms>,
}

/// A file in a room.
pub(crate) struct Filed {
    _room: TempDir,
    pub(crate) path: PathBuf,
}

/// Where the octets are.
#[derive(Clone, Debug)]
pub enum Content<'d> {
    /// In a file, which is the document's own.
    File(&'d Path),
    /// In memory: a small one.
    Memory(&'d Arc<[u8]>),
}

impl Document {
    pub(crate) fn in_memory(octets: Vec<u8>, sha256: String, rooms: Arc<Rooms>) -> Self {
        Self {
            name: String::new(),
            length: octets.len() as u64,
            sha256,
            password: None,
            memory: Some(octets.into()),
            file: OnceLock::new(),
            rooms,
        }
    }

    pub(crate) fn in_file(filed: Filed, length: u64, sha256: String, rooms: Arc<Rooms>) -> Self {
        Self {
            name: String::new(),
            length,
            sha256,
            password: None,
            memory: None,
            file: OnceLock::from(filed),
            rooms,
        }
    }

    /// # Errors
    /// A name that is long, or that hides something from who reads it.
    pub(crate) fn named(mut self, name: Option<&str>) -> Result<Self, Problem> {
        let name = name.unwrap_or("document.pdf");
        if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            return Err(Problem::ours(
                Code::Parameter,
                "Tham số name: tối đa 255 ký tự, không có ký tự điều khiển.",
                "The parameter name: at most 255 characters, none of them a control.",
            ));
        }
        name.clone_into(&mut self.name);
        Ok(self)
    }

    pub(crate) fn opened_by(mut self, password: Option<SecretString>) -> Self {
        self.password = password;
        self
    }

    /// What its sender calls it; never a path that is opened.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// In octets.
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// Its SHA-256, hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// What its sender opens it with, where it is encrypted.
    pub const fn password(&self) -> Option<&SecretString> {
        self.password.as_ref()
    }

    /// The octets.
    pub fn content(&self) -> Content<'_> {
        match (&self.memory, self.file.get()) {
            (Some(octets), _) => Content::Memory(octets),
            (None, Some(filed)) => Content::File(&filed.path),
            (None, None) => unreachable!("a document is in memory or in a file"),
        }
    }

    /// The file, made where the document is in memory. What is written beside it goes with it.
    ///
    /// # Errors
    /// What the system says.
    pub fn path(&self) -> io::Result<&Path> {
        if let (None, Some(octets)) = (self.file.get(), &self.memory) {
            let filed = Filed::new(&self.rooms)?;
            std::fs::write(&filed.path, octets)?;
            // another thread may have been first: then this room goes
            let _ = self.file.set(filed);
        }
        Ok(&self.file.get().expect("it was made above").path)
    }
}

impl Filed {
    pub(crate) fn new(rooms: &Rooms) -> io::Result<Self> {
        let room = rooms.room()?;
        let path = room.path().join("document.pdf");
        Ok(Self { _room: room, path })
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // neither its name nor what it says: both may be about a person
        f.debug_struct("Document")
            .field("length", &self.length)
            .field("sha256", &self.sha256)
            .finish_non_exhaustive()
    }
}
