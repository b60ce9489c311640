//! A PDF file: its revisions.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::anomaly::{Anomalies, AnomalyKind};
use crate::chain::Chain;
use crate::encryption::{self, Encryption, Handler};
use crate::object::{Object, Reference};
use crate::object_stream::Kept;
use crate::recent::{self, Recent};
use crate::revision::{self, History};
use crate::source::Reader;
use crate::xref::{Entry, Section};
use crate::{Anomaly, Limit, Limits, PdfError, Revision, SharedSource, View};

/// A PDF file, read lazily. Cheap to clone.
#[derive(Clone)]
pub struct PdfFile {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) reader: Reader,
    pub(crate) limits: Limits,
    /// Added to every offset that the file names.
    pub(crate) base: u64,
    pub(crate) object_streams: Mutex<Kept>,
    pub(crate) recent: Mutex<Recent>,
    header_version: (u8, u8),
    revisions: Vec<Revision>,
    /// Oldest first.
    sections: Vec<Section>,
    /// How many sections the revisions up to each one have.
    section_ends: Vec<usize>,
    anomalies: Vec<Anomaly>,
    /// There once an encrypted file was opened.
    pub(crate) handler: Option<Handler>,
    reading_anomalies: Mutex<Anomalies>,
    /// Bytes parsed and decoded so far.
    work: AtomicU64,
}

impl PdfFile {
    /// Reads the end of the file, the chain of cross-reference sections and their trailers. An encrypted file is opened by the empty
    /// password, as every reader does.
    ///
    /// # Errors
    ///
    /// When the file is no PDF, or its cross-reference is broken: nothing is repaired. [`crate::PdfErrorKind::PasswordNeeded`] when it is
    /// encrypted and the empty password does not open it.
    pub fn open(source: SharedSource) -> Result<Self, PdfError> {
        Self::open_with(source, Limits::default())
    }

    /// [`PdfFile::open`] with other limits.
    ///
    /// # Errors
    ///
    /// As [`PdfFile::open`].
    pub fn open_with(source: SharedSource, limits: Limits) -> Result<Self, PdfError> {
        Self::opened(source, limits, None)
    }

    /// [`PdfFile::open`] by a user or owner password, if the file is encrypted: UTF-8 text, or bytes as they are. When it does not fit,
    /// the empty password is tried too.
    ///
    /// # Errors
    ///
    /// As [`PdfFile::open`]; [`crate::PdfErrorKind::PasswordWrong`] when no password fits.
    pub fn open_with_password(source: SharedSource, password: &[u8]) -> Result<Self, PdfError> {
        Self::opened(source, Limits::default(), Some(password))
    }

    fn opened(
        source: SharedSource,
        limits: Limits,
        password: Option<&[u8]>,
    ) -> Result<Self, PdfError> {
        let mut file = Self::locked(source, limits)?;
        if let Some((handler, noticed)) = encryption::unlock(&file, password)? {
            let inner = Arc::get_mut(&mut file.inner).expect("nobody else has the file yet");
            noticed.into_iter().for_each(|anomaly| {
                if !inner.anomalies.contains(&anomaly) {
                    inner.anomalies.push(anomaly);
                }
            });
            inner.handler = Some(handler);
            // Read before it could be decrypted.
            inner.recent = Mutex::default();
        }
        Ok(file)
    }

    /// The file as it stands, encrypted values still encrypted.
    pub(crate) fn locked(source: SharedSource, limits: Limits) -> Result<Self, PdfError> {
        let reader = Reader::new(source);
        let chain = Chain::read(&reader, &limits)?;
        let (base, header_version) = (chain.base, chain.header_version);
        let History {
            revisions,
            sections,
            anomalies,
        } = revision::history(&reader, chain)?;
        let ends = revisions.iter().scan(0, |end, revision| {
            *end += revision.sections;
            Some(*end)
        });
        let inner = Inner {
            base,
            header_version,
            object_streams: Mutex::default(),
            recent: Mutex::default(),
            section_ends: ends.collect(),
            revisions,
            sections,
            anomalies: anomalies.into_vec(),
            handler: None,
            reading_anomalies: Mutex::default(),
            work: AtomicU64::new(0),
            reader,
            limits,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// The bytes.
    #[must_use]
    pub fn source(&self) -> &SharedSource {
        self.inner.reader.source()
    }

    /// How many bytes the file has.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a PDF file is never empty")]
    pub fn len(&self) -> u64 {
        self.inner.reader.len()
    }

    /// The limits it is read under.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    /// The version: the header's or the catalog's, whichever is later (ISO 32000-2 §7.5.2, table 29). A catalog that
    /// cannot be read does not count.
    #[must_use]
    pub fn version(&self) -> (u8, u8) {
        let catalog = self.newest().catalog().ok();
        let named = catalog
            .as_ref()
            .and_then(|catalog| catalog.name(b"Version"));
        let named = match named.map(|name| name.as_bytes()) {
            Some([major @ b'0'..=b'9', b'.', minor @ b'0'..=b'9']) => (major - b'0', minor - b'0'),
            _ => (0, 0),
        };
        self.inner.header_version.max(named)
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
            revision: revision.min(self.revisions().len() - 1),
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

    /// What was noticed later, while objects were read: grows as more is read.
    #[must_use]
    pub fn reading_anomalies(&self) -> Vec<Anomaly> {
        self.inner
            .reading_anomalies
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .to_vec()
    }

    /// How the document is encrypted, and who opened it; `None` when it is not.
    #[must_use]
    pub fn encryption(&self) -> Option<&Encryption> {
        self.inner
            .handler
            .as_ref()
            .map(|handler| &handler.encryption)
    }

    /// Is the document encrypted (ISO 32000-2 §7.6)? Its values are shown decrypted; what is appended is encrypted.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.revisions()
            .iter()
            .any(|revision| revision.trailer.contains(b"Encrypt"))
    }

    /// What the offsets in this file count from: 0, or where the header is.
    #[must_use]
    pub fn offset_base(&self) -> u64 {
        self.inner.base
    }
}

impl fmt::Debug for PdfFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (length, revisions) = (self.len(), self.revisions().len());
        f.debug_struct("PdfFile")
            .field("length", &length)
            .field("revisions", &revisions)
            .finish_non_exhaustive()
    }
}

