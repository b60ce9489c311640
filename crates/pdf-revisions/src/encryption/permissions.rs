//! `/Perms`: what `/P` says once more, encrypted with the file's key (ISO 32000-2 §7.6.4.4.12, algorithm 13).

use aes::Aes256;
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};

use super::FileKey;
use super::dictionary::EncryptionDictionary;
use crate::AnomalyKind;

/// What is wrong with `/Perms`, if anything. From revision 5 on, user and owner password each lead to a key of their own accord: an author
/// could let them lead to two keys, and so to two documents. `/Perms` opens with one key only.
pub(super) fn check(dictionary: &EncryptionDictionary, key: &FileKey) -> Option<AnomalyKind> {
    if dictionary.revision < 5 {
        return None;
    }
    let Some(plain) = decrypted(dictionary, key) else {
        return Some(AnomalyKind::EncryptionPermissionsUnreadable);
    };
    let metadata = if dictionary.encrypt_metadata {
        b'T'
    } else {
        b'F'
    };
    let agrees = plain[..4] == dictionary.permissions.to_le_bytes() && plain[8] == metadata;
    (!agrees).then_some(AnomalyKind::EncryptionPermissionsDisagree)
}

/// Bytes 9 to 11 are `adb` when the key is right.
fn decrypted(dictionary: &EncryptionDictionary, key: &FileKey) -> Option<[u8; 16]> {
    let mut block = dictionary.encrypted_permissions?;
    // One block in ECB mode is one block in CBC mode after zeros.
    let mode = cbc::Decryptor::<Aes256>::new_from_slices(&key.0, &[0; 16]).ok()?;
    mode.decrypt_padded::<NoPadding>(&mut block).ok()?;
    (&block[9..12] == b"adb").then_some(block)
}
