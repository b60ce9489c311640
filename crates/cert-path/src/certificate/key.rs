//! Kinds of public keys.

use core::fmt;

use der::asn1::ObjectIdentifier;

use crate::algorithms::SignatureAlgorithm;
use crate::asn1::{self, Element};
use crate::error::CertificateError;
use crate::provider::{Key, PublicKey};

/// A named curve (RFC 5480 §2.1.1.1, RFC 5639 §4.1, SEC 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Curve {
    /// secp256r1.
    P256,
    /// secp384r1.
    P384,
    /// secp521r1.
    P521,
    /// brainpoolP256r1.
    BrainpoolP256r1,
    /// brainpoolP384r1.
    BrainpoolP384r1,
    /// brainpoolP512r1.
    BrainpoolP512r1,
    /// secp256k1.
    Secp256k1,
    /// Any other, by identifier.
    Other(ObjectIdentifier),
}

const CURVES: &[(Curve, ObjectIdentifier, &str, u32)] = &[
    (Curve::P256, oid("1.2.840.10045.3.1.7"), "P-256", 256),
    (Curve::P384, oid("1.3.132.0.34"), "P-384", 384),
    (Curve::P521, oid("1.3.132.0.35"), "P-521", 521),
    (
        Curve::BrainpoolP256r1,
        oid("1.3.36.3.3.2.8.1.1.7"),
        "brainpoolP256r1",
        256,
    ),
    (
        Curve::BrainpoolP384r1,
        oid("1.3.36.3.3.2.8.1.1.11"),
        "brainpoolP384r1",
        384,
    ),
    (
        Curve::BrainpoolP512r1,
        oid("1.3.36.3.3.2.8.1.1.13"),
        "brainpoolP512r1",
        512,
    ),
    (Curve::Secp256k1, oid("1.3.132.0.10"), "secp256k1", 256),
];

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

impl Curve {
    /// Every curve that has a name here.
    pub fn all() -> impl Iterator<Item = Self> {
        CURVES.iter().map(|row| row.0)
    }

    fn row(self) -> Option<&'static (Self, ObjectIdentifier, &'static str, u32)> {
        CURVES.iter().find(|row| row.0 == self)
    }

    /// The curve that this identifier names.
    #[must_use]
    pub fn from_oid(oid: ObjectIdentifier) -> Self {
        CURVES
            .iter()
            .find(|row| row.1 == oid)
            .map_or(Self::Other(oid), |row| row.0)
    }

    /// Its name, for those that have one here: `P-256`, `brainpoolP256r1`.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        self.row().map(|row| row.2)
    }

    /// Bits of the order of its group; `None` for a curve that is not known here.
    #[must_use]
    pub fn bits(self) -> Option<u32> {
        self.row().map(|row| row.3)
    }

    /// One of the curves of RFC 5639 §3 that are known here.
    #[must_use]
    pub fn is_brainpool(self) -> bool {
        matches!(
            self,
            Self::BrainpoolP256r1 | Self::BrainpoolP384r1 | Self::BrainpoolP512r1
        )
    }
}

impl fmt::Display for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(oid) => write!(f, "curve {oid}"),
            known => f.write_str(known.name().unwrap_or_default()),
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
    /// ML-DSA-44 (RFC 9881 §4), and the two larger sets after it.
    MlDsa44,
    /// ML-DSA-65.
    MlDsa65,
    /// ML-DSA-87.
    MlDsa87,
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
                key: Key::Rsa(key) | Key::RsaPss(key, _),
            }) => Self::Rsa { bits: key.bits() },
            Ok(PublicKey {
                key: Key::Ec(curve, _),
            }) => Self::Ec { curve },
            Ok(PublicKey {
                key: Key::Ed25519(_),
            }) => Self::Ed25519,
            Ok(PublicKey { key: Key::Ed448(_) }) => Self::Ed448,
            Ok(PublicKey { key: Key::Dsa(key) }) => Self::Dsa { bits: key.bits() },
            Ok(PublicKey {
                key: Key::MlDsa(set, _),
            }) => match set {
                SignatureAlgorithm::MlDsa44 => Self::MlDsa44,
                SignatureAlgorithm::MlDsa65 => Self::MlDsa65,
                SignatureAlgorithm::MlDsa87 => Self::MlDsa87,
                _ => Self::Other(algorithm),
            },
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
            Self::MlDsa44 => f.write_str("ML-DSA-44"),
            Self::MlDsa65 => f.write_str("ML-DSA-65"),
            Self::MlDsa87 => f.write_str("ML-DSA-87"),
            Self::Other(oid) => write!(f, "key {oid}"),
        }
    }
}
