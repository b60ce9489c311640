//! Why a container is not intact.

use cert_path::{DigestAlgorithm, SignatureAlgorithm, UnsupportedAlgorithm};
use der::asn1::ObjectIdentifier;

use crate::binding::BindingMismatch;

/// Why a container is not shown to be intact. Only some of these say that something was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IntegrityFailure {
    /// The signature algorithm implies another digest than `digestAlgorithm` (RFC 8933 §3, RFC 8419 §3.1).
    #[error("the digest algorithm {digest} does not go with {signature}")]
    AlgorithmMismatch {
        /// `digestAlgorithm`.
        digest: DigestAlgorithm,
        /// `signatureAlgorithm`.
        signature: SignatureAlgorithm,
    },
    /// CMSAlgorithmProtection names other algorithms, or is malformed, or is not signed (RFC 6211 §2, §3).
    #[error("CMSAlgorithmProtection: {0}")]
    AlgorithmProtection(ProtectionFailure),
    /// A signed attribute that must occur once occurs several times (RFC 5652 §11).
    #[error("signed attribute {0} occurs more than once")]
    AttributeDuplicate(ObjectIdentifier),
    /// A mandatory signed attribute cannot be read.
    #[error("signed attribute {0} is malformed")]
    AttributeMalformed(ObjectIdentifier),
    /// A mandatory signed attribute is not there (RFC 5652 §5.3).
    #[error("signed attribute {0} is missing")]
    AttributeMissing(ObjectIdentifier),
    /// A signed attribute that must have one value has none or several (RFC 5652 §11).
    #[error("signed attribute {0} does not have exactly one value")]
    AttributeNotSingleValued(ObjectIdentifier),
    /// The signer certificate's key cannot be read, or is not of the kind the signature algorithm needs.
    #[error("the key of the signer certificate does not fit the signature algorithm")]
    BadKey,
    /// The signing-certificate attribute names another certificate.
    #[error("the signing-certificate attribute does not fit the signer certificate: {0}")]
    BindingMismatch(BindingMismatch),
    /// The content-type attribute differs from eContentType (RFC 5652 §11.1).
    #[error("the content-type attribute differs from the content type")]
    ContentTypeMismatch,
    /// The content is not what was signed.
    #[error("the content has another digest than the signed one")]
    DigestMismatch,
    /// The certificate that the signer names is not in the container.
    #[error("the signer certificate is not in the container")]
    NoSignerCertificate,
    /// The digest handed in was made with another algorithm than `digestAlgorithm`: a caller's mistake, not the signer's.
    #[error("the content was hashed with {found} where {expected} is asked for")]
    OtherDigestGiven {
        /// `digestAlgorithm`.
        expected: DigestAlgorithm,
        /// The algorithm of the digest handed in.
        found: DigestAlgorithm,
    },
    /// The signature value does not verify.
    #[error("the signature does not verify under the signer certificate")]
    SignatureMismatch,
    /// Content other than id-data needs signed attributes (RFC 5652 §5.3).
    #[error("signed attributes are missing")]
    SignedAttributesMissing,
    /// Cannot be decided: the algorithm is not offered.
    #[error(transparent)]
    UnsupportedAlgorithm(#[from] UnsupportedAlgorithm),
}

/// What is wrong with CMSAlgorithmProtection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProtectionFailure {
    /// Several attributes or values (RFC 6211 §2).
    #[error("does not occur once with one value")]
    Duplicate,
    /// Cannot be read.
    #[error("is malformed")]
    Malformed,
    /// Names other algorithms than the signer information (RFC 6211 §3).
    #[error("names other algorithms")]
    Mismatch,
    /// Stands among the unsigned attributes (RFC 6211 §2 forbids it).
    #[error("is not signed")]
    Unsigned,
}
