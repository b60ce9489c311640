//! Asking for a time-stamp (RFC 3161 §2.4): the request, and what an answer must fulfil before it is used.

use cert_path::{CryptoProvider, Digest, Purpose, check_usage};
use der::asn1::{ObjectIdentifier, OctetString, Uint};
use der::{Encode, Sequence};
use jiff::Timestamp;

use crate::attributes::digest_algorithm_identifier;
use crate::error::{CadesError, CadesErrorKind};
use crate::integrity_failure::IntegrityFailure;
use crate::timestamp::{IntactTimestamp, TimestampFailure, TimestampToken};
use crate::timestamp_response::{self, Answer, Rejection};
use crate::tst_info::MessageImprint;

/// ```text
/// TimeStampReq ::= SEQUENCE {                                -- RFC 3161 §2.4.1
///     version        INTEGER { v1(1) },
///     messageImprint MessageImprint,
///     reqPolicy      TSAPolicyId OPTIONAL,
///     nonce          INTEGER OPTIONAL,
///     certReq        BOOLEAN DEFAULT FALSE,
///     extensions     [0] IMPLICIT Extensions OPTIONAL }
/// ```
#[derive(Sequence)]
struct TimeStampReq {
    version: u8,
    message_imprint: MessageImprint,
    #[asn1(optional = "true")]
    req_policy: Option<ObjectIdentifier>,
    #[asn1(optional = "true")]
    nonce: Option<Uint>,
    cert_req: bool,
}

/// A request for a time-stamp over a digest. It asks for the authority's certificate: a token that is to last carries it.
#[derive(Clone, Debug)]
pub struct TimestampRequest {
    imprint: Digest,
    policy: Option<ObjectIdentifier>,
    /// Contents of the INTEGER, without leading zeros.
    nonce: Option<Vec<u8>>,
    der: Vec<u8>,
}

impl TimestampRequest {
    /// Asks for a time-stamp over what has this digest: a signature value, or the bytes a document time-stamp covers.
    ///
    /// `nonce` are octets of a random generator, read as a number that is not negative; without, an old answer to the same digest
    /// could be played back (RFC 3161 §2.4.1). `policy`: under which the authority shall stamp, if not of its choice.
    ///
    /// # Errors
    /// It cannot be encoded: a nonce longer than any INTEGER.
    pub fn new(
        imprint: Digest,
        policy: Option<ObjectIdentifier>,
        nonce: Option<&[u8]>,
    ) -> Result<Self, CadesError> {
        let unencodable = |_| CadesError::from(CadesErrorKind::Encoding("TimeStampReq"));
        let number = nonce.map(Uint::new).transpose().map_err(unencodable)?;
        let request = TimeStampReq {
            version: 1,
            message_imprint: MessageImprint {
                hash_algorithm: digest_algorithm_identifier(&imprint),
                hashed_message: OctetString::new(imprint.as_bytes()).map_err(unencodable)?,
            },
            req_policy: policy,
            nonce: number,
            cert_req: true,
        };
        let der = request.to_der().map_err(unencodable)?;
        let nonce = nonce.map(|octets| {
            let zeros = octets.iter().take_while(|octet| **octet == 0).count();
            octets.get(zeros..).unwrap_or_default().to_vec()
        });
        Ok(Self {
            imprint,
            policy,
            nonce,
            der,
        })
    }

    /// The request, `application/timestamp-query` (RFC 3161 §3.4).
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The digest to be stamped.
    #[must_use]
    pub fn imprint(&self) -> &Digest {
        &self.imprint
    }

    /// Checks an answer, all of it (RFC 3161 §2.2): status, imprint, nonce, policy, signature, the authority's certificate and what
    /// it is for. Whether its chain is trusted is `cert-path`'s question (`Purpose::Timestamping`).
    ///
    /// # Errors
    /// The first reason why the answer is of no use.
    pub fn accept(
        &self,
        answer: &[u8],
        provider: &CryptoProvider,
    ) -> Result<GrantedTimestamp, TimestampRefused> {
        let token = match timestamp_response::read(answer)? {
            Answer::Granted(token) => TimestampToken::parse(token)?,
            Answer::Rejected(rejection) => return Err(TimestampRefused::Rejected(rejection)),
        };
        self.answers(&token)?;
        let proof = match token.verify(&self.imprint, provider) {
            Ok(proof) => proof,
            Err(TimestampFailure::Integrity(IntegrityFailure::NoSignerCertificate)) => {
                return Err(TimestampRefused::NoCertificate);
            }
            Err(failure) => return Err(TimestampRefused::Token(failure)),
        };
        may_stamp(&proof)?;
        Ok(GrantedTimestamp { token, proof })
    }

