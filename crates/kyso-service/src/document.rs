//! A document that came in.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;

use crate::problem::{Code, Problem};

/// What file systems take. Ours.
const LONGEST_NAME: usize = 255;

/// A document of one request, with its digest. It is gone when this is dropped.
pub struct Document {
    name: String,
    length: u64,
    sha256: String,
    kept: Kept,
}

enum Kept {
    Memory(Arc<[u8]>),
    File { path: PathBuf, _room: TempDir },
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
    pub(crate) fn in_memory(octets: Vec<u8>, sha256: String) -> Self {
        Self {
            name: String::new(),
            length: octets.len() as u64,
            sha256,
            kept: Kept::Memory(octets.into()),
        }
    }

    pub(crate) fn in_file(room: TempDir, path: PathBuf, length: u64, sha256: String) -> Self {
        Self {
            name: String::new(),
            length,
            sha256,
            kept: Kept::File { path, _room: room },
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

    /// The octets.
    pub fn content(&self) -> Content<'_> {
        match &self.kept {
            Kept::Memory(octets) => Content::Memory(octets),
            Kept::File { path, .. } => Content::File(path),
        }
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
