//! One more revision: objects, a cross-reference section and a trailer after the end of the file
//! (ISO 32000-2 §7.5.6).

mod encrypted;
mod id;
mod section;

use std::collections::BTreeMap;

use crate::append::section::{Entries, Target};
use crate::cursor::Cursor;
use crate::view::generation;
use crate::xref::Entry;
use crate::{Dict, Feature, Limit, Misuse, Object, PdfError, PdfFile, Reference};

/// An incremental update in the making.
///
/// Follows the file's own kind of cross-reference and leaves every earlier byte as it is: a table is continued by a
/// table, a stream by a stream, a hybrid by a table. What is put into an encrypted file is encrypted as the rest of it.
#[derive(Debug)]
pub struct Update {
    file: PdfFile,
    objects: BTreeMap<u32, Pending>,
    next_number: u32,
    fresh_id: Option<[u8; 16]>,
}

/// An object to be written.
#[derive(Debug)]
struct Pending {
    generation: u16,
    /// What stands between `obj` and `endobj`.
    body: Vec<u8>,
    /// The body goes into an encrypted file as it is.
    sealed: bool,
}

/// A finished update: the bytes to put after the file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Appended {
    /// The bytes to append.
    pub tail: Vec<u8>,
    /// The length of the file they belong to.
    pub base_length: u64,
    bodies: BTreeMap<Reference, u64>,
}

impl Update {
    /// An update of the newest revision of `file`.
    ///
    /// # Errors
    ///
    /// For a file with an integrity code of ISO/TS 32004, which an update would have to renew.
    pub fn new(file: &PdfFile) -> Result<Self, PdfError> {
        // ISO/TS 32004 §5.2: /AuthCode of the trailer, in encrypted files only.
        if file.is_encrypted() && file.newest().trailer().contains(b"AuthCode") {
            return Err(PdfError::unsupported(Feature::DocumentMac));
        }
        let size = file
            .newest()
            .trailer()
            .integer(b"Size")
            .and_then(|size| u32::try_from(size).ok());
        let next_number = size
            .unwrap_or(0)
            .max(file.inner.highest_number().saturating_add(1));
        Ok(Self {
            file: file.clone(),
            objects: BTreeMap::new(),
            next_number,
            fresh_id: None,
        })
    }

    /// A reference that was never in use; free numbers are not used again.
    ///
    /// # Errors
    ///
    /// When the object numbers are used up.
    pub fn allocate(&mut self) -> Result<Reference, PdfError> {
        let number = self.next_number;
        if number > self.file.inner.limits.object_number {
            return Err(PdfError::limit_somewhere(Limit::ObjectNumber));
        }
        self.next_number += 1;
        Ok(Reference::new(number, 0))
    }

    /// Sets the object; replaces what the reference meant before.
    ///
    /// # Errors
    ///
    /// For a stream, whose data are not here: see [`Update::put_stream`].
    pub fn put(&mut self, reference: Reference, object: impl Into<Object>) -> Result<(), PdfError> {
        let object = object.into();
        if matches!(object, Object::Stream(_)) {
            return Err(PdfError::misuse(Misuse::StreamWithoutData));
        }
        let mut body = Vec::new();
        object.write(&mut body);
        self.put_raw(reference, body);
        Ok(())
    }

    /// Sets the object to these bytes, which stand between `obj` and `endobj`. For an encrypted file they are read again, encrypted, and
    /// written in our own spelling; where that must not be, see [`Update::put_sealed`].
    pub fn put_raw(&mut self, reference: Reference, body: Vec<u8>) {
        self.put_body(reference, body, false);
    }

    /// Sets the object to these bytes, which go into an encrypted file as they are: its strings came through [`Update::sealed`].
    pub fn put_sealed(&mut self, reference: Reference, body: Vec<u8>) {
        self.put_body(reference, body, true);
    }

