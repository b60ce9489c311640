//! ML-DSA verification (FIPS 204 §5.3), pure and with an empty context, as X.509 (RFC 9881) and CMS (RFC 9882) use it.

use super::{Key, PublicKey, Signed};
use crate::algorithms::SignatureAlgorithm;
use crate::error::{UnsupportedAlgorithm, VerifyError};

pub(super) fn verify(
    algorithm: &SignatureAlgorithm,
    spki_der: &[u8],
    signed: Signed<'_>,
    value: &[u8],
) -> Result<(), VerifyError> {
    // RFC 9882 §3: pure, so a hash made before is of no use.
    let Signed::Message(message) = signed else {
        return Err(UnsupportedAlgorithm::new(format!("{algorithm} over a hash")).into());
    };
    let key = match PublicKey::read(spki_der)?.key {
        Key::MlDsa(set, octets) if set == *algorithm => octets,
        _ => return Err(VerifyError::BadKey),
    };
    if Some(key.len()) != key_length(algorithm) {
        return Err(VerifyError::BadKey);
    }
    compute(algorithm, key, message, value)
}

/// FIPS 204 table 2. AWS-LC would also take other encodings of a key.
fn key_length(algorithm: &SignatureAlgorithm) -> Option<usize> {
    match algorithm {
        SignatureAlgorithm::MlDsa44 => Some(1312),
        SignatureAlgorithm::MlDsa65 => Some(1952),
        SignatureAlgorithm::MlDsa87 => Some(2592),
        _ => None,
    }
}

#[cfg(feature = "ml-dsa")]
fn compute(
    algorithm: &SignatureAlgorithm,
    key: &[u8],
    message: &[u8],
    value: &[u8],
) -> Result<(), VerifyError> {
    use aws_lc_rs::signature as lc;

    let parameters = match algorithm {
        SignatureAlgorithm::MlDsa44 => &lc::ML_DSA_44,
        SignatureAlgorithm::MlDsa65 => &lc::ML_DSA_65,
        SignatureAlgorithm::MlDsa87 => &lc::ML_DSA_87,
        other => return Err(UnsupportedAlgorithm::new(other).into()),
    };
    lc::UnparsedPublicKey::new(parameters, key)
        .verify(message, value)
        .map_err(|_| VerifyError::BadSignature)
}

#[cfg(not(feature = "ml-dsa"))]
fn compute(
    algorithm: &SignatureAlgorithm,
    _key: &[u8],
    _message: &[u8],
    _value: &[u8],
) -> Result<(), VerifyError> {
    Err(UnsupportedAlgorithm::new(format!(
        "{algorithm} (cert-path was built without its feature `ml-dsa`)"
    ))
    .into())
}
