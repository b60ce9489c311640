//! Asking a responder (RFC 6960 §4.1). Sending it is the caller's business.

use super::extensions::NONCE;
use super::{CertId, OcspResponse, OcspStatus};
use crate::algorithms::DigestAlgorithm;
use crate::asn1::{self, context};
use crate::certificate::Certificate;
use crate::error::UnsupportedAlgorithm;
use crate::provider::CryptoProvider;

/// A request for the status of one certificate, unsigned:
///
/// ```text
/// OCSPRequest ::= SEQUENCE { tbsRequest TBSRequest, … }
/// TBSRequest  ::= SEQUENCE {
///     requestList            SEQUENCE OF Request,
///     requestExtensions  [2] EXPLICIT Extensions OPTIONAL, … }
/// Request     ::= SEQUENCE { reqCert CertID, … }
/// ```
///
/// It goes to the address of [`Certificate::aia_ocsp`] by HTTP POST as `application/ocsp-request` (RFC 6960 appendix
/// A), and what comes back is asked [`OcspResponse::answers`].
///
/// ```
/// use cert_path::*;
///
/// # let hierarchy = demo_pki::DemoHierarchy::new("2026-01-01T00:00:00Z".parse()?, "2031-01-01T00:00:00Z".parse()?)?;
/// # let signer = Certificate::from_der(&hierarchy.issue(&hierarchy.leader())?.certificate_der)?;
/// # let issuer = Certificate::from_pem(hierarchy.sub_ca.certificate_pem().as_bytes())?;
/// let nonce = [7; 32]; // of a random generator
/// let provider = CryptoProvider::aws_lc();
/// let request = OcspRequest::new(&signer, &issuer, DigestAlgorithm::Sha1, Some(&nonce), provider)?;
/// assert_eq!(request.der().first(), Some(&0x30));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OcspRequest {
    der: Vec<u8>,
    cert_id: CertId,
    nonce: Option<Vec<u8>>,
}

/// Why a request cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OcspRequestError {
    /// RFC 9654 §2.1: 1 to 128 octets (and 32 or more from those who can).
    #[error("a nonce has 1 to 128 octets, not {0}")]
    NonceLength(usize),
    /// The provider does not have the hash.
    #[error(transparent)]
    UnsupportedHash(#[from] UnsupportedAlgorithm),
}

impl OcspRequest {
    /// The longest nonce (RFC 9654 §2.1).
    pub const LONGEST_NONCE: usize = 128;

    /// Asks for `certificate`, issued by `issuer`. Every responder knows SHA-1 (RFC 5019 §2.1.1); many know no other
    /// `hash`. A nonce, of a random generator, ties the response to this request; many responders ignore it.
    ///
    /// # Errors
    /// A nonce of a length that is not allowed, or a hash that the provider does not have.
    pub fn new(
        certificate: &Certificate,
        issuer: &Certificate,
        hash: DigestAlgorithm,
        nonce: Option<&[u8]>,
        provider: &CryptoProvider,
    ) -> Result<Self, OcspRequestError> {
        if let Some(nonce) = nonce
            && !(1..=Self::LONGEST_NONCE).contains(&nonce.len())
        {
            return Err(OcspRequestError::NonceLength(nonce.len()));
        }
        let cert_id = CertId::new(certificate, issuer, hash, provider)?;
        Ok(Self {
            der: request_der(&cert_id, nonce),
            cert_id,
            nonce: nonce.map(<[u8]>::to_vec),
        })
    }

    /// The DER to send.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Which certificate is asked for.
    #[must_use]
    pub fn cert_id(&self) -> &CertId {
        &self.cert_id
    }

    /// The nonce.
    #[must_use]
    pub fn nonce(&self) -> Option<&[u8]> {
        self.nonce.as_deref()
    }
}

/// What the nonce of a response shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NonceCheck {
    /// The request had none.
    NotAsked,
    /// The same: the response was made for this request.
    Same,
    /// The response has none: it may be an older one, which its times must decide (RFC 5019 §4). Responders that answer
    /// with responses made in advance do this.
    Absent,
}

/// Why a response is no answer to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoAnswer {
    /// It speaks of other certificates only (RFC 6960 §3.2 step 1).
    #[error("the response is about another certificate")]
    OtherCertificate,
    /// It was made for another request (RFC 6960 §4.4.1).
    #[error("the response has another nonce than the request")]
    OtherNonce,
    /// The responder refused.
    #[error("the responder did not answer: {0}")]
    Refused(OcspStatus),
}

impl OcspResponse {
    /// Whether this is an answer to the request: for whoever fetched it. It says nothing of the signature; that is asked
    /// when the response is used as evidence.
    ///
    /// # Errors
    /// [`NoAnswer`].
    pub fn answers(&self, request: &OcspRequest) -> Result<NonceCheck, NoAnswer> {
        let basic = self.basic().ok_or(NoAnswer::Refused(self.status()))?;
        let mut ids = basic.responses().iter().map(|single| single.cert_id());
        if !ids.any(|id| id == request.cert_id()) {
            return Err(NoAnswer::OtherCertificate);
        }
        match (request.nonce(), basic.nonce()) {
            (None, _) => Ok(NonceCheck::NotAsked),
            (Some(_), None) => Ok(NonceCheck::Absent),
            (Some(asked), Some(found)) if asked == found => Ok(NonceCheck::Same),
            (Some(_), Some(_)) => Err(NoAnswer::OtherNonce),
        }
    }
}

fn request_der(cert_id: &CertId, nonce: Option<&[u8]>) -> Vec<u8> {
    const NULL: &[u8] = &[0x05, 0x00];
    let oid = |oid: &der::asn1::ObjectIdentifier| tlv(asn1::OBJECT_IDENTIFIER, &[oid.as_bytes()]);
    let octets = |content: &[u8]| tlv(asn1::OCTET_STRING, &[content]);
    let sequence = |parts: &[&[u8]]| tlv(asn1::SEQUENCE, parts);
    let id = sequence(&[
        &sequence(&[&oid(&cert_id.hash_algorithm), NULL]),
        &octets(&cert_id.issuer_name_hash),
        &octets(&cert_id.issuer_key_hash),
        &tlv(asn1::INTEGER, &[cert_id.serial.as_bytes()]),
    ]);
    let list = sequence(&[&sequence(&[&id])]);
    let extensions = nonce.map(|nonce| {
        let extension = sequence(&[&oid(&NONCE), &octets(&octets(nonce))]);
        tlv(context(2), &[&sequence(&[&extension])])
    });
    sequence(&[&sequence(&[&list, &extensions.unwrap_or_default()])])
}

/// Tag, length in its shortest form (X.690 §10.1), contents. The contents are hashes, a serial number and a nonce: far
/// below the 2^32 octets that the length is written for.
fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let digits = u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes();
    let used = digits.iter().skip_while(|digit| **digit == 0).copied();
    let mut whole = vec![tag];
    match u8::try_from(length) {
        Ok(short @ 0..=0x7f) => whole.push(short),
        _ => {
            let used: Vec<u8> = used.collect();
            whole.push(0x80 | u8::try_from(used.len()).unwrap_or(4));
            whole.extend(used);
        }
    }
    parts.iter().for_each(|part| whole.extend_from_slice(part));
    whole
}
