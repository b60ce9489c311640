//! The encryption dictionary of the standard security handler (ISO 32000-2 Tables 20 and 21).

use super::crypt_filters::CryptFilters;
use crate::object::{Dict, Name, Object};
use crate::{Feature, Malformed, PdfError, View};

/// An encryption dictionary that is as it should be.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct EncryptionDictionary {
    pub(super) version: u8,
    pub(super) revision: u8,
    /// Of the file's key, in bytes.
    pub(super) key_length: usize,
    /// `/O`, as long as the revision has it.
    pub(super) owner: Vec<u8>,
    /// `/U`.
    pub(super) user: Vec<u8>,
    /// `/OE`; empty before revision 5.
    pub(super) owner_key: Vec<u8>,
    /// `/UE`; empty before revision 5.
    pub(super) user_key: Vec<u8>,
    /// `/Perms`, from revision 5 on.
    pub(super) encrypted_permissions: Option<[u8; 16]>,
    pub(super) permissions: i32,
    pub(super) encrypt_metadata: bool,
    pub(super) filters: CryptFilters,
}

impl EncryptionDictionary {
    /// Reads the dictionary, which stands at `place`.
    pub(super) fn read(view: &View<'_>, dict: &Dict, place: u64) -> Result<Self, PdfError> {
        Fields { view, dict, place }.read()
    }
}

struct Fields<'v, 'f> {
    view: &'v View<'f>,
    dict: &'v Dict,
    place: u64,
}

impl Fields<'_, '_> {
    fn read(&self) -> Result<EncryptionDictionary, PdfError> {
        self.check_handler()?;
        let (version, revision) = self.version_and_revision()?;
        let filters = if version >= 4 {
            CryptFilters::read(self.view, self.dict, version, self.place)?
        } else {
            CryptFilters::rc4(version)
        };
        // Tables 21: 32 bytes; from revision 5 on, 48: a hash and two salts of eight bytes.
        let modern = revision >= 5;
        let length = if modern { 48 } else { 32 };
        let key = |key| {
            if modern {
                self.string(key, 32)
            } else {
                Ok(Vec::new())
            }
        };
        Ok(EncryptionDictionary {
            version,
            revision,
            key_length: self.key_length(version, revision, &filters)?,
            owner: self.string(b"O", length)?,
            user: self.string(b"U", length)?,
            owner_key: key(b"OE")?,
            user_key: key(b"UE")?,
            encrypted_permissions: self.encrypted_permissions(modern)?,
            permissions: self.permissions()?,
            encrypt_metadata: self.encrypt_metadata(version)?,
            filters,
        })
    }

    /// §7.6.5: what a handler of public keys is known by.
    fn check_handler(&self) -> Result<(), PdfError> {
        let handler = self.name(b"Filter")?.ok_or_else(|| self.malformed())?;
        if handler == "Standard" {
            return Ok(());
        }
        let public = self
            .name(b"SubFilter")?
            .is_some_and(|sub| sub.as_bytes().starts_with(b"adbe.pkcs7."));
        Err(PdfError::unsupported(
            if public || handler == "Adobe.PubSec" {
                Feature::PublicKeyHandler(handler.shortened())
            } else {
                Feature::SecurityHandler(handler.shortened())
            },
        ))
    }

    /// The pairs that Tables 20 and 21 put together; version 3 was never published.
    fn version_and_revision(&self) -> Result<(u8, u8), PdfError> {
        let number = |key| {
            let value = self.integer(key)?.unwrap_or(0);
            u8::try_from(value).map_err(|_| self.malformed())
        };
        let (version, revision) = (number(b"V")?, number(b"R")?);
        match (version, revision) {
            (1 | 2, 2 | 3) | (4, 4) | (5, 5 | 6) => Ok((version, revision)),
            _ => Err(PdfError::unsupported(Feature::EncryptionVersion {
                version,
                revision,
            })),
        }
    }

    /// In bytes. `/Length` is in bits, a multiple of 8 from 40 to 128, and 40 where it is missing (Table 20).
    fn key_length(
        &self,
        version: u8,
        revision: u8,
        filters: &CryptFilters,
    ) -> Result<usize, PdfError> {
        if version == 5 {
            return Ok(32);
        }
        // §7.6.4.3.2, algorithm 2 (g): five bytes for revision 2.
        if version == 1 || revision == 2 {
            return Ok(5);
        }
        // Version 4 keeps the length in its crypt filters, in bits or in bytes; its keys have 128 bits.
        let default = if version == 4 { 128 } else { 40 };
        let bits = self.integer(b"Length")?.unwrap_or(default);
        let bits = if version == 4 && filters.names_aesv2() {
            128
        } else {
            bits
        };
        match usize::try_from(bits) {
            Ok(bits @ 40..=128) if bits.is_multiple_of(8) => Ok(bits / 8),
            _ => Err(self.malformed()),
        }
    }

    /// The first `length` bytes: some writers fill up `/O` and `/U` with zeros.
    fn string(&self, key: &[u8], length: usize) -> Result<Vec<u8>, PdfError> {
        let Object::String(string) = self.view.value(self.dict, key)? else {
            return Err(self.malformed());
        };
        let bytes = string.bytes.get(..length).ok_or_else(|| self.malformed())?;
        Ok(bytes.to_vec())
    }

    fn encrypted_permissions(&self, modern: bool) -> Result<Option<[u8; 16]>, PdfError> {
        if !modern || self.view.value(self.dict, b"Perms")?.is_null() {
            return Ok(None);
        }
        let bytes = self.string(b"Perms", 16)?;
        Ok(<[u8; 16]>::try_from(bytes).ok())
    }

    /// 32 bits, which some writers give without their sign.
    fn permissions(&self) -> Result<i32, PdfError> {
        let value = self.integer(b"P")?.ok_or_else(|| self.malformed())?;
        let signed = i32::try_from(value).ok();
        let unsigned = || u32::try_from(value).ok().map(u32::cast_signed);
        signed.or_else(unsigned).ok_or_else(|| self.malformed())
    }

    /// Meaningful from version 4 on.
    fn encrypt_metadata(&self, version: u8) -> Result<bool, PdfError> {
        match self.view.value(self.dict, b"EncryptMetadata")? {
            Object::Boolean(value) => Ok(value || version < 4),
            Object::Null => Ok(true),
            _ => Err(self.malformed()),
        }
    }

    fn name(&self, key: &[u8]) -> Result<Option<Name>, PdfError> {
        match self.view.value(self.dict, key)? {
            Object::Name(name) => Ok(Some(name)),
            Object::Null => Ok(None),
            _ => Err(self.malformed()),
        }
    }

    fn integer(&self, key: &[u8]) -> Result<Option<i64>, PdfError> {
        match self.view.value(self.dict, key)? {
            Object::Integer(value) => Ok(Some(value)),
            Object::Null => Ok(None),
            _ => Err(self.malformed()),
        }
    }

    fn malformed(&self) -> PdfError {
        PdfError::malformed(Malformed::EncryptionDictionary, self.place)
    }
}
