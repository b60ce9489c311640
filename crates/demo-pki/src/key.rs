//! Keys: made by rcgen, used through aws-lc.

use aws_lc_rs::digest::{self, Context, Digest, digest};
use aws_lc_rs::signature::{
    self as aws, EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, RsaEncoding, RsaKeyPair,
};
use rcgen::{KeyPair, PublicKeyData as _, RsaKeySize};

use crate::der::{self, object_identifier, sequence, tagged, tlv};
use crate::error::DemoPkiError;
use crate::profile::KeyKind;
use crate::weak_rsa::{self, WeakRsa};

/// How an authority signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureScheme {
    /// What fits the key: PKCS #1 v1.5 with SHA-256; ECDSA with SHA-256, -384, -512 for P-256, P-384, P-521; Ed25519.
    #[default]
    OfTheKey,
    /// RSA PKCS #1 v1.5 with SHA-1: for verifiers to meet.
    RsaSha1,
    /// RSA PKCS #1 v1.5 with SHA-384.
    RsaSha384,
    /// RSA PKCS #1 v1.5 with SHA-512.
    RsaSha512,
    /// RSASSA-PSS with SHA-256, MGF1 with SHA-256, a salt of 32 octets (RFC 4055 §3.1).
    RsaPssSha256,
}

/// A new key, PKCS #8.
pub(crate) fn generate(kind: KeyKind) -> Result<Vec<u8>, DemoPkiError> {
    let key = match kind {
        KeyKind::Rsa1024 => return weak_rsa::generate_1024(),
        KeyKind::Rsa2048 => KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, RsaKeySize::_2048)?,
        KeyKind::Rsa3072 => KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, RsaKeySize::_3072)?,
        KeyKind::P256 => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?,
        KeyKind::P384 => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384)?,
        KeyKind::P521 => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P521_SHA512)?,
        KeyKind::Ed25519 => KeyPair::generate_for(&rcgen::PKCS_ED25519)?,
    };
    Ok(key.serialize_der())
}

/// The public half of a key, as certificates and answers name it.
pub(crate) struct PublicKey {
    /// SubjectPublicKeyInfo.
    pub(crate) info_der: Vec<u8>,
    /// The contents of its BIT STRING.
    pub(crate) bits: Vec<u8>,
}

impl PublicKey {
    /// Of a private key, PKCS #8.
    pub(crate) fn of(pkcs8: &[u8]) -> Result<Self, DemoPkiError> {
        if let Some(key) = WeakRsa::read(pkcs8) {
            let bits = key.public_key();
            let algorithm = object_identifier(weak_rsa::RSA_ENCRYPTION)?;
            let algorithm = sequence(&[algorithm, tlv(der::NULL, &[])]);
            let info_der = sequence(&[algorithm, der::bit_string(&bits)]);
            return Ok(Self { info_der, bits });
        }
        let key = KeyPair::try_from(pkcs8)?;
        Ok(Self {
            info_der: key.subject_public_key_info(),
            bits: key.der_bytes().to_vec(),
        })
    }

    /// RFC 7093 §2 (1) over the whole SubjectPublicKeyInfo: 160 bits of SHA-256.
    pub(crate) fn identifier(&self) -> Vec<u8> {
        let hash = digest(&digest::SHA256, &self.info_der);
        hash.as_ref().iter().take(20).copied().collect()
    }
}

/// A key that signs, with its scheme.
pub(crate) struct Signer {
    key: Key,
    algorithm: Vec<u8>,
}

