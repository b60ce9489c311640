//! Key derivation from passwords: PKCS #12 (RFC 7292 appendix B) and PBKDF2 (RFC 8018 §5.2).

use std::num::NonZeroU32;

use aws_lc_rs::pbkdf2;
use cert_path::{CryptoProvider, DigestAlgorithm};
use zeroize::Zeroizing;

use super::error::SoftwareKeyError;

/// OWASP's advice of 2023 for PBKDF2 ends at 1.3 million; three times that is a few seconds, and a hostile file gets no more.
const MOST_ITERATIONS: u64 = 4_000_000;

/// A number of rounds that is neither zero nor absurd.
pub(super) fn iterations(octets: &[u8]) -> Result<NonZeroU32, SoftwareKeyError> {
    let malformed = SoftwareKeyError::Malformed("rounds of key derivation");
    let mut number = 0_u64;
    for octet in octets {
        let next = number
            .checked_mul(256)
            .and_then(|number| number.checked_add(u64::from(*octet)));
        number = next.ok_or(SoftwareKeyError::Iterations(u64::MAX))?;
    }
    if number > MOST_ITERATIONS {
        return Err(SoftwareKeyError::Iterations(number));
    }
    let small = u32::try_from(number).map_err(|_| malformed.clone())?;
    NonZeroU32::new(small).ok_or(malformed)
}

/// What derived octets are for (RFC 7292 appendix B.3).
#[derive(Clone, Copy)]
pub(super) enum KeyUse {
    Encryption = 1,
    InitialValue = 2,
    Mac = 3,
}

/// RFC 7292 appendix B.2.
pub(super) fn pkcs12(
    digest: DigestAlgorithm,
    password_bmp: &[u8],
    salt: &[u8],
    iterations: NonZeroU32,
    usage: KeyUse,
    length: usize,
) -> Result<Zeroizing<Vec<u8>>, SoftwareKeyError> {
    let provider = CryptoProvider::aws_lc();
    let hash = |message: &[u8]| {
        let digest = provider.digest(digest, message);
        digest.map_err(|error| SoftwareKeyError::Unsupported(error.name))
    };
    let block = block_length(digest)?;
    let diversifier = vec![usage as u8; block];
    let mut input = Zeroizing::new(filled(salt, block));
    input.extend(filled(password_bmp, block));
    let mut out = Zeroizing::new(Vec::new());
    while out.len() < length {
        let first = Zeroizing::new([diversifier.as_slice(), &input].concat());
        let mut a = hash(&first)?;
        for _ in 1..iterations.get() {
            a = hash(a.as_bytes())?;
        }
        out.extend_from_slice(a.as_bytes());
        let b = filled(a.as_bytes(), block);
        for chunk in input.chunks_mut(block) {
            add_one_more(chunk, &b);
        }
    }
    out.truncate(length);
    Ok(out)
}

/// `I_j = (I_j + B + 1) mod 2^v`, big endian (RFC 7292 appendix B.2, step 6C).
fn add_one_more(number: &mut [u8], b: &[u8]) {
    let mut carry = 1_u16;
    for (octet, addend) in number.iter_mut().zip(b).rev() {
        let [high, low] = (u16::from(*octet) + u16::from(*addend) + carry).to_be_bytes();
        *octet = low;
        carry = u16::from(high);
    }
}

/// `octets` repeated to a multiple of `block`; nothing stays nothing (RFC 7292 appendix B.2, steps 2 and 3).
fn filled(octets: &[u8], block: usize) -> Vec<u8> {
    let length = octets.len().div_ceil(block).saturating_mul(block);
    octets.iter().copied().cycle().take(length).collect()
}

/// `v` of RFC 7292 appendix B.2: the block of the hash function (FIPS 180-4 figure 1).
fn block_length(digest: DigestAlgorithm) -> Result<usize, SoftwareKeyError> {
    match digest {
        DigestAlgorithm::Sha1 | DigestAlgorithm::Sha224 | DigestAlgorithm::Sha256 => Ok(64),
        DigestAlgorithm::Sha384 | DigestAlgorithm::Sha512 | DigestAlgorithm::Sha512_256 => Ok(128),
        other => Err(SoftwareKeyError::Unsupported(other.name().to_owned())),
    }
}

/// RFC 8018 §5.2.
pub(super) fn pbkdf2(
    digest: DigestAlgorithm,
    password: &[u8],
    salt: &[u8],
    iterations: NonZeroU32,
    length: usize,
) -> Result<Zeroizing<Vec<u8>>, SoftwareKeyError> {
    let algorithm = match digest {
        DigestAlgorithm::Sha1 => pbkdf2::PBKDF2_HMAC_SHA1,
        DigestAlgorithm::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
        DigestAlgorithm::Sha384 => pbkdf2::PBKDF2_HMAC_SHA384,
        DigestAlgorithm::Sha512 => pbkdf2::PBKDF2_HMAC_SHA512,
        other => {
            let name = format!("PBKDF2 with {other}");
            return Err(SoftwareKeyError::Unsupported(name));
        }
    };
    let mut out = Zeroizing::new(vec![0; length]);
    pbkdf2::derive(algorithm, iterations, salt, password, &mut out);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hex;

    #[test]
    fn rounds_are_bounded() {
        assert_eq!(iterations(&[8, 0]).map(NonZeroU32::get), Ok(2048));
        assert!(iterations(&[0]).is_err());
        assert!(matches!(
            iterations(&[0x7f; 4]),
            Err(SoftwareKeyError::Iterations(0x7f7f_7f7f))
        ));
        assert!(iterations(&[0xff; 30]).is_err());
    }

    /// The known answer is from OpenSSL: `openssl kdf -keylen 24 -kdfopt digest:SHA1 -kdfopt hexpass:0073006d006500670000
    /// -kdfopt hexsalt:0a58cf64530d823f -kdfopt iter:1 -kdfopt id:1 PKCS12KDF`.
    #[test]
    fn pkcs12_key() {
        let key = pkcs12(
            DigestAlgorithm::Sha1,
            &hex::decode("0073006d006500670000").unwrap(),
            &hex::decode("0a58cf64530d823f").unwrap(),
            NonZeroU32::new(1).unwrap(),
            KeyUse::Encryption,
            24,
        );
        assert_eq!(
            hex::encode(&key.unwrap()),
            "8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3"
        );
    }
}