    fn put_body(&mut self, reference: Reference, body: Vec<u8>, sealed: bool) {
        let Reference { number, generation } = reference;
        self.next_number = self.next_number.max(number.saturating_add(1));
        let pending = Pending {
            generation,
            body,
            sealed,
        };
        self.objects.insert(number, pending);
    }

    /// Sets the object to a stream; `/Length` is set from the data, which are already encoded as `dict` says.
    pub fn put_stream(&mut self, reference: Reference, dict: Dict, data: impl AsRef<[u8]>) {
        let mut body = Vec::with_capacity(data.as_ref().len() + 200);
        stream_body(dict, data.as_ref(), &mut body);
        self.put_raw(reference, body);
    }

    /// Sets the second half of the trailer's `/ID`; without, it is derived from what is appended.
    pub fn set_fresh_id(&mut self, id: [u8; 16]) {
        self.fresh_id = Some(id);
    }

    /// Writes the update.
    ///
    /// # Errors
    ///
    /// When an offset is too large for a cross-reference table, a number too large, a reference to be replaced has another generation, or
    /// raw bytes for an encrypted file are no object.
    pub fn finish(self) -> Result<Appended, PdfError> {
        self.check()?;
        let base_length = self.file.len();
        let mut tail = Vec::new();
        if !ends_in_line_end(&self.file)? {
            tail.push(b'\n');
        }
        let mut entries = Entries::default();
        let mut bodies = BTreeMap::new();
        for (&number, pending) in &self.objects {
            let reference = Reference::new(number, pending.generation);
            entries.insert(reference, base_length + tail.len() as u64);
            tail.extend_from_slice(format!("{number} {} obj\n", pending.generation).as_bytes());
            bodies.insert(reference, base_length + tail.len() as u64);
            tail.extend_from_slice(&encrypted::body(&self.file, reference, pending)?);
            tail.extend_from_slice(b"\nendobj\n");
        }
        let fresh_id = self
            .fresh_id
            .unwrap_or_else(|| id::derived(base_length, &tail));
        let target = Target {
            file: &self.file,
            base_length,
            next_number: self.next_number,
            fresh_id,
        };
        section::write(&target, entries, &mut tail)?;
        Ok(Appended {
            tail,
            base_length,
            bodies,
        })
    }

    fn check(&self) -> Result<(), PdfError> {
        let newest = self.file.revisions().len() - 1;
        for (&number, pending) in &self.objects {
            if number == 0 {
                return Err(PdfError::misuse(Misuse::ObjectZero));
            }
            if number > self.file.inner.limits.object_number {
                return Err(PdfError::limit_somewhere(Limit::ObjectNumber));
            }
            let existing = self
                .file
                .inner
                .lookup(newest, number)?
                .filter(|entry| *entry != Entry::Free);
            if existing
                .and_then(generation)
                .is_some_and(|existing| existing != pending.generation)
            {
                return Err(PdfError::misuse(Misuse::Generation(Reference::new(
                    number,
                    pending.generation,
                ))));
            }
        }
        Ok(())
    }
}

fn stream_body(mut dict: Dict, data: &[u8], body: &mut Vec<u8>) {
    dict.insert(
        "Length",
        Object::Integer(i64::try_from(data.len()).unwrap_or(i64::MAX)),
    );
    dict.write(body);
    body.extend_from_slice(b"\nstream\r\n");
    body.extend_from_slice(data);
    body.extend_from_slice(b"\r\nendstream");
}

fn ends_in_line_end(file: &PdfFile) -> Result<bool, PdfError> {
    let mut cursor = Cursor::new(&file.inner.reader, file.len().saturating_sub(1));
    Ok(matches!(cursor.peek()?, Some(b'\n' | b'\r')))
}

impl Appended {
    /// Where the object's body starts in the whole file: the byte after the line of `obj`.
    #[must_use]
    pub fn body_offset(&self, reference: Reference) -> Option<u64> {
        self.bodies.get(&reference).copied()
    }
}