impl Inner {
    /// The sections that count as of `revision`, oldest first.
    pub(crate) fn sections_as_of(&self, revision: usize) -> &[Section] {
        let end = self
            .section_ends
            .get(revision)
            .copied()
            .unwrap_or(self.sections.len());
        &self.sections[..end]
    }

    /// The sections of `revision` itself.
    pub(crate) fn sections_of(&self, revision: usize) -> &[Section] {
        let earlier = revision
            .checked_sub(1)
            .map_or(0, |before| self.sections_as_of(before).len());
        &self.sections_as_of(revision)[earlier..]
    }

    /// What the newest section as of `revision` that knows `number` says; offsets are those of the file.
    pub(crate) fn lookup(&self, revision: usize, number: u32) -> Result<Option<Entry>, PdfError> {
        Ok(self.placed(revision, number)?.map(|(entry, _)| entry))
    }

    /// [`Inner::lookup`], and where the revision ends that says so: the object lies before that, or was not there when it was saved.
    pub(crate) fn placed(
        &self,
        revision: usize,
        number: u32,
    ) -> Result<Option<(Entry, u64)>, PdfError> {
        for (index, section) in self.sections_as_of(revision).iter().enumerate().rev() {
            if let Some(entry) = section.lookup(&self.reader, number)? {
                let owner = self.section_ends.partition_point(|end| *end <= index);
                let end = self
                    .revisions
                    .get(owner)
                    .map_or(self.reader.len(), |revision| revision.range.end);
                return Ok(Some((self.in_file(entry, section), end)));
            }
        }
        Ok(None)
    }

    fn in_file(&self, entry: Entry, section: &Section) -> Entry {
        match entry {
            Entry::InUse { offset: 0, .. } => {
                self.note(Anomaly {
                    kind: AnomalyKind::XrefEntryZeroOffset,
                    offset: section.offset,
                });
                Entry::Free
            }
            Entry::InUse { offset, generation } => Entry::InUse {
                offset: offset.saturating_add(self.base),
                generation,
            },
            other => other,
        }
    }

    /// The value at `offset`, where it was read a moment ago.
    pub(crate) fn read_before(&self, offset: u64) -> Option<recent::Value> {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.get(offset)
    }

    /// Keeps a value that is likely to be asked for again; streams are not.
    pub(crate) fn keep(&self, offset: u64, reference: Reference, length: u64, object: &Object) {
        if matches!(object, Object::Stream(_)) {
            return;
        }
        let value = recent::Value {
            reference,
            length,
            object: object.clone(),
        };
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.keep(offset, value);
    }

    /// The highest object number any section knows.
    pub(crate) fn highest_number(&self) -> u32 {
        self.sections
            .iter()
            .filter_map(Section::highest)
            .max()
            .unwrap_or(0)
    }

    /// Counts bytes parsed or decoded against [`Limits::work`].
    pub(crate) fn charge(&self, bytes: u64, offset: u64) -> Result<(), PdfError> {
        let before = self.work.fetch_add(bytes, Ordering::Relaxed);
        let allowed = self
            .limits
            .work
            .saturating_add(self.reader.len().saturating_mul(16));
        if before > allowed {
            Err(PdfError::limit(Limit::Work, offset))
        } else {
            Ok(())
        }
    }

    pub(crate) fn note(&self, anomaly: Anomaly) {
        self.reading_anomalies
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .add(anomaly);
    }
}
