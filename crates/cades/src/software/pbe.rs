//! Password-based decryption: PBES2 (RFC 8018 §6.2) and the schemes of PKCS #12 (RFC 7292 appendix C).

use aws_lc_rs::cipher::{
    AES_128, AES_192, AES_256, Algorithm, DecryptionContext, PaddedBlockDecryptingKey,
    UnboundCipherKey,
};
use aws_lc_rs::iv::FixedLength;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, InnerIvInit, KeyIvInit};
use cert_path::DigestAlgorithm;
use der::asn1::ObjectIdentifier;
use zeroize::Zeroizing;

use super::error::SoftwareKeyError;
use super::kdf::{self, KeyUse};
use super::password::PasswordBytes;
use crate::ber::{self, Elements, Tlv};
use crate::error::Malformed;
use crate::limits::Limits;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// id-PBES2, RFC 8018 appendix A.4.
const PBES2: ObjectIdentifier = oid("1.2.840.113549.1.5.13");
/// id-PBKDF2, RFC 8018 appendix A.2.
const PBKDF2: ObjectIdentifier = oid("1.2.840.113549.1.5.12");
/// pbeWithSHAAnd3-KeyTripleDES-CBC, RFC 7292 appendix C.
const SHA_3DES: ObjectIdentifier = oid("1.2.840.113549.1.12.1.3");
/// pbeWithSHAAnd2-KeyTripleDES-CBC, RFC 7292 appendix C.
const SHA_2DES: ObjectIdentifier = oid("1.2.840.113549.1.12.1.4");
/// pbeWithSHAAnd128BitRC2-CBC, RFC 7292 appendix C.
const SHA_RC2_128: ObjectIdentifier = oid("1.2.840.113549.1.12.1.5");
/// pbewithSHAAnd40BitRC2-CBC, RFC 7292 appendix C.
const SHA_RC2_40: ObjectIdentifier = oid("1.2.840.113549.1.12.1.6");
/// des-EDE3-CBC, RFC 8018 appendix B.2.2.
const DES_EDE3_CBC: ObjectIdentifier = oid("1.2.840.113549.3.7");

/// HMAC identifiers, RFC 8018 appendix B.1.
const PRFS: [(ObjectIdentifier, DigestAlgorithm); 4] = [
    (oid("1.2.840.113549.2.7"), DigestAlgorithm::Sha1),
    (oid("1.2.840.113549.2.9"), DigestAlgorithm::Sha256),
    (oid("1.2.840.113549.2.10"), DigestAlgorithm::Sha384),
    (oid("1.2.840.113549.2.11"), DigestAlgorithm::Sha512),
];

/// AES in CBC mode, NIST CSOR: 128, 192, 256.
const AES: [(ObjectIdentifier, &Algorithm, usize); 3] = [
    (oid("2.16.840.1.101.3.4.1.2"), &AES_128, 16),
    (oid("2.16.840.1.101.3.4.1.22"), &AES_192, 24),
    (oid("2.16.840.1.101.3.4.1.42"), &AES_256, 32),
];

/// Algorithm and parameters of an `AlgorithmIdentifier`, BER or DER.
pub(super) struct Scheme<'a> {
    pub(super) oid: ObjectIdentifier,
    pub(super) parameters: Elements<'a>,
}

impl<'a> Scheme<'a> {
    pub(super) fn read(identifier: &Tlv<'a>) -> Result<Self, SoftwareKeyError> {
        let limits = Limits::default();
        let mut fields = identifier.children();
        let name = fields.expect(ber::OBJECT_IDENTIFIER, Malformed::KeyFile, &limits)?;
        let oid = ObjectIdentifier::from_bytes(name.content)
            .map_err(|_| SoftwareKeyError::Malformed("algorithm identifier"))?;
        let parameters = match fields.optional(ber::SEQUENCE, &limits)? {
            Some(sequence) => sequence.children(),
            None => fields,
        };
        Ok(Self { oid, parameters })
    }
}

/// The plain text, when the password is right. `None`: the padding is wrong, hence most likely the password.
pub(super) fn decrypt(
    identifier: &Tlv<'_>,
    password: &PasswordBytes,
    ciphertext: &[u8],
) -> Result<Option<Zeroizing<Vec<u8>>>, SoftwareKeyError> {
    let scheme = Scheme::read(identifier)?;
    match scheme.oid {
        PBES2 => pbes2(scheme.parameters, password, ciphertext),
        SHA_3DES | SHA_2DES | SHA_RC2_128 | SHA_RC2_40 => pkcs12(scheme, password, ciphertext),
        other => Err(SoftwareKeyError::Unsupported(format!("encryption {other}"))),
    }
}

/// `pkcs-12PbeParams ::= SEQUENCE { salt OCTET STRING, iterations INTEGER }`, RFC 7292 appendix C.
fn pkcs12(
    mut scheme: Scheme<'_>,
    password: &PasswordBytes,
    ciphertext: &[u8],
) -> Result<Option<Zeroizing<Vec<u8>>>, SoftwareKeyError> {
    let limits = Limits::default();
    let salt = scheme
        .parameters
        .expect(ber::OCTET_STRING, Malformed::KeyFile, &limits)?;
    let rounds = scheme
        .parameters
        .expect(ber::INTEGER, Malformed::KeyFile, &limits)?;
    let rounds = kdf::iterations(rounds.content)?;
    let derive = |usage, length| {
        let sha1 = DigestAlgorithm::Sha1;
        kdf::pkcs12(sha1, &password.bmp, salt.content, rounds, usage, length)
    };
    let iv = derive(KeyUse::InitialValue, 8)?;
    match scheme.oid {
        SHA_3DES => triple_des(&derive(KeyUse::Encryption, 24)?, &iv, ciphertext),
        SHA_2DES => {
            let mut key = derive(KeyUse::Encryption, 16)?;
            key.extend_from_within(..8);
            triple_des(&key, &iv, ciphertext)
        }
        SHA_RC2_128 => rc2(&derive(KeyUse::Encryption, 16)?, 128, &iv, ciphertext),
        _ => rc2(&derive(KeyUse::Encryption, 5)?, 40, &iv, ciphertext),
    }
}

