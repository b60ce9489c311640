//! The document as of one revision.

use std::borrow::Cow;

use crate::{
    AcroForm, Change, Dict, Location, Object, PdfError, PdfFile, Reference, Revision,
    SignatureField, Stream,
};

/// The document as of one revision: later ones do not exist for it.
#[derive(Clone, Copy)]
pub struct View<'f> {
    pub(crate) file: &'f PdfFile,
    pub(crate) revision: usize,
}

impl<'f> View<'f> {
    /// The file.
    #[must_use]
    pub fn file(&self) -> &'f PdfFile {
        self.file
    }

    /// The revision.
    #[must_use]
    pub fn revision(&self) -> &'f Revision {
        &self.file.revisions()[self.revision]
    }

    /// The trailer.
    #[must_use]
    pub fn trailer(&self) -> &'f Dict {
        &self.revision().trailer
    }

    /// The object a reference means; [`Object::Null`] when it is missing or free (ISO 32000-2 §7.3.10).
    ///
    /// # Errors
    ///
    /// When the cross-reference or the object is malformed.
    pub fn resolve(&self, reference: Reference) -> Result<Object, PdfError> {
        todo!("{reference}")
    }

    /// Follows `object` while it is a reference; anything else is returned as it is.
    ///
    /// # Errors
    ///
    /// As [`View::resolve`], and when references lead in a circle.
    pub fn deref<'o>(&self, object: &'o Object) -> Result<Cow<'o, Object>, PdfError> {
        todo!("{object:?}")
    }

    /// Where the object is; `None` when it is missing or free.
    ///
    /// # Errors
    ///
    /// When the cross-reference is malformed.
    pub fn location(&self, reference: Reference) -> Result<Option<Location>, PdfError> {
        todo!("{reference}")
    }

    /// The value of `key` in `dict`, dereferenced; [`Object::Null`] when there is none.
    ///
    /// # Errors
    ///
    /// As [`View::deref`].
    pub fn value(&self, dict: &Dict, key: &[u8]) -> Result<Object, PdfError> {
        todo!("{dict:?} {key:?}")
    }

    /// The document catalog (§7.7.2).
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn catalog(&self) -> Result<Dict, PdfError> {
        todo!()
    }

    /// The page with this index, 0 for the first: a walk through the page tree that trusts no `/Count`.
    ///
    /// # Errors
    ///
    /// When there is no such page, or the tree is malformed or circular.
    pub fn page(&self, index: usize) -> Result<(Reference, Dict), PdfError> {
        todo!("{index}")
    }

    /// A page attribute that may be inherited (§7.7.3.4): `/Resources`, `/MediaBox`, `/CropBox`, `/Rotate`.
    ///
    /// # Errors
    ///
    /// As [`View::deref`], and when the chain of parents is circular.
    pub fn inherited(&self, page: &Dict, key: &[u8]) -> Result<Object, PdfError> {
        todo!("{page:?} {key:?}")
    }

    /// The interactive form (§12.7.3), if there is one.
    ///
    /// # Errors
    ///
    /// When the catalog or the form is malformed.
    pub fn acro_form(&self) -> Result<Option<AcroForm>, PdfError> {
        todo!()
    }

    /// The signature fields of the form (§12.7.5.5), signed or not, in the form's order.
    ///
    /// # Errors
    ///
    /// When the field tree is malformed or circular.
    pub fn signature_fields(&self) -> Result<Vec<SignatureField>, PdfError> {
        todo!()
    }

    /// A stream's decoded data; FlateDecode with predictors, or no filter. Capped by [`crate::Limits::stream_bytes`].
    ///
    /// # Errors
    ///
    /// For other filters, broken data, data over the cap, and encrypted files.
    pub fn stream_data(&self, stream: &Stream) -> Result<Vec<u8>, PdfError> {
        todo!("{stream:?}")
    }

    /// What this view's revision did to which objects, by object number. Objects in an object stream that was
    /// replaced count as replaced.
    ///
    /// # Errors
    ///
    /// When the cross-reference is malformed, or there are more entries than [`crate::Limits`] allows.
    pub fn changed_references(&self) -> Result<Vec<(Reference, Change)>, PdfError> {
        todo!()
    }
}
