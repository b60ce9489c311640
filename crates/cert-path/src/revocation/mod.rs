//! Revocation: what is asked, what was found, and on which evidence (RFC 5280 §6.3, RFC 6960).

pub(crate) mod chain;
pub(crate) mod crl;
mod freshness;
pub(crate) mod ocsp;
mod raw_extension;
mod sliding;
mod status;
mod stop;
#[cfg(test)]
mod synthetic;
mod weigh;

pub use crl::{Crl, CrlEntries, CrlEntry};
pub use freshness::Freshness;
pub use ocsp::{
    BasicOcspResponse, CertId, NoAnswer, NonceCheck, OcspCertStatus, OcspRequest, OcspRequestError,
    OcspResponse, OcspStatus, ResponderId, SingleResponse,
};
pub use status::{
    Basis, BasisKind, CertificateStatus, RevocationReason, RevocationState, Revoked, Unusable,
    UnusableEvidence,
};

use core::fmt;

use jiff::Timestamp;

/// How much the caller insists on revocation data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum RevocationMode {
    /// Every certificate below the anchor must be shown not to be revoked.
    #[default]
    Require,
    /// Data that are there count; where there are none, the path is taken and says so.
    IfAvailable,
    /// Revocation is not looked at.
    Skip,
}

/// What is known about revocation along an accepted path, for the time asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RevocationStatus {
    /// Every certificate below the anchor is shown not to be revoked.
    NotRevoked,
    /// Of at least one certificate nothing is shown.
    NotChecked(WhyNotChecked),
}

impl fmt::Display for RevocationStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRevoked => f.write_str("not revoked"),
            Self::NotChecked(why) => write!(f, "revocation not checked: {why}"),
        }
    }
}

/// Why nothing is known of the revocation of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum WhyNotChecked {
    /// No CRL and no OCSP response speaks of it.
    #[error("no CRL and no OCSP response")]
    NoEvidence,
    /// [`RevocationMode::Skip`].
    #[error("the caller did not ask")]
    Skipped,
    /// The evidence that shows it not revoked is too old for the time asked ([`Freshness`]).
    #[error("the revocation data of {issued} are not fresh enough for {asked}")]
    Stale {
        /// When the data were issued.
        issued: Timestamp,
        /// The time they were wanted for.
        asked: Timestamp,
    },
    /// Nothing proves that the certificate existed by the time for which the certificates above it are known to be good
    /// (EN 319 102-1 §5.6.2.2.4 (a)): it may have been made by whoever came into their keys since.
    #[error("nothing proves that the certificate existed at {by}")]
    CertificateNotProven {
        /// The control time.
        by: Timestamp,
    },
    /// There is evidence, and it cannot be used: the reason that came nearest.
    #[error("{0}")]
    Unusable(Unusable),
}
