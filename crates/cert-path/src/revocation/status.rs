//! The answer for one certificate: its state, and the evidence that shows it.

use core::fmt;

use jiff::Timestamp;

use super::WhyNotChecked;
use crate::certificate::{Certificate, SerialNumber};

/// What is known of the revocation of one certificate, at the time asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateStatus {
    /// The answer.
    pub state: RevocationState,
    /// The evidence it rests on.
    pub basis: Option<Basis>,
    /// It was on hold at the time asked, since then, and evidence issued later shows the hold lifted: the state is good, and
    /// whoever judges by law may want to know (RFC 5280 §5.3.1).
    pub lifted_hold: Option<Timestamp>,
    /// Evidence that was looked at and not used.
    pub unusable: Vec<UnusableEvidence>,
}

/// The state of one certificate at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RevocationState {
    /// Not revoked at the time asked; `later` when the evidence shows a revocation after it.
    Good {
        /// A revocation after the time asked.
        later: Option<Revoked>,
    },
    /// Revoked at or before the time asked: final.
    Revoked(Revoked),
    /// Suspended (certificateHold, RFC 5280 §5.3.1) at the time asked: may be lifted.
    OnHold {
        /// Since when.
        since: Timestamp,
    },
    /// Not known.
    Unknown(WhyNotChecked),
}

/// A revocation, as CRL or OCSP state it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Revoked {
    /// From this instant on (RFC 5280 §5.1.2.6 revocationDate; RFC 6960 §4.2.1 revocationTime).
    pub since: Timestamp,
    /// Why, if it says so (RFC 5280 §5.3.1).
    pub reason: Option<RevocationReason>,
    /// When the key is suspected to have been lost (RFC 5280 §5.3.2), which may be before `since`.
    pub invalidity_date: Option<Timestamp>,
}

/// `CRLReason` (RFC 5280 §5.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RevocationReason {
    /// 0
    Unspecified,
    /// 1
    KeyCompromise,
    /// 2
    CaCompromise,
    /// 3
    AffiliationChanged,
    /// 4
    Superseded,
    /// 5
    CessationOfOperation,
    /// 6
    CertificateHold,
    /// 8
    RemoveFromCrl,
    /// 9
    PrivilegeWithdrawn,
    /// 10
    AaCompromise,
}

impl RevocationReason {
    /// From the number of the ENUMERATED; 7 and numbers above 10 have no meaning.
    #[must_use]
    pub const fn from_number(number: u8) -> Option<Self> {
        Some(match number {
            0 => Self::Unspecified,
            1 => Self::KeyCompromise,
            2 => Self::CaCompromise,
            3 => Self::AffiliationChanged,
            4 => Self::Superseded,
            5 => Self::CessationOfOperation,
            6 => Self::CertificateHold,
            8 => Self::RemoveFromCrl,
            9 => Self::PrivilegeWithdrawn,
            10 => Self::AaCompromise,
            _ => return None,
        })
    }

    /// The word of RFC 5280 §5.3.1.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::KeyCompromise => "keyCompromise",
            Self::CaCompromise => "cACompromise",
            Self::AffiliationChanged => "affiliationChanged",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessationOfOperation",
            Self::CertificateHold => "certificateHold",
            Self::RemoveFromCrl => "removeFromCRL",
            Self::PrivilegeWithdrawn => "privilegeWithdrawn",
            Self::AaCompromise => "aACompromise",
        }
    }
}

impl fmt::Display for RevocationReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The CRL or OCSP response an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// Which kind, and its number.
    pub kind: BasisKind,
    /// SHA-256 of the CRL or response as received.
    pub fingerprint: [u8; 32],
    /// Whose signature is on it.
    pub signer: Certificate,
    /// When it was issued: thisUpdate of the CRL (of the delta, if one was used), thisUpdate of the single response.
    pub this_update: Timestamp,
    /// When the next one is due.
    pub next_update: Option<Timestamp>,
    /// Whether it is fresh enough for the time asked ([`Freshness`](super::Freshness)).
    pub fresh: bool,
}

