//! The document as of one revision.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, PoisonError};

use crate::cursor::Cursor;
use crate::indirect::{self, Body};
use crate::lexer::skip_space_and_comments;
use crate::object_stream::ObjectStream;
use crate::xref::Entry;
use crate::{Dict, Location, Malformed, Object, PdfError, PdfFile, Reference, Revision, Stream};

/// The document as of one revision: later ones do not exist for it.
#[derive(Clone, Copy)]
pub struct View<'f> {
    pub(crate) file: &'f PdfFile,
    pub(crate) revision: usize,
}

/// A stream's `/Length` may be in an object stream, whose `/Length` may be a reference, but not much deeper.
const NESTED: u8 = 4;

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
        self.resolve_nested(reference, 0)
    }

    /// Follows `object` while it is a reference; anything else is returned as it is.
    ///
    /// # Errors
    ///
    /// As [`View::resolve`], and when references lead in a circle.
    pub fn deref<'o>(&self, object: &'o Object) -> Result<Cow<'o, Object>, PdfError> {
        let mut object = Cow::Borrowed(object);
        for _ in 0..=self.file.inner.limits.reference_chain {
            let Object::Reference(reference) = *object else {
                return Ok(object);
            };
            object = Cow::Owned(self.resolve(reference)?);
        }
        Err(PdfError::malformed_somewhere(Malformed::ReferenceCycle))
    }

    /// The value of `key` in `dict`, references followed; [`Object::Null`] when there is none.
    ///
    /// # Errors
    ///
    /// As [`View::deref`].
    pub fn value(&self, dict: &Dict, key: &[u8]) -> Result<Object, PdfError> {
        dict.get(key).map_or(Ok(Object::Null), |value| {
            Ok(self.deref(value)?.into_owned())
        })
    }

    /// The dictionary at `key` in `dict`, references followed; `None` when there is none or it is another type.
    pub(crate) fn dict_value(&self, dict: &Dict, key: &[u8]) -> Result<Option<Dict>, PdfError> {
        match self.value(dict, key)? {
            Object::Dictionary(dict) => Ok(Some(dict)),
            _ => Ok(None),
        }
    }

    /// Where the object is; `None` when it is missing or free.
    ///
    /// # Errors
    ///
    /// When the cross-reference is malformed.
    pub fn location(&self, reference: Reference) -> Result<Option<Location>, PdfError> {
        Ok(self.entry(reference)?.and_then(location))
    }

    /// The document catalog (§7.7.2).
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn catalog(&self) -> Result<Dict, PdfError> {
        let place = self.revision().startxref;
        let root = self.dict_value(self.trailer(), b"Root")?;
        root.ok_or_else(|| PdfError::malformed(Malformed::Catalog, place))
    }

    /// What the cross-reference says; an entry of another generation is none (§7.3.10).
    fn entry(&self, reference: Reference) -> Result<Option<Entry>, PdfError> {
        Ok(self.placed(reference)?.map(|(entry, _)| entry))
    }

    /// The entry, and the end of the revision that it belongs to.
    fn placed(&self, reference: Reference) -> Result<Option<(Entry, u64)>, PdfError> {
        let placed = self.file.inner.placed(self.revision, reference.number)?;
        Ok(placed.filter(|(entry, _)| generation(*entry) == Some(reference.generation)))
    }

    /// The reference that means object `number` now, with whatever generation it has; `None` when it is missing or free.
    ///
    /// # Errors
    ///
    /// When the cross-reference is malformed.
    pub fn reference_to(&self, number: u32) -> Result<Option<Reference>, PdfError> {
        let entry = self.file.inner.lookup(self.revision, number)?;
        Ok(entry
            .and_then(generation)
            .map(|generation| Reference { number, generation }))
    }

    fn resolve_nested(&self, reference: Reference, depth: u8) -> Result<Object, PdfError> {
        match self.placed(reference)? {
            None | Some((Entry::Free, _)) => Ok(Object::Null),
            Some((Entry::InUse { offset, .. }, end)) => self.read(reference, offset, end, depth),
            Some((Entry::Compressed { container, index }, _)) => {
                let stream = self.object_stream(container, depth)?;
                let (object, length) =
                    stream.object(reference.number, index, &self.file.inner.limits)?;
                self.file.inner.charge(length, self.revision().startxref)?;
                Ok(object)
            }
        }
    }

    /// Reads the object at `offset`, which has to be the one meant and to lie before `end`, where the revision ends that names it. A
    /// place that was empty when a revision was saved says nothing, whatever stands there today.
    fn read(
        &self,
        reference: Reference,
        offset: u64,
        end: u64,
        depth: u8,
    ) -> Result<Object, PdfError> {
        let inner = &self.file.inner;
        if let Some(value) = inner.read_before(offset) {
            self.is_meant(reference, offset, end, (value.reference, value.length))?;
            return Ok(value.object);
        }
        let read = indirect::read(&inner.reader, &inner.limits, offset)?;
        let length = read.length;
        self.is_meant(reference, offset, end, (read.reference, length))?;
        read.anomaly
            .into_iter()
            .for_each(|anomaly| inner.note(anomaly));
        let mut object = self.body(reference, read.body, end, depth)?;
        if let Some(handler) = &inner.handler {
            let empty = handler.decrypt_strings(&mut object, reference, offset)?;
            empty.into_iter().for_each(|anomaly| inner.note(anomaly));
        }
        inner.keep(offset, reference, length, &object);
        Ok(object)
    }

    /// Whether what was read at `offset` is what was meant, and in its place; what was read counts as work each time.
    fn is_meant(
        &self,
        meant: Reference,
        offset: u64,
        end: u64,
        (found, length): (Reference, u64),
    ) -> Result<(), PdfError> {
        self.file.inner.charge(length, offset)?;
        if offset.saturating_add(length) > end {
            return Err(PdfError::malformed(Malformed::ObjectBeyondRevision, offset));
        }
        if found != meant {
            return Err(PdfError::malformed(Malformed::ObjectHeader, offset));
        }
        Ok(())
    }

    /// The value, or the stream with the extent of its data.
    fn body(
        &self,
        reference: Reference,
        body: Body,
        end: u64,
        depth: u8,
    ) -> Result<Object, PdfError> {
        let inner = &self.file.inner;
        match body {
            Body::Value(object) => Ok(object),
            Body::Stream { dict, data } => {
                let length = self.length(&dict, depth)?;
                let extent = indirect::extent(&inner.reader, &inner.limits, data, length, end)?;
                if extent.anomaly.is_some() {
                    inner.charge(extent.end - data, data)?;
                }
                extent
                    .anomaly
                    .into_iter()
                    .for_each(|anomaly| inner.note(anomaly));
                Ok(Object::Stream(Stream {
                    dict,
                    data: extent.data,
                    owner: reference,
                }))
            }
        }
    }

    /// After the `endobj` of the object at `offset`, or after what stands in its place.
    pub(crate) fn object_end(&self, offset: u64) -> Result<u64, PdfError> {
        let inner = &self.file.inner;
        let end = self.revision().range.end;
        let read = indirect::read(&inner.reader, &inner.limits, offset)?;
        inner.charge(read.length, offset)?;
        let Body::Stream { dict, data } = read.body else {
            return Ok(offset.saturating_add(read.length));
        };
        let length = self.length(&dict, 0)?;
        let extent = indirect::extent(&inner.reader, &inner.limits, data, length, end)?;
        let mut cursor = Cursor::new(&inner.reader, extent.end);
        skip_space_and_comments(&mut cursor)?;
        if indirect::take_keyword(&mut cursor, b"endobj")? {
            return Ok(cursor.offset());
        }
        Ok(extent.end)
    }

    /// `/Length`, which may be a reference (§7.3.8.2); `None` where it is no length.
    fn length(&self, dict: &Dict, depth: u8) -> Result<Option<u64>, PdfError> {
        let value = match dict.get(b"Length") {
            Some(Object::Reference(_)) if depth >= NESTED => {
                return Err(PdfError::malformed_somewhere(Malformed::ReferenceCycle));
            }
            Some(&Object::Reference(reference)) => self.resolve_nested(reference, depth + 1)?,
            Some(other) => other.clone(),
            None => Object::Null,
        };
        Ok(value
            .as_integer()
            .and_then(|length| u64::try_from(length).ok()))
    }

    fn object_stream(&self, container: u32, depth: u8) -> Result<Arc<ObjectStream>, PdfError> {
        let inner = &self.file.inner;
        // §7.5.7: object streams have generation 0 and are not in object streams themselves.
        let Some((
            Entry::InUse {
                offset,
                generation: 0,
            },
            end,
        )) = inner.placed(self.revision, container)?
        else {
            return Err(PdfError::malformed_somewhere(Malformed::ObjectStream));
        };
        let kept = || {
            inner
                .object_streams
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(stream) = kept().get(offset) {
            return Ok(stream);
        }
        let Object::Stream(stream) = self.read(Reference::new(container, 0), offset, end, depth)?
        else {
            return Err(PdfError::malformed(Malformed::ObjectStream, offset));
        };
        let bytes = self.decode(&stream, inner.limits.object_stream_bytes)?;
        let stream = Arc::new(ObjectStream::new(
            &stream.dict,
            bytes,
            offset,
            &inner.limits,
        )?);
        kept().insert(offset, Arc::clone(&stream));
        Ok(stream)
    }
}

/// Objects in object streams have generation 0 (§7.5.7).
pub(crate) fn generation(entry: Entry) -> Option<u16> {
    match entry {
        Entry::Free => None,
        Entry::InUse { generation, .. } => Some(generation),
        Entry::Compressed { .. } => Some(0),
    }
}

pub(crate) fn location(entry: Entry) -> Option<Location> {
    match entry {
        Entry::Free => None,
        Entry::InUse { offset, .. } => Some(Location::InFile { offset }),
        Entry::Compressed { container, index } => {
            Some(Location::InObjectStream { container, index })
        }
    }
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View")
            .field("file", self.file)
            .field("revision", &self.revision)
            .finish()
    }
}
