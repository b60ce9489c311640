//! What a signer's certificate may be used for.

use core::fmt;

use der::asn1::ObjectIdentifier as Oid;

use crate::certificate::{Certificate, KeyUsage};
use crate::failure::{KeyUsageReason, PathReason};
use crate::steps::{CertificateSteps, Step};

/// What the path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Purpose {
    /// None in particular: RFC 5280 §6.1 alone. The usages of the certificate are the caller's business.
    Any,
    /// A signature on a document. Key usage, if present, must allow digitalSignature or contentCommitment; extended
    /// key usage, if present, must name one purpose of [`DOCUMENT_SIGNING_USAGES`].
    DocumentSigning,
    /// A timestamp. The extended key usage must be there, critical, and timeStamping alone (RFC 3161 §2.3); key
    /// usage, if present, must allow digitalSignature or contentCommitment.
    Timestamping,
    /// A CRL. Key usage, if present, must allow cRLSign (RFC 5280 §6.3.3 (f)).
    CrlSigning,
    /// An OCSP response, signed by a delegate of the CA. Key usage, if present, must allow digitalSignature or
    /// contentCommitment (RFC 5280 §4.2.1.12); the extended key usage must name OCSPSigning itself: any purpose is not
    /// enough (RFC 6960 §4.2.2.2).
    OcspSigning,
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Any => "any purpose",
            Self::DocumentSigning => "document signing",
            Self::Timestamping => "timestamping",
            Self::CrlSigning => "signing CRLs",
            Self::OcspSigning => "signing OCSP responses",
        })
    }
}

const fn oid(text: &str) -> Oid {
    Oid::new_unwrap(text)
}

/// `anyExtendedKeyUsage` (RFC 5280 §4.2.1.12).
const ANY_EXTENDED_KEY_USAGE: Oid = oid("2.5.29.37.0");

/// `id-kp-timeStamping` (RFC 3161 §2.3).
pub(crate) const TIME_STAMPING: Oid = oid("1.3.6.1.5.5.7.3.8");

/// `id-kp-OCSPSigning` (RFC 6960 §4.2.2.2).
const OCSP_SIGNING: Oid = oid("1.3.6.1.5.5.7.3.9");

/// Extended key usages with which a document signature is accepted, each with its source.
pub const DOCUMENT_SIGNING_USAGES: &[(Oid, &str)] = &[
    (
        ANY_EXTENDED_KEY_USAGE,
        "anyExtendedKeyUsage: RFC 5280 §4.2.1.12",
    ),
    (
        oid("1.3.6.1.5.5.7.3.36"),
        "id-kp-documentSigning: RFC 9336 §3.1",
    ),
    (
        oid("1.3.6.1.5.5.7.3.4"),
        "id-kp-emailProtection: RFC 5280 §4.2.1.12; Vietnamese signers carry it",
    ),
    (
        oid("1.3.6.1.5.5.7.3.2"),
        "id-kp-clientAuth: RFC 5280 §4.2.1.12; Vietnamese signers carry it",
    ),
    (
        oid("1.3.6.1.4.1.311.10.3.12"),
        "szOID_KP_DOCUMENT_SIGNING: Microsoft",
    ),
    (
        oid("1.2.840.113583.1.1.5"),
        "id-adobe-pdf-signing: Adobe PDF signature extensions",
    ),
];

/// Whether a certificate, taken alone, may be used for this purpose: RFC 5280 §4.2.1.3 and §4.2.1.12.
///
/// [`find_path`](crate::find_path) asks this of the signer's certificate; alone it proves no trust.
///
/// # Errors
/// [`PathReason::KeyUsage`] or [`PathReason::ExtendedKeyUsage`].
pub fn check_usage(certificate: &Certificate, purpose: Purpose) -> Result<(), PathReason> {
    check_key_usage(certificate, purpose)?;
    check_extended_key_usage(certificate, purpose)
}

/// [`check_usage`], noting its two steps.
pub(crate) fn check_usage_steps(
    certificate: &Certificate,
    purpose: Purpose,
    steps: &mut CertificateSteps,
) -> Result<(), PathReason> {
    steps.take(Step::KeyUsage, check_key_usage(certificate, purpose))?;
    let outcome = check_extended_key_usage(certificate, purpose);
    steps.take(Step::ExtendedKeyUsage, outcome)
}

fn check_key_usage(certificate: &Certificate, purpose: Purpose) -> Result<(), PathReason> {
    let allows = |usage: KeyUsage| match purpose {
        Purpose::Any => true,
        Purpose::CrlSigning => usage.crl_sign(),
        _ => usage.digital_signature() || usage.content_commitment(),
    };
    match certificate.key_usage() {
        Some(usage) if !allows(usage) => {
            Err(PathReason::KeyUsage(KeyUsageReason::NoSignature(usage)))
        }
        _ => Ok(()),
    }
}

fn check_extended_key_usage(certificate: &Certificate, purpose: Purpose) -> Result<(), PathReason> {
    let usages = certificate.extended_key_usage();
    let allowed = match purpose {
        Purpose::Any | Purpose::CrlSigning => true,
        Purpose::DocumentSigning => usages.is_none_or(serves_documents),
        // RFC 6960 §4.2.2.2: "inclusion of a value of id-kp-OCSPSigning"
        Purpose::OcspSigning => usages.is_some_and(|usages| usages.contains(&OCSP_SIGNING)),
        // RFC 3161 §2.3: "with only one instance of KeyPurposeId", critical.
        Purpose::Timestamping => {
            usages == Some(&[TIME_STAMPING]) && certificate.extended_key_usage_is_critical()
        }
    };
    refuse_unless(allowed, certificate, purpose)
}

/// Whether a CA may certify for this purpose: its extended key usage, if present, must name it, or any.
///
/// RFC 5280 §4.2.1.12 speaks of the certified key alone; that a CA's extension constrains what is below it is the
/// practice of all large validators (docs/decisions/0015). Signers of revocation data are not concerned: CAs with such an
/// extension sign CRLs, and name their responders, all the same.
pub(crate) fn check_authority(
    certificate: &Certificate,
    purpose: Purpose,
) -> Result<(), PathReason> {
    let allowed = certificate
        .extended_key_usage()
        .is_none_or(|usages| match purpose {
            Purpose::Any | Purpose::CrlSigning | Purpose::OcspSigning => true,
            Purpose::DocumentSigning => serves_documents(usages),
            Purpose::Timestamping => {
                usages.contains(&TIME_STAMPING) || usages.contains(&ANY_EXTENDED_KEY_USAGE)
            }
        });
    refuse_unless(allowed, certificate, purpose)
}

fn serves_documents(usages: &[Oid]) -> bool {
    usages
        .iter()
        .any(|usage| DOCUMENT_SIGNING_USAGES.iter().any(|row| row.0 == *usage))
}

fn refuse_unless(
    allowed: bool,
    certificate: &Certificate,
    purpose: Purpose,
) -> Result<(), PathReason> {
    if allowed {
        Ok(())
    } else {
        Err(PathReason::ExtendedKeyUsage {
            purpose,
            found: certificate.extended_key_usage().map(<[_]>::to_vec),
        })
    }
}
