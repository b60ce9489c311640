//! Signatures that were verified before need not be verified again: the same few certificates of authorities stand above every signer of a
//! batch.

use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use aws_lc_rs::digest::{Context, SHA256};

use super::{Signed, aws_lc};
use crate::algorithms::SignatureAlgorithm;
use crate::error::VerifyError;

/// What is remembered, 32 octets each; with more, everything is forgotten once. A batch of an office has some ten signers and authorities.
const ROOM: usize = 10_000;

static VERIFIED: LazyLock<Mutex<HashSet<[u8; 32]>>> = LazyLock::new(Mutex::default);

/// As [`aws_lc::verify`]. Only what verified is remembered, under SHA-256 of all that was asked: a signature that verified once does for
/// ever, and nobody makes another question with the same hash.
pub(super) fn verify(
    algorithm: &SignatureAlgorithm,
    spki_der: &[u8],
    signed: Signed<'_>,
    signature: &[u8],
) -> Result<(), VerifyError> {
    let key = question(algorithm, spki_der, signed, signature);
    if verified().contains(&key) {
        return Ok(());
    }
    aws_lc::verify(algorithm, spki_der, signed, signature)?;
    let mut verified = verified();
    if verified.len() >= ROOM {
        verified.clear();
    }
    verified.insert(key);
    Ok(())
}

fn verified() -> std::sync::MutexGuard<'static, HashSet<[u8; 32]>> {
    VERIFIED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// All parts with their lengths, so that no two questions run together.
fn question(
    algorithm: &SignatureAlgorithm,
    spki_der: &[u8],
    signed: Signed<'_>,
    signature: &[u8],
) -> [u8; 32] {
    let algorithm = format!("{algorithm:?}");
    let (kind, digest, message) = match signed {
        Signed::Message(message) => ("message", String::new(), message),
        Signed::Digest(digest) => ("digest", digest.algorithm().to_string(), digest.as_bytes()),
    };
    let parts = [
        algorithm.as_bytes(),
        spki_der,
        kind.as_bytes(),
        digest.as_bytes(),
        message,
        signature,
    ];
    let mut hash = Context::new(&SHA256);
    for part in parts {
        hash.update(&part.len().to_be_bytes());
        hash.update(part);
    }
    let mut key = [0; 32];
    key.copy_from_slice(hash.finish().as_ref());
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algorithms::{Digest, DigestAlgorithm};

    #[test]
    fn each_part_makes_another_question() {
        let rsa = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256);
        let other = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha384);
        let hash = Digest::from_bytes(DigestAlgorithm::Sha256, &[7; 32]).unwrap();
        let questions = [
            question(&rsa, b"key", Signed::Message(b"text"), b"value"),
            question(&other, b"key", Signed::Message(b"text"), b"value"),
            question(&rsa, b"keyt", Signed::Message(b"ext"), b"value"),
            question(&rsa, b"key", Signed::Message(b"textv"), b"alue"),
            question(&rsa, b"key", Signed::Message(&[7; 32]), b"value"),
            question(&rsa, b"key", Signed::Digest(&hash), b"value"),
        ];
        let different: HashSet<_> = questions.iter().collect();
        assert_eq!(different.len(), questions.len());
    }
}
