//! Revisions 2 to 4: keys from MD5 and RC4 (ISO 32000-2 §7.6.4.3.2, §7.6.4.4).

use cbc::cipher::{KeyInit, StreamCipher};
use md5::{Digest, Md5};
use rc4::Rc4;
use zeroize::Zeroizing;

use super::FileKey;
use super::dictionary::EncryptionDictionary;

/// What a password is filled up with to 32 bytes (algorithm 2 (a)).
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
    0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

type Padded = Zeroizing<[u8; 32]>;
type Digest16 = Zeroizing<[u8; 16]>;

/// The file's key, if `password` is the user's. `id` is the first half of the trailer's `/ID`.
pub(super) fn user(
    dictionary: &EncryptionDictionary,
    id: &[u8],
    password: &[u8],
) -> Option<FileKey> {
    of_padded(dictionary, id, &padded(password))
}

/// The file's key, if `password` is the owner's: algorithm 7.
pub(super) fn owner(
    dictionary: &EncryptionDictionary,
    id: &[u8],
    password: &[u8],
) -> Option<FileKey> {
    // Algorithm 3 (c) hashes all sixteen bytes again and again, Adobe's own products only as many as the key has.
    let lengths = [16, dictionary.key_length];
    lengths
        .into_iter()
        .find_map(|length| owner_by(dictionary, id, password, length))
}

fn owner_by(
    dictionary: &EncryptionDictionary,
    id: &[u8],
    password: &[u8],
    length: usize,
) -> Option<FileKey> {
    let mut digest = md5(&[&*padded(password)]);
    if dictionary.revision >= 3 {
        digest = again(digest, length);
    }
    let key = digest.get(..dictionary.key_length)?;
    let mut user: Padded = Zeroizing::new(<[u8; 32]>::try_from(dictionary.owner.as_slice()).ok()?);
    if dictionary.revision == 2 {
        rc4(key, &mut *user);
    } else {
        for step in (0..=19).rev() {
            rc4(&stepped(key, step), &mut *user);
        }
    }
    of_padded(dictionary, id, &user)
}

fn of_padded(dictionary: &EncryptionDictionary, id: &[u8], password: &Padded) -> Option<FileKey> {
    let key = file_key(dictionary, id, password)?;
    is_right(dictionary, id, &key.0).then_some(key)
}

/// Algorithm 2.
fn file_key(dictionary: &EncryptionDictionary, id: &[u8], password: &Padded) -> Option<FileKey> {
    let permissions = dictionary.permissions.to_le_bytes();
    let unencrypted: &[u8] = if dictionary.revision >= 4 && !dictionary.encrypt_metadata {
        &[0xFF; 4]
    } else {
        &[]
    };
    let length = dictionary.key_length;
    let mut digest = md5(&[
        &**password,
        &dictionary.owner,
        &permissions,
        id,
        unencrypted,
    ]);
    if dictionary.revision >= 3 {
        digest = again(digest, length);
    }
    Some(FileKey(Zeroizing::new(digest.get(..length)?.to_vec())))
}

/// Algorithm 6: the key is right when it makes `/U` again, by algorithm 4 or 5.
fn is_right(dictionary: &EncryptionDictionary, id: &[u8], key: &[u8]) -> bool {
    if dictionary.revision == 2 {
        let mut made = PADDING;
        rc4(key, &mut made);
        return dictionary.user == made;
    }
    let mut made = *md5(&[&PADDING, id]);
    for step in 0..=19 {
        rc4(&stepped(key, step), &mut made);
    }
    // The other sixteen bytes are arbitrary.
    dictionary.user.starts_with(&made)
}

fn padded(password: &[u8]) -> Padded {
    let mut padded = Zeroizing::new([0; 32]);
    let bytes = password.iter().chain(&PADDING);
    padded
        .iter_mut()
        .zip(bytes)
        .for_each(|(to, from)| *to = *from);
    padded
}

/// Fifty times more, of the first `length` bytes.
fn again(mut digest: Digest16, length: usize) -> Digest16 {
    for _ in 0..50 {
        digest = md5(&[digest.get(..length).unwrap_or(&*digest)]);
    }
    digest
}

fn md5(parts: &[&[u8]]) -> Digest16 {
    let mut hash = Md5::new();
    parts.iter().for_each(|part| hash.update(part));
    Zeroizing::new(hash.finalize().into())
}

fn stepped(key: &[u8], step: u8) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(key.iter().map(|byte| byte ^ step).collect())
}

fn rc4(key: &[u8], bytes: &mut [u8]) {
    let mut cipher = Rc4::new_from_slice(key).expect("RC4 takes a key of 1 to 256 bytes");
    cipher.apply_keystream(bytes);
}
