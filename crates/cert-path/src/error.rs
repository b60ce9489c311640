//! What can be wrong with the bytes, and with the algorithms they ask for.

use core::fmt;

use der::asn1::ObjectIdentifier;

/// A certificate that could not be read: what, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} at offset {offset}")]
pub struct CertificateError {
    /// What is wrong.
    pub kind: CertificateErrorKind,
    /// The byte at which the offending element begins, from the start of the DER given.
    pub offset: usize,
}

/// What is wrong with the bytes of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateErrorKind {
    /// The algorithm inside the signed part of a CRL is not the one outside (RFC 5280 §5.1.1.2).
    #[error("the two signature algorithms differ")]
    AlgorithmsDiffer,
    /// A BIT STRING without its count of unused bits, or with an impossible one (X.690 §8.6).
    #[error("malformed BIT STRING")]
    BitString,
    /// A BOOLEAN that is neither 0x00 nor 0xFF (X.690 §11.1).
    #[error("BOOLEAN is not DER")]
    Boolean,
    /// One extension twice (RFC 5280 §4.2, §5.2).
    #[error("extension {0} occurs twice")]
    DuplicateExtension(ObjectIdentifier),
    /// A list without members where there must be one (RFC 5280 §5.1.2.6: no revoked certificates, no list).
    #[error("empty list")]
    EmptyList,
    /// A tag or a length that DER does not allow.
    #[error("tag or length is not DER")]
    Encoding,
    /// An extension whose value does not have the form that its identifier promises.
    #[error("malformed extension {0}")]
    Extension(ObjectIdentifier),
    /// An INTEGER that is empty, not in its shortest form, or negative where that has no meaning.
    #[error("malformed INTEGER")]
    Integer,
    /// A PKCS #7 or CMS content other than SignedData (RFC 5652 §5.1): no bundle of certificates.
    #[error("no SignedData, so no bundle of certificates")]
    NotABundle,
    /// A SignedData with content or signers where a certs-only one is due (RFC 5652 §5.1, RFC 8551 §3.2.2).
    #[error("a signed message, and no bundle of certificates")]
    NotCertsOnly,
    /// A field that version 1 does not have (RFC 5280 §5.1.2.1: extensions demand version 2).
    #[error("version 1 has no extensions")]
    NotInVersion1,
    /// An OBJECT IDENTIFIER that cannot be read (or has more than 39 octets, the longest kept here).
    #[error("malformed OBJECT IDENTIFIER")]
    ObjectIdentifier,
    /// A responseStatus that RFC 6960 §4.2.1 does not have.
    #[error("unknown OCSP response status")]
    OcspStatus,
    /// A kind of OCSP response other than `id-pkix-ocsp-basic`, the only one there is (RFC 6960 §4.2.1).
    #[error("unknown kind of OCSP response {0}")]
    OcspResponseType(ObjectIdentifier),
    /// PEM text without a certificate, or with a damaged one (RFC 7468).
    #[error("no readable PEM certificate")]
    Pem,
    /// A time that is neither `YYMMDDHHMMSSZ` nor `YYYYMMDDHHMMSSZ` (RFC 5280 §4.1.2.5), or is no day of the calendar.
    #[error("malformed time")]
    Time,
    /// More bytes than [`Limits`](crate::Limits) allows.
    #[error("{length} bytes are more than the limit of {limit}")]
    TooLarge {
        /// The bytes given.
        length: usize,
        /// The bytes allowed.
        limit: usize,
    },
    /// Bytes after the end.
    #[error("{count} bytes after the end")]
    TrailingBytes {
        /// How many.
        count: usize,
    },
    /// The input ends before the element does.
    #[error("input ends early")]
    Truncated,
    /// Another element was due.
    #[error("tag {found:#04x} where {expected:#04x} is due")]
    UnexpectedTag {
        /// The identifier octet due.
        expected: u8,
        /// The identifier octet found.
        found: u8,
    },
    /// The bytes cannot be had: their source fails, or is longer than this computer can address.
    #[error("the bytes cannot be read: {0}")]
    Unreadable(std::io::ErrorKind),
    /// A version that X.509 does not have (RFC 5280 §4.1.2.1: v1, v2, v3; for CRLs §5.1.2.1: v2, or none said).
    #[error("unknown version")]
    Version,
}

/// An algorithm that this library, or the provider in use, does not offer. Never a verdict on the signature.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("algorithm not supported: {name}")]
pub struct UnsupportedAlgorithm {
    /// Its name, or its object identifier in dotted form.
    pub name: String,
}

impl UnsupportedAlgorithm {
    pub(crate) fn new(name: impl fmt::Display) -> Self {
        Self {
            name: name.to_string(),
        }
    }
}

/// Why a signature value was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The public key cannot be read, or is not of the kind the algorithm needs.
    #[error("public key does not fit the signature algorithm")]
    BadKey,
    /// The mathematics say no.
    #[error("signature does not verify")]
    BadSignature,
    /// Not offered: nothing is known about the signature.
    #[error(transparent)]
    Unsupported(#[from] UnsupportedAlgorithm),
}
