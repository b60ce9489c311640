//! What was asked for, what came, and why it was not used.

use cert_path::{
    Certificate, CertificateError, Encoding, Missing, NoAnswer, NonceCheck, OcspRequestError,
};

use crate::fetch::FetchError;

/// One question to one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The address as the certificate states it.
    pub address: String,
    /// What it was to give.
    pub wanted: Wanted,
    /// For which certificate.
    pub certificate: Certificate,
    /// The bytes that came, used or not.
    pub received: Option<Received>,
    /// Whether they were kept by an earlier run; else they came from the network in this one.
    pub kept: bool,
    /// What they were good for.
    pub outcome: Result<Used, NotUsed>,
}

impl Fetched {
    /// How many octets came.
    pub(super) fn size(&self) -> u64 {
        self.received.map_or(0, |received| received.size)
    }
}

/// What is wanted, in the order it is fetched: what leads to further needs first, large things last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Wanted {
    /// The certificate of the issuer.
    Issuer,
    /// The certificate of the signer of a CRL.
    CrlSigner,
    /// A responder's answer.
    Ocsp,
    /// A complete CRL.
    Crl,
    /// A delta CRL.
    DeltaCrl,
    /// Something this version does not know.
    Unknown,
}

impl Wanted {
    pub(crate) const fn of(what: &Missing) -> Self {
        match what {
            Missing::Issuer => Self::Issuer,
            Missing::CrlSigner { .. } => Self::CrlSigner,
            Missing::Ocsp { .. } => Self::Ocsp,
            Missing::Crl => Self::Crl,
            Missing::DeltaCrl => Self::DeltaCrl,
            _ => Self::Unknown,
        }
    }

    pub(crate) const fn is_crl(self) -> bool {
        matches!(self, Self::Crl | Self::DeltaCrl)
    }

    /// The word of reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Issuer => "issuer",
            Self::CrlSigner => "crl-signer",
            Self::Ocsp => "ocsp",
            Self::Crl => "crl",
            Self::DeltaCrl => "delta-crl",
            Self::Unknown => "unknown",
        }
    }
}

/// Bytes that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// How many.
    pub size: u64,
    /// Their SHA-256.
    pub sha256: [u8; 32],
}

/// What came could be read and is evidence now; whether it is believed is another question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Used {
    /// Certificates, lists or responses in it.
    pub objects: usize,
    /// DER is due; PEM is tolerated.
    pub encoding: Encoding,
    /// Of an OCSP response: what its nonce shows.
    pub nonce: Option<NonceCheck>,
}

/// Why an address helped nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotUsed {
    /// What an earlier run kept is not what it was, or cannot be read: it was ignored and removed.
    #[error("what was kept is damaged, and was ignored")]
    Damaged,
    /// Nothing came.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// A well-formed OCSP response that is no answer to the request.
    #[error(transparent)]
    NoAnswer(NoAnswer),
    /// The OCSP request could not be made.
    #[error(transparent)]
    NoRequest(OcspRequestError),
    /// The limits of [`FetchLimits`](super::FetchLimits) are reached: this and all further addresses were not asked.
    #[error("the limit of what is fetched is reached; this and further addresses were not asked")]
    OverLimit,
    /// A need of a kind this version does not know.
    #[error("it is not known how to fetch this")]
    UnknownNeed,
    /// What came is something else, or damaged.
    #[error("what came cannot be read: {0}")]
    Unreadable(CertificateError),
}
