//! The parts of a response (RFC 6960 §4.2.1).

use core::fmt;
use core::ops::Range;

use der::asn1::ObjectIdentifier;
use jiff::Timestamp;

use super::CertId;
use crate::certificate::{Certificate, DistinguishedName};
use crate::revocation::Revoked;

/// `OCSPResponseStatus ::= ENUMERATED` (RFC 6960 §4.2.1, meanings in §2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OcspStatus {
    /// 0: there are answers.
    Successful,
    /// 1: the request does not have the form of one.
    MalformedRequest,
    /// 2: the responder failed.
    InternalError,
    /// 3: later, perhaps.
    TryLater,
    /// 5: only signed requests are answered.
    SigRequired,
    /// 6: not for this client, or not about this certificate.
    Unauthorized,
}

impl OcspStatus {
    /// From the number of the ENUMERATED; 4 and numbers above 6 have no meaning.
    #[must_use]
    pub const fn from_number(number: u8) -> Option<Self> {
        Some(match number {
            0 => Self::Successful,
            1 => Self::MalformedRequest,
            2 => Self::InternalError,
            3 => Self::TryLater,
            5 => Self::SigRequired,
            6 => Self::Unauthorized,
            _ => return None,
        })
    }
}

impl fmt::Display for OcspStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Successful => "successful",
            Self::MalformedRequest => "malformedRequest",
            Self::InternalError => "internalError",
            Self::TryLater => "tryLater",
            Self::SigRequired => "sigRequired",
            Self::Unauthorized => "unauthorized",
        })
    }
}

/// The signed answers:
///
/// ```text
/// BasicOCSPResponse ::= SEQUENCE {
///     tbsResponseData      ResponseData,
///     signatureAlgorithm   AlgorithmIdentifier,
///     signature            BIT STRING,
///     certs            [0] EXPLICIT SEQUENCE OF Certificate OPTIONAL }
///
/// ResponseData ::= SEQUENCE {
///     version              [0] EXPLICIT Version DEFAULT v1,
///     responderID              ResponderID,
///     producedAt               GeneralizedTime,
///     responses                SEQUENCE OF SingleResponse,
///     responseExtensions   [1] EXPLICIT Extensions OPTIONAL }
/// ```
#[derive(Clone, Debug)]
pub struct BasicOcspResponse {
    pub(super) signed: Range<usize>,
    pub(super) responder: ResponderId,
    pub(super) produced_at: Timestamp,
    pub(super) responses: Vec<SingleResponse>,
    pub(super) nonce: Option<Vec<u8>>,
    pub(super) extended_revoke: bool,
    pub(super) unknown_critical: Option<ObjectIdentifier>,
    pub(super) algorithm: Range<usize>,
    pub(super) signature: Range<usize>,
    pub(super) certificates: Vec<Certificate>,
}

impl BasicOcspResponse {
    /// Who says to have signed it.
    #[must_use]
    pub fn responder(&self) -> &ResponderId {
        &self.responder
    }

    /// When it was signed (RFC 6960 §2.4), by the responder's own word.
    #[must_use]
    pub fn produced_at(&self) -> Timestamp {
        self.produced_at
    }

    /// One answer per certificate.
    #[must_use]
    pub fn responses(&self) -> &[SingleResponse] {
        &self.responses
    }

    /// The nonce of the request it answers (RFC 6960 §4.4.1, RFC 9654); the bare octets where a responder left out the
    /// OCTET STRING around them.
    #[must_use]
    pub fn nonce(&self) -> Option<&[u8]> {
        self.nonce.as_deref()
    }

    /// A critical extension of the whole that is not processed here; such a response is not used (RFC 6960 §4.4).
    #[must_use]
    pub fn unknown_critical_extension(&self) -> Option<ObjectIdentifier> {
        self.unknown_critical
    }

    /// Certificates that came along, to verify the signature with. Untrusted.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }
}

/// `ResponderID ::= CHOICE { byName [1] Name, byKey [2] KeyHash }` (RFC 6960 §4.2.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponderId {
    /// The subject of the responder's certificate.
    ByName(DistinguishedName),
    /// SHA-1 of the responder's public key: of the octets of the BIT STRING (RFC 6960 §4.2.1, `KeyHash`).
    ByKey(Vec<u8>),
}

/// The answer about one certificate:
///
/// ```text
/// SingleResponse ::= SEQUENCE {
///     certID                       CertID,
///     certStatus                   CertStatus,
///     thisUpdate                   GeneralizedTime,
///     nextUpdate         [0]       EXPLICIT GeneralizedTime OPTIONAL,
///     singleExtensions   [1]       EXPLICIT Extensions OPTIONAL }
/// ```
#[derive(Clone, Debug)]
pub struct SingleResponse {
    pub(super) cert_id: CertId,
    pub(super) status: OcspCertStatus,
    pub(super) this_update: Timestamp,
    pub(super) next_update: Option<Timestamp>,
    pub(super) archive_cutoff: Option<Timestamp>,
    pub(super) unknown_critical: Option<ObjectIdentifier>,
}

impl SingleResponse {
    /// Which certificate.
    #[must_use]
    pub fn cert_id(&self) -> &CertId {
        &self.cert_id
    }

    /// The answer.
    #[must_use]
    pub fn status(&self) -> OcspCertStatus {
        self.status
    }

    /// When the answer is known to have been right (RFC 6960 §2.4).
    #[must_use]
    pub fn this_update(&self) -> Timestamp {
        self.this_update
    }

    /// When newer information will be there (RFC 6960 §2.4); `None`: at any time.
    #[must_use]
    pub fn next_update(&self) -> Option<Timestamp> {
        self.next_update
    }

    /// Certificates that expired at this time or later are still known to the responder (RFC 6960 §4.4.4).
    #[must_use]
    pub fn archive_cutoff(&self) -> Option<Timestamp> {
        self.archive_cutoff
    }

    /// A critical extension of this answer that is not processed here; such an answer is not used (RFC 6960 §4.4).
    #[must_use]
    pub fn unknown_critical_extension(&self) -> Option<ObjectIdentifier> {
        self.unknown_critical
    }
}

/// `CertStatus` (RFC 6960 §2.2, §4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OcspCertStatus {
    /// Not revoked, as far as the responder knows; not even proof that the certificate was issued.
    Good,
    /// Revoked, for ever or (certificateHold) for a while; also for one never issued (§4.4.8).
    Revoked(Revoked),
    /// The responder knows nothing of it.
    Unknown,
}