enum Key {
    WeakRsa(WeakRsa, &'static digest::Algorithm, &'static str),
    Rsa(
        RsaKeyPair,
        &'static dyn RsaEncoding,
        &'static digest::Algorithm,
    ),
    Ecdsa(EcdsaKeyPair, &'static digest::Algorithm),
    Ed25519(Ed25519KeyPair),
}

impl Signer {
    pub(crate) fn new(pkcs8: &[u8], scheme: SignatureScheme) -> Result<Self, DemoPkiError> {
        let usual = scheme == SignatureScheme::OfTheKey;
        match (RsaKeyPair::from_pkcs8(pkcs8), WeakRsa::read(pkcs8)) {
            (Ok(key), _) if scheme != SignatureScheme::RsaSha1 => return Self::rsa(key, scheme),
            (_, Some(key)) => return Self::weak_rsa(key, scheme),
            _ => {}
        }
        for (algorithm, hash, oid) in ecdsa_algorithms() {
            match EcdsaKeyPair::from_pkcs8(algorithm, pkcs8) {
                Ok(key) if usual => {
                    return Ok(Self {
                        key: Key::Ecdsa(key, hash),
                        algorithm: sequence(&[object_identifier(oid)?]),
                    });
                }
                _ => {}
            }
        }
        match Ed25519KeyPair::from_pkcs8_maybe_unchecked(pkcs8) {
            Ok(key) if usual => Ok(Self {
                key: Key::Ed25519(key),
                algorithm: sequence(&[object_identifier("1.3.101.112")?]),
            }),
            _ => Err(DemoPkiError::Sign),
        }
    }

    fn weak_rsa(key: WeakRsa, scheme: SignatureScheme) -> Result<Self, DemoPkiError> {
        let (hash, hash_oid, oid) = match scheme {
            SignatureScheme::RsaSha1 => (&digest::SHA1_FOR_LEGACY_USE_ONLY, "1.3.14.3.2.26", 5),
            SignatureScheme::OfTheKey => (&digest::SHA256, "2.16.840.1.101.3.4.2.1", 11),
            SignatureScheme::RsaSha384 => (&digest::SHA384, "2.16.840.1.101.3.4.2.2", 12),
            SignatureScheme::RsaSha512 => (&digest::SHA512, "2.16.840.1.101.3.4.2.3", 13),
            SignatureScheme::RsaPssSha256 => return Err(DemoPkiError::Sign),
        };
        let algorithm = object_identifier(&format!("1.2.840.113549.1.1.{oid}"))?;
        Ok(Self {
            key: Key::WeakRsa(key, hash, hash_oid),
            algorithm: sequence(&[algorithm, tlv(der::NULL, &[])]),
        })
    }

    fn rsa(key: RsaKeyPair, scheme: SignatureScheme) -> Result<Self, DemoPkiError> {
        let (encoding, hash, oid): (&'static dyn RsaEncoding, _, _) = match scheme {
            SignatureScheme::RsaSha1 => return Err(DemoPkiError::Sign),
            SignatureScheme::OfTheKey => (&aws::RSA_PKCS1_SHA256, &digest::SHA256, 11),
            SignatureScheme::RsaSha384 => (&aws::RSA_PKCS1_SHA384, &digest::SHA384, 12),
            SignatureScheme::RsaSha512 => (&aws::RSA_PKCS1_SHA512, &digest::SHA512, 13),
            SignatureScheme::RsaPssSha256 => (&aws::RSA_PSS_SHA256, &digest::SHA256, 10),
        };
        let parameters = match scheme {
            SignatureScheme::RsaPssSha256 => pss_parameters()?,
            _ => tlv(der::NULL, &[]),
        };
        let algorithm = object_identifier(&format!("1.2.840.113549.1.1.{oid}"))?;
        Ok(Self {
            key: Key::Rsa(key, encoding, hash),
            algorithm: sequence(&[algorithm, parameters]),
        })
    }

    /// AlgorithmIdentifier.
    pub(crate) fn algorithm(&self) -> &[u8] {
        &self.algorithm
    }

    /// The digest of what a CMS signature signs, and its identifier (RFC 8933 §3; RFC 8419 §3.1 for Ed25519).
    pub(crate) fn message_digest(&self) -> (&'static digest::Algorithm, &'static str) {
        let hash = match &self.key {
            Key::WeakRsa(_, hash, oid) => return (hash, oid),
            Key::Rsa(_, _, hash) | Key::Ecdsa(_, hash) => *hash,
            Key::Ed25519(_) => &digest::SHA512,
        };
        let oid = match hash.output_len() {
            48 => "2.16.840.1.101.3.4.2.2",
            64 => "2.16.840.1.101.3.4.2.3",
            _ => "2.16.840.1.101.3.4.2.1",
        };
        (hash, oid)
    }

