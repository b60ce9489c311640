//! A file with one more revision that is nobody's signature: validation material, or a document time-stamp.

use std::fmt;

use pdf_revisions::{Concatenated, SharedSource};

/// The earlier bytes untouched, and what follows them.
pub struct ExtendedDocument {
    base: SharedSource,
    tail: Vec<u8>,
}

impl ExtendedDocument {
    pub(crate) fn new(base: SharedSource, tail: Vec<u8>) -> Self {
        Self { base, tail }
    }

    /// What follows the base.
    #[must_use]
    pub fn tail(&self) -> &[u8] {
        &self.tail
    }

    /// The file, to be read and written.
    #[must_use]
    pub fn into_source(self) -> Concatenated {
        Concatenated::new(self.base, self.tail)
    }
}

impl fmt::Debug for ExtendedDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtendedDocument")
            .field("added", &self.tail.len())
            .finish_non_exhaustive()
    }
}
