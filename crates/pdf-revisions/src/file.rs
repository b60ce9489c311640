//! A PDF file: its revisions.

use std::sync::Arc;

use crate::{Anomaly, Limits, PdfError, Revision, SharedSource, View};

/// A PDF file, read lazily. Cheap to clone.
#[derive(Clone)]
pub struct PdfFile {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    source: SharedSource,
    revisions: Vec<Revision>,
    anomalies: Vec<Anomaly>,
}

impl PdfFile {
    /// Reads the end of the file, the chain of cross-reference sections and their trailers.
    ///
    /// # Errors
    ///
    /// When the file is no PDF, or its cross-reference is broken: nothing is repaired.
    pub fn open(source: SharedSource) -> Result<Self, PdfError> {
        Self::open_with(source, Limits::default())
    }

    /// [`PdfFile::open`] with other limits.
    ///
    /// # Errors
    ///
    /// As [`PdfFile::open`].
    pub fn open_with(source: SharedSource, limits: Limits) -> Result<Self, PdfError> {
        todo!("{} {limits:?}", source.len())
    }

    /// The bytes.
    #[must_use]
    pub fn source(&self) -> &SharedSource {
        &self.inner.source
    }

    /// How many bytes the file has.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a PDF file is never empty")]
    pub fn len(&self) -> u64 {
        self.inner.source.len()
    }

    /// The version: the header's or the catalog's, whichever is later (ISO 32000-2 §7.2.2).
    #[must_use]
    pub fn version(&self) -> (u8, u8) {
        todo!()
    }

    /// The revisions, oldest first; never empty. The two parts of a linearised file are one revision.
    #[must_use]
    pub fn revisions(&self) -> &[Revision] {
        &self.inner.revisions
    }

    /// The document as of revision `revision`; an index past the newest means the newest.
    #[must_use]
    pub fn at(&self, revision: usize) -> View<'_> {
        View {
            file: self,
            revision: revision.min(self.revisions().len().saturating_sub(1)),
        }
    }

    /// The document as it is now.
    #[must_use]
    pub fn newest(&self) -> View<'_> {
        self.at(usize::MAX)
    }

    /// What was noticed while opening.
    #[must_use]
    pub fn anomalies(&self) -> &[Anomaly] {
        &self.inner.anomalies
    }

    /// What was noticed later, while objects were read; grows as more is read.
    #[must_use]
    pub fn reading_anomalies(&self) -> Vec<Anomaly> {
        todo!()
    }

    /// Is the document encrypted? Then it opens, but strings and streams are not readable.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        todo!()
    }
}
