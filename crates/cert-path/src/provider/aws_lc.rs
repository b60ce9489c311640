//! The provider that comes with the library.

use aws_lc_rs::digest as lc;
use aws_lc_rs::signature as lc_signature;
use aws_lc_rs::signature::{EcdsaVerificationAlgorithm, RsaParameters, UnparsedPublicKey};
use sha3::Digest as _;
use shake::digest::{ExtendableOutput, Update, XofReader};

use super::spki_key::{Key, PublicKey};
use super::{Hasher, Signed, brainpool, dsa, ed448, ml_dsa, pss_key, rsa};
use crate::algorithms::{Digest, DigestAlgorithm, SignatureAlgorithm};
use crate::certificate::Curve;
use crate::error::{UnsupportedAlgorithm, VerifyError};

pub(super) fn new_hasher(
    algorithm: DigestAlgorithm,
) -> Result<Box<dyn Hasher>, UnsupportedAlgorithm> {
    if let Some(inner) = lc_digest(algorithm) {
        return Ok(Box::new(LcHasher {
            algorithm,
            context: lc::Context::new(inner),
        }));
    }
    // aws-lc-rs has neither SHA3-224 nor the SHAKE functions.
    match algorithm {
        DigestAlgorithm::Sha3_224 => Ok(Box::new(Sha3_224(sha3::Sha3_224::new()))),
        DigestAlgorithm::Shake128 => Ok(Box::new(Shake {
            algorithm,
            state: shake::Shake128::default(),
        })),
        DigestAlgorithm::Shake256 => Ok(Box::new(Shake {
            algorithm,
            state: shake::Shake256::default(),
        })),
        other => Err(UnsupportedAlgorithm::new(other)),
    }
}

fn lc_digest(algorithm: DigestAlgorithm) -> Option<&'static lc::Algorithm> {
    Some(match algorithm {
        DigestAlgorithm::Sha1 => &lc::SHA1_FOR_LEGACY_USE_ONLY,
        DigestAlgorithm::Sha224 => &lc::SHA224,
        DigestAlgorithm::Sha256 => &lc::SHA256,
        DigestAlgorithm::Sha384 => &lc::SHA384,
        DigestAlgorithm::Sha512 => &lc::SHA512,
        DigestAlgorithm::Sha512_256 => &lc::SHA512_256,
        DigestAlgorithm::Sha3_256 => &lc::SHA3_256,
        DigestAlgorithm::Sha3_384 => &lc::SHA3_384,
        DigestAlgorithm::Sha3_512 => &lc::SHA3_512,
        DigestAlgorithm::Sha3_224 | DigestAlgorithm::Shake128 | DigestAlgorithm::Shake256 => {
            return None;
        }
    })
}

fn finished(algorithm: DigestAlgorithm, octets: &[u8]) -> Digest {
    Digest::from_bytes(algorithm, octets).expect("a hash function returns its own output length")
}

struct LcHasher {
    algorithm: DigestAlgorithm,
    context: lc::Context,
}

impl Hasher for LcHasher {
    fn update(&mut self, bytes: &[u8]) {
        self.context.update(bytes);
    }

    fn fork(&self) -> Box<dyn Hasher> {
        Box::new(Self {
            algorithm: self.algorithm,
            context: self.context.clone(),
        })
    }

    fn finish(self: Box<Self>) -> Digest {
        finished(self.algorithm, self.context.finish().as_ref())
    }
}

struct Sha3_224(sha3::Sha3_224);

impl Hasher for Sha3_224 {
    fn update(&mut self, bytes: &[u8]) {
        Update::update(&mut self.0, bytes);
    }

    fn fork(&self) -> Box<dyn Hasher> {
        Box::new(Self(self.0.clone()))
    }

    fn finish(self: Box<Self>) -> Digest {
        finished(DigestAlgorithm::Sha3_224, &self.0.finalize())
    }
}

struct Shake<S> {
    algorithm: DigestAlgorithm,
    state: S,
}

impl<S: ExtendableOutput + Clone + Send + 'static> Hasher for Shake<S> {
    fn update(&mut self, bytes: &[u8]) {
        self.state.update(bytes);
    }

    fn fork(&self) -> Box<dyn Hasher> {
        Box::new(Self {
            algorithm: self.algorithm,
            state: self.state.clone(),
        })
    }

    fn finish(self: Box<Self>) -> Digest {
        let mut octets = [0; Digest::MAX];
        let output = octets
            .get_mut(..self.algorithm.output_length())
            .expect("MAX holds every output");
        self.state.finalize_xof().read(output);
        finished(self.algorithm, output)
    }
}

