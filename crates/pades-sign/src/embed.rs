//! Container + hole → [`SignedDocument`].

use std::fmt;

use pdf_revisions::{Concatenated, SharedSource};

use crate::attributes::Assembled;
use crate::dictionary::ByteRange;
use crate::error::SignError;
use crate::hex;
use crate::prepare::PreparedDocument;
use crate::record::{NotChecked, SigningRecord};

impl Assembled {
    /// Writes the container into the hole.
    ///
    /// # Errors
    /// [`SignError::ReservationTooSmall`], with both numbers; nothing is written.
    pub fn embed(self) -> Result<SignedDocument, SignError> {
        let record = self.record();
        let PreparedDocument {
            base,
            mut tail,
            byte_range,
            ..
        } = self.prepared;
        let base_length = base.len();
        fill_hole(&mut tail, base_length, &byte_range, self.container.der())?;
        Ok(SignedDocument { base, tail, record })
    }

    fn record(&self) -> SigningRecord {
        let PreparedDocument {
            base,
            byte_range,
            digest,
            facts,
            ..
        } = &self.prepared;
        let mut not_checked = self.signer.not_checked().to_vec();
        if self.timestamp.is_none() {
            not_checked.push(NotChecked::SigningTime);
        }
        SigningRecord {
            version: 1,
            field: facts.field.clone(),
            field_created: facts.field_created,
            certification: facts.request.certification,
            under_certification: facts.under_certification,
            sub_filter: facts.request.sub_filter,
            claimed_signing_time: facts.request.signing_time,
            visible: facts.visible.clone(),
            algorithm: self.signer.algorithm().to_string(),
            digest_algorithm: digest.algorithm().name().to_owned(),
            document_digest: hex::encode(digest.as_bytes()),
            byte_range: byte_range.numbers(),
            base_length: base.len(),
            reserved: self.prepared.reserved(),
            used: self.container.der().len(),
            signer: crate::record::CertificateSummary::of(self.signer.certificate()),
            timestamp: self.timestamp.clone(),
            check: self.signer.how_checked().clone(),
            not_checked,
        }
    }
}

/// The rest of the hole keeps its zeros: padding after the DER value (ISO 32000-2 §12.8.1, table 255).
pub(crate) fn fill_hole(
    tail: &mut [u8],
    base_length: u64,
    byte_range: &ByteRange,
    container: &[u8],
) -> Result<(), SignError> {
    let hole = byte_range.hole();
    let in_tail = |offset: u64| {
        usize::try_from(offset - base_length).expect("the hole is in the tail, which is in memory")
    };
    let digits = &mut tail[in_tail(hole.start) + 1..in_tail(hole.end) - 1];
    let (reserved, needed) = (digits.len() / 2, container.len());
    if needed > reserved {
        return Err(SignError::ReservationTooSmall { reserved, needed });
    }
    for (pair, &byte) in digits.chunks_exact_mut(2).zip(container) {
        pair.copy_from_slice(&hex::digits(byte));
    }
    Ok(())
}

/// The signed file: the earlier bytes untouched, and what follows them.
pub struct SignedDocument {
    base: SharedSource,
    tail: Vec<u8>,
    record: SigningRecord,
}

impl SignedDocument {
    /// What follows the base.
    #[must_use]
    pub fn tail(&self) -> &[u8] {
        &self.tail
    }

    /// What was checked, and what was not.
    #[must_use]
    pub fn record(&self) -> &SigningRecord {
        &self.record
    }

    /// The file, to be read and written, and the record, to be kept.
    #[must_use]
    pub fn into_parts(self) -> (Concatenated, SigningRecord) {
        (Concatenated::new(self.base, self.tail), self.record)
    }
}

impl fmt::Debug for SignedDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedDocument")
            .field("record", &self.record)
            .finish_non_exhaustive()
    }
}
