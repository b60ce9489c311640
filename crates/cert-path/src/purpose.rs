//! What a signer's certificate may be used for.

use core::fmt;

use der::asn1::ObjectIdentifier as Oid;

use crate::certificate::Certificate;
use crate::failure::{KeyUsageReason, PathReason};

/// What the path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Purpose {
    /// A signature on a document. Key usage, if present, must allow digitalSignature or contentCommitment; extended
    /// key usage, if present, must name one purpose of [`DOCUMENT_SIGNING_USAGES`].
    DocumentSigning,
    /// A timestamp. The extended key usage must be there, critical, and timeStamping alone (RFC 3161 §2.3); key
    /// usage, if present, must allow digitalSignature or contentCommitment.
    Timestamping,
    /// A CRL. Key usage, if present, must allow cRLSign (RFC 5280 §6.3.3 (f)).
    CrlSigning,
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DocumentSigning => "document signing",
            Self::Timestamping => "timestamping",
            Self::CrlSigning => "signing CRLs",
        })
    }
}

const fn oid(text: &str) -> Oid {
    Oid::new_unwrap(text)
}

/// `id-kp-timeStamping` (RFC 3161 §2.3).
pub(crate) const TIME_STAMPING: Oid = oid("1.3.6.1.5.5.7.3.8");

/// Extended key usages with which a document signature is accepted, each with its source.
pub const DOCUMENT_SIGNING_USAGES: &[(Oid, &str)] = &[
    (
        oid("2.5.29.37.0"),
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
    let usage_allows = |usage: crate::KeyUsage| match purpose {
        Purpose::CrlSigning => usage.crl_sign(),
        _ => usage.digital_signature() || usage.content_commitment(),
    };
    if let Some(usage) = certificate
        .key_usage()
        .filter(|usage| !usage_allows(*usage))
    {
        return Err(PathReason::KeyUsage(KeyUsageReason::NoSignature(usage)));
    }
    let usages = certificate.extended_key_usage();
    let allowed = match (purpose, usages) {
        (Purpose::DocumentSigning, None) | (Purpose::CrlSigning, _) => true,
        (Purpose::DocumentSigning, Some(usages)) => usages
            .iter()
            .any(|usage| DOCUMENT_SIGNING_USAGES.iter().any(|row| row.0 == *usage)),
        // RFC 3161 §2.3: "with only one instance of KeyPurposeId", critical.
        (Purpose::Timestamping, usages) => {
            usages == Some(&[TIME_STAMPING]) && certificate.extended_key_usage_is_critical()
        }
    };
    if allowed {
        Ok(())
    } else {
        Err(PathReason::ExtendedKeyUsage {
            purpose,
            found: usages.map(<[_]>::to_vec),
        })
    }
}
