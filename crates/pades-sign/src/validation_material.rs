//! Validation material (thông tin phục vụ kiểm tra) into the document security store, DSS (ISO 32000-2 §12.8.4.3).

use std::collections::BTreeMap;

use cert_path::{CryptoProvider, DigestAlgorithm};
use pdf_revisions::{Dict, Object, PdfFile, Reference, View};

use crate::draft::Draft;
use crate::error::SignError;
use crate::extended::ExtendedDocument;
use crate::extensions::declare_extension;
use crate::hex;
use crate::prepare::{refuse_anomalies, refuse_unsafe};

/// Entries of an existing array that are compared; the rest stays, unread. The largest store of the corpus has some hundred.
const ENTRIES: usize = 10_000;

/// A certificate, a list or an answer that validating a signature needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Material {
    /// What it is.
    pub kind: MaterialKind,
    /// It, DER.
    pub der: Vec<u8>,
    /// Fully qualified names of the fields whose signatures need it; only `/VRI` tells.
    pub fields: Vec<String>,
}

/// The three arrays of a store (ISO 32000-2 Table 261).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MaterialKind {
    /// `/Certs`.
    Certificate,
    /// `/CRLs`.
    Crl,
    /// `/OCSPs`.
    OcspResponse,
}

impl MaterialKind {
    const ALL: [Self; 3] = [Self::Certificate, Self::Crl, Self::OcspResponse];

    /// The array of the store, and of an entry of `/VRI` (ISO 32000-2 Tables 261 and 262).
    const fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Certificate => ("Certs", "Cert"),
            Self::Crl => ("CRLs", "CRL"),
            Self::OcspResponse => ("OCSPs", "OCSP"),
        }
    }
}

/// Whether `/VRI` says which signature needs what. Readers go by the arrays (EN 319 142-1 §5.4.2.3 does not ask for it); some old ones
/// look there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Vri {
    /// Not written.
    #[default]
    Absent,
    /// One entry for each signature named by [`Material::fields`].
    Written,
}

/// Adds what the store does not hold yet, in one more revision; `None` when it holds everything.
///
/// No certification forbids it (ISO 32000-2 Table 257, `P 1`).
///
/// # Errors
/// Everything in [`SignError`] that concerns the file.
pub fn add_validation_material(
    file: &PdfFile,
    material: &[Material],
    vri: Vri,
    provider: &CryptoProvider,
) -> Result<Option<ExtendedDocument>, SignError> {
    refuse_unsafe(file)?;
    let mut draft = Draft::new(file)?;
    let mut changed = false;
    draft.edit_catalog_entry("DSS", true, |draft, store| {
        let mut store = Store {
            draft,
            dict: store,
            provider,
        };
        changed = store.add(material, vri)?;
        Ok(changed)
    })?;
    if !changed {
        return Ok(None);
    }
    declare_extension(&mut draft, file.version())?;
    let appended = draft.finish()?;
    refuse_anomalies(&file.reading_anomalies())?;
    let base = file.source().clone();
    Ok(Some(ExtendedDocument::new(base, appended.tail)))
}

type Fingerprint = [u8; 32];

/// The store while it grows.
struct Store<'a, 'f> {
    draft: &'a mut Draft<'f>,
    dict: &'a mut Dict,
    provider: &'a CryptoProvider,
}

impl Store<'_, '_> {
    /// Whether anything was added.
    fn add(&mut self, material: &[Material], vri: Vri) -> Result<bool, SignError> {
        let mut placed = BTreeMap::new();
        let mut changed = false;
        for kind in MaterialKind::ALL {
            let of_kind = material.iter().filter(|one| one.kind == kind);
            changed |= self.add_to_array(kind, of_kind, &mut placed)?;
        }
        if vri == Vri::Written {
            changed |= self.add_vri(material, &placed)?;
        }
        Ok(changed)
    }

