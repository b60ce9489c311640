//! One more revision: objects, a cross-reference section and a trailer after the end of the file.

use crate::{Dict, Object, PdfError, PdfFile, Reference};

/// An incremental update in the making (ISO 32000-2 §7.5.6).
///
/// Follows the file's own kind of cross-reference and leaves every earlier byte as it is.
pub struct Update;

/// A finished update: the bytes to put after the file.
#[derive(Clone, Debug)]
pub struct Appended {
    /// The bytes to append.
    pub tail: Vec<u8>,
    /// The length of the file they belong to.
    pub base_length: u64,
}

impl Update {
    /// An update of the newest revision.
    ///
    /// # Errors
    ///
    /// For encrypted files, and files whose cross-reference cannot be extended.
    pub fn new(file: &PdfFile) -> Result<Self, PdfError> {
        todo!("{}", file.len())
    }

    /// A reference that is not in use.
    ///
    /// # Errors
    ///
    /// When the object numbers are used up.
    pub fn allocate(&mut self) -> Result<Reference, PdfError> {
        todo!()
    }

    /// Sets the object; replaces what the reference meant before.
    ///
    /// # Errors
    ///
    /// For a stream, whose data are not here: see [`Update::put_stream`].
    pub fn put(&mut self, reference: Reference, object: Object) -> Result<(), PdfError> {
        todo!("{reference} {object:?}")
    }

    /// Sets the object to these bytes, which stand between `obj` and `endobj`.
    pub fn put_raw(&mut self, reference: Reference, body: Vec<u8>) {
        todo!("{reference} {body:?}")
    }

    /// Sets the object to a stream; `/Length` is set from the data.
    pub fn put_stream(&mut self, reference: Reference, dict: Dict, data: Vec<u8>) {
        todo!("{reference} {dict:?} {data:?}")
    }

    /// Sets the second half of the trailer's `/ID`; without, it is derived from what is appended.
    pub fn set_fresh_id(&mut self, id: [u8; 16]) {
        todo!("{id:?}")
    }

    /// Writes the update.
    ///
    /// # Errors
    ///
    /// When an offset is too large for a cross-reference table.
    pub fn finish(self) -> Result<Appended, PdfError> {
        todo!()
    }
}

impl Appended {
    /// Where the object's body starts in the whole file: the byte after `obj` and its line end.
    #[must_use]
    pub fn body_offset(&self, reference: Reference) -> Option<u64> {
        todo!("{reference}")
    }
}
