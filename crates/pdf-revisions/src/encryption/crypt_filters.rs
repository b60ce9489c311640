//! Crypt filters: which method is meant where (ISO 32000-2 §7.6.6).

use std::collections::BTreeMap;

use super::CryptMethod;
use crate::object::{Dict, Name, Object};
use crate::{Feature, Malformed, PdfError, View};

/// The crypt filters of an encryption dictionary.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct CryptFilters {
    pub(super) streams: CryptMethod,
    pub(super) strings: CryptMethod,
    pub(super) embedded_files: CryptMethod,
    /// `/CF`: names and their `/CFM`.
    named: BTreeMap<Vec<u8>, Name>,
    /// `/V`, which says what methods there may be.
    version: u8,
}

impl CryptFilters {
    /// RC4 everywhere: before version 4 there were no crypt filters.
    pub(super) fn rc4(version: u8) -> Self {
        Self {
            streams: CryptMethod::Rc4,
            strings: CryptMethod::Rc4,
            embedded_files: CryptMethod::Rc4,
            named: BTreeMap::new(),
            version,
        }
    }

    /// Reads `/CF`, `/StmF`, `/StrF` and `/EFF` (Table 20).
    pub(super) fn read(
        view: &View<'_>,
        dict: &Dict,
        version: u8,
        place: u64,
    ) -> Result<Self, PdfError> {
        let mut filters = Self {
            streams: CryptMethod::Identity,
            strings: CryptMethod::Identity,
            embedded_files: CryptMethod::Identity,
            named: named(view, dict, place)?,
            version,
        };
        let method = |key: &[u8], default| match view.value(dict, key)? {
            Object::Null => Ok(default),
            Object::Name(name) => filters.method(&name),
            _ => Err(malformed(place)),
        };
        let streams = method(b"StmF", CryptMethod::Identity)?;
        let strings = method(b"StrF", CryptMethod::Identity)?;
        let embedded_files = method(b"EFF", streams)?;
        (filters.streams, filters.strings) = (streams, strings);
        filters.embedded_files = embedded_files;
        Ok(filters)
    }

    /// What the filter of this name does. `Identity` cannot be redefined (Table 26).
    pub(super) fn method(&self, name: &Name) -> Result<CryptMethod, PdfError> {
        if *name == "Identity" {
            return Ok(CryptMethod::Identity);
        }
        let cfm = self.named.get(name.as_bytes());
        let cfm = cfm.ok_or_else(|| PdfError::malformed_somewhere(Malformed::CryptFilter))?;
        // Table 25: V2 and AESV2 came with version 4, AESV3 with version 5.
        match (cfm.as_bytes(), self.version) {
            (b"V2", 4) => Ok(CryptMethod::Rc4),
            (b"AESV2", 4) => Ok(CryptMethod::AesV2),
            (b"AESV3", 5) => Ok(CryptMethod::AesV3),
            (b"V2" | b"AESV2" | b"AESV3", _) => {
                Err(PdfError::malformed_somewhere(Malformed::CryptFilter))
            }
            _ => Err(PdfError::unsupported(Feature::CryptFilter(cfm.shortened()))),
        }
    }

    /// Is there AES with 128 bits among them?
    pub(super) fn names_aesv2(&self) -> bool {
        self.named.values().any(|cfm| *cfm == "AESV2")
    }
}

fn named(view: &View<'_>, dict: &Dict, place: u64) -> Result<BTreeMap<Vec<u8>, Name>, PdfError> {
    let filters = match view.value(dict, b"CF")? {
        Object::Null => return Ok(BTreeMap::new()),
        Object::Dictionary(filters) => filters,
        _ => return Err(malformed(place)),
    };
    let mut named = BTreeMap::new();
    for (name, filter) in filters.iter() {
        let Object::Dictionary(filter) = view.deref(filter)?.into_owned() else {
            return Err(malformed(place));
        };
        let cfm = match view.value(&filter, b"CFM")? {
            // Table 25: the default is None, a method of the handler's own.
            Object::Null => Name::from("None"),
            Object::Name(cfm) => cfm,
            _ => return Err(malformed(place)),
        };
        named.insert(name.as_bytes().to_vec(), cfm);
    }
    Ok(named)
}

fn malformed(place: u64) -> PdfError {
    PdfError::malformed(Malformed::EncryptionDictionary, place)
}
