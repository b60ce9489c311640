//! One cipher over one string or stream, undone piece by piece (ISO 32000-2 §7.6.3).

use aes::{Aes128, Aes256};
use cbc::cipher::array::Array;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::consts::U16;
use cbc::cipher::{
    BlockCipherDecrypt, BlockModeDecrypt, BlockSizeUser, KeyInit, KeyIvInit, StreamCipher,
};
use md5::{Digest, Md5};
use rc4::Rc4;
use zeroize::Zeroizing;

use super::{CryptMethod, FileKey};
use crate::Reference;

/// The block of AES, and its initialisation vector.
const BLOCK: usize = 16;

/// Undoes the encryption of one string or stream.
pub(crate) struct Decryptor(Option<State>);

enum State {
    Rc4(Box<Rc4>),
    Aes128(Box<Cbc<Aes128>>),
    Aes256(Box<Cbc<Aes256>>),
}

impl Decryptor {
    /// For the strings or the stream of object `owner`.
    pub(super) fn new(method: CryptMethod, key: &FileKey, owner: Reference) -> Self {
        Self(match method {
            CryptMethod::Identity => None,
            CryptMethod::Rc4 => {
                let key = object_key(key, owner, b"");
                let cipher = Rc4::new_from_slice(&key).expect("RC4 takes a key of 1 to 256 bytes");
                Some(State::Rc4(Box::new(cipher)))
            }
            CryptMethod::AesV2 => Some(State::Aes128(Box::new(Cbc::new(object_key(
                key, owner, b"sAlT",
            ))))),
            // ISO 32000-2 §7.6.3.3, algorithm 1.A: the file's key as it is.
            CryptMethod::AesV3 => Some(State::Aes256(Box::new(Cbc::new(key.0.clone())))),
        })
    }

    /// What leaves everything as it is.
    pub(crate) const fn identity() -> Self {
        Self(None)
    }

    pub(crate) const fn is_identity(&self) -> bool {
        self.0.is_none()
    }

    /// Is it a cipher whose data begin with an initialisation vector?
    pub(crate) const fn is_aes(&self) -> bool {
        matches!(self.0, Some(State::Aes128(_) | State::Aes256(_)))
    }

    /// Takes the next bytes, gives those that are ready.
    pub(crate) fn update(&mut self, mut bytes: Vec<u8>) -> Vec<u8> {
        match &mut self.0 {
            None => bytes,
            Some(State::Rc4(cipher)) => {
                cipher.apply_keystream(&mut bytes);
                bytes
            }
            Some(State::Aes128(mode)) => mode.update(&bytes),
            Some(State::Aes256(mode)) => mode.update(&bytes),
        }
    }

    /// The last bytes; `None` when the data are no whole number of blocks or their padding is wrong.
    pub(crate) fn finish(self) -> Option<Vec<u8>> {
        match self.0 {
            None | Some(State::Rc4(_)) => Some(Vec::new()),
            Some(State::Aes128(mode)) => mode.finish(),
            Some(State::Aes256(mode)) => mode.finish(),
        }
    }

    /// All at once.
    pub(crate) fn all(mut self, bytes: Vec<u8>) -> Option<Vec<u8>> {
        let mut out = self.update(bytes);
        out.extend(self.finish()?);
        Some(out)
    }
}

/// ISO 32000-2 §7.6.3.2, algorithm 1: the key of one object.
pub(super) fn object_key(key: &FileKey, owner: Reference, salt: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut hash = Md5::new();
    hash.update(&*key.0);
    hash.update(&owner.number.to_le_bytes()[..3]);
    hash.update(owner.generation.to_le_bytes());
    hash.update(salt);
    let digest = Zeroizing::new(<[u8; 16]>::from(hash.finalize()));
    let length = key.0.len().saturating_add(5).min(digest.len());
    Zeroizing::new(digest.iter().take(length).copied().collect())
}

/// AES in CBC mode: the initialisation vector, whole blocks, a padding of one to sixteen bytes (RFC 8018 §6.1.1).
struct Cbc<C: BlockCipherDecrypt> {
    key: Zeroizing<Vec<u8>>,
    /// There once the initialisation vector was read.
    mode: Option<cbc::Decryptor<C>>,
    /// Encrypted bytes that wait: at most one block, which may be the last.
    waiting: Vec<u8>,
}

