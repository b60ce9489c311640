//! What was checked before the key was used, and what was not: the proof that stays with the signer.

use cades::GrantedTimestamp;
use cert_path::{BasisKind, Certificate, CertificateStatus, RevocationState};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::request::{Permissions, SubFilter};
use crate::visible::VisibleSummary;

/// Kept beside the signed file. NĐ 68/2024 Điều 29 demands the checks of Điều 31 and 32 before the key is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SigningRecord {
    /// Version of this structure.
    pub version: u32,
    /// Fully qualified name of the signed field.
    pub field: String,
    /// The field was added by this signature.
    pub field_created: bool,
    /// The document was certified with these permissions.
    pub certification: Option<Permissions>,
    /// An earlier certification under which this signature was allowed.
    pub under_certification: Option<Permissions>,
    /// The format written.
    pub sub_filter: SubFilter,
    /// The claimed time, `/M`.
    pub claimed_signing_time: Timestamp,
    /// The signature algorithm, by its usual name.
    pub algorithm: String,
    /// The digest algorithm of the document.
    pub digest_algorithm: String,
    /// Digest over the ByteRange, upper-case hexadecimal.
    pub document_digest: String,
    /// The four numbers of `/ByteRange`.
    pub byte_range: [u64; 4],
    /// What the signature shows on the page; `None`: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<VisibleSummary>,
    /// Bytes of the file before this signature; they are unchanged.
    pub base_length: u64,
    /// Bytes reserved for the container, and bytes it took.
    pub reserved: usize,
    /// Bytes the container took.
    pub used: usize,
    /// The signer's certificate.
    pub signer: CertificateSummary,
    /// The time-stamp over the signature value, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<TimestampSummary>,
    /// How the certificate was checked before the key was used.
    pub check: SignerCheck,
    /// Everything that was not checked.
    pub not_checked: Vec<NotChecked>,
}

/// A certificate, as far as a record names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateSummary {
    /// Subject, RFC 4514.
    pub subject: String,
    /// Issuer, RFC 4514.
    pub issuer: String,
    /// Serial number, upper-case hexadecimal.
    pub serial: String,
    /// Start of the validity.
    pub not_before: Timestamp,
    /// End of the validity.
    pub not_after: Timestamp,
    /// SHA-256 of the certificate, upper-case hexadecimal.
    pub sha256: String,
}

impl CertificateSummary {
    /// Of this certificate.
    #[must_use]
    pub fn of(certificate: &Certificate) -> Self {
        Self {
            subject: certificate.subject().to_string(),
            issuer: certificate.issuer().to_string(),
            serial: certificate.serial().to_string(),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
            sha256: Self::sha256(certificate),
        }
    }

    pub(crate) fn sha256(certificate: &Certificate) -> String {
        crate::hex::encode(&certificate.fingerprint())
    }
}

/// A time-stamp, as far as a record names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimestampSummary {
    /// The stated time.
    pub time: Timestamp,
    /// The policy of the authority, dotted.
    pub policy: String,
    /// Serial number of the token, upper-case hexadecimal.
    pub serial: String,
    /// The authority's certificate.
    pub authority: CertificateSummary,
}

impl TimestampSummary {
    /// Of this time-stamp.
    #[must_use]
    pub fn of(granted: &GrantedTimestamp) -> Self {
        Self {
            time: granted.proof().time(),
            policy: granted.proof().policy().to_string(),
            serial: crate::hex::encode(granted.token().serial()),
            authority: CertificateSummary::of(granted.proof().signer_certificate()),
        }
    }
}

/// How the signer's certificate was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum SignerCheck {
    /// A path to a trust anchor was found.
    TrustedPath {
        /// The moment of the check.
        at: Timestamp,
        /// The anchor.
        anchor: CertificateSummary,
        /// SHA-256 of each certificate from the signer to the anchor.
        path: Vec<String>,
        /// What is known of the revocation.
        revocation: String,
        /// The status of each certificate below the anchor, signer first, and what shows it (NĐ 68/2024 Điều 31(2), 32).
        #[serde(default)]
        statuses: Vec<StatusSummary>,
    },
    /// The chain was not verified, and the caller said that this is known.
    ChainNotVerified {
        /// The moment of the remaining checks (validity and usage of the signer's certificate).
        at: Timestamp,
        /// Who or what decided to go on.
        acknowledged_by: String,
    },
}

/// What was known of the revocation of one certificate, and on which evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusSummary {
    /// `not-revoked`, or `unknown`: a revoked or suspended signer never comes this far.
    pub state: String,
    /// `crl` or `ocsp`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// SHA-256 of the CRL or response, upper-case hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence_sha256: Option<String>,
    /// When it was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub this_update: Option<Timestamp>,
    /// When the next one is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_update: Option<Timestamp>,
}

impl StatusSummary {
    pub(crate) fn of(status: &CertificateStatus) -> Self {
        let basis = status.basis.as_ref();
        let is_good = matches!(status.state, RevocationState::Good { .. });
        Self {
            state: if is_good { "not-revoked" } else { "unknown" }.to_owned(),
            evidence: basis.map(|basis| match basis.kind {
                BasisKind::Ocsp { .. } => "ocsp".to_owned(),
                _ => "crl".to_owned(),
            }),
            evidence_sha256: basis.map(|basis| crate::hex::encode(&basis.fingerprint)),
            this_update: basis.map(|basis| basis.this_update),
            next_update: basis.and_then(|basis| basis.next_update),
        }
    }
}

/// A check that did not take place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NotChecked {
    /// No path to a trust anchor was looked for, or none was found.
    Chain,
    /// Whether the certificate was revoked.
    Revocation {
        /// Why not.
        why: String,
    },
    /// The claimed time was not proven by a timestamp.
    SigningTime,
}
