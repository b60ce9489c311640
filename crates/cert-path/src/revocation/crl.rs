//! Certificate revocation lists (danh sách chứng thư bị thu hồi), RFC 5280 §5 and §6.3.

mod collected;
mod delta;
mod entry;
mod extensions;
mod frame;
mod head;
mod issuing_point;
mod iterate;
mod lookup;
mod memory;
mod points;
mod quick;
mod reader;
mod reasons;
#[cfg(test)]
mod rollover_tests;
mod scope;
mod signer;
mod state;
mod walk;

use core::fmt;
use core::hash::{Hash, Hasher};
use std::sync::Arc;

use der::Decode;
use jiff::Timestamp;
use spki::AlgorithmIdentifierRef;

use self::frame::Frame;
use self::head::Head;
use self::lookup::Known;
use crate::algorithms::{DigestAlgorithm, SignatureAlgorithm};
use crate::certificate::{AuthorityKeyIdentifier, DistinguishedName, SerialNumber};
use crate::error::{CertificateError, UnsupportedAlgorithm};
use crate::pem::{self, Encoding};
use crate::provider::CryptoProvider;
use crate::source::ByteSource;

pub use entry::CrlEntry;
pub use iterate::CrlEntries;
pub(crate) use memory::Memory;
pub(crate) use state::state;

/// A CRL (RFC 5280 §5.1):
///
/// ```text
/// CertificateList ::= SEQUENCE {
///     tbsCertList          TBSCertList,
///     signatureAlgorithm   AlgorithmIdentifier,
///     signatureValue       BIT STRING }
/// ```
///
/// Its head is read; its entries stay where they are until a certificate is looked for, and are then walked in pieces: a
/// mirror CRL of 100 MB costs a few hundred kB of memory. Like a [`Certificate`](crate::Certificate) it is well formed
/// and nothing more: signature, scope and signer are judged by [`find_path`](crate::find_path).
///
/// Cloning is cheap; two are equal when their bytes are. What was computed over the bytes is kept and shared by clones.
#[derive(Clone)]
pub struct Crl {
    inner: Arc<Inner>,
}

struct Inner {
    source: Arc<dyn ByteSource>,
    frame: Frame,
    fingerprint: [u8; 32],
    head: Head,
    known: Known,
}

impl Inner {
    fn is_indirect(&self) -> bool {
        let point = &self.head.extensions.issuing_point;
        point.as_ref().is_some_and(|point| point.indirect)
    }

    /// The signed part, whole.
    fn signed(&self, limit: usize) -> Result<Vec<u8>, CertificateError> {
        let (before, after) = self.frame.around(&self.head.signed);
        let entries = reader::bytes(&*self.source, self.head.entries.clone(), limit)?;
        Ok([before, &entries, after].concat())
    }
}

/// RFC 7468 §6; and the label without the prefix, which BoringSSL and others write.
const LABELS: &[&str] = &["X509 CRL", "CRL"];

