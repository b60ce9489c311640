//! A signer whose private key lies in memory: PKCS #12, PKCS #8, SEC 1, PKCS #1, PEM.
//!
//! For tests, servers with their own key protection, and demonstrations. Government certificates live on tokens: `token-pkcs11`.

mod error;
mod kdf;
mod key;
mod password;
mod pbe;
mod pem;
mod pfx;
mod pkcs12;

pub use error::SoftwareKeyError;
pub use pkcs12::{Pkcs12Key, pkcs12_certificates};

use std::fmt;

use cert_path::{Certificate, SignatureAlgorithm};
use secrecy::{ExposeSecret, SecretString};

use crate::signer::{ExternalSigner, SignatureValue, SignerError};
use crate::to_be_signed::ToBeSigned;
use key::PrivateKey;

/// Certificate, chain and private key in memory; the key is proven to belong to the certificate.
pub struct SoftwareSigner {
    certificate: Certificate,
    chain: Vec<Certificate>,
    key: PrivateKey,
    algorithm: SignatureAlgorithm,
}

impl SoftwareSigner {
    /// From a PKCS #12 file (RFC 7292): PBES2 with AES, and the legacy 3DES and RC2 schemes.
    ///
    /// The integrity check (MAC) is made before anything is decrypted; a wrong password is its own error. An empty password is tried
    /// in both forms that programs write.
    ///
    /// # Errors
    /// [`SoftwareKeyError::WrongPassword`] apart from malformed and unsupported files; no key, several keys, or no certificate for it.
    pub fn from_pkcs12(bytes: &[u8], password: &SecretString) -> Result<Self, SoftwareKeyError> {
        let found = Pkcs12Key::open(bytes, password)?;
        let key = PrivateKey::from_pkcs8(found.pkcs8())?;
        Self::new(key, found.certificate().clone(), found.chain().to_vec())
    }

    /// From PEM texts (RFC 7468): a key (`PRIVATE KEY`, `ENCRYPTED PRIVATE KEY`, `RSA PRIVATE KEY`, `EC PRIVATE KEY`) and
    /// certificates, the signer's own among them. Both may be in one text.
    ///
    /// # Errors
    /// As [`SoftwareSigner::from_pkcs12`].
    pub fn from_pem(
        key: &[u8],
        certificates: &[u8],
        password: Option<&SecretString>,
    ) -> Result<Self, SoftwareKeyError> {
        let certificates = Certificate::many_from_pem(certificates)?;
        let key = pem::private_key(key, &certificates, password)?;
        let owner = certificates
            .iter()
            .find(|certificate| key.belongs_to(certificate))
            .ok_or(SoftwareKeyError::InconsistentKeys)?
            .clone();
        Self::new(key, owner, certificates)
    }

    /// From the PEM text of a key without a password, and a certificate that was found elsewhere.
    ///
    /// # Errors
    /// As [`SoftwareSigner::from_pem`].
    pub fn from_pem_key(
        key: &SecretString,
        certificate: Certificate,
        chain: Vec<Certificate>,
    ) -> Result<Self, SoftwareKeyError> {
        let text = key.expose_secret().as_bytes();
        let key = pem::private_key(text, std::slice::from_ref(&certificate), None)?;
        Self::new(key, certificate, chain)
    }

    /// From an unencrypted PKCS #8 key (RFC 5958) in DER.
    ///
    /// # Errors
    /// [`SoftwareKeyError::InconsistentKeys`] when the key is not the certificate's.
    pub fn from_pkcs8(
        der: &[u8],
        certificate: Certificate,
        chain: Vec<Certificate>,
    ) -> Result<Self, SoftwareKeyError> {
        Self::new(PrivateKey::from_pkcs8(der)?, certificate, chain)
    }

    fn new(
        key: PrivateKey,
        certificate: Certificate,
        mut chain: Vec<Certificate>,
    ) -> Result<Self, SoftwareKeyError> {
        if !key.belongs_to(&certificate) {
            return Err(SoftwareKeyError::InconsistentKeys);
        }
        chain.retain(|other| *other != certificate);
        Ok(Self {
            algorithm: key.default_algorithm(),
            certificate,
            chain,
            key,
        })
    }

    /// With further certificates for the chain; those already there are not added twice.
    #[must_use]
    pub fn with_chain(mut self, further: Vec<Certificate>) -> Self {
        for certificate in further {
            if certificate != self.certificate && !self.chain.contains(&certificate) {
                self.chain.push(certificate);
            }
        }
        self
    }

    /// The same key, signing another way: RSA-PSS, another digest.
    ///
    /// # Errors
    /// [`SoftwareKeyError::AlgorithmNotOffered`] when this key cannot sign that way here.
    pub fn with_algorithm(self, algorithm: SignatureAlgorithm) -> Result<Self, SoftwareKeyError> {
        let key = self.key.for_algorithm(algorithm)?;
        Ok(Self {
            key,
            algorithm,
            ..self
        })
    }
}

impl ExternalSigner for SoftwareSigner {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn sign(&self, to_be_signed: &ToBeSigned) -> Result<SignatureValue, SignerError> {
        if to_be_signed.algorithm() != self.algorithm {
            return Err(SoftwareKeyError::AlgorithmNotOffered(to_be_signed.algorithm()).into());
        }
        let value = self.key.sign(to_be_signed.as_der(), self.algorithm)?;
        Ok(SignatureValue::new(value))
    }
}

/// Never the key.
impl fmt::Debug for SoftwareSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SoftwareSigner")
            .field("certificate", &self.certificate)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}
