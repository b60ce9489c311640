//! A document time-stamp (dấu thời gian tài liệu): one more revision whose token covers the whole file (ISO 32000-2 §12.8.5).

use std::fmt;
use std::io;

use cades::GrantedTimestamp;
use cert_path::{CryptoProvider, Digest, DigestAlgorithm};
use pdf_revisions::{PdfFile, SharedSource};

use crate::dictionary::{ByteRange, Placeholder};
use crate::draft::Draft;
use crate::embed::fill_hole;
use crate::error::SignError;
use crate::extended::ExtendedDocument;
use crate::extensions::declare_extension;
use crate::field::Target;
use crate::prepare::{hash_document, refuse_anomalies, refuse_unsafe};
use crate::request::TIMESTAMP_ROOM;

/// What a document time-stamp is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentTimestampRequest {
    /// The partial name of the new field; `None`: the first free of `Timestamp1`, `Timestamp2`, …
    pub field: Option<String>,
    /// The algorithm of the imprint.
    pub digest: DigestAlgorithm,
    /// Bytes to keep free for the token.
    pub room: usize,
}

impl DocumentTimestampRequest {
    /// With a name of its own and room for the tokens met.
    #[must_use]
    pub fn new(digest: DigestAlgorithm) -> Self {
        Self {
            field: None,
            digest,
            room: TIMESTAMP_ROOM,
        }
    }
}

/// A file with everything in it but the token.
pub struct PreparedTimestamp {
    base: SharedSource,
    tail: Vec<u8>,
    byte_range: ByteRange,
    digest: Digest,
    field: String,
}

/// Prepares `file` for a document time-stamp in a new invisible field; `sink` gets every byte of it once and in order.
///
/// No certification forbids it: `P 1` allows document time-stamps, too (ISO 32000-2 Table 257; standing correction 131).
///
/// # Errors
/// Everything in [`SignError`] that concerns the file; an error of `sink` is [`SignError::Io`].
pub fn prepare_document_timestamp(
    file: &PdfFile,
    request: &DocumentTimestampRequest,
    provider: &CryptoProvider,
    sink: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> Result<PreparedTimestamp, SignError> {
    refuse_unsafe(file)?;
    let mut draft = Draft::new(file)?;
    if let Some(claim) = draft.archive {
        claim.allows_value(request.room)?;
    }
    let target = Target::new(&draft.view, "Timestamp", request.field.as_deref())?;
    target.allowed_by_password(file)?;
    let field = target.name.clone();
    let placeholder = Placeholder::of_timestamp(request.room);
    let stamp = draft.update.allocate()?;
    draft.update.put_sealed(stamp, placeholder.body.clone());
    target.set_value(&mut draft, stamp, None)?;
    declare_extension(&mut draft, file.version())?;
    let appended = draft.finish()?;
    refuse_anomalies(&file.reading_anomalies())?;
    let offset = appended
        .body_offset(stamp)
        .expect("the update holds what was put");
    let mut tail = appended.tail;
    let byte_range = placeholder
        .fill(&mut tail, appended.base_length, offset)
        .expect("the body is where Update put it");
    let base = file.source().clone();
    let digest = hash_document(&base, &tail, &byte_range, request.digest, provider, sink)?;
    Ok(PreparedTimestamp {
        base,
        tail,
        byte_range,
        digest,
        field,
    })
}

impl PreparedTimestamp {
    /// The digest over the `/ByteRange`: what the token is asked over.
    #[must_use]
    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// The name of its field.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Writes the token into the hole.
    ///
    /// # Errors
    /// [`SignError::OtherTimestamp`]; [`SignError::ReservationTooSmall`], with both numbers.
    pub fn embed(self, granted: &GrantedTimestamp) -> Result<ExtendedDocument, SignError> {
        let token = granted.token();
        let same = token.imprint_algorithm().ok() == Some(self.digest.algorithm())
            && token.imprint() == self.digest.as_bytes();
        if !same {
            return Err(SignError::OtherTimestamp);
        }
        let mut tail = self.tail;
        let token = token.encoded();
        fill_hole(&mut tail, self.base.len(), &self.byte_range, token)?;
        Ok(ExtendedDocument::new(self.base, tail))
    }
}

impl fmt::Debug for PreparedTimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreparedTimestamp")
            .field("field", &self.field)
            .field("byte_range", &self.byte_range)
            .finish_non_exhaustive()
    }
}