impl<C: BlockCipherDecrypt + KeyInit + BlockSizeUser<BlockSize = U16>> Cbc<C> {
    fn new(key: Zeroizing<Vec<u8>>) -> Self {
        Self {
            key,
            mode: None,
            waiting: Vec::new(),
        }
    }

    fn update(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.waiting.extend_from_slice(bytes);
        if self.mode.is_none() && self.waiting.len() >= BLOCK {
            let rest = self.waiting.split_off(BLOCK);
            let vector = std::mem::replace(&mut self.waiting, rest);
            let mode = cbc::Decryptor::new_from_slices(&self.key, &vector);
            self.mode = Some(mode.expect("the key's length is that of the cipher"));
        }
        let Some(mode) = &mut self.mode else {
            return Vec::new();
        };
        let ready = self.waiting.len().saturating_sub(1) / BLOCK * BLOCK;
        let rest = self.waiting.split_off(ready);
        let mut blocks = std::mem::replace(&mut self.waiting, rest);
        mode.decrypt_blocks(Array::slice_as_chunks_mut(&mut blocks).0);
        blocks
    }

    fn finish(mut self) -> Option<Vec<u8>> {
        match (self.mode, self.waiting.len()) {
            // Nothing at all, or the vector alone: writers leave empty strings so.
            (_, 0) => Some(Vec::new()),
            (Some(mode), BLOCK) => {
                let plain = mode.decrypt_padded::<Pkcs7>(&mut self.waiting).ok()?;
                Some(plain.to_vec())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cbc::cipher::BlockModeEncrypt;

    fn key(length: usize) -> FileKey {
        FileKey(Zeroizing::new(
            (1..=length).map(|byte| byte.to_le_bytes()[0]).collect(),
        ))
    }

    fn decryptor(method: CryptMethod, length: usize) -> Decryptor {
        Decryptor::new(method, &key(length), Reference::new(7, 1))
    }

    fn encrypted(plain: &[u8]) -> Vec<u8> {
        let vector = [9; BLOCK];
        let mut bytes = plain.to_vec();
        bytes.resize(plain.len() / BLOCK * BLOCK + BLOCK, 0);
        let mode = cbc::Encryptor::<Aes256>::new_from_slices(&key(32).0, &vector).unwrap();
        let encrypted = mode
            .encrypt_padded::<Pkcs7>(&mut bytes, plain.len())
            .unwrap();
        [&vector, encrypted].concat()
    }

    #[test]
    fn pieces_of_any_size_give_the_same() {
        let plain: Vec<u8> = (0..100).collect();
        for length in [0, 1, 15, 16, 17, 31, 32, 100] {
            let data = encrypted(&plain[..length]);
            for piece in [1, 7, 15, 16, 17, 48, 1000] {
                let mut cipher = decryptor(CryptMethod::AesV3, 32);
                let mut out = Vec::new();
                for chunk in data.chunks(piece) {
                    out.extend(cipher.update(chunk.to_vec()));
                }
                out.extend(cipher.finish().unwrap());
                assert_eq!(out, plain[..length], "{length} in pieces of {piece}");
            }
        }
    }

    #[test]
    fn wrong_lengths_and_paddings_are_noticed() {
        let data = encrypted(b"twenty bytes of text");
        for length in [1, 15, 17, 31, 33, 47] {
            let cut = data[..length].to_vec();
            assert_eq!(decryptor(CryptMethod::AesV3, 32).all(cut), None, "{length}");
        }
        for length in [0, BLOCK] {
            let cut = data[..length].to_vec();
            assert_eq!(decryptor(CryptMethod::AesV3, 32).all(cut), Some(Vec::new()));
        }
        let mut wrong = data;
        *wrong.last_mut().unwrap() ^= 1;
        assert_eq!(decryptor(CryptMethod::AesV3, 32).all(wrong), None);
    }

    #[test]
    fn each_object_has_its_own_key() {
        let owner = Reference::new(7, 1);
        assert_eq!(object_key(&key(5), owner, b"").len(), 10);
        assert_eq!(object_key(&key(16), owner, b"sAlT").len(), 16);
        assert_ne!(
            object_key(&key(16), owner, b""),
            object_key(&key(16), owner, b"sAlT")
        );
        let other = object_key(&key(16), Reference::new(7, 2), b"");
        assert_ne!(object_key(&key(16), owner, b""), other);
    }
}
