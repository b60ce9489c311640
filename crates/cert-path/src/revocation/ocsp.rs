//! OCSP responses (câu trả lời trạng thái chứng thư trực tuyến), RFC 6960.
//!
//! - [`read`]: bytes → [`OcspResponse`]
//! - [`cert_id`]: which certificate an answer is about
//! - [`answer`]: what one response says of one certificate
//! - [`responder`]: who may sign it
//! - [`request`]: asking, and whether a response answers what was asked

mod answer;
mod cert_id;
mod extensions;
mod read;
mod request;
mod responder;
mod response;
mod signature;

use core::fmt;
use core::hash::{Hash, Hasher};
use std::sync::Arc;

use der::Decode;
use spki::AlgorithmIdentifierRef;

pub use cert_id::CertId;
pub use request::{NoAnswer, NonceCheck, OcspRequest, OcspRequestError};
pub use response::{BasicOcspResponse, OcspCertStatus, OcspStatus, ResponderId, SingleResponse};

pub(crate) use answer::state;
pub(crate) use signature::Verified;

use crate::algorithms::SignatureAlgorithm;
use crate::error::{CertificateError, UnsupportedAlgorithm};
use crate::pem::{self, Encoding};
use crate::provider::sha256;

/// An `OCSPResponse`, its bytes kept:
///
/// ```text
/// OCSPResponse ::= SEQUENCE {
///     responseStatus     OCSPResponseStatus,
///     responseBytes  [0] EXPLICIT ResponseBytes OPTIONAL }
/// ```
///
/// Well formed and nothing more (RFC 6960 §4.2.1): who signed it, and whether they may, is asked by
/// [`find_path`](crate::find_path). One that is not successful ([`Self::status`]) is readable and proves nothing.
/// Cloning is cheap; two are equal when their bytes are.
///
/// ```
/// use cert_path::{OcspResponse, OcspStatus};
///
/// // SEQUENCE { ENUMERATED tryLater(3) }
/// let response = OcspResponse::from_der(&[0x30, 0x03, 0x0a, 0x01, 0x03])?;
/// assert_eq!(response.status(), OcspStatus::TryLater);
/// assert!(response.basic().is_none());
///
/// let error = OcspResponse::from_der(&[0x30, 0x03, 0x0a, 0x01, 0x07]).unwrap_err();
/// assert_eq!(error.to_string(), "unknown OCSP response status at offset 2");
/// # Ok::<(), cert_path::CertificateError>(())
/// ```
#[derive(Clone)]
pub struct OcspResponse {
    inner: Arc<Parsed>,
}

struct Parsed {
    der: Box<[u8]>,
    fingerprint: [u8; 32],
    status: OcspStatus,
    basic: Option<BasicOcspResponse>,
}

/// OpenSSL writes no PEM of responses; this is the label of those who do.
const LABELS: [&str; 1] = ["OCSP RESPONSE"];

impl OcspResponse {
    /// Reads one response; nothing may follow it.
    ///
    /// Three departures are tolerated, for nothing depends on them: the default version written out (X.690 §11.5), a
    /// serial number with needless leading octets in a [`CertId`] (§8.3.2), and an empty list of extensions (RFC 5280
    /// §4.1.2.9).
    ///
    /// # Errors
    /// The first defect and its offset; an unknown status or kind of response is one.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        let (status, basic) = read::response(der)?;
        Ok(Self {
            inner: Arc::new(Parsed {
                der: der.into(),
                fingerprint: sha256(der),
                status,
                basic,
            }),
        })
    }

    /// Reads every block labelled `OCSP RESPONSE` of a PEM text, in order; other blocks are passed over. Never empty.
    ///
    /// # Errors
    /// No such block, a damaged one, or one that [`Self::from_der`] refuses.
    pub fn many_from_pem(text: &[u8]) -> Result<Vec<Self>, CertificateError> {
        let blocks = pem::blocks(text, &LABELS)?;
        blocks.iter().map(|der| Self::from_der(der)).collect()
    }

    /// Reads a response in DER, the only form RFC 6960 knows, or, tolerated and named in the answer, those of a PEM text.
    ///
    /// # Errors
    /// As [`Self::from_der`] and [`Self::many_from_pem`].
    pub fn read_any(bytes: &[u8]) -> Result<(Vec<Self>, Encoding), CertificateError> {
        let (blocks, encoding) = pem::der_or_pem(bytes, &LABELS)?;
        let all: Result<_, _> = blocks.iter().map(|der| Self::from_der(der)).collect();
        Ok((all?, encoding))
    }

    /// As received.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.inner.der
    }

    /// SHA-256 over [`Self::der`].
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        self.inner.fingerprint
    }

    /// Whether the responder answered at all (RFC 6960 §4.2.1, `responseStatus`).
    #[must_use]
    pub fn status(&self) -> OcspStatus {
        self.inner.status
    }

    /// The answers; there are some when [`Self::status`] is successful, and only then.
    #[must_use]
    pub fn basic(&self) -> Option<&BasicOcspResponse> {
        self.inner.basic.as_ref()
    }

    /// `tbsResponseData`, header included: what the responder signed. Empty when there are no answers.
    #[must_use]
    pub fn signed_der(&self) -> &[u8] {
        self.basic().map_or(&[], |basic| self.slice(&basic.signed))
    }

    /// The signature value. Empty when there are no answers.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        self.basic()
            .map_or(&[], |basic| self.slice(&basic.signature))
    }

    /// The algorithm it is signed with.
    ///
    /// # Errors
    /// No answers, or an algorithm that has no name here.
    pub fn signature_algorithm(&self) -> Result<SignatureAlgorithm, UnsupportedAlgorithm> {
        let der = self.basic().map(|basic| self.slice(&basic.algorithm));
        let identifier = AlgorithmIdentifierRef::from_der(der.unwrap_or_default())
            .map_err(|_| UnsupportedAlgorithm::new("unreadable AlgorithmIdentifier"))?;
        SignatureAlgorithm::from_identifier(identifier, None)
    }

    fn slice(&self, range: &core::ops::Range<usize>) -> &[u8] {
        self.der().get(range.clone()).unwrap_or_default()
    }
}

impl PartialEq for OcspResponse {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner) || self.der() == other.der()
    }
}

impl Eq for OcspResponse {}

impl Hash for OcspResponse {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.der().hash(state);
    }
}

impl fmt::Debug for OcspResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OcspResponse")
            .field("status", &self.status())
            .field("basic", &self.basic())
            .finish_non_exhaustive()
    }
}