    /// RFC 3161 §2.4.2: what the token must repeat of the request.
    fn answers(&self, token: &TimestampToken) -> Result<(), TimestampRefused> {
        let algorithm = token.imprint_algorithm().ok();
        if algorithm != Some(self.imprint.algorithm()) || token.imprint() != self.imprint.as_bytes()
        {
            return Err(TimestampRefused::OtherImprint);
        }
        match (&self.nonce, token.nonce()) {
            (None, _) => {}
            (Some(asked), Some(found)) if asked == found => {}
            (Some(_), Some(_)) => return Err(TimestampRefused::OtherNonce),
            (Some(_), None) => return Err(TimestampRefused::NoNonce),
        }
        match self.policy {
            Some(asked) if asked != token.policy() => Err(TimestampRefused::OtherPolicy {
                asked,
                found: token.policy(),
            }),
            _ => Ok(()),
        }
    }
}

/// RFC 3161 §2.3: extended key usage there, critical, and timeStamping alone; §4.3: the certificate within its validity.
fn may_stamp(proof: &IntactTimestamp) -> Result<(), TimestampRefused> {
    let authority = proof.signer_certificate();
    check_usage(authority, Purpose::Timestamping)
        .map_err(|reason| TimestampRefused::NotAnAuthority(reason.to_string()))?;
    if !authority.is_within_validity(proof.time()) {
        return Err(TimestampRefused::OutsideValidity {
            time: proof.time(),
            not_before: authority.not_before(),
            not_after: authority.not_after(),
        });
    }
    Ok(())
}

/// A time-stamp that answers a request, checked but for trust in its authority. Only [`TimestampRequest::accept`] makes one.
#[derive(Clone, Debug)]
pub struct GrantedTimestamp {
    token: TimestampToken,
    proof: IntactTimestamp,
}

impl GrantedTimestamp {
    /// The token.
    #[must_use]
    pub fn token(&self) -> &TimestampToken {
        &self.token
    }

    /// What it proves.
    #[must_use]
    pub fn proof(&self) -> &IntactTimestamp {
        &self.proof
    }
}

/// Why an answer of a time-stamp authority is not used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimestampRefused {
    /// A page for people: of a proxy, a captive portal, a server's error.
    #[error("the answer is a web page, not a time-stamp")]
    Html,
    /// It cannot be read.
    #[error("the answer cannot be read: {0}")]
    Malformed(#[from] CadesError),
    /// The token has no certificate of its authority, though it was asked for (RFC 3161 §2.4.1, certReq).
    #[error("the token does not carry the certificate of its authority")]
    NoCertificate,
    /// The token does not repeat the nonce.
    #[error("the token does not repeat the nonce of the request")]
    NoNonce,
    /// The certificate is not one of a time-stamp authority (RFC 3161 §2.3).
    #[error("the certificate of the signer is not for time-stamping: {0}")]
    NotAnAuthority(String),
    /// The token stamps something else.
    #[error("the token stamps other bytes than those asked about")]
    OtherImprint,
    /// The token belongs to another request: the nonce differs as a number.
    #[error("the token answers another request: its nonce differs")]
    OtherNonce,
    /// It was made under another policy than the one asked for.
    #[error("the token was made under policy {found} where {asked} was asked for")]
    OtherPolicy {
        /// `reqPolicy`.
        asked: ObjectIdentifier,
        /// Of the token.
        found: ObjectIdentifier,
    },
    /// The stated time is not within the validity of the authority's certificate.
    #[error(
        "the stated time {time} is outside the validity of the authority's certificate, {not_before} to {not_after}"
    )]
    OutsideValidity {
        /// `genTime`.
        time: Timestamp,
        /// Start of the validity.
        not_before: Timestamp,
        /// End of the validity.
        not_after: Timestamp,
    },
    /// The authority does not grant it.
    #[error("the authority refused: {0}")]
    Rejected(Rejection),
    /// The token is not intact, or does not bind its authority's certificate.
    #[error("the token proves nothing: {0}")]
    Token(TimestampFailure),
}
