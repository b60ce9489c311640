//! Where hashes are computed and signatures verified: replaceable functions.

mod aws_lc;
mod brainpool;
mod dsa;
mod ed448;
mod ml_dsa;
mod numbers;
mod pss_key;
mod remembering;
mod rsa;
mod spki_key;

use core::fmt;

pub use dsa::inherit_parameters;
pub(crate) use spki_key::{Key, PublicKey};

use crate::algorithms::{Digest, DigestAlgorithm, SignatureAlgorithm};
use crate::error::{UnsupportedAlgorithm, VerifyError};

/// A hash being computed.
pub trait Hasher: Send {
    /// Takes more of the message.
    fn update(&mut self, bytes: &[u8]);
    /// A second hasher that goes on from the same point: messages with a common beginning hash it once.
    fn fork(&self) -> Box<dyn Hasher>;
    /// The hash of all that was taken.
    fn finish(self: Box<Self>) -> Digest;
}

/// What a signature is verified over.
#[derive(Clone, Copy, Debug)]
pub enum Signed<'a> {
    /// The message itself.
    Message(&'a [u8]),
    /// Its hash, computed before. EdDSA and ML-DSA cannot be verified this way.
    Digest(&'a Digest),
}

/// The cryptography in use: plain functions, so that another library or a device can take their place.
///
/// A provider answers questions and keeps no secret: signing with private keys is not its business.
#[derive(Clone, Copy)]
pub struct CryptoProvider {
    /// Its name, for reports.
    pub name: &'static str,
    /// Begins a hash.
    pub new_hasher: NewHasher,
    /// Verifies a signature.
    pub verify_signature: VerifySignature,
}

/// Verifies a signature value over what was signed, under a DER `SubjectPublicKeyInfo`: algorithm, key, signed, value.
pub type VerifySignature =
    fn(&SignatureAlgorithm, &[u8], Signed<'_>, &[u8]) -> Result<(), VerifyError>;

/// Begins a hash.
pub type NewHasher = fn(DigestAlgorithm) -> Result<Box<dyn Hasher>, UnsupportedAlgorithm>;

static AWS_LC: CryptoProvider = CryptoProvider {
    name: "aws-lc-rs",
    new_hasher: aws_lc::new_hasher,
    verify_signature: aws_lc::verify,
};

static REMEMBERING: CryptoProvider = CryptoProvider {
    name: "aws-lc-rs",
    new_hasher: aws_lc::new_hasher,
    verify_signature: remembering::verify,
};

impl CryptoProvider {
    /// [`CryptoProvider::aws_lc`] for runs over many files: a signature that verified once, as those on the certificates of authorities,
    /// is not verified again in this process. Its answers are the same.
    #[must_use]
    pub fn remembering() -> &'static Self {
        &REMEMBERING
    }

    /// AWS-LC, with its gaps closed: SHA3-224 and SHAKE by the `sha3` crate; RSA with SHA-224, SHA-3, other salt
    /// lengths, other mask hashes and small keys by RSAVP1 (RFC 8017 §5.2.2) over `crypto-bigint`; DSA (FIPS 186-4 §4.7)
    /// and ECDSA over the curves brainpoolP256r1, P384r1 and P512r1 over the same; Ed448 by `ed448-goldilocks`.
    ///
    /// ML-DSA is offered with the feature `ml-dsa`. Not offered: other curves than those [`Curve`](crate::Curve) names,
    /// composite and stateful hash-based signatures, SLH-DSA. What is offered here may still be refused by the
    /// [`AlgorithmPolicy`](crate::AlgorithmPolicy) in force: DSA and SHA-1 are verified for old archives only.
    ///
    /// One departure from DER is tolerated in keys: an RSA modulus whose INTEGER lacks the leading zero, and so is
    /// negative (X.690 §8.3.3), is read as the unsigned number it was meant to be, as OpenSSL does. Met in
    /// two Estonian identity-card certificates of 2014 (ESTEID-SK 2011). Negative moduli do not exist, so the reading
    /// is the only one.
    #[must_use]
    pub fn aws_lc() -> &'static Self {
        &AWS_LC
    }

    /// Begins a hash.
    ///
    /// # Errors
    /// The provider does not have this algorithm.
    pub fn hasher(
        &self,
        algorithm: DigestAlgorithm,
    ) -> Result<Box<dyn Hasher>, UnsupportedAlgorithm> {
        (self.new_hasher)(algorithm)
    }

    /// Hashes a message in one go.
    ///
    /// # Errors
    /// The provider does not have this algorithm.
    pub fn digest(
        &self,
        algorithm: DigestAlgorithm,
        message: &[u8],
    ) -> Result<Digest, UnsupportedAlgorithm> {
        let mut hasher = self.hasher(algorithm)?;
        hasher.update(message);
        Ok(hasher.finish())
    }

    /// Verifies a signature over a message.
    ///
    /// # Errors
    /// [`VerifyError`] keeps "no" apart from "cannot say".
    pub fn verify(
        &self,
        algorithm: &SignatureAlgorithm,
        spki_der: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), VerifyError> {
        (self.verify_signature)(algorithm, spki_der, Signed::Message(message), signature)
    }

    /// Verifies a signature over a message whose hash is known (CMS without signed attributes).
    ///
    /// # Errors
    /// As [`Self::verify`]; `Unsupported` when the algorithm needs the message or another hash than `digest`'s.
    pub fn verify_digest(
        &self,
        algorithm: &SignatureAlgorithm,
        spki_der: &[u8],
        digest: &Digest,
        signature: &[u8],
    ) -> Result<(), VerifyError> {
        (self.verify_signature)(algorithm, spki_der, Signed::Digest(digest), signature)
    }
}

impl fmt::Debug for CryptoProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CryptoProvider")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// SHA-256, by which objects are told apart.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let digest = CryptoProvider::aws_lc().digest(DigestAlgorithm::Sha256, bytes);
    digest
        .ok()
        .and_then(|digest| digest.as_bytes().try_into().ok())
        .expect("SHA-256 is offered and has 32 octets")
}
