//! A key as a PKCS #12 file carries it, for whoever moves it: onto a token.

use std::fmt;

use cert_path::Certificate;
use secrecy::SecretString;
use zeroize::Zeroizing;

use super::error::SoftwareKeyError;
use super::key::PrivateKey;
use super::pfx;

/// The private key of a PKCS #12 file (RFC 7292) with its certificate: the key is proven to belong to it.
pub struct Pkcs12Key {
    certificate: Certificate,
    chain: Vec<Certificate>,
    pkcs8: Zeroizing<Vec<u8>>,
}

/// The certificates of a PKCS #12 file, each once; its keys are not decrypted.
///
/// # Errors
/// [`SoftwareKeyError::WrongPassword`] apart from malformed and unsupported files.
pub fn pkcs12_certificates(
    bytes: &[u8],
    password: &SecretString,
) -> Result<Vec<Certificate>, SoftwareKeyError> {
    let safe = pfx::open(bytes, password, pfx::Wanted::Certificates)?;
    Ok(safe.certificates)
}

impl Pkcs12Key {
    /// Opens the file, as [`SoftwareSigner::from_pkcs12`](super::SoftwareSigner::from_pkcs12) does.
    ///
    /// # Errors
    /// [`SoftwareKeyError::WrongPassword`] apart from malformed and unsupported files; no key, several keys, or no certificate for it.
    pub fn open(bytes: &[u8], password: &SecretString) -> Result<Self, SoftwareKeyError> {
        let safe = pfx::open(bytes, password, pfx::Wanted::All)?;
        let nothing_fits = if safe.keys.is_empty() {
            SoftwareKeyError::NoKey
        } else if safe.certificates.is_empty() {
            SoftwareKeyError::NoCertificate
        } else {
            SoftwareKeyError::InconsistentKeys
        };
        let mut found = None;
        for pkcs8 in safe.keys {
            let key = PrivateKey::from_pkcs8(&pkcs8)?;
            let mut owners = safe.certificates.iter();
            let Some(owner) = owners.find(|certificate| key.belongs_to(certificate)) else {
                continue;
            };
            if found.is_some() {
                return Err(SoftwareKeyError::SeveralKeys);
            }
            found = Some((owner.clone(), pkcs8));
        }
        let (certificate, pkcs8) = found.ok_or(nothing_fits)?;
        let mut chain = safe.certificates;
        chain.retain(|other| *other != certificate);
        Ok(Self {
            certificate,
            chain,
            pkcs8,
        })
    }

    /// The certificate of the key.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The other certificates of the file.
    #[must_use]
    pub fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    /// The private key: `PrivateKeyInfo` in DER (RFC 5958 §2). Overwritten when this value is dropped.
    #[must_use]
    pub fn pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }
}

impl fmt::Debug for Pkcs12Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pkcs12Key")
            .field("certificate", &self.certificate.subject().to_string())
            .finish_non_exhaustive()
    }
}
