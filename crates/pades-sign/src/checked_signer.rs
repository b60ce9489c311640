//! The signer's certificate, checked before the key is used (NĐ 68/2024 Điều 29, 31, 32).

use cades::ExternalSigner;
use cert_path::{
    Certificate, DigestAlgorithm, Purpose, RevocationStatus, SignatureAlgorithm, TrustedPath,
};
use jiff::{SignedDuration, Timestamp};

use crate::record::{CertificateSummary, NotChecked, SignerCheck, StatusSummary};

/// How old a path check may be when it is relied on: time for a slow card and its PIN, no more. Ours, not the law's.
const PATH_AGE_LIMIT: SignedDuration = SignedDuration::from_mins(10);

/// Who signs, and how: what a device says of itself, unchecked.
#[derive(Debug, Clone)]
pub struct SignerIdentity {
    certificate: Certificate,
    chain: Vec<Certificate>,
    algorithm: SignatureAlgorithm,
}

impl SignerIdentity {
    /// For a key that is not here: deferred and remote signing.
    #[must_use]
    pub fn new(
        certificate: Certificate,
        chain: Vec<Certificate>,
        algorithm: SignatureAlgorithm,
    ) -> Self {
        Self {
            certificate,
            chain,
            algorithm,
        }
    }

    /// The certificate of the key.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Further certificates that the device knows.
    #[must_use]
    pub fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    /// How the key signs.
    #[must_use]
    pub fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    /// What the device offers.
    #[must_use]
    pub fn of(device: &dyn ExternalSigner) -> Self {
        Self::new(
            device.certificate().clone(),
            device.chain().to_vec(),
            device.algorithm(),
        )
    }
}

/// A signer whose certificate was checked: the only thing [`crate::PreparedDocument::attributes`] accepts.
///
/// The legal order, check first and then use the key, is a fact of the types:
///
/// ```compile_fail
/// # use pades_sign::{PreparedDocument, SignerIdentity};
/// fn without_check(document: PreparedDocument, identity: SignerIdentity) {
///     document.attributes(&identity); // expected `&CheckedSigner`
/// }
/// ```
///
/// ```compile_fail
/// # use pades_sign::{CheckedSigner, SignerCheck, SignerIdentity};
/// fn forged(identity: SignerIdentity, check: SignerCheck) -> CheckedSigner {
///     CheckedSigner { identity, path: Vec::new(), check, not_checked: Vec::new() } // private fields
/// }
/// ```
#[derive(Debug, Clone)]
pub struct CheckedSigner {
    identity: SignerIdentity,
    path: Vec<Certificate>,
    check: SignerCheck,
    not_checked: Vec<NotChecked>,
}

/// The caller's statement that the chain is not verified; it goes into the record.
#[derive(Debug, Clone)]
pub struct ChainNotVerified {
    acknowledged_by: String,
}

impl ChainNotVerified {
    /// Who or what decided to sign all the same: an option, a person, a setting.
    #[must_use]
    pub fn acknowledged_by(who: impl Into<String>) -> Self {
        Self {
            acknowledged_by: who.into(),
        }
    }
}

impl CheckedSigner {
    /// A signer with a proven path to a trust anchor.
    ///
    /// # Errors
    /// The path is of another certificate, another purpose or another moment than `now`.
    pub fn check(
        identity: SignerIdentity,
        path: &TrustedPath,
        now: Timestamp,
    ) -> Result<Self, SignerRefused> {
        check_validity(&identity.certificate, now)?;
        check_usage(&identity.certificate)?;
        if path.chain().first() != Some(&identity.certificate) {
            return Err(SignerRefused::OtherCertificate);
        }
        if path.purpose() != Purpose::DocumentSigning {
            return Err(SignerRefused::OtherPurpose);
        }
        if now.duration_since(path.at()).abs() > PATH_AGE_LIMIT {
            return Err(SignerRefused::StalePath {
                checked: path.at(),
                now,
            });
        }
        let check = SignerCheck::TrustedPath {
            at: path.at(),
            anchor: CertificateSummary::of(path.anchor_certificate()),
            path: path
                .chain()
                .iter()
                .map(CertificateSummary::sha256)
                .collect(),
            revocation: revocation(path),
            statuses: path.statuses().iter().map(StatusSummary::of).collect(),
        };
        Ok(Self {
            identity,
            path: path.chain().to_vec(),
            check,
            not_checked: revocation_gap(path),
        })
    }

