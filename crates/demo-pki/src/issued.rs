//! A certificate and its key.

use core::fmt;

use crate::{der, pem};

/// A certificate with its private key, both as DER. For demonstrations: the key is not protected in any way.
#[derive(Clone)]
pub struct Issued {
    /// The certificate.
    pub certificate_der: Vec<u8>,
    /// The private key, `PrivateKeyInfo` (RFC 5208 §5).
    pub private_key_pkcs8_der: Vec<u8>,
}

impl Issued {
    /// The serial number of the certificate, most significant octet first, as revocation lists and answers name it.
    /// Empty if this is no certificate.
    #[must_use]
    pub fn serial_number(&self) -> Vec<u8> {
        let serial = || {
            let (_, certificate, _) = der::first(&self.certificate_der)?;
            let (_, tbs, _) = der::first(certificate)?;
            match der::first(tbs)? {
                (der::INTEGER, serial, _) => Some(serial), // version 1
                (_, _, rest) => der::first(rest).map(|(_, serial, _)| serial),
            }
        };
        serial().unwrap_or_default().to_vec()
    }

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