    pub(crate) fn begin(&self) -> Message<'_> {
        let text = match &self.key {
            Key::WeakRsa(_, hash, _) | Key::Rsa(_, _, hash) | Key::Ecdsa(_, hash) => {
                Text::Hashed(Context::new(hash))
            }
            Key::Ed25519(_) => Text::Whole(Vec::new()),
        };
        Message { signer: self, text }
    }

    /// `SEQUENCE { tbs, signatureAlgorithm, signature }`.
    pub(crate) fn signed(&self, tbs: Vec<u8>) -> Result<Vec<u8>, DemoPkiError> {
        let mut message = self.begin();
        message.add(&tbs);
        let signature = message.sign()?;
        Ok(sequence(&[
            tbs,
            self.algorithm.clone(),
            der::bit_string(&signature),
        ]))
    }

    fn sign_hash(&self, hash: &Digest) -> Result<Vec<u8>, DemoPkiError> {
        match &self.key {
            Key::WeakRsa(key, _, oid) => key.sign(oid, hash.as_ref()),
            Key::Rsa(key, encoding, _) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign_digest(*encoding, hash, &mut signature)
                    .map_err(|_| DemoPkiError::Sign)?;
                Ok(signature)
            }
            Key::Ecdsa(key, _) => {
                let signature = key.sign_digest(hash).map_err(|_| DemoPkiError::Sign)?;
                Ok(signature.as_ref().to_vec())
            }
            Key::Ed25519(_) => Err(DemoPkiError::Sign),
        }
    }
}

/// What is to be signed, arriving in parts.
pub(crate) struct Message<'a> {
    signer: &'a Signer,
    text: Text,
}

/// Ed25519 hashes the message twice (RFC 8032 §5.1.6), so it needs the whole of it.
enum Text {
    Hashed(Context),
    Whole(Vec<u8>),
}

impl Message<'_> {
    pub(crate) fn add(&mut self, part: &[u8]) {
        match &mut self.text {
            Text::Hashed(hash) => hash.update(part),
            Text::Whole(text) => text.extend_from_slice(part),
        }
    }

    pub(crate) fn sign(self) -> Result<Vec<u8>, DemoPkiError> {
        match (self.text, &self.signer.key) {
            (Text::Hashed(hash), _) => self.signer.sign_hash(&hash.finish()),
            (Text::Whole(text), Key::Ed25519(key)) => Ok(key.sign(&text).as_ref().to_vec()),
            (Text::Whole(_), _) => Err(DemoPkiError::Sign),
        }
    }
}

type EcdsaAlgorithm = (
    &'static EcdsaSigningAlgorithm,
    &'static digest::Algorithm,
    &'static str,
);

/// RFC 5758 §3.2.
fn ecdsa_algorithms() -> [EcdsaAlgorithm; 3] {
    [
        (
            &aws::ECDSA_P256_SHA256_ASN1_SIGNING,
            &digest::SHA256,
            "1.2.840.10045.4.3.2",
        ),
        (
            &aws::ECDSA_P384_SHA384_ASN1_SIGNING,
            &digest::SHA384,
            "1.2.840.10045.4.3.3",
        ),
        (
            &aws::ECDSA_P521_SHA512_ASN1_SIGNING,
            &digest::SHA512,
            "1.2.840.10045.4.3.4",
        ),
    ]
}

/// RFC 4055 §3.1: RSASSA-PSS-params.
fn pss_parameters() -> Result<Vec<u8>, DemoPkiError> {
    let sha256 = sequence(&[
        object_identifier("2.16.840.1.101.3.4.2.1")?,
        tlv(der::NULL, &[]),
    ]);
    let mgf1 = sequence(&[object_identifier("1.2.840.113549.1.1.8")?, sha256.clone()]);
    Ok(sequence(&[
        tagged(0, &sha256),
        tagged(1, &mgf1),
        tagged(2, &der::number(32)),
    ]))
}