    /// Adds what the array does not hold, each once. `placed` learns where everything is.
    fn add_to_array<'m>(
        &mut self,
        kind: MaterialKind,
        material: impl Iterator<Item = &'m Material>,
        placed: &mut BTreeMap<Fingerprint, Reference>,
    ) -> Result<bool, SignError> {
        let (key, _) = kind.keys();
        let mut array = array(&self.draft.view, self.dict, key)?;
        let before = array.len();
        let mut known = self.held(&array)?;
        for one in material {
            let fingerprint = self.fingerprint(&one.der)?;
            let reference = match known.get(&fingerprint) {
                Some(reference) => *reference,
                None => {
                    let reference = self.draft.update.allocate()?;
                    self.draft
                        .update
                        .put_stream(reference, Dict::new(), &one.der);
                    array.push(Object::Reference(reference));
                    known.insert(fingerprint, reference);
                    reference
                }
            };
            placed.insert(fingerprint, reference);
        }
        let grown = array.len() > before;
        if grown {
            self.dict.insert(key, Object::Array(array));
        }
        Ok(grown)
    }

    /// What an array holds already. What cannot be read there is not ours to judge.
    fn held(&self, array: &[Object]) -> Result<BTreeMap<Fingerprint, Reference>, SignError> {
        let mut known = BTreeMap::new();
        for item in array.iter().take(ENTRIES) {
            let Some(reference) = item.as_reference() else {
                continue;
            };
            let Ok(Object::Stream(stream)) = self.draft.view.resolve(reference) else {
                continue;
            };
            if let Ok(der) = self.draft.view.stream_data(&stream) {
                known.entry(self.fingerprint(&der)?).or_insert(reference);
            }
        }
        Ok(known)
    }

    fn fingerprint(&self, der: &[u8]) -> Result<Fingerprint, SignError> {
        let digest = self.digest(DigestAlgorithm::Sha256, der)?;
        Ok(digest.try_into().expect("SHA-256 has 32 octets"))
    }

    fn digest(&self, algorithm: DigestAlgorithm, bytes: &[u8]) -> Result<Vec<u8>, SignError> {
        let digest = self.provider.digest(algorithm, bytes);
        let digest = digest.map_err(|_| SignError::DigestUnavailable(algorithm.name()))?;
        Ok(digest.as_bytes().to_vec())
    }

    /// An entry for each signature that needs something; what an older entry lists stays.
    fn add_vri(
        &mut self,
        material: &[Material],
        placed: &BTreeMap<Fingerprint, Reference>,
    ) -> Result<bool, SignError> {
        let mut entries = dictionary(&self.draft.view, self.dict, "VRI")?;
        let mut changed = false;
        for (field, key) in self.keys(material)? {
            let mut entry = dictionary(&self.draft.view, &entries, &key)?;
            let mut grown = false;
            for one in material.iter().filter(|one| one.fields.contains(&field)) {
                let fingerprint = self.fingerprint(&one.der)?;
                let reference = placed
                    .get(&fingerprint)
                    .copied()
                    .expect("everything was placed");
                grown |= enter(&self.draft.view, &mut entry, one.kind, reference)?;
            }
            if grown {
                entries.insert(key.as_str(), Object::Dictionary(entry));
                changed = true;
            }
        }
        if changed {
            self.dict.insert("VRI", Object::Dictionary(entries));
        }
        Ok(changed)
    }

    /// The fields that are named, and their keys: SHA-1 of `/Contents` as it stands in the file, its padding included, upper case
    /// (EN 319 142-1 §5.4.2.3).
    fn keys(&self, material: &[Material]) -> Result<Vec<(String, String)>, SignError> {
        let mut keys = Vec::new();
        for field in self.draft.view.signature_fields()? {
            let wanted = material.iter().any(|one| one.fields.contains(&field.name));
            let Some((_, signature)) = field.value.filter(|_| wanted) else {
                continue;
            };
            if let Some(contents) = signature.string(b"Contents") {
                let digest = self.digest(DigestAlgorithm::Sha1, &contents.bytes)?;
                keys.push((field.name, hex::encode(&digest)));
            }
        }
        Ok(keys)
    }
}

/// Enters a reference into its array of an entry, once.
fn enter(
    view: &View<'_>,
    entry: &mut Dict,
    kind: MaterialKind,
    reference: Reference,
) -> Result<bool, SignError> {
    let (_, key) = kind.keys();
    let mut array = array(view, entry, key)?;
    let item = Object::Reference(reference);
    if array.contains(&item) {
        return Ok(false);
    }
    array.push(item);
    entry.insert(key, Object::Array(array));
    Ok(true)
}

fn array(view: &View<'_>, dict: &Dict, key: &'static str) -> Result<Vec<Object>, SignError> {
    match view.value(dict, key.as_bytes())? {
        Object::Array(array) => Ok(array),
        Object::Null => Ok(Vec::new()),
        _ => Err(crate::draft::wrong_type(key)),
    }
}

fn dictionary(view: &View<'_>, dict: &Dict, key: &str) -> Result<Dict, SignError> {
    match view.value(dict, key.as_bytes())? {
        Object::Dictionary(dict) => Ok(dict),
        Object::Null => Ok(Dict::new()),
        _ => Err(crate::draft::wrong_type("/VRI")),
    }
}
