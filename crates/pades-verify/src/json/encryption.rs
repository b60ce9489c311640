//! How a file is encrypted, for machines.

use pdf_revisions::CryptMethod;
use serde::Serialize;

/// How a file is encrypted (ISO 32000-2 §7.6), and whose password opened it.
#[derive(Clone, Debug, Serialize)]
pub struct Encryption {
    /// `rc4-40` … `rc4-128`, `aes-128`, `aes-256`; `identity` where only attachments are encrypted.
    pub method: String,
    /// `/V`.
    pub version: u8,
    /// `/R`.
    pub revision: u8,
    /// `identity`, `rc4`, `aes-128`, `aes-256`.
    pub streams: &'static str,
    /// As `streams`.
    pub strings: &'static str,
    /// As `streams`.
    pub embedded_files: &'static str,
    /// Whether the document's metadata are encrypted.
    pub metadata: bool,
    /// `/P`, as the file says it; not enforced.
    pub permissions: i32,
    /// `owner`, `user`, `empty-password`.
    pub opened_by: &'static str,
}

impl From<&pdf_revisions::Encryption> for Encryption {
    fn from(encryption: &pdf_revisions::Encryption) -> Self {
        Self {
            method: encryption.method(),
            version: encryption.version,
            revision: encryption.revision,
            streams: method(encryption.streams),
            strings: method(encryption.strings),
            embedded_files: method(encryption.embedded_files),
            metadata: encryption.metadata,
            permissions: encryption.permissions,
            opened_by: encryption.opened_by.as_str(),
        }
    }
}

const fn method(method: CryptMethod) -> &'static str {
    match method {
        CryptMethod::Identity => "identity",
        CryptMethod::Rc4 => "rc4",
        CryptMethod::AesV2 => "aes-128",
        CryptMethod::AesV3 => "aes-256",
        _ => "other",
    }
}
