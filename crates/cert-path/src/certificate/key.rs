//! Kinds of public keys.

use core::fmt;

use der::asn1::ObjectIdentifier;

use crate::asn1::{self, Element};
use crate::error::CertificateError;
use crate::provider::{Key, PublicKey};

/// A named curve (RFC 5480 §2.1.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Curve {
    /// secp256r1.
    P256,
    /// secp384r1.
    P384,
    /// secp521r1.
    P521,
    /// Any other, by identifier.
    Other(ObjectIdentifier),
}

const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const P521: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.35");

impl Curve {
    /// The curve that this identifier names.
    #[must_use]
    pub fn from_oid(oid: ObjectIdentifier) -> Self {
        match oid {
            P256 => Self::P256,
            P384 => Self::P384,
            P521 => Self::P521,
            other => Self::Other(other),
        }
    }
}

impl fmt::Display for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::P256 => f.write_str("P-256"),
            Self::P384 => f.write_str("P-384"),
            Self::P521 => f.write_str("P-521"),
            Self::Other(oid) => write!(f, "curve {oid}"),
        }
    }
}

/// What a public key is (RFC 5280 §4.1.2.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PublicKeyKind {
    /// RSA (RFC 3279 §2.3.1), also when the identifier is RSASSA-PSS (RFC 4055 §1.2).
    Rsa {
        /// Bits of the modulus.
        bits: u32,
    },
    /// Elliptic curve (RFC 5480 §2.1.1).
    Ec {
        /// Which one.
        curve: Curve,
    },
    /// Ed25519 (RFC 8410 §3).
    Ed25519,
    /// Ed448 (RFC 8410 §3).
    Ed448,
    /// DSA (RFC 3279 §2.3.2).
    Dsa {
        /// Bits of p; `None` when the parameters are those of the issuer's key.
        bits: Option<u32>,
    },
    /// Any other, by identifier; also one of the above that cannot be read, which then verifies nothing.
    Other(ObjectIdentifier),
}

impl PublicKeyKind {
    /// Demands the outer form; a key that is itself unreadable is `Other`, so that the certificate can be shown.
    pub(crate) fn read(spki: &Element<'_>) -> Result<Self, CertificateError> {
        let mut fields = spki.children();
        let algorithm = fields
            .expect(asn1::SEQUENCE)?
            .children()
            .any()?
            .object_identifier()?;
        fields.any()?.bit_string()?;
        fields.finish()?;
        Ok(match PublicKey::read(spki.whole) {
            Ok(PublicKey {
                key: Key::Rsa(key) | Key::RsaPss(key),
            }) => Self::Rsa { bits: key.bits() },
            Ok(PublicKey {
                key: Key::Ec(curve, _),
            }) => Self::Ec { curve },
            Ok(PublicKey {
                key: Key::Ed25519(_),
            }) => Self::Ed25519,
            Ok(PublicKey { key: Key::Ed448(_) }) => Self::Ed448,
            Ok(PublicKey { key: Key::Dsa(key) }) => Self::Dsa { bits: key.bits() },
            _ => Self::Other(algorithm),
        })
    }
}

impl fmt::Display for PublicKeyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa { bits } => write!(f, "RSA {bits}"),
            Self::Ec { curve } => write!(f, "EC {curve}"),
            Self::Ed25519 => f.write_str("Ed25519"),
            Self::Ed448 => f.write_str("Ed448"),
            Self::Dsa { bits: Some(bits) } => write!(f, "DSA {bits}"),
            Self::Dsa { bits: None } => f.write_str("DSA"),
            Self::Other(oid) => write!(f, "key {oid}"),
        }
    }
}
