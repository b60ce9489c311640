//! A certificate and its key.

use core::fmt;

use crate::pem;

/// A certificate with its private key, both as DER. For demonstrations: the key is not protected in any way.
#[derive(Clone)]
pub struct Issued {
    /// The certificate.
    pub certificate_der: Vec<u8>,
    /// The private key, `PrivateKeyInfo` (RFC 5208 §5).
    pub private_key_pkcs8_der: Vec<u8>,
}

impl Issued {
    /// The certificate as PEM.
    #[must_use]
    pub fn certificate_pem(&self) -> String {
        pem::encode("CERTIFICATE", &self.certificate_der)
    }

    /// The private key as unencrypted PKCS#8 PEM.
    #[must_use]
    pub fn private_key_pem(&self) -> String {
        pem::encode("PRIVATE KEY", &self.private_key_pkcs8_der)
    }
}

impl fmt::Debug for Issued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Issued({} bytes of certificate, and its key)",
            self.certificate_der.len()
        )
    }
}
