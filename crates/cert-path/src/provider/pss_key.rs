//! Whether a key may be used with the RSASSA-PSS parameters of a signature (RFC 4055 §3.3).

use der::Decode;
use der::asn1::{AnyRef, ObjectIdentifier};
use spki::AlgorithmIdentifierRef;

use super::rsa::RsaKey;
use super::{Key, PublicKey};
use crate::algorithms::{DigestAlgorithm, SignatureAlgorithm};
use crate::error::VerifyError;

const RSASSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");

/// An RSA key for any use, or one bound to RSASSA-PSS whose own parameters, if it has any, allow the signature's: the
/// same hash, the same mask, and a salt that is no shorter.
pub(super) fn read(
    spki_der: &[u8],
    digest: DigestAlgorithm,
    mgf: DigestAlgorithm,
    salt: u32,
) -> Result<RsaKey<'_>, VerifyError> {
    let (key, bound_to) = match PublicKey::read(spki_der)?.key {
        Key::Rsa(key) | Key::RsaPss(key, None) => return Ok(key),
        Key::RsaPss(key, Some(parameters)) => (key, parameters),
        _ => return Err(VerifyError::BadKey),
    };
    let identifier = AlgorithmIdentifierRef {
        oid: RSASSA_PSS,
        parameters: Some(AnyRef::from_der(bound_to.whole).map_err(|_| VerifyError::BadKey)?),
    };
    match SignatureAlgorithm::from_identifier(identifier, None)? {
        SignatureAlgorithm::RsaPss {
            digest: bound_digest,
            mgf_digest,
            salt_length,
        } if bound_digest == digest && mgf_digest == mgf && salt_length <= salt => Ok(key),
        _ => Err(VerifyError::BadKey),
    }
}