/// ```text
/// PBES2-params ::= SEQUENCE { keyDerivationFunc AlgorithmIdentifier, encryptionScheme AlgorithmIdentifier }
/// PBKDF2-params ::= SEQUENCE {                               -- RFC 8018 appendix A.2
///     salt CHOICE { specified OCTET STRING, otherSource AlgorithmIdentifier },
///     iterationCount INTEGER, keyLength INTEGER OPTIONAL,
///     prf AlgorithmIdentifier DEFAULT algid-hmacWithSHA1 }
/// ```
fn pbes2(
    mut parameters: Elements<'_>,
    password: &PasswordBytes,
    ciphertext: &[u8],
) -> Result<Option<Zeroizing<Vec<u8>>>, SoftwareKeyError> {
    let limits = Limits::default();
    let derivation = parameters.expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
    let encryption = parameters.expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
    let mut encryption = Scheme::read(&encryption)?;
    let iv = encryption
        .parameters
        .expect(ber::OCTET_STRING, Malformed::KeyFile, &limits)?;
    let derive = |length| pbkdf2(&derivation, &password.utf8, length);
    if let Some((_, algorithm, length)) = AES.iter().find(|row| row.0 == encryption.oid) {
        return aes(algorithm, &derive(*length)?, iv.content, ciphertext);
    }
    match encryption.oid {
        DES_EDE3_CBC => triple_des(&derive(24)?, iv.content, ciphertext),
        other => Err(SoftwareKeyError::Unsupported(format!("encryption {other}"))),
    }
}

/// PBKDF2 as an `AlgorithmIdentifier` describes it.
pub(super) fn pbkdf2(
    identifier: &Tlv<'_>,
    password: &[u8],
    length: usize,
) -> Result<Zeroizing<Vec<u8>>, SoftwareKeyError> {
    let limits = Limits::default();
    let mut function = Scheme::read(identifier)?;
    if function.oid != PBKDF2 {
        let name = format!("key derivation {}", function.oid);
        return Err(SoftwareKeyError::Unsupported(name));
    }
    let parameters = &mut function.parameters;
    let salt = parameters.expect(ber::OCTET_STRING, Malformed::KeyFile, &limits)?;
    let rounds = parameters.expect(ber::INTEGER, Malformed::KeyFile, &limits)?;
    parameters.optional(ber::INTEGER, &limits)?;
    let digest = match parameters.optional(ber::SEQUENCE, &limits)? {
        Some(prf) => prf_digest(Scheme::read(&prf)?.oid)?,
        None => DigestAlgorithm::Sha1, // RFC 8018 appendix A.2: the default
    };
    let rounds = kdf::iterations(rounds.content)?;
    kdf::pbkdf2(digest, password, salt.content, rounds, length)
}

/// The digest inside an HMAC identifier.
pub(super) fn prf_digest(oid: ObjectIdentifier) -> Result<DigestAlgorithm, SoftwareKeyError> {
    let row = PRFS.iter().find(|row| row.0 == oid);
    row.map(|row| row.1)
        .ok_or_else(|| SoftwareKeyError::Unsupported(format!("pseudo-random function {oid}")))
}

fn aes(
    algorithm: &'static Algorithm,
    key: &[u8],
    iv: &[u8],
    ciphertext: &[u8],
) -> Result<Option<Zeroizing<Vec<u8>>>, SoftwareKeyError> {
    let refused = |_| SoftwareKeyError::Malformed("encryption parameters");
    let iv = FixedLength::try_from(iv).map_err(refused)?;
    let key = UnboundCipherKey::new(algorithm, key).map_err(refused)?;
    let key = PaddedBlockDecryptingKey::cbc_pkcs7(key).map_err(refused)?;
    let mut buffer = Zeroizing::new(ciphertext.to_vec());
    let plain = key.decrypt(&mut buffer, DecryptionContext::Iv128(iv));
    Ok(plain.ok().map(|plain| Zeroizing::new(plain.to_vec())))
}

fn triple_des(
    key: &[u8],
    iv: &[u8],
    ciphertext: &[u8],
) -> Result<Option<Zeroizing<Vec<u8>>>, SoftwareKeyError> {
    let decryptor = cbc::Decryptor::<des::TdesEde3>::new_from_slices(key, iv)
        .map_err(|_| SoftwareKeyError::Malformed("encryption parameters"))?;
    Ok(unpadded(decryptor, ciphertext))
}

fn rc2(
    key: &[u8],
    effective_bits: usize,
    iv: &[u8],
    ciphertext: &[u8],
) -> Result<Option<Zeroizing<Vec<u8>>>, SoftwareKeyError> {
    let cipher = rc2::Rc2::new_with_eff_key_len(key, effective_bits);
    let decryptor = cbc::Decryptor::<rc2::Rc2>::inner_iv_slice_init(cipher, iv)
        .map_err(|_| SoftwareKeyError::Malformed("encryption parameters"))?;
    Ok(unpadded(decryptor, ciphertext))
}

fn unpadded(decryptor: impl BlockModeDecrypt, ciphertext: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut buffer = Zeroizing::new(ciphertext.to_vec());
    let plain = decryptor.decrypt_padded::<Pkcs7>(&mut buffer).ok()?;
    Some(Zeroizing::new(plain.to_vec()))
}
