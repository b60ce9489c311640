//! The incremental update while it grows: the few objects that signing touches.

use pdf_revisions::{Appended, Dict, Object, PdfFile, Reference, Update, View};

use crate::archive::PdfA;
use crate::error::{SignError, UnsafeFile};

/// The newest revision, the update that will follow it, and the catalog, which is written only if it changed.
pub(crate) struct Draft<'f> {
    pub(crate) view: View<'f>,
    pub(crate) update: Update,
    pub(crate) catalog_reference: Reference,
    /// What the file claims to be.
    pub(crate) archive: Option<PdfA>,
    catalog: Dict,
    catalog_changed: bool,
}

impl<'f> Draft<'f> {
    pub(crate) fn new(file: &'f PdfFile) -> Result<Self, SignError> {
        let view = file.newest();
        let catalog_reference = view
            .trailer()
            .reference(b"Root")
            .ok_or(SignError::UnsafeFile(UnsafeFile::NoCatalog))?;
        let catalog = view.catalog()?;
        // ISO 19005-1 §6.1.3, ISO 19005-2 §6.1.3: what is encrypted is no PDF/A, whatever it claims
        let archive = PdfA::claimed(&view, &catalog).filter(|_| !file.is_encrypted());
        Ok(Self {
            archive,
            view,
            update: Update::new(file)?,
            catalog_reference,
            catalog,
            catalog_changed: false,
        })
    }

    /// Changes the dictionary at `key` of the catalog, wherever it is kept. `change` says whether it changed anything.
    ///
    /// A dictionary that is missing starts empty; it becomes an indirect object if `indirect`.
    pub(crate) fn edit_catalog_entry(
        &mut self,
        key: &'static str,
        indirect: bool,
        change: impl FnOnce(&mut Self, &mut Dict) -> Result<bool, SignError>,
    ) -> Result<(), SignError> {
        let (mut dict, home) = self.open_entry(key)?;
        if !change(self, &mut dict)? {
            return Ok(());
        }
        let value = match home {
            Home::Indirect(reference) => {
                self.update.put(reference, Object::Dictionary(dict))?;
                return Ok(());
            }
            Home::Missing if indirect => Object::Reference(self.add(Object::Dictionary(dict))?),
            Home::Direct | Home::Missing => Object::Dictionary(dict),
        };
        self.catalog.insert(key, value);
        self.catalog_changed = true;
        Ok(())
    }

    /// Adds a new indirect object.
    pub(crate) fn add(&mut self, object: Object) -> Result<Reference, SignError> {
        let reference = self.update.allocate()?;
        self.update.put(reference, object)?;
        Ok(reference)
    }

    fn open_entry(&self, key: &'static str) -> Result<(Dict, Home), SignError> {
        let home = match self.catalog.get(key.as_bytes()) {
            None | Some(Object::Null) => return Ok((Dict::new(), Home::Missing)),
            Some(Object::Dictionary(dict)) => return Ok((dict.clone(), Home::Direct)),
            Some(Object::Reference(reference)) => *reference,
            Some(_) => return Err(wrong_type(key)),
        };
        match self.view.resolve(home)? {
            Object::Dictionary(dict) => Ok((dict, Home::Indirect(home))),
            // A reference to nothing is not filled: what an earlier signature covered must not gain a meaning later.
            Object::Null => Ok((Dict::new(), Home::Missing)),
            _ => Err(wrong_type(key)),
        }
    }

    /// Writes the catalog if it changed, and ends the update.
    pub(crate) fn finish(mut self) -> Result<Appended, SignError> {
        if self.catalog_changed {
            self.update
                .put(self.catalog_reference, Object::Dictionary(self.catalog))?;
        }
        Ok(self.update.finish()?)
    }
}

enum Home {
    Missing,
    Direct,
    Indirect(Reference),
}

pub(crate) fn wrong_type(what: &'static str) -> SignError {
    SignError::UnsafeFile(UnsafeFile::WrongType(what))
}
