//! Why there is no trusted path.

use der::asn1::ObjectIdentifier;
use jiff::Timestamp;

use crate::budget::{BudgetItem, Spent};
use crate::certificate::{Certificate, KeyUsage};
use crate::checks::profile::ProfileDefect;
use crate::error::{CertificateError, UnsupportedAlgorithm};
use crate::policy::Weakness;
use crate::purpose::Purpose;
use crate::revocation::{CertificateStatus, Revoked, WhyNotChecked};
use crate::steps::CertificateSteps;

/// No path was accepted: the most specific reason, and the certificate it belongs to.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{reason}{}", self.whose())]
pub struct PathFailure {
    /// Why.
    pub reason: PathReason,
    /// Which certificate the reason is about.
    pub certificate: Option<Certificate>,
    /// The candidate path it was found in: from the signer's certificate up, as far as it went.
    pub chain: Vec<Certificate>,
    /// Whether that candidate path ended at a trust anchor.
    pub anchored: bool,
    /// What was looked at on the way.
    pub record: Box<FailureRecord>,
}

/// What was looked at before a path was refused.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FailureRecord {
    /// What became of the steps for each certificate of [`PathFailure::chain`], and, where it is anchored, for the
    /// anchor's after them.
    pub steps: Vec<CertificateSteps>,
    /// When revocation was what failed, the statuses of the last certificates of [`PathFailure::chain`], from the one
    /// nearest to the signer of which it was asked up to the one below the anchor; else empty.
    pub statuses: Vec<CertificateStatus>,
    /// What the whole search has cost.
    pub spent: Spent,
}

impl PathFailure {
    fn whose(&self) -> String {
        self.certificate
            .as_ref()
            .map(|certificate| format!(" ({})", certificate.subject()))
            .unwrap_or_default()
    }

    /// How close the candidate came to being accepted: of many failures the highest is reported.
    pub(crate) fn rank(&self) -> (bool, u8) {
        (self.anchored, self.reason.rank())
    }
}

/// Why a candidate path was refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PathReason {
    /// The issuer's public key cannot be read, or is not of the kind that the signature algorithm needs (RFC 5280
    /// §6.1.3 (a)(1)).
    #[error("public key of the issuer does not fit the signature on the certificate")]
    BadIssuerKey,
    /// The signature on the certificate does not verify under the candidate issuer's key (RFC 5280 §6.1.3 (a)(1)).
    #[error("signature on the certificate does not verify under its issuer's key")]
    BadSignature,
    /// The search ended before it was complete; nothing is known about the paths not tried.
    #[error("too much work: the budget of {0} is used up")]
    BudgetExhausted(BudgetItem),
    /// The policies demanded are not valid for the path (RFC 5280 §6.1.3 (f), §6.1.5 (g)).
    #[error("no acceptable certificate policy")]
    CertificatePolicy,
    /// One extension twice (RFC 5280 §4.2).
    #[error("extension {0} occurs twice")]
    DuplicateExtension(ObjectIdentifier),
    /// Past its validity at the time asked (RFC 5280 §6.1.3 (a)(2)).
    #[error("certificate expired at {not_after}")]
    Expired {
        /// Its last instant.
        not_after: Timestamp,
    },
    /// Not meant for the purpose (RFC 5280 §4.2.1.12; RFC 3161 §2.3).
    #[error("extended key usage does not allow {purpose}")]
    ExtendedKeyUsage {
        /// What was asked.
        purpose: Purpose,
        /// What the certificate has.
        found: Option<Vec<ObjectIdentifier>>,
    },
    /// Key usage forbids it.
    #[error(transparent)]
    KeyUsage(KeyUsageReason),
    /// An extension that must be read cannot be.
    #[error("{0}")]
    Malformed(CertificateError),
    /// The algorithm inside the signed part is not the one outside (RFC 5280 §4.1.1.2).
    #[error("the two signature algorithms of the certificate differ")]
    MismatchedAlgorithms,
    /// Issuer and subject do not chain (RFC 5280 §6.1.3 (a)(4)).
    #[error("issuer name is not the subject name of the certificate above")]
    NameChain,
    /// A name lies outside what a CA above may name (RFC 5280 §6.1.3 (b), (c)).
    #[error("name constraints of a certificate above do not allow this name: {0}")]
    NameConstraints(String),
    /// No certificate with the issuer's name, neither among the anchors nor in the evidence.
    #[error("issuer certificate not found: {issuer}")]
    NoIssuerFound {
        /// The name looked for.
        issuer: String,
    },
    /// Not a CA (RFC 5280 §6.1.4 (k)): no basicConstraints with cA, or not version 3.
    #[error("issuer is not a certification authority")]
    NotACa,
    /// The chain ends at a certificate that signed itself and is no trust anchor.
    #[error("chain ends at a certificate that is not trusted")]
    NotAnchored,
    /// Suspended at the time asked (RFC 5280 §5.3.1, certificateHold): not final.
    #[error("certificate is on hold since {since}")]
    OnHold {
        /// Since when.
        since: Timestamp,
    },
    /// Not yet valid at the time asked (RFC 5280 §6.1.3 (a)(2)).
    #[error("certificate is not valid before {not_before}")]
    NotYetValid {
        /// Its first instant.
        not_before: Timestamp,
    },
    /// More CAs below one than its pathLenConstraint allows (RFC 5280 §6.1.4 (l)), or more certificates than the
    /// [`Budget`](crate::Budget) allows.
    #[error("path is too long")]
    PathTooLong,
    /// Against the certificate profile of RFC 5280 §4 ([`CertificateProfile::Rfc5280`](crate::CertificateProfile)).
    #[error("against {}: {_0}", .0.clause())]
    Profile(ProfileDefect),
    /// Revoked at or before the time asked (RFC 5280 §6.1.3 (a)(3)).
    #[error("certificate was revoked at {}", .0.since)]
    Revoked(Revoked),
    /// [`RevocationMode::Require`](crate::RevocationMode::Require), and nothing shows that it is not revoked.
    #[error("revocation status unknown: {0}")]
    RevocationUnknown(WhyNotChecked),
    /// A critical extension that is not processed here (RFC 5280 §6.1.4 (o), §6.1.5 (f)).
    #[error("unknown critical extension {0}")]
    UnknownCriticalExtension(ObjectIdentifier),
    /// A signature algorithm that is not offered; the signature may be right.
    #[error(transparent)]
    UnsupportedAlgorithm(UnsupportedAlgorithm),
    /// A constraint of a form that is not processed here, on a name of that form (RFC 5280 §4.2.1.10).
    #[error("name constraint of a form that is not supported")]
    UnsupportedNameConstraint,
    /// The caller's conditions on the anchor the chain ends at: its purpose, or the time it is trusted for.
    #[error("the trust anchor does not serve this purpose or time")]
    AnchorNotForThis,
    /// The algorithm policy of the time asked refuses it.
    #[error(transparent)]
    WeakAlgorithm(Weakness),
}

