//! New objects of an encrypted file, encrypted with its key (ISO 32000-2 §7.6.2, §7.6.3).

use aes::{Aes128, Aes256};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use sha2::{Digest, Sha256};

use super::cipher::{Decryptor, object_key};
use super::objects::change_strings;
use super::{CryptMethod, Handler};
use crate::filters;
use crate::object::{Dict, Object};
use crate::{PdfError, Reference};

/// The block of AES, and its initialisation vector.
const BLOCK: usize = 16;

/// Encrypts what belongs to one object of one update.
pub(crate) struct Encryptor<'h> {
    handler: &'h Handler,
    owner: Reference,
    /// The length of the file before the update: the same object is encrypted otherwise in the next one.
    base_length: u64,
    /// How many strings and streams were encrypted.
    count: u64,
}

impl<'h> Encryptor<'h> {
    pub(crate) const fn new(handler: &'h Handler, owner: Reference, base_length: u64) -> Self {
        Self {
            handler,
            owner,
            base_length,
            count: 0,
        }
    }

    /// The object with its strings encrypted, but for those that never are.
    pub(crate) fn strings(&mut self, object: &mut Object) -> Result<(), PdfError> {
        let method = self.handler.string_method();
        if method == CryptMethod::Identity || self.handler.is_own(self.owner) {
            return Ok(());
        }
        change_strings(object, &mut |string| {
            let plain = std::mem::take(&mut string.bytes);
            string.bytes = self.encrypted(method, plain);
            Ok(())
        })
    }

    /// The data of a stream with the dictionary `dict`, which its filters have encoded already.
    pub(crate) fn stream(&mut self, dict: &Dict, data: Vec<u8>) -> Result<Vec<u8>, PdfError> {
        let asked = filters::crypt_filter(dict);
        let method = self.handler.stream_method(dict, asked.as_ref())?;
        Ok(self.encrypted(method, data))
    }

    fn encrypted(&mut self, method: CryptMethod, plain: Vec<u8>) -> Vec<u8> {
        self.count += 1;
        let key = &self.handler.key;
        match method {
            CryptMethod::Identity => plain,
            // RC4 undoes itself.
            CryptMethod::Rc4 => Decryptor::new(method, key, self.owner).update(plain),
            CryptMethod::AesV2 => {
                let key = object_key(key, self.owner, b"sAlT");
                cbc::<cbc::Encryptor<Aes128>>(&key, self.vector(&plain), plain)
            }
            CryptMethod::AesV3 => cbc::<cbc::Encryptor<Aes256>>(&key.0, self.vector(&plain), plain),
        }
    }

    /// §7.6.3.1 asks for a random initialisation vector; this one comes from the file's key, which nobody has who may not read the
    /// file, and from what is encrypted and where: to everybody else it is random (as in RFC 5297 §1.3.2), and no vector serves twice for
    /// different data.
    fn vector(&self, plain: &[u8]) -> [u8; BLOCK] {
        let mut hash = Sha256::new();
        hash.update(b"initialisation vector");
        hash.update(&*self.handler.key.0);
        hash.update(self.base_length.to_le_bytes());
        hash.update(self.owner.number.to_le_bytes());
        hash.update(self.owner.generation.to_le_bytes());
        hash.update(self.count.to_le_bytes());
        hash.update(plain);
        let digest: [u8; 32] = hash.finalize().into();
        std::array::from_fn(|index| digest[index])
    }
}

/// The vector, whole blocks, a padding of one to sixteen bytes (RFC 8018 §6.1.1).
fn cbc<M: KeyIvInit + BlockModeEncrypt>(
    key: &[u8],
    vector: [u8; BLOCK],
    plain: Vec<u8>,
) -> Vec<u8> {
    let mode = M::new_from_slices(key, &vector).expect("the key's length is that of the cipher");
    let length = plain.len();
    let mut bytes = plain;
    bytes.resize(length / BLOCK * BLOCK + BLOCK, 0);
    mode.encrypt_padded::<Pkcs7>(&mut bytes, length)
        .expect("there is room for the padding");
    bytes.splice(0..0, vector);
    bytes
}