/// `length` octets of SHAKE over `seed`: the mask of RSASSA-PSS with SHAKE (RFC 8692 §3).
pub(super) fn shake_mask(algorithm: DigestAlgorithm, seed: &[u8], mask: &mut [u8]) {
    fn squeeze(mut state: impl ExtendableOutput, seed: &[u8], mask: &mut [u8]) {
        state.update(seed);
        state.finalize_xof().read(mask);
    }
    match algorithm {
        DigestAlgorithm::Shake128 => squeeze(shake::Shake128::default(), seed, mask),
        _ => squeeze(shake::Shake256::default(), seed, mask),
    }
}

pub(super) fn verify(
    algorithm: &SignatureAlgorithm,
    spki_der: &[u8],
    signed: Signed<'_>,
    signature: &[u8],
) -> Result<(), VerifyError> {
    let unsupported = || Err(UnsupportedAlgorithm::new(algorithm).into());
    match *algorithm {
        SignatureAlgorithm::RsaPkcs1(digest) => {
            rsa_pkcs1(spki_der, digest, &hashed(digest, signed)?, signature)
        }
        SignatureAlgorithm::RsaPss {
            digest,
            mgf_digest,
            salt_length,
        } => {
            let hash = hashed(digest, signed)?;
            rsa_pss(spki_der, &hash, mgf_digest, salt_length, signature)
        }
        SignatureAlgorithm::Ecdsa(digest) => ecdsa(spki_der, &hashed(digest, signed)?, signature),
        SignatureAlgorithm::Ed25519 => match signed {
            Signed::Message(message) => ed25519(spki_der, message, signature),
            Signed::Digest(_) => unsupported(),
        },
        SignatureAlgorithm::Ed448 => ed448::verify(spki_der, signed, signature),
        SignatureAlgorithm::Dsa(digest) => {
            dsa::verify(spki_der, &hashed(digest, signed)?, signature)
        }
        SignatureAlgorithm::MlDsa44 | SignatureAlgorithm::MlDsa65 | SignatureAlgorithm::MlDsa87 => {
            ml_dsa::verify(algorithm, spki_der, signed, signature)
        }
    }
}

fn hashed(algorithm: DigestAlgorithm, signed: Signed<'_>) -> Result<Digest, VerifyError> {
    match signed {
        Signed::Message(message) => {
            let mut hasher = new_hasher(algorithm)?;
            hasher.update(message);
            Ok(hasher.finish())
        }
        Signed::Digest(digest) if digest.algorithm() == algorithm => Ok(*digest),
        Signed::Digest(digest) => Err(UnsupportedAlgorithm::new(format!(
            "a {} hash where {algorithm} is due",
            digest.algorithm()
        ))
        .into()),
    }
}

/// Padding is compared whole, so exactly one encoding verifies (RFC 8017 §8.2.2).
fn rsa_pkcs1(
    spki_der: &[u8],
    digest: DigestAlgorithm,
    hash: &Digest,
    signature: &[u8],
) -> Result<(), VerifyError> {
    // RFC 4055 §1.2: a key that is bound to RSASSA-PSS must not verify anything else.
    let Key::Rsa(key) = PublicKey::read(spki_der)?.key else {
        return Err(VerifyError::BadKey);
    };
    // What aws-lc-rs offers: SHA-1, SHA-256 and SHA-512 from 1024 bits, SHA-384 from 2048.
    let parameters: Option<&'static RsaParameters> = match (digest, key.bits()) {
        (DigestAlgorithm::Sha1, 1024..=8192) => {
            Some(&lc_signature::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY)
        }
        (DigestAlgorithm::Sha256, 1024..=8192) => {
            Some(&lc_signature::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY)
        }
        (DigestAlgorithm::Sha384, 2048..=8192) => Some(&lc_signature::RSA_PKCS1_2048_8192_SHA384),
        (DigestAlgorithm::Sha512, 1024..=8192) => {
            Some(&lc_signature::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY)
        }
        _ => None,
    };
    match parameters {
        Some(parameters) => lc_verify_digest(parameters, key.der(), hash, signature),
        None => rsa::verify_pkcs1(&key, hash, signature),
    }
}

