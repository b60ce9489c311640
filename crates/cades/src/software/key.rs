//! A private key loaded into AWS-LC.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    self as lc, EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair, RsaEncoding,
    RsaKeyPair,
};
use cert_path::{Certificate, Curve, DigestAlgorithm, PublicKeyKind, SignatureAlgorithm};
use der::Decode;
use der::asn1::ObjectIdentifier;
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};
use zeroize::Zeroizing;

use super::error::SoftwareKeyError;
use crate::ber::{self, Elements};
use crate::error::Malformed;
use crate::limits::Limits;

/// rsaEncryption, RFC 8017 appendix A.1.
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// id-ecPublicKey, RFC 5480 §2.1.1.
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
/// id-Ed25519, RFC 8410 §3.
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

/// AWS-LC keeps the key and overwrites it when freed.
pub(super) enum PrivateKey {
    Rsa(RsaKeyPair),
    Ec(Curve, EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl PrivateKey {
    /// `PrivateKeyInfo ::= SEQUENCE { version, privateKeyAlgorithm, privateKey OCTET STRING, … }`, RFC 5958 §2.
    pub(super) fn from_pkcs8(der: &[u8]) -> Result<Self, SoftwareKeyError> {
        let limits = Limits::default();
        let info = Elements::new(der).expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
        let mut fields = info.children();
        fields.expect(ber::INTEGER, Malformed::KeyFile, &limits)?;
        let algorithm = fields.expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
        let algorithm = AlgorithmIdentifierRef::from_der(algorithm.raw)
            .map_err(|_| SoftwareKeyError::Malformed("algorithm of the private key"))?;
        match algorithm.oid {
            RSA => RsaKeyPair::from_pkcs8(der)
                .map(Self::Rsa)
                .map_err(rejected("RSA")),
            EC => {
                let curve = algorithm
                    .parameters_oid()
                    .map_err(|_| SoftwareKeyError::KeyRejected("the curve is not a named one"))?;
                Self::ec(Curve::from_oid(curve), der)
            }
            ED25519 => Ed25519KeyPair::from_pkcs8_maybe_unchecked(der)
                .map(Self::Ed25519)
                .map_err(rejected("Ed25519")),
            other => Err(SoftwareKeyError::Unsupported(format!("key type {other}"))),
        }
    }

    /// `RSAPrivateKey`, RFC 8017 appendix A.1.2.
    pub(super) fn from_pkcs1(der: &[u8]) -> Result<Self, SoftwareKeyError> {
        RsaKeyPair::from_der(der)
            .map(Self::Rsa)
            .map_err(rejected("RSA"))
    }

    /// `ECPrivateKey`, RFC 5915 §3; the curve comes from the certificate when the key does not name it.
    pub(super) fn from_sec1(der: &[u8], curve: Curve) -> Result<Self, SoftwareKeyError> {
        let algorithm = ec_algorithm(curve, default_digest(curve))
            .ok_or(SoftwareKeyError::KeyRejected("the curve is not offered"))?;
        EcdsaKeyPair::from_private_key_der(algorithm, der)
            .map(|key| Self::Ec(curve, key))
            .map_err(rejected("EC"))
    }

    fn ec(curve: Curve, pkcs8: &[u8]) -> Result<Self, SoftwareKeyError> {
        Self::ec_with(curve, pkcs8, default_digest(curve))
            .ok_or(SoftwareKeyError::KeyRejected("the curve is not offered"))?
    }

    fn ec_with(
        curve: Curve,
        pkcs8: &[u8],
        digest: DigestAlgorithm,
    ) -> Option<Result<Self, SoftwareKeyError>> {
        let key = EcdsaKeyPair::from_pkcs8(ec_algorithm(curve, digest)?, pkcs8);
        Some(key.map(|key| Self::Ec(curve, key)).map_err(rejected("EC")))
    }

    /// Whether the public half is the certificate's key.
    pub(super) fn belongs_to(&self, certificate: &Certificate) -> bool {
        let Ok(info) = SubjectPublicKeyInfoRef::from_der(certificate.spki_der()) else {
            return false;
        };
        let same_kind = matches!(
            (self, certificate.public_key_kind()),
            (Self::Rsa(_), PublicKeyKind::Rsa { .. })
                | (Self::Ec(..), PublicKeyKind::Ec { .. })
                | (Self::Ed25519(_), PublicKeyKind::Ed25519)
        );
        let public = match self {
            Self::Rsa(key) => key.public_key().as_ref(),
            Self::Ec(_, key) => key.public_key().as_ref(),
            Self::Ed25519(key) => key.public_key().as_ref(),
        };
        same_kind && info.subject_public_key.raw_bytes() == public
    }

    /// SHA-256 with RSA; for curves the digest of their strength (FIPS 186-5 §6.1.1); RFC 8032 for Ed25519.
    pub(super) fn default_algorithm(&self) -> SignatureAlgorithm {
        match self {
            Self::Rsa(_) => SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256),
            Self::Ec(curve, _) => SignatureAlgorithm::Ecdsa(default_digest(*curve)),
            Self::Ed25519(_) => SignatureAlgorithm::Ed25519,
        }
    }

    /// The same key, ready for `algorithm`.
    pub(super) fn for_algorithm(
        self,
        algorithm: SignatureAlgorithm,
    ) -> Result<Self, SoftwareKeyError> {
        let refused = SoftwareKeyError::AlgorithmNotOffered(algorithm);
        match (self, algorithm) {
            (Self::Rsa(key), _) if rsa_encoding(algorithm).is_some() => Ok(Self::Rsa(key)),
            (Self::Ec(curve, key), SignatureAlgorithm::Ecdsa(digest)) => {
                let pkcs8 = key.to_pkcs8v1().map_err(|_| refused.clone())?;
                let pkcs8 = Zeroizing::new(pkcs8.as_ref().to_vec());
                Self::ec_with(curve, &pkcs8, digest).ok_or(refused)?
            }
            (Self::Ed25519(key), SignatureAlgorithm::Ed25519) => Ok(Self::Ed25519(key)),
            _ => Err(refused),
        }
    }

    /// The signature over `message`, as CMS wants it.
    pub(super) fn sign(
        &self,
        message: &[u8],
        algorithm: SignatureAlgorithm,
    ) -> Result<Vec<u8>, SoftwareKeyError> {
        let failed = |_| SoftwareKeyError::SigningFailed;
        let random = SystemRandom::new();
        match self {
            Self::Rsa(key) => {
                let encoding = rsa_encoding(algorithm)
                    .ok_or(SoftwareKeyError::AlgorithmNotOffered(algorithm))?;
                let mut value = vec![0; key.public_modulus_len()];
                key.sign(encoding, &random, message, &mut value)
                    .map_err(failed)?;
                Ok(value)
            }
            Self::Ec(_, key) => {
                let value = key.sign(&random, message).map_err(failed)?;
                Ok(value.as_ref().to_vec())
            }
            Self::Ed25519(key) => {
                let value = key.try_sign(message).map_err(failed)?;
                Ok(value.as_ref().to_vec())
            }
        }
    }
}

fn rejected<E>(kind: &'static str) -> impl Fn(E) -> SoftwareKeyError {
    // AWS-LC's reason is not passed on: its texts are not ours to promise, and none may carry key material.
    move |_| {
        SoftwareKeyError::KeyRejected(match kind {
            "RSA" => "not an RSA key of 2048 to 8192 bits",
            "EC" => "not a key on the curve it names",
            _ => "not an Ed25519 key",
        })
    }
}

fn default_digest(curve: Curve) -> DigestAlgorithm {
    match curve {
        Curve::P384 => DigestAlgorithm::Sha384,
        Curve::P521 => DigestAlgorithm::Sha512,
        _ => DigestAlgorithm::Sha256,
    }
}

fn rsa_encoding(algorithm: SignatureAlgorithm) -> Option<&'static dyn RsaEncoding> {
    use DigestAlgorithm::{Sha256, Sha384, Sha512};
    match algorithm {
        SignatureAlgorithm::RsaPkcs1(Sha256) => Some(&lc::RSA_PKCS1_SHA256),
        SignatureAlgorithm::RsaPkcs1(Sha384) => Some(&lc::RSA_PKCS1_SHA384),
        SignatureAlgorithm::RsaPkcs1(Sha512) => Some(&lc::RSA_PKCS1_SHA512),
        // RFC 4055 §3.1: AWS-LC's salt is as long as the digest, the length that is recommended.
        SignatureAlgorithm::RsaPss {
            digest,
            mgf_digest,
            salt_length,
        } if digest == mgf_digest && usize::try_from(salt_length) == Ok(digest.output_length()) => {
            match digest {
                Sha256 => Some(&lc::RSA_PSS_SHA256),
                Sha384 => Some(&lc::RSA_PSS_SHA384),
                Sha512 => Some(&lc::RSA_PSS_SHA512),
                _ => None,
            }
        }
        _ => None,
    }
}

fn ec_algorithm(curve: Curve, digest: DigestAlgorithm) -> Option<&'static EcdsaSigningAlgorithm> {
    use DigestAlgorithm::{Sha3_384, Sha3_512, Sha256, Sha384, Sha512};
    match (curve, digest) {
        (Curve::P256, Sha256) => Some(&lc::ECDSA_P256_SHA256_ASN1_SIGNING),
        (Curve::P384, Sha384) => Some(&lc::ECDSA_P384_SHA384_ASN1_SIGNING),
        (Curve::P384, Sha3_384) => Some(&lc::ECDSA_P384_SHA3_384_ASN1_SIGNING),
        (Curve::P521, Sha256) => Some(&lc::ECDSA_P521_SHA256_ASN1_SIGNING),
        (Curve::P521, Sha384) => Some(&lc::ECDSA_P521_SHA384_ASN1_SIGNING),
        (Curve::P521, Sha512) => Some(&lc::ECDSA_P521_SHA512_ASN1_SIGNING),
        (Curve::P521, Sha3_512) => Some(&lc::ECDSA_P521_SHA3_512_ASN1_SIGNING),
        _ => None,
    }
}
