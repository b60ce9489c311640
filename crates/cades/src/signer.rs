//! The one joint for private keys.

use cert_path::{Certificate, SignatureAlgorithm};
use der::Encode;
use der::asn1::UintRef;

use crate::to_be_signed::ToBeSigned;

/// What a signing device may fail with; its own error, carried through unread.
pub type SignerError = Box<dyn std::error::Error + Send + Sync>;

/// A private key somewhere: in memory, on a token, behind a service. Knows its certificate; never gives the key away.
pub trait ExternalSigner {
    /// The certificate of the key.
    fn certificate(&self) -> &Certificate;
    /// Further certificates it knows, issuers first or last; may be empty.
    fn chain(&self) -> &[Certificate];
    /// The kind of signature [`ExternalSigner::sign`] makes.
    fn algorithm(&self) -> SignatureAlgorithm;
    /// Signs [`ToBeSigned::as_der`]. The only step that touches the key.
    ///
    /// # Errors
    /// Whatever keeps the device from signing: no PIN, token removed, service down.
    fn sign(&self, to_be_signed: &ToBeSigned) -> Result<SignatureValue, SignerError>;
}

/// A signature as CMS carries it (RFC 5652 §5.3): RSA octets, `ECDSA-Sig-Value` in DER, 64 octets of Ed25519.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureValue(Vec<u8>);

impl SignatureValue {
    /// A value already in the form CMS wants.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// From `r ‖ s` of equal length, as PKCS#11 and many services return ECDSA signatures; `None` if that is not its shape.
    ///
    /// ```text
    /// ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }      -- RFC 3279 §2.2.3
    /// ```
    #[must_use]
    pub fn from_ecdsa_concatenated(r_and_s: &[u8]) -> Option<Self> {
        if r_and_s.is_empty() || !r_and_s.len().is_multiple_of(2) {
            return None;
        }
        let (r, s) = r_and_s.split_at_checked(r_and_s.len() / 2)?;
        let (r, s) = (UintRef::new(r).ok()?, UintRef::new(s).ok()?);
        let value = EcdsaSigValue { r, s };
        value.to_der().ok().map(Self)
    }

    /// The octets.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The octets, given away.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl From<Vec<u8>> for SignatureValue {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

#[derive(der::Sequence)]
struct EcdsaSigValue<'a> {
    r: UintRef<'a>,
    s: UintRef<'a>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_and_s_become_integers() {
        let value = SignatureValue::from_ecdsa_concatenated(&[0, 0x7f, 0x80, 1]).unwrap();
        assert_eq!(value.as_bytes(), [0x30, 8, 2, 1, 0x7f, 2, 3, 0, 0x80, 1]);
    }

    #[test]
    fn other_shapes_are_refused() {
        assert_eq!(SignatureValue::from_ecdsa_concatenated(&[]), None);
        assert_eq!(SignatureValue::from_ecdsa_concatenated(&[1, 2, 3]), None);
    }

    #[test]
    fn the_trait_can_be_an_object() {
        fn takes(_: Option<&dyn ExternalSigner>) {}
        takes(None);
    }
}