fn rsa_pss(
    spki_der: &[u8],
    hash: &Digest,
    mgf: DigestAlgorithm,
    salt: u32,
    signature: &[u8],
) -> Result<(), VerifyError> {
    let key = pss_key::read(spki_der, hash.algorithm(), mgf, salt)?;
    let usual = hash.algorithm() == mgf && usize::try_from(salt) == Ok(hash.as_bytes().len());
    // aws-lc-rs: SHA-2 from 2048 bits, one hash for both, salt as long as the hash.
    let parameters: Option<&'static RsaParameters> = match (hash.algorithm(), key.bits()) {
        (DigestAlgorithm::Sha256, 2048..=8192) if usual => {
            Some(&lc_signature::RSA_PSS_2048_8192_SHA256)
        }
        (DigestAlgorithm::Sha384, 2048..=8192) if usual => {
            Some(&lc_signature::RSA_PSS_2048_8192_SHA384)
        }
        (DigestAlgorithm::Sha512, 2048..=8192) if usual => {
            Some(&lc_signature::RSA_PSS_2048_8192_SHA512)
        }
        _ => None,
    };
    match parameters {
        Some(parameters) => lc_verify_digest(parameters, key.der(), hash, signature),
        None => rsa::verify_pss(&key, hash, mgf, salt, signature),
    }
}

fn lc_verify_digest(
    parameters: &'static dyn lc_signature::VerificationAlgorithm,
    key: &[u8],
    hash: &Digest,
    signature: &[u8],
) -> Result<(), VerifyError> {
    let algorithm =
        lc_digest(hash.algorithm()).ok_or_else(|| UnsupportedAlgorithm::new(hash.algorithm()))?;
    let hash = lc::Digest::import_less_safe(hash.as_bytes(), algorithm)
        .map_err(|_| VerifyError::BadSignature)?;
    UnparsedPublicKey::new(parameters, key)
        .verify_digest(&hash, signature)
        .map_err(|_| VerifyError::BadSignature)
}

/// FIPS 186-5 §6.4.2: only the leftmost bits of the hash, as many as the group order has, enter the equation. A
/// hash of any algorithm is therefore first fitted to the curve's own hash length, which aws-lc-rs accepts.
fn ecdsa(spki_der: &[u8], hash: &Digest, signature: &[u8]) -> Result<(), VerifyError> {
    let Key::Ec(curve, point) = PublicKey::read(spki_der)?.key else {
        return Err(VerifyError::BadKey);
    };
    if let Some(answer) = brainpool::verify(curve, point, hash, signature) {
        return answer;
    }
    let (parameters, digest, width): (&'static EcdsaVerificationAlgorithm, _, usize) = match curve {
        Curve::P256 => (&lc_signature::ECDSA_P256_SHA256_ASN1, &lc::SHA256, 32),
        Curve::P384 => (&lc_signature::ECDSA_P384_SHA384_ASN1, &lc::SHA384, 48),
        Curve::P521 => (&lc_signature::ECDSA_P521_SHA512_ASN1, &lc::SHA512, 64),
        Curve::Secp256k1 => (&lc_signature::ECDSA_P256K1_SHA256_ASN1, &lc::SHA256, 32),
        other => return Err(UnsupportedAlgorithm::new(format!("ECDSA over {other}")).into()),
    };
    let fitted = fit(hash.as_bytes(), width);
    let fitted = fitted.get(..width).expect("width is at most the buffer's");
    let fitted =
        lc::Digest::import_less_safe(fitted, digest).map_err(|_| VerifyError::BadSignature)?;
    UnparsedPublicKey::new(parameters, point)
        .verify_digest(&fitted, signature)
        .map_err(|_| VerifyError::BadSignature)
}

/// The leftmost `width` octets, or the same integer with zeros before it.
fn fit(hash: &[u8], width: usize) -> [u8; Digest::MAX] {
    let mut fitted = [0; Digest::MAX];
    let taken = hash.get(..hash.len().min(width)).unwrap_or_default();
    if let Some(place) = fitted.get_mut(width - taken.len()..width) {
        place.copy_from_slice(taken);
    }
    fitted
}

fn ed25519(spki_der: &[u8], message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
    let Key::Ed25519(key) = PublicKey::read(spki_der)?.key else {
        return Err(VerifyError::BadKey);
    };
    UnparsedPublicKey::new(&lc_signature::ED25519, key)
        .verify(message, signature)
        .map_err(|_| VerifyError::BadSignature)
}