/// CRL or OCSP.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BasisKind {
    /// RFC 5280 §5.
    Crl {
        /// `cRLNumber` (RFC 5280 §5.2.3).
        number: Option<SerialNumber>,
        /// `cRLNumber` of the delta CRL that was combined with it (RFC 5280 §5.2.4).
        delta: Option<SerialNumber>,
    },
    /// RFC 6960.
    Ocsp {
        /// `producedAt`.
        produced_at: Timestamp,
    },
}

/// A CRL or OCSP response that was looked at and not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnusableEvidence {
    /// SHA-256 of it.
    pub fingerprint: [u8; 32],
    /// Why.
    pub why: Unusable,
}

/// Why a CRL or OCSP response cannot be used for a certificate at a time.
///
/// In the order of nearness to use, farthest first: what cannot be read or speaks of something else, what nobody trusted signed, what
/// comes too late, what says nothing of the certificate. Of many the last is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum Unusable {
    /// It cannot be read, or says contradictory things.
    #[error("the revocation data are malformed")]
    Malformed,
    /// An extension that is critical and not processed (RFC 5280 §5.2, §5.3; RFC 6960 §4.4).
    #[error("the revocation data have an unknown critical extension")]
    UnknownCriticalExtension,
    /// A CRL of another scope: users or CAs only, other reasons, another distribution point (RFC 5280 §6.3.3 (b)).
    #[error("the CRL does not cover this certificate")]
    OutOfScope,
    /// A delta CRL, and not the complete CRL that it begins from (RFC 5280 §5.2.4).
    #[error("the delta CRL is there without the complete CRL it begins from")]
    NoCompleteCrl,
    /// No certificate of its signer is at hand, or none with a path to the same anchor (RFC 5280 §6.3.3 (f)).
    #[error("the signer of the revocation data is not known or not trusted")]
    SignerNotTrusted,
    /// The signature on it does not verify (RFC 5280 §6.3.3 (g)).
    #[error("the signature on the revocation data does not verify")]
    BadSignature,
    /// Its signer may not sign such data (key usage, RFC 5280 §6.3.3 (f); RFC 6960 §4.2.2.2).
    #[error("the signer of the revocation data may not sign them")]
    SignerNotAuthorised,
    /// The certificate of its signer was not valid, yet or any more, when the data are known to have existed.
    #[error(
        "the certificate of the signer of the revocation data was not valid when they are known to have existed"
    )]
    SignerNotValid,
    /// Its algorithm is not offered, or refused by the policy of the time.
    #[error("the algorithm of the revocation data is not accepted")]
    Algorithm,
    /// The signer of the revocation data is itself revoked.
    #[error("the signer of the revocation data is revoked")]
    SignerRevoked,
    /// Too deep a chain of signers whose own revocation would have to be known.
    #[error("the revocation of the signer of the revocation data is not known")]
    SignerRevocationUnknown,
    /// Issued after the moment of judging.
    #[error("the revocation data are from after the time they are wanted for")]
    FromTheFuture,
    /// Nothing proves that it existed by the control time (EN 319 102-1 §5.6.2.2.4 (a)): the time up to which the
    /// certificates above are known to be good.
    #[error(
        "nothing proves that the revocation data existed while their issuer was known to be good"
    )]
    NotProvenByThen,
    /// A responder answered "good" before the certificate began to be valid: of one that may not have been issued.
    #[error("the revocation data are from before the certificate was valid")]
    BeforeTheCertificate,
    /// Issued after the certificate expired, and nothing says that expired certificates are kept on it
    /// (expiredCertsOnCRL, archiveCutoff).
    #[error(
        "the revocation data were issued after the certificate expired and do not keep expired certificates"
    )]
    CertificateHadExpired,
    /// Not all reasons of revocation are covered by the CRLs at hand (RFC 5280 §6.3.3).
    #[error("the CRLs at hand do not cover all reasons of revocation")]
    ReasonsNotCovered,
    /// The responder answers "unknown" (RFC 6960 §2.2).
    #[error("the responder does not know the certificate")]
    ResponderDoesNotKnow,
}
