//! Encrypted files: the standard security handler (ISO 32000-2 §7.6).
//!
//! A file is opened once, by a user or owner password; after that every value a [`crate::View`] shows is decrypted. What is never
//! decrypted: the encryption dictionary itself, cross-reference streams and trailers, `/Contents` of a signature dictionary, and the
//! strings inside object streams, which were decrypted with their stream (§7.6.2). What an update adds is encrypted with the file's key.
//! Restrictions such as “no printing” are told and not enforced: who changes a file asks [`Encryption::allows_filling_in`] and
//! [`Encryption::allows_new_fields`].

mod aes256;
mod cipher;
mod crypt_filters;
mod dictionary;
mod legacy;
mod objects;
mod opening;
mod password;
mod permissions;
mod unopened;
mod writing;

use std::fmt;

use zeroize::Zeroizing;

use crate::object::{Dict, Name};
use crate::{Anomaly, PdfError, Reference};

pub(crate) use cipher::Decryptor;
use dictionary::EncryptionDictionary;
pub(crate) use opening::unlock;
pub(crate) use writing::Encryptor;

/// How a file is encrypted, and whose password opened it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Encryption {
    /// `/V`: 1 and 2 are RC4, 4 names crypt filters, 5 is AES with 256 bits (ISO 32000-2 Table 20).
    pub version: u8,
    /// `/R`: the revision of the standard security handler, 2 to 6 (Table 21).
    pub revision: u8,
    /// The length of the file's key in bits: 40 to 128, or 256.
    pub key_bits: u16,
    /// What streams are encrypted with, where they do not say otherwise.
    pub streams: CryptMethod,
    /// What strings are encrypted with.
    pub strings: CryptMethod,
    /// What embedded files are encrypted with, where they do not say otherwise.
    pub embedded_files: CryptMethod,
    /// Whether the document's metadata are encrypted like other streams.
    pub metadata: bool,
    /// `/P`: what a person who gave the user password may do (Table 22). Told, not enforced.
    pub permissions: i32,
    /// Whose password opened the file.
    pub opened_by: OpenedBy,
}

/// What a crypt filter does (ISO 32000-2 Table 25, `/CFM`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CryptMethod {
    /// Nothing: the data are not encrypted.
    Identity,
    /// RC4 with a key for each object.
    Rc4,
    /// AES in CBC mode with a 128-bit key for each object.
    AesV2,
    /// AES in CBC mode with the file's 256-bit key.
    AesV3,
}

/// Whose password opened a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OpenedBy {
    /// The owner's.
    Owner,
    /// A user's.
    User,
    /// Nobody's: the user password is empty, and every reader opens the file without asking.
    EmptyPassword,
}

/// What can be told of an encrypted file that did not open.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Locked {
    /// `/V` of its encryption dictionary.
    pub version: u8,
    /// `/R` of its encryption dictionary.
    pub revision: u8,
    /// What was noticed up to there.
    pub anomalies: Vec<Anomaly>,
}

/// The file's encryption key. Zeroized when dropped, never shown.
pub(crate) struct FileKey(Zeroizing<Vec<u8>>);

/// Everything needed to decrypt an opened file.
pub(crate) struct Handler {
    pub(crate) encryption: Encryption,
    dictionary: EncryptionDictionary,
    /// The objects that hold the encryption dictionary.
    own_objects: Vec<Reference>,
    key: FileKey,
}

impl Encryption {
    fn new(dictionary: &EncryptionDictionary, opened_by: OpenedBy) -> Self {
        Self {
            version: dictionary.version,
            revision: dictionary.revision,
            key_bits: u16::try_from(dictionary.key_length.saturating_mul(8)).unwrap_or(u16::MAX),
            streams: dictionary.filters.streams,
            strings: dictionary.filters.strings,
            embedded_files: dictionary.filters.embedded_files,
            metadata: dictionary.encrypt_metadata,
            permissions: dictionary.permissions,
            opened_by,
        }
    }

    /// May who opened the file fill in form fields that exist, signature fields too (ISO 32000-2 Table 22, bits 6 and 9)? The owner may.
    #[must_use]
    pub fn allows_filling_in(&self) -> bool {
        // Bit 9 came with revision 3.
        self.is_owners() || self.has(6) || (self.revision >= 3 && self.has(9))
    }

    /// May who opened the file add form fields, signature fields too (ISO 32000-2 Table 22, bits 4 and 6)? The owner may.
    #[must_use]
    pub fn allows_new_fields(&self) -> bool {
        self.is_owners() || (self.has(4) && self.has(6))
    }

    fn is_owners(&self) -> bool {
        self.opened_by == OpenedBy::Owner
    }

    /// Bit `number` of `/P`, the lowest being 1.
    const fn has(&self, number: u32) -> bool {
        self.permissions >> (number - 1) & 1 == 1
    }

    /// A fixed word for the method that streams are encrypted with, strings where streams are not: `rc4-40` to `rc4-128`, `aes-128`,
    /// `aes-256`, `identity`.
    #[must_use]
    pub fn method(&self) -> String {
        let method = match self.streams {
            CryptMethod::Identity => self.strings,
            method => method,
        };
        match method {
            CryptMethod::Identity => "identity".to_owned(),
            CryptMethod::Rc4 => format!("rc4-{}", self.key_bits),
            CryptMethod::AesV2 => "aes-128".to_owned(),
            CryptMethod::AesV3 => "aes-256".to_owned(),
        }
    }
}

impl OpenedBy {
    /// A fixed word: `owner`, `user`, `empty-password`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::User => "user",
            Self::EmptyPassword => "empty-password",
        }
    }
}

impl fmt::Display for Encryption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} (V{} R{})",
            self.method(),
            self.version,
            self.revision
        )
    }
}

impl Handler {
    /// What undoes the encryption of the stream `owner` with this dictionary (§7.6.6). `asked` is the name that its own crypt filter gives.
    pub(crate) fn stream(
        &self,
        dict: &Dict,
        asked: Option<&Name>,
        owner: Reference,
    ) -> Result<Decryptor, PdfError> {
        let method = self.stream_method(dict, asked)?;
        Ok(Decryptor::new(method, &self.key, owner))
    }

    fn stream_method(&self, dict: &Dict, asked: Option<&Name>) -> Result<CryptMethod, PdfError> {
        let filters = &self.dictionary.filters;
        let of_type = |name: &str| dict.name(b"Type").is_some_and(|of| *of == name);
        Ok(match asked {
            Some(name) => filters.method(name)?,
            // §7.6.2: cross-reference streams are never encrypted.
            None if of_type("XRef") => CryptMethod::Identity,
            // Table 21, /EncryptMetadata.
            None if of_type("Metadata") && !self.dictionary.encrypt_metadata => {
                CryptMethod::Identity
            }
            // Table 20, /EFF. Without its optional /Type an embedded file is a stream like others.
            None if of_type("EmbeddedFile") => filters.embedded_files,
            None => filters.streams,
        })
    }

    fn string_method(&self) -> CryptMethod {
        self.dictionary.filters.strings
    }

    /// Does the object hold the encryption dictionary?
    fn is_own(&self, reference: Reference) -> bool {
        self.own_objects.contains(&reference)
    }

    fn strings(&self, owner: Reference) -> Decryptor {
        Decryptor::new(self.string_method(), &self.key, owner)
    }
}

impl fmt::Debug for Handler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handler")
            .field("encryption", &self.encryption)
            .finish_non_exhaustive()
    }
}
