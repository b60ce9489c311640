//! What can be refused.

use core::fmt;

use crate::algorithms::{DigestAlgorithm, SignatureAlgorithm};
use crate::certificate::{Curve, PublicKeyKind};

/// What a line of an [`AlgorithmPolicy`](super::AlgorithmPolicy) refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refused {
    /// Signatures over this hash.
    Digest(DigestAlgorithm),
    /// DSA keys, of any size.
    Dsa,
    /// DSA keys whose p has fewer bits. A key that inherits its parameters (RFC 5280 §6.1.4 (d)) does not tell; the key
    /// that it has them from is judged where it signs.
    DsaBelow {
        /// The fewest bits that are not refused.
        bits: u32,
    },
    /// RSA keys with fewer bits.
    RsaBelow {
        /// The fewest bits that are not refused.
        bits: u32,
    },
    /// RSASSA-PKCS1-v1_5, with keys of any size.
    RsaPkcs1,
    /// Elliptic curves whose group has an order of fewer bits. Says nothing of curves that [`Curve`] has no name for (no
    /// signature over them is verified), nor of `EdDSA`.
    EcBelow {
        /// The fewest bits that are not refused.
        bits: u32,
    },
    /// This elliptic curve.
    Curve(Curve),
    /// The elliptic curves of RFC 5639, all that [`Curve`] has a name for.
    Brainpool,
}

impl Refused {
    /// Whether a signature with this algorithm and this key is meant.
    pub(super) fn concerns(&self, algorithm: &SignatureAlgorithm, key: PublicKeyKind) -> bool {
        match *self {
            Self::Digest(digest) => {
                algorithm.digest() == Some(digest) || mask_digest(algorithm) == Some(digest)
            }
            Self::Dsa => matches!(algorithm, SignatureAlgorithm::Dsa(_)),
            Self::DsaBelow { bits } => {
                matches!(key, PublicKeyKind::Dsa { bits: Some(found) } if found < bits)
            }
            Self::RsaBelow { bits } => {
                matches!(key, PublicKeyKind::Rsa { bits: found } if found < bits)
            }
            Self::RsaPkcs1 => matches!(algorithm, SignatureAlgorithm::RsaPkcs1(_)),
            Self::EcBelow { bits } => curve(key)
                .and_then(Curve::bits)
                .is_some_and(|found| found < bits),
            Self::Curve(refused) => curve(key) == Some(refused),
            Self::Brainpool => curve(key).is_some_and(Curve::is_brainpool),
        }
    }
}

fn curve(key: PublicKeyKind) -> Option<Curve> {
    match key {
        PublicKeyKind::Ec { curve } => Some(curve),
        _ => None,
    }
}

/// The mask of PSS is no place where collisions help; but policies name the hash, so both count, save for the
/// SHA-1 default of MGF1, which RFC 8017 §8.1 leaves as safe as the message hash.
fn mask_digest(algorithm: &SignatureAlgorithm) -> Option<DigestAlgorithm> {
    match *algorithm {
        SignatureAlgorithm::RsaPss { mgf_digest, .. } if mgf_digest != DigestAlgorithm::Sha1 => {
            Some(mgf_digest)
        }
        _ => None,
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Digest(digest) => write!(f, "signatures with {digest}"),
            Self::Dsa => f.write_str("DSA"),
            Self::DsaBelow { bits } => write!(f, "DSA keys below {bits} bits"),
            Self::RsaBelow { bits } => write!(f, "RSA keys below {bits} bits"),
            Self::RsaPkcs1 => f.write_str("signatures with RSA PKCS#1 v1.5"),
            Self::EcBelow { bits } => write!(f, "elliptic curves below {bits} bits"),
            Self::Curve(curve) => write!(f, "keys on {curve}"),
            Self::Brainpool => f.write_str("brainpool curves"),
        }
    }
}
