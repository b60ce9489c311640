//! An X.509 certificate: a parsed view over its own bytes.

mod bundle;
mod extensions;
mod key;
mod name;
mod name_comparison;
mod name_display;
mod parse;
mod pem;
mod serial;
mod time;

use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::Range;
use std::sync::{Arc, OnceLock};

use der::Decode;
use der::asn1::ObjectIdentifier;
use jiff::Timestamp;
use spki::AlgorithmIdentifierRef;

use crate::algorithms::SignatureAlgorithm;
use crate::error::{CertificateError, UnsupportedAlgorithm};
use crate::pem::{Encoding, der_or_pem};
use crate::provider::sha256;

pub use bundle::BundleForm;
pub use extensions::{AuthorityKeyIdentifier, BasicConstraints, Extension, KeyUsage};
pub use key::{Curve, PublicKeyKind};
pub use name::{Attribute, DistinguishedName, RelativeDistinguishedName};
pub use serial::SerialNumber;

pub(crate) use extensions::GeneralName;
pub(crate) use extensions::oids as extension_oids;
pub(crate) use name_comparison::ComparisonKey as NameKey;
pub(crate) use time::read as read_time;

/// A certificate (chứng thư chữ ký số), RFC 5280 §4.1:
///
/// ```text
/// Certificate ::= SEQUENCE {
///     tbsCertificate       TBSCertificate,
///     signatureAlgorithm   AlgorithmIdentifier,
///     signatureValue       BIT STRING }
/// ```
///
/// The bytes are kept and never written anew: signatures and fingerprints are computed over what was received.
/// Two certificates are equal when their bytes are. Cloning is cheap.
///
/// A `Certificate` is well formed and nothing more: it is *not* trusted. See [`find_path`](crate::find_path).
#[derive(Clone)]
pub struct Certificate {
    inner: Arc<Parsed>,
}

struct Parsed {
    der: Vec<u8>,
    tbs: Range<usize>,
    version: u8,
    serial: SerialNumber,
    inner_algorithm: Range<usize>,
    issuer: DistinguishedName,
    not_before: Timestamp,
    not_after: Timestamp,
    subject: DistinguishedName,
    spki: Range<usize>,
    public_key_kind: PublicKeyKind,
    extensions: extensions::Extensions,
    outer_algorithm: Range<usize>,
    signature: Range<usize>,
    forms: Forms,
    fingerprint: OnceLock<[u8; 32]>,
}

/// How some fields were written, for those who insist on the RFC's form.
#[derive(Clone, Copy)]
pub(crate) struct Forms {
    /// No needless leading octets in the serial number.
    pub(crate) serial_is_shortest: bool,
    /// UTCTime and GeneralizedTime as §4.1.2.5 demands.
    pub(crate) times_are_due: bool,
    /// issuerUniqueID or subjectUniqueID is there.
    pub(crate) has_unique_identifiers: bool,
}

