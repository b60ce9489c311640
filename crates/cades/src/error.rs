//! What can stop this crate from answering. A bad signature is never here: that is an [`crate::IntegrityFailure`].

use cert_path::{DigestAlgorithm, SignatureAlgorithm, UnsupportedAlgorithm};
use der::asn1::ObjectIdentifier;

/// Why a container, a token or a request could not be read or made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}{}", at(.position))]
#[non_exhaustive]
pub struct CadesError {
    /// What is wrong.
    pub kind: CadesErrorKind,
    /// Where in the input, counted from its first byte, when a byte is to blame.
    pub position: Option<usize>,
}

fn at(position: &Option<usize>) -> String {
    position
        .map(|position| format!(" at offset {position}"))
        .unwrap_or_default()
}

impl CadesError {
    pub(crate) fn at(kind: CadesErrorKind, position: usize) -> Self {
        Self {
            kind,
            position: Some(position),
        }
    }
}

impl From<CadesErrorKind> for CadesError {
    fn from(kind: CadesErrorKind) -> Self {
        Self {
            kind,
            position: None,
        }
    }
}

/// The kinds of [`CadesError`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CadesErrorKind {
    /// A stored [`crate::ToBeSigned`] does not agree with what is derived again on resuming.
    #[error("the stored data to be signed differ from what was derived again: {0}")]
    DeferredStateAltered(&'static str),
    /// The signature algorithm asks for another digest of the content (RFC 8933 §3, RFC 8419 §3.1).
    #[error("the digest algorithm {digest} does not go with {signature}")]
    DigestMismatchesSignature {
        /// The digest's algorithm.
        digest: DigestAlgorithm,
        /// The signature algorithm asked for.
        signature: SignatureAlgorithm,
    },
    /// The structure we were about to write cannot be encoded.
    #[error("cannot encode {0}")]
    Encoding(&'static str),
    /// The certificate's key cannot make this kind of signature.
    #[error("the certificate's key does not fit the signature algorithm")]
    KeyDoesNotFitAlgorithm,
    /// A bound of [`crate::Limits`] was reached.
    #[error("limit reached: {0}")]
    Limit(Limit),
    /// The bytes are not what RFC 5652, RFC 3161 or X.690 ask for.
    #[error("malformed {0}")]
    Malformed(Malformed),
    /// RFC 5652 allows several signers; PDF signatures (ISO 32000-2 §12.8.3.3) and time-stamp tokens (RFC 3161 §2.4.2) have exactly one.
    #[error("{0} signers where exactly one is allowed")]
    NotOneSigner(usize),
    /// The value handed in is not a signature of these data under the signer certificate.
    #[error("the signature value does not verify under the signer certificate")]
    SignatureValueRefused,
    /// Well formed, and not offered here.
    #[error("unsupported {0}")]
    Unsupported(Unsupported),
}

/// Which bound was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Limit {
    /// [`crate::Limits::attributes`].
    #[error("attributes")]
    Attributes,
    /// [`crate::Limits::certificates`].
    #[error("certificates")]
    Certificates,
    /// [`crate::Limits::depth`].
    #[error("nesting depth")]
    Depth,
    /// [`crate::Limits::elements`].
    #[error("elements")]
    Elements,
    /// [`crate::Limits::length`].
    #[error("length of the container")]
    Length,
}

/// Which part is malformed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// AlgorithmIdentifier, RFC 5280 §4.1.1.2.
    #[error("algorithm identifier")]
    AlgorithmIdentifier,
    /// Attribute, RFC 5652 §5.3.
    #[error("attribute")]
    Attribute,
    /// ContentInfo, RFC 5652 §3.
    #[error("ContentInfo")]
    ContentInfo,
    /// EncapsulatedContentInfo, RFC 5652 §5.2.
    #[error("encapsulated content")]
    EncapsulatedContent,
    /// An end-of-contents mark without its beginning, or a beginning without its end (X.690 §8.1.3.6, §8.1.5).
    #[error("indefinite length")]
    IndefiniteLength,
    /// PKCS #8 (RFC 5958) or PKCS #12 (RFC 7292).
    #[error("key file")]
    KeyFile,
    /// Length octets (X.690 §8.1.3).
    #[error("length octets")]
    Length,
    /// A bare signature value, an OCTET STRING (ISO 32000-1 §12.8.3.2).
    #[error("signature value")]
    Pkcs1Signature,
    /// SignedData, RFC 5652 §5.1.
    #[error("SignedData")]
    SignedData,
    /// The certificate beside a bare signature value (ISO 32000-1 Table 252, `/Cert`).
    #[error("signer certificate")]
    SignerCertificate,
    /// SignerInfo, RFC 5652 §5.3.
    #[error("SignerInfo")]
    SignerInfo,
    /// A constructed string whose segments are not strings of its kind (X.690 §8.7.3).
    #[error("constructed string")]
    StringSegment,
    /// Identifier octets (X.690 §8.1.2), or more of them than anything in CMS needs.
    #[error("identifier octets")]
    Tag,
    /// TimeStampResp, RFC 3161 §2.4.2.
    #[error("time-stamp response")]
    TimestampResponse,
    /// TSTInfo, RFC 3161 §2.4.2.
    #[error("TSTInfo")]
    TimestampInfo,
    /// Bytes other than zero after the container (ISO 32000-2 §12.8.3.3.1 pads with zeros).
    #[error("end: bytes other than zero padding follow the container")]
    TrailingBytes,
    /// The input ends inside an element.
    #[error("end: the input stops inside an element")]
    Truncated,
    /// An element after the last one the structure has room for.
    #[error("structure: an element nobody asked for")]
    UnexpectedElement,
}

/// What is well formed and not offered here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unsupported {
    /// An algorithm, or parameters of it, we do not offer.
    #[error("algorithm {}", .0.name)]
    Algorithm(UnsupportedAlgorithm),
    /// ContentInfo holds something else than SignedData.
    #[error("content type {0}")]
    ContentType(ObjectIdentifier),
    /// TSTInfo with a version other than 1.
    #[error("version of TSTInfo")]
    TimestampVersion,
}
