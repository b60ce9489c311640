//! Revisions 5 and 6: the file's key is random, and kept twice, encrypted under either password (ISO 32000-2 §7.6.4.3.3, §7.6.4.3.4).

use aes::{Aes128, Aes256};
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use sha2::{Digest, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::FileKey;
use super::dictionary::EncryptionDictionary;

/// A hash, of 32, 48 or 64 bytes.
type Hash = Zeroizing<Vec<u8>>;

/// The file's key, if `password` is the user's: algorithm 2.A (d), algorithm 11.
pub(super) fn user(dictionary: &EncryptionDictionary, password: &[u8]) -> Option<FileKey> {
    let stored = Stored::split(&dictionary.user)?;
    key(dictionary, password, &stored, &[], &dictionary.user_key)
}

/// The file's key, if `password` is the owner's: algorithm 2.A (c), algorithm 12. The hashes of the owner depend on `/U` too.
pub(super) fn owner(dictionary: &EncryptionDictionary, password: &[u8]) -> Option<FileKey> {
    let stored = Stored::split(&dictionary.owner)?;
    key(
        dictionary,
        password,
        &stored,
        &dictionary.user,
        &dictionary.owner_key,
    )
}

/// `/U` or `/O`: a hash and two salts.
struct Stored<'d> {
    hash: &'d [u8],
    validation_salt: &'d [u8],
    key_salt: &'d [u8],
}

impl<'d> Stored<'d> {
    fn split(bytes: &'d [u8]) -> Option<Self> {
        let (hash, salts) = bytes.split_at_checked(32)?;
        let (validation_salt, key_salt) = salts.split_at_checked(8)?;
        Some(Self {
            hash,
            validation_salt,
            key_salt,
        })
    }
}

fn key(
    dictionary: &EncryptionDictionary,
    password: &[u8],
    stored: &Stored<'_>,
    user: &[u8],
    encrypted: &[u8],
) -> Option<FileKey> {
    let hash = |salt: &[u8]| {
        let first = sha256(&[password, salt, user]);
        if dictionary.revision == 5 {
            return Some(first);
        }
        hardened(first, password, user)
    };
    if hash(stored.validation_salt)?.as_slice() != stored.hash {
        return None;
    }
    let mut key = Zeroizing::new(encrypted.to_vec());
    let mode = cbc::Decryptor::<Aes256>::new_from_slices(&hash(stored.key_salt)?, &[0; 16]).ok()?;
    mode.decrypt_padded::<NoPadding>(&mut key).ok()?;
    Some(FileKey(key))
}

/// Algorithm 2.B. It ends after at most 287 rounds: the last byte of what was encrypted is at most 255.
fn hardened(mut hash: Hash, password: &[u8], user: &[u8]) -> Option<Hash> {
    for round in 1_usize.. {
        let once = Zeroizing::new([password, &hash, user].concat());
        let mut encrypted = Zeroizing::new(once.repeat(64));
        let length = encrypted.len();
        let (key, vector) = (hash.get(..16)?, hash.get(16..32)?);
        let mode = cbc::Encryptor::<Aes128>::new_from_slices(key, vector).ok()?;
        mode.encrypt_padded::<NoPadding>(&mut encrypted, length)
            .ok()?;
        // The first sixteen bytes as a number, modulo 3: 256 is 1 modulo 3.
        let sum: u32 = encrypted.iter().take(16).map(|&byte| u32::from(byte)).sum();
        hash = match sum % 3 {
            0 => sha256(&[&encrypted]),
            1 => Zeroizing::new(Sha384::digest(&*encrypted).to_vec()),
            _ => Zeroizing::new(Sha512::digest(&*encrypted).to_vec()),
        };
        let last = usize::from(*encrypted.last()?);
        if round >= 64 && last + 32 <= round {
            break;
        }
    }
    hash.truncate(32);
    Some(hash)
}

fn sha256(parts: &[&[u8]]) -> Hash {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    Zeroizing::new(hash.finalize().to_vec())
}