impl Certificate {
    /// Reads one DER certificate; nothing may follow it.
    ///
    /// # Errors
    /// The first defect and its offset.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        parse::certificate(der).map(|parsed| Self {
            inner: Arc::new(parsed),
        })
    }

    /// Reads the first certificate of a PEM text (RFC 7468 §5).
    ///
    /// # Errors
    /// No certificate in it, a damaged one, or one that [`Self::from_der`] refuses.
    pub fn from_pem(text: &[u8]) -> Result<Self, CertificateError> {
        let mut all = Self::many_from_pem(text)?;
        Ok(all.swap_remove(0))
    }

    /// Reads every certificate of a PEM text, in order; other blocks (keys, say) are passed over. Never empty.
    ///
    /// # Errors
    /// As [`Self::from_pem`].
    pub fn many_from_pem(text: &[u8]) -> Result<Vec<Self>, CertificateError> {
        pem::certificates(text)?
            .iter()
            .map(|der| Self::from_der(der))
            .collect()
    }

    /// Reads a certificate in DER, the certificates of a bundle (`.p7b`, `.p7c`: a SignedData, whatever it signs, RFC 5652
    /// §5.1), or, tolerated and named in the answer, those of a PEM text. Never empty.
    ///
    /// # Errors
    /// As [`Self::from_der`] and [`Self::many_from_pem`]; a bundle without certificates.
    pub fn read_any(bytes: &[u8]) -> Result<(Vec<Self>, Encoding), CertificateError> {
        let labels = [pem::LABELS, bundle::LABELS].concat();
        let (blocks, encoding) = der_or_pem(bytes, &labels)?;
        let all: Result<Vec<_>, _> = blocks.iter().map(|der| bundle::certificates(der)).collect();
        Ok((all?.concat(), encoding))
    }

    /// PEM text with line ends LF (RFC 7468 §5.1).
    #[must_use]
    pub fn to_pem(&self) -> String {
        pem::encode(self.der())
    }

    fn slice(&self, range: &Range<usize>) -> &[u8] {
        self.inner.der.get(range.clone()).unwrap_or_default()
    }

    /// The whole certificate as received.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.inner.der
    }

    /// `tbsCertificate`, header included: what the issuer signed (RFC 5280 §4.1.1.3).
    #[must_use]
    pub fn tbs_der(&self) -> &[u8] {
        self.slice(&self.inner.tbs)
    }

    /// 1, 2 or 3 (RFC 5280 §4.1.2.1).
    #[must_use]
    pub fn version(&self) -> u8 {
        self.inner.version
    }

    /// RFC 5280 §4.1.2.2.
    #[must_use]
    pub fn serial(&self) -> &SerialNumber {
        &self.inner.serial
    }

    /// Who signed it (RFC 5280 §4.1.2.4).
    #[must_use]
    pub fn issuer(&self) -> &DistinguishedName {
        &self.inner.issuer
    }

    /// The issuer's name as encoded.
    #[must_use]
    pub fn issuer_der(&self) -> &[u8] {
        self.inner.issuer.der()
    }

    /// Whose certificate it is (RFC 5280 §4.1.2.6).
    #[must_use]
    pub fn subject(&self) -> &DistinguishedName {
        &self.inner.subject
    }

    /// The subject's name as encoded.
    #[must_use]
    pub fn subject_der(&self) -> &[u8] {
        self.inner.subject.der()
    }

    /// First instant of validity (RFC 5280 §4.1.2.5).
    #[must_use]
    pub fn not_before(&self) -> Timestamp {
        self.inner.not_before
    }

    /// Last instant of validity, inclusive. `99991231235959Z`, "no end" (RFC 5280 §4.1.2.5), is [`Timestamp::MAX`].
    #[must_use]
    pub fn not_after(&self) -> Timestamp {
        self.inner.not_after
    }

    /// Whether `at` lies within the validity, both ends included (RFC 5280 §4.1.2.5), to the second: certificates
    /// know nothing finer, so the last second counts to its end.
    #[must_use]
    pub fn is_within_validity(&self, at: Timestamp) -> bool {
        self.not_before() <= at && at.as_second() <= self.not_after().as_second()
    }

    /// `SubjectPublicKeyInfo` as encoded (RFC 5280 §4.1.2.7).
    #[must_use]
    pub fn spki_der(&self) -> &[u8] {
        self.slice(&self.inner.spki)
    }

    /// What kind of key it is, and how large.
    #[must_use]
    pub fn public_key_kind(&self) -> PublicKeyKind {
        self.inner.public_key_kind
    }

    /// `signatureAlgorithm` as encoded (RFC 5280 §4.1.1.2).
    #[must_use]
    pub fn signature_algorithm_der(&self) -> &[u8] {
        self.slice(&self.inner.outer_algorithm)
    }

    /// The algorithm its issuer signed it with (RFC 5280 §4.1.1.2).
    ///
    /// # Errors
    /// One that has no name here.
    pub fn signature_algorithm(&self) -> Result<SignatureAlgorithm, UnsupportedAlgorithm> {
        let identifier = AlgorithmIdentifierRef::from_der(self.signature_algorithm_der())
            .map_err(|_| UnsupportedAlgorithm::new("unreadable AlgorithmIdentifier"))?;
        SignatureAlgorithm::from_identifier(identifier, None)
    }

    /// Whether the algorithm inside the signed part is the one outside (RFC 5280 §4.1.1.2: they must be the same).
    #[must_use]
    pub fn algorithm_identifiers_agree(&self) -> bool {
        self.slice(&self.inner.inner_algorithm) == self.signature_algorithm_der()
    }

    /// The signature value (RFC 5280 §4.1.1.3).
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        self.slice(&self.inner.signature)
    }

    /// SHA-256 over [`Self::der`].
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        *self.inner.fingerprint.get_or_init(|| sha256(self.der()))
    }

    pub(crate) fn forms(&self) -> Forms {
        self.inner.forms
    }

    /// Subject and issuer are the same name (RFC 5280 §3.2: a self-issued certificate).
    #[must_use]
    pub fn is_self_issued(&self) -> bool {
        self.subject() == self.issuer()
    }

    /// Every extension in order, duplicates included (RFC 5280 §4.2).
    pub fn extensions(&self) -> impl Iterator<Item = Extension<'_>> {
        self.inner.extensions.all.iter().map(|entry| Extension {
            oid: entry.oid,
            critical: entry.critical,
            value: self.slice(&entry.value),
            offset: entry.value.start,
        })
    }

    /// The first extension with this identifier.
    #[must_use]
    pub fn extension(&self, oid: &ObjectIdentifier) -> Option<Extension<'_>> {
        self.extensions().find(|extension| extension.oid == *oid)
    }

    /// An identifier that occurs more than once (RFC 5280 §4.2 forbids it).
    #[must_use]
    pub fn duplicate_extension(&self) -> Option<ObjectIdentifier> {
        self.inner.extensions.duplicate
    }

    /// RFC 5280 §4.2.1.3.
    #[must_use]
    pub fn key_usage(&self) -> Option<KeyUsage> {
        self.inner.extensions.key_usage
    }

    /// RFC 5280 §4.2.1.12.
    #[must_use]
    pub fn extended_key_usage(&self) -> Option<&[ObjectIdentifier]> {
        self.inner.extensions.extended_key_usage.as_deref()
    }

    /// Whether the extended key usage is marked critical; `false` without one.
    #[must_use]
    pub fn extended_key_usage_is_critical(&self) -> bool {
        self.extension(&extension_oids::EXTENDED_KEY_USAGE)
            .is_some_and(|extension| extension.critical)
    }

    /// RFC 5280 §4.2.1.9.
    #[must_use]
    pub fn basic_constraints(&self) -> Option<BasicConstraints> {
        self.inner.extensions.basic_constraints
    }

    /// RFC 5280 §4.2.1.2.
    #[must_use]
    pub fn subject_key_identifier(&self) -> Option<&[u8]> {
        self.inner
            .extensions
            .subject_key_identifier
            .as_ref()
            .map(|range| self.slice(range))
    }

    /// RFC 5280 §4.2.1.1.
    #[must_use]
    pub fn authority_key_identifier(&self) -> Option<&AuthorityKeyIdentifier> {
        self.inner.extensions.authority_key_identifier.as_ref()
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner) || self.fingerprint() == other.fingerprint()
    }
}

impl Eq for Certificate {}

/// By the fingerprint: searches look certificates up a hundred thousand times, whatever their size.
impl Hash for Certificate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.fingerprint().hash(state);
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Certificate({}, serial {})",
            self.subject(),
            self.serial()
        )
    }
}