/// What the key usage forbids (RFC 5280 §4.2.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyUsageReason {
    /// A CA without keyCertSign (RFC 5280 §6.1.4 (n)).
    #[error("key usage of the issuer does not include keyCertSign: {0}")]
    NoCertificateSigning(KeyUsage),
    /// A signer with neither digitalSignature nor contentCommitment.
    #[error("key usage includes neither digitalSignature nor contentCommitment: {0}")]
    NoSignature(KeyUsage),
}

impl PathReason {
    /// Order of nearness to acceptance, farthest first: a certificate that only shares the issuer's name, no chain, a
    /// chain of the wrong form, at the wrong time, of the wrong purpose, and last what only fresh data can settle.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self {
            // Another key of the same name: says nothing as soon as the real issuer is met.
            Self::BadIssuerKey | Self::BadSignature => 0,
            Self::NoIssuerFound { .. } => 1,
            Self::NotAnchored => 2,
            Self::AnchorNotForThis | Self::NameChain => 3,
            Self::UnsupportedAlgorithm(_) => 4,
            Self::MismatchedAlgorithms => 5,
            Self::Malformed(_) => 6,
            Self::DuplicateExtension(_) | Self::Profile(_) => 7,
            Self::UnknownCriticalExtension(_) => 8,
            Self::UnsupportedNameConstraint => 9,
            Self::NotACa => 10,
            Self::PathTooLong => 11,
            Self::NameConstraints(_) => 12,
            Self::CertificatePolicy => 13,
            Self::KeyUsage(KeyUsageReason::NoCertificateSigning(_)) => 14,
            Self::WeakAlgorithm(_) => 15,
            Self::NotYetValid { .. } => 16,
            Self::Expired { .. } => 17,
            // Asked last, of a path that was right in all else.
            Self::KeyUsage(KeyUsageReason::NoSignature(_)) => 18,
            Self::ExtendedKeyUsage { .. } => 19,
            Self::RevocationUnknown(_) => 20,
            Self::OnHold { .. } => 21,
            Self::Revoked(_) => 22,
            Self::BudgetExhausted(_) => 23,
        }
    }
}