    /// A signer whose chain was not verified: the explicit exception, recorded as such.
    ///
    /// # Errors
    /// The certificate is expired, not yet valid, or not for signing: no exception covers that.
    pub fn with_unverified_chain(
        identity: SignerIdentity,
        now: Timestamp,
        statement: ChainNotVerified,
    ) -> Result<Self, SignerRefused> {
        check_validity(&identity.certificate, now)?;
        check_usage(&identity.certificate)?;
        let check = SignerCheck::ChainNotVerified {
            at: now,
            acknowledged_by: statement.acknowledged_by,
        };
        let why = "the chain was not verified".to_owned();
        let not_checked = vec![NotChecked::Chain, NotChecked::Revocation { why }];
        let mut path = vec![identity.certificate.clone()];
        path.extend(
            identity
                .chain
                .iter()
                .filter(|certificate| **certificate != identity.certificate)
                .cloned(),
        );
        Ok(Self {
            identity,
            path,
            check,
            not_checked,
        })
    }

    /// The signer's certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.identity.certificate
    }

    /// How the key signs.
    #[must_use]
    pub fn algorithm(&self) -> SignatureAlgorithm {
        self.identity.algorithm
    }

    /// The digest of the document: the one that goes with the algorithm (RFC 8933 §3).
    #[must_use]
    pub fn document_digest_algorithm(&self) -> DigestAlgorithm {
        // Algorithms for which CMS fixes no digest (ML-DSA) go with SHA-512 (RFC 9882 §3.3).
        cades::expected_digest(self.identity.algorithm).unwrap_or(DigestAlgorithm::Sha512)
    }

    /// How it was checked.
    #[must_use]
    pub fn how_checked(&self) -> &SignerCheck {
        &self.check
    }

    /// What was not checked.
    #[must_use]
    pub fn not_checked(&self) -> &[NotChecked] {
        &self.not_checked
    }

    /// The certificates from the signer up, whose own is always the first: the proven path, else what the device offers.
    pub(crate) fn path(&self) -> &[Certificate] {
        &self.path
    }

    /// What goes into the container beside the signer's certificate: the path without a self-issued root, which a
    /// verifier must have on its own (EN 319 122-1 §5.2.2: up to, not necessarily with, the root).
    #[must_use]
    pub fn embedded_chain(&self) -> Vec<Certificate> {
        self.path
            .iter()
            .skip(1)
            .filter(|certificate| !certificate.is_self_issued())
            .cloned()
            .collect()
    }

    /// Is this the key that was checked?
    pub(crate) fn is(&self, device: &dyn ExternalSigner) -> bool {
        *device.certificate() == self.identity.certificate
            && device.algorithm() == self.identity.algorithm
    }
}

/// Why a certificate may not be used for signing now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignerRefused {
    /// It has expired.
    #[error("it expired on {not_after}")]
    Expired {
        /// End of the validity.
        not_after: Timestamp,
    },
    /// It is not valid yet.
    #[error("it is not valid before {not_before}")]
    NotYetValid {
        /// Start of the validity.
        not_before: Timestamp,
    },
    /// The path belongs to another certificate.
    #[error("the path that was checked belongs to another certificate")]
    OtherCertificate,
    /// The path was checked for another purpose.
    #[error("the path was not checked for signing documents")]
    OtherPurpose,
    /// The path was checked at another time.
    #[error("the path was checked at {checked}, which is too far from {now}")]
    StalePath {
        /// When the path was checked.
        checked: Timestamp,
        /// Now.
        now: Timestamp,
    },
    /// Key usage or extended key usage do not allow signing documents.
    #[error("its usage does not include signing documents: {0}")]
    WrongUsage(String),
}

/// NĐ 68/2024 Điều 31(1)(a); RFC 5280 §4.1.2.5: both ends belong to the validity.
fn check_validity(certificate: &Certificate, now: Timestamp) -> Result<(), SignerRefused> {
    if now < certificate.not_before() {
        return Err(SignerRefused::NotYetValid {
            not_before: certificate.not_before(),
        });
    }
    if now > certificate.not_after() {
        return Err(SignerRefused::Expired {
            not_after: certificate.not_after(),
        });
    }
    Ok(())
}

/// RFC 5280 §4.2.1.3, §4.2.1.12; the same rule as [`Purpose::DocumentSigning`] has in a path.
fn check_usage(certificate: &Certificate) -> Result<(), SignerRefused> {
    cert_path::check_usage(certificate, Purpose::DocumentSigning)
        .map_err(|reason| SignerRefused::WrongUsage(reason.to_string()))
}

fn revocation(path: &TrustedPath) -> String {
    match path.revocation() {
        RevocationStatus::NotChecked(why) => format!("not checked: {why}"),
        known => known.to_string(),
    }
}

fn revocation_gap(path: &TrustedPath) -> Vec<NotChecked> {
    match path.revocation() {
        RevocationStatus::NotChecked(why) => vec![NotChecked::Revocation {
            why: why.to_string(),
        }],
        _ => Vec::new(),
    }
}
