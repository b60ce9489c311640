//! A source followed by more bytes: a file and the revision appended to it.

use std::io;
use std::sync::Arc;

use super::{SharedSource, Source};

/// `base` followed by `tail`: what signing produces, without copying the base.
#[derive(Clone)]
pub struct Concatenated {
    base: SharedSource,
    tail: Arc<[u8]>,
}

impl Concatenated {
    /// `base` followed by `tail`.
    #[must_use]
    pub fn new(base: SharedSource, tail: impl Into<Arc<[u8]>>) -> Self {
        Self {
            base,
            tail: tail.into(),
        }
    }

    /// The first part.
    #[must_use]
    pub fn base(&self) -> &SharedSource {
        &self.base
    }

    /// The bytes after it.
    #[must_use]
    pub fn tail(&self) -> &Arc<[u8]> {
        &self.tail
    }
}

impl Source for Concatenated {
    fn len(&self) -> u64 {
        self.base.len().saturating_add(self.tail.len())
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let base_length = self.base.len();
        if offset >= base_length {
            return self.tail.read_at(offset - base_length, buffer);
        }
        let in_base = usize::try_from(base_length - offset)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        let (first, second) = buffer.split_at_mut(in_base);
        self.tail.read_at(0, second)?;
        self.base.read_at(offset, first)
    }
}

impl std::fmt::Debug for Concatenated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Concatenated")
            .field("base", &self.base.len())
            .field("tail", &self.tail.len())
            .finish()
    }
}
