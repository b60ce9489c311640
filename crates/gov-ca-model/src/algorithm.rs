//! Keys and signature schemes as far as circulars on standards tell them apart.

use cert_path::{Certificate, PublicKeyKind, SignatureAlgorithm};
use serde::{Deserialize, Serialize};

/// A family of public keys and the length of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyStrength {
    /// RSA, elliptic curve, or another one.
    pub family: KeyFamily,
    /// Bits of the modulus, or of the order of the group; `None` where the kind of key has no such figure or it cannot be read.
    pub bits: Option<u32>,
}

/// The families that tables of standards name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyFamily {
    /// RSA.
    Rsa,
    /// ECDSA.
    Ecdsa,
    /// Another one.
    Other,
}

/// How an RSA signature is padded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RsaPadding {
    /// RSASSA-PSS.
    Pss,
    /// RSASSA-PKCS1-v1_5.
    Pkcs1,
}

impl From<&Certificate> for KeyStrength {
    fn from(certificate: &Certificate) -> Self {
        let (family, bits) = match certificate.public_key_kind() {
            PublicKeyKind::Rsa { bits } => (KeyFamily::Rsa, Some(bits)),
            PublicKeyKind::Ec { curve } => (KeyFamily::Ecdsa, curve.bits()),
            _ => (KeyFamily::Other, None),
        };
        Self { family, bits }
    }
}

impl RsaPadding {
    /// The padding of a signature made with an RSA key; `None` for other keys.
    pub const fn of(algorithm: &SignatureAlgorithm) -> Option<Self> {
        match algorithm {
            SignatureAlgorithm::RsaPss { .. } => Some(Self::Pss),
            SignatureAlgorithm::RsaPkcs1(_) => Some(Self::Pkcs1),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cert_path::DigestAlgorithm;

    #[test]
    fn only_rsa_signatures_are_padded() {
        let sha256 = DigestAlgorithm::Sha256;
        let pss = SignatureAlgorithm::RsaPss {
            digest: sha256,
            mgf_digest: sha256,
            salt_length: 32,
        };
        assert_eq!(RsaPadding::of(&pss), Some(RsaPadding::Pss));
        assert_eq!(
            RsaPadding::of(&SignatureAlgorithm::RsaPkcs1(sha256)),
            Some(RsaPadding::Pkcs1)
        );
        assert_eq!(RsaPadding::of(&SignatureAlgorithm::Ecdsa(sha256)), None);
    }
}