impl Crl {
    /// Reads one DER `CertificateList`, every entry of it; nothing may follow it.
    ///
    /// # Errors
    /// The first defect and its offset.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        let bytes: Arc<[u8]> = der.into();
        let crl = Self::from_source(Arc::new(bytes))?;
        crl.entries().try_for_each(|entry| entry.map(|_| ()))?;
        Ok(crl)
    }

    /// Reads every CRL of a PEM text (RFC 7468 §6), in order; other blocks are passed over. Never empty.
    ///
    /// # Errors
    /// No CRL in it, a damaged one, or one that [`Self::from_der`] refuses.
    pub fn many_from_pem(text: &[u8]) -> Result<Vec<Self>, CertificateError> {
        let blocks = pem::blocks(text, LABELS)?;
        blocks.iter().map(|der| Self::from_der(der)).collect()
    }

    /// Reads DER, or PEM where DER is due: tolerated, and told.
    ///
    /// # Errors
    /// As [`Self::from_der`] and [`Self::many_from_pem`].
    pub fn read_any(bytes: &[u8]) -> Result<(Vec<Self>, Encoding), CertificateError> {
        let (all, encoding) = pem::der_or_pem(bytes, LABELS)?;
        let crls: Result<_, _> = all.iter().map(|der| Self::from_der(der)).collect();
        Ok((crls?, encoding))
    }

    /// Reads a DER `CertificateList` that may be too large to be held in memory: hashes it once, and reads all but its
    /// entries. Those are checked when they are walked.
    ///
    /// # Errors
    /// As [`Self::from_der`]; or the source fails, or changes while it is read.
    pub fn from_source(source: Arc<dyn ByteSource>) -> Result<Self, CertificateError> {
        let frame = Frame::read(&*source)?;
        let head = head::read(&frame)?;
        frame.agrees(&head.entries)?;
        let fingerprint = fingerprint(&*source, &frame)?;
        let inner = Inner {
            source,
            frame,
            fingerprint,
            head,
            known: Known::default(),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Where the bytes are.
    #[must_use]
    pub fn source(&self) -> &Arc<dyn ByteSource> {
        &self.inner.source
    }

    /// SHA-256 of the whole.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        self.inner.fingerprint
    }

    /// 1 or 2 (RFC 5280 §5.1.2.1).
    #[must_use]
    pub fn version(&self) -> u8 {
        self.inner.head.version
    }

    /// Who signed it (RFC 5280 §5.1.2.3).
    #[must_use]
    pub fn issuer(&self) -> &DistinguishedName {
        &self.inner.head.issuer
    }

    /// When it was issued (RFC 5280 §5.1.2.4).
    #[must_use]
    pub fn this_update(&self) -> Timestamp {
        self.inner.head.this_update
    }

    /// When the next one is due (RFC 5280 §5.1.2.5).
    #[must_use]
    pub fn next_update(&self) -> Option<Timestamp> {
        self.inner.head.next_update
    }

    /// `cRLNumber` (RFC 5280 §5.2.3).
    #[must_use]
    pub fn number(&self) -> Option<&SerialNumber> {
        self.inner.head.extensions.number.as_ref()
    }

    /// Whether its list of revoked certificates is there and empty, which RFC 5280 §5.1.2.6 forbids. It is read as none,
    /// unless [`CertificateProfile::Rfc5280`](crate::CertificateProfile::Rfc5280) is demanded.
    #[must_use]
    pub fn has_empty_list(&self) -> bool {
        self.inner.head.has_empty_list
    }

    /// Whether it lists only what changed since a complete CRL (RFC 5280 §5.2.4).
    #[must_use]
    pub fn is_delta(&self) -> bool {
        self.base_number().is_some()
    }

    /// Of a delta CRL: the number of the complete CRL it begins from (RFC 5280 §5.2.4).
    #[must_use]
    pub fn base_number(&self) -> Option<&SerialNumber> {
        self.inner.head.extensions.base_number.as_ref()
    }

    /// Whether it may list certificates of other issuers (`indirectCRL`, RFC 5280 §5.2.5).
    #[must_use]
    pub fn is_indirect(&self) -> bool {
        self.inner.is_indirect()
    }

    /// Certificates that expired from this instant on are kept on the list (`expiredCertsOnCRL`, X.509 §9.5.2.8).
    /// Without it they may be dropped (RFC 5280 §3.3).
    #[must_use]
    pub fn keeps_expired_since(&self) -> Option<Timestamp> {
        self.inner.head.extensions.keeps_expired_since
    }

    /// The algorithm it is signed with (RFC 5280 §5.1.1.2).
    ///
    /// # Errors
    /// One that has no name here.
    pub fn signature_algorithm(&self) -> Result<SignatureAlgorithm, UnsupportedAlgorithm> {
        let identifier = AlgorithmIdentifierRef::from_der(&self.inner.head.algorithm)
            .map_err(|_| UnsupportedAlgorithm::new("unreadable AlgorithmIdentifier"))?;
        SignatureAlgorithm::from_identifier(identifier, None)
    }

    /// Which key signed it (RFC 5280 §5.2.1): a hint.
    #[must_use]
    pub fn authority_key_identifier(&self) -> Option<&AuthorityKeyIdentifier> {
        self.inner.head.extensions.authority_key.as_ref()
    }

    /// Where the delta CRLs for it may be had (`freshestCRL`, RFC 5280 §5.2.6); only addresses.
    #[must_use]
    pub fn delta_addresses(&self) -> Vec<String> {
        points::addresses(&self.inner.head.extensions.freshest)
    }

    /// Where the certificate of its signer may be had (RFC 5280 §5.2.7, `id-ad-caIssuers`).
    #[must_use]
    pub fn aia_ca_issuers(&self) -> &[String] {
        &self.inner.head.extensions.ca_issuers
    }

    /// Every entry in order, as it stands in the list. Takes as long as the list is; holds one piece of it at a time.
    #[must_use]
    pub fn entries(&self) -> CrlEntries<'_> {
        CrlEntries::of(self)
    }
}

fn fingerprint(source: &dyn ByteSource, frame: &Frame) -> Result<[u8; 32], CertificateError> {
    let hasher = CryptoProvider::aws_lc().hasher(DigestAlgorithm::Sha256);
    let mut hasher = hasher.expect("SHA-256 is offered");
    let (before, after) = frame.around(&(0..frame.length()));
    hasher.update(before);
    walk::each_piece(source, frame.entries(), |bytes| hasher.update(bytes))?;
    hasher.update(after);
    let digest = hasher.finish();
    Ok(digest.as_bytes().try_into().expect("SHA-256 has 32 octets"))
}

impl PartialEq for Crl {
    fn eq(&self, other: &Self) -> bool {
        self.fingerprint() == other.fingerprint()
    }
}

impl Eq for Crl {}

impl Hash for Crl {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.fingerprint().hash(state);
    }
}

impl fmt::Debug for Crl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Crl({}, {})", self.issuer(), self.this_update())
    }
}
