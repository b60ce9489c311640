//! Signature algorithms.

use core::fmt;

use der::asn1::{Any, Null};
use spki::{AlgorithmIdentifierOwned, AlgorithmIdentifierRef};

use super::identifiers as id;
use super::{DigestAlgorithm, pss};
use crate::error::UnsupportedAlgorithm;

/// A signature algorithm with all its parameters.
///
/// Being listed does not mean that the provider offers it: those it does not are
/// [`VerifyError::Unsupported`](crate::VerifyError::Unsupported), never a bad signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    RsaPkcs1(DigestAlgorithm),
    /// RSASSA-PSS (RFC 8017 §8.1). With a SHAKE as `digest`, the mask is that SHAKE too (RFC 8692 §3).
    RsaPss {
        /// The hash of the message.
        digest: DigestAlgorithm,
        /// The hash inside MGF1.
        mgf_digest: DigestAlgorithm,
        /// Octets of salt.
        salt_length: u32,
    },
    /// ECDSA (FIPS 186-5 §6) over the curve of the key; the value is `SEQUENCE { r, s }` (RFC 3279 §2.2.3).
    Ecdsa(DigestAlgorithm),
    /// Ed25519 (RFC 8032 §5.1).
    Ed25519,
    /// Ed448 (RFC 8032 §5.2).
    Ed448,
    /// DSA (FIPS 186-4 §4), met only in archives.
    Dsa(DigestAlgorithm),
    /// ML-DSA-44 (FIPS 204), pure and with an empty context (RFC 9881 §3, RFC 9882 §3).
    MlDsa44,
    /// ML-DSA-65, likewise.
    MlDsa65,
    /// ML-DSA-87, likewise.
    MlDsa87,
}

impl SignatureAlgorithm {
    /// Reads an `AlgorithmIdentifier` (RFC 5280 §4.1.1.2):
    ///
    /// ```text
    /// AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY DEFINED BY algorithm OPTIONAL }
    /// ```
    ///
    /// `digest_hint` is CMS' `digestAlgorithm`: with `rsaEncryption` (RFC 5754 §3.2), `id-dsa` (RFC 3370 §3.1) and
    /// `id-ecPublicKey` the signature algorithm does not name the hash itself. NULL and absent parameters are both met and both read.
    ///
    /// # Errors
    /// An unknown identifier, or parameters (PSS) that name something unknown or cannot be read.
    pub fn from_identifier(
        identifier: AlgorithmIdentifierRef<'_>,
        digest_hint: Option<DigestAlgorithm>,
    ) -> Result<Self, UnsupportedAlgorithm> {
        let unsupported = || UnsupportedAlgorithm::new(identifier.oid);
        match identifier.oid {
            id::RSA_ENCRYPTION => digest_hint.map(Self::RsaPkcs1).ok_or_else(unsupported),
            id::EC_PUBLIC_KEY => digest_hint.map(Self::Ecdsa).ok_or_else(unsupported),
            id::DSA => digest_hint.map(Self::Dsa).ok_or_else(unsupported),
            id::RSASSA_PSS => pss::read(identifier.parameters),
            oid => id::SIGNATURES
                .iter()
                .find(|row| row.0 == oid)
                .map(|row| row.1)
                .ok_or_else(unsupported),
        }
    }

    /// The `AlgorithmIdentifier` to write into CMS or a certificate.
    ///
    /// RSASSA-PKCS1-v1_5 gets NULL parameters (RFC 4055 §5), PSS its parameters (§3.1), the others none.
    ///
    /// # Errors
    /// A combination that has no identifier of its own, such as DSA with SHA-3 or ECDSA with SHA-512/256.
    pub fn to_identifier(&self) -> Result<AlgorithmIdentifierOwned, UnsupportedAlgorithm> {
        if let Some(row) = id::SIGNATURES.iter().find(|row| row.1 == *self) {
            let parameters = matches!(self, Self::RsaPkcs1(_)).then(|| Any::from(Null));
            return Ok(AlgorithmIdentifierOwned {
                oid: row.0,
                parameters,
            });
        }
        match *self {
            Self::RsaPss {
                digest,
                mgf_digest,
                salt_length,
            } => pss::write(digest, mgf_digest, salt_length)
                .ok_or_else(|| UnsupportedAlgorithm::new(self)),
            _ => Err(UnsupportedAlgorithm::new(self)),
        }
    }

    /// The hash it applies to the message; `None` where the scheme hashes by itself (EdDSA, ML-DSA).
    #[must_use]
    pub fn digest(&self) -> Option<DigestAlgorithm> {
        match *self {
            Self::RsaPkcs1(digest)
            | Self::RsaPss { digest, .. }
            | Self::Ecdsa(digest)
            | Self::Dsa(digest) => Some(digest),
            Self::Ed25519 | Self::Ed448 | Self::MlDsa44 | Self::MlDsa65 | Self::MlDsa87 => None,
        }
    }
}

impl fmt::Display for SignatureAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RsaPkcs1(digest) => write!(f, "RSA PKCS#1 v1.5 with {digest}"),
            Self::RsaPss {
                digest,
                mgf_digest,
                salt_length,
            } => {
                write!(
                    f,
                    "RSA-PSS with {digest}, MGF1 {mgf_digest}, salt {salt_length}"
                )
            }
            Self::Ecdsa(digest) => write!(f, "ECDSA with {digest}"),
            Self::Ed25519 => f.write_str("Ed25519"),
            Self::Ed448 => f.write_str("Ed448"),
            Self::Dsa(digest) => write!(f, "DSA with {digest}"),
            Self::MlDsa44 => f.write_str("ML-DSA-44"),
            Self::MlDsa65 => f.write_str("ML-DSA-65"),
            Self::MlDsa87 => f.write_str("ML-DSA-87"),
        }
    }
}

#[cfg(test)]
mod tests {
    use der::{Decode, Encode};

    use super::*;

    #[test]
    fn identifiers_lead_back_to_their_algorithm() {
        for (oid, algorithm) in id::SIGNATURES {
            let identifier = AlgorithmIdentifierRef {
                oid: *oid,
                parameters: None,
            };
            assert_eq!(
                SignatureAlgorithm::from_identifier(identifier, None),
                Ok(*algorithm)
            );
            let written = algorithm.to_identifier().unwrap().to_der().unwrap();
            let written = AlgorithmIdentifierRef::from_der(&written).unwrap();
            let read = SignatureAlgorithm::from_identifier(written, None);
            assert_eq!(read, Ok(*algorithm), "{oid}");
        }
    }

    /// RFC 5754 §3.2, RFC 3370 §3.1: the hash is named beside it, or not at all.
    #[test]
    fn identifiers_of_keys_take_the_hash_from_beside() {
        let digest = DigestAlgorithm::Sha3_256;
        for (oid, algorithm) in [
            (id::RSA_ENCRYPTION, SignatureAlgorithm::RsaPkcs1(digest)),
            (id::EC_PUBLIC_KEY, SignatureAlgorithm::Ecdsa(digest)),
            (id::DSA, SignatureAlgorithm::Dsa(digest)),
        ] {
            let identifier = AlgorithmIdentifierRef {
                oid,
                parameters: None,
            };
            let read = |hint| SignatureAlgorithm::from_identifier(identifier, hint);
            assert_eq!(read(Some(digest)), Ok(algorithm));
            assert!(read(None).is_err());
        }
    }
}
