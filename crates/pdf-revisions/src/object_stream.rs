//! Object streams (ISO 32000-2 §7.5.7), decoded when needed, the last used ones kept.

use std::collections::HashSet;
use std::sync::Arc;

use crate::cursor::Cursor;
use crate::object::{Dict, Object};
use crate::{Limits, Malformed, PdfError, lexer, parser};

/// A decoded object stream.
pub(crate) struct ObjectStream {
    /// Where its container is in the file, for errors.
    offset: u64,
    bytes: Arc<[u8]>,
    /// Object numbers and where the objects are in `bytes`.
    objects: Vec<(u32, u64)>,
    /// Numbers that the header names twice.
    repeated: HashSet<u32>,
}

impl ObjectStream {
    /// Reads the pairs at the start of the decoded `bytes` (ISO 32000-2 table 16).
    pub(crate) fn new(
        dict: &Dict,
        bytes: Vec<u8>,
        offset: u64,
        limits: &Limits,
    ) -> Result<Self, PdfError> {
        let malformed = || PdfError::malformed(Malformed::ObjectStream, offset);
        let unsigned = |key: &[u8]| {
            dict.integer(key)
                .and_then(|value| u64::try_from(value).ok())
        };
        let (count, first) = (
            unsigned(b"N").ok_or_else(malformed)?,
            unsigned(b"First").ok_or_else(malformed)?,
        );
        if dict.name(b"Type").is_none_or(|name| *name != "ObjStm") || first > bytes.len() as u64 {
            return Err(malformed());
        }
        let bytes: Arc<[u8]> = bytes.into();
        let mut cursor = Cursor::in_memory(Arc::clone(&bytes), 0);
        let mut number = || match lexer::token(&mut cursor, limits) {
            Ok(lexer::Token::Integer(value)) if cursor.offset() <= first => {
                u64::try_from(value).ok()
            }
            _ => None,
        };
        let mut objects = Vec::new();
        for _ in 0..count {
            let (Some(object), Some(place)) = (number(), number()) else {
                return Err(malformed());
            };
            let object = u32::try_from(object).map_err(|_| malformed())?;
            objects.push((object, place.checked_add(first).ok_or_else(malformed)?));
        }
        let mut seen = HashSet::new();
        let numbers = objects.iter().map(|(number, _)| *number);
        let repeated = numbers.filter(|number| !seen.insert(*number)).collect();
        Ok(Self {
            offset,
            bytes,
            objects,
            repeated,
        })
    }

    /// The object `number`, which the cross-reference says is the one at `index`, and how many bytes were parsed.
    pub(crate) fn object(
        &self,
        number: u32,
        index: u32,
        limits: &Limits,
    ) -> Result<(Object, u64), PdfError> {
        let malformed = || PdfError::malformed(Malformed::ObjectStream, self.offset);
        // Readers that go by the number would take the first, others the one at `index`.
        if self.repeated.contains(&number) {
            return Err(malformed());
        }
        let entry = usize::try_from(index)
            .ok()
            .and_then(|index| self.objects.get(index));
        let &(_, place) = entry
            .filter(|(listed, _)| *listed == number)
            .ok_or_else(malformed)?;
        let mut cursor = Cursor::in_memory(Arc::clone(&self.bytes), place);
        // Offsets inside an object stream mean nothing to a reader of the file.
        let place_in_file = |error| PdfError {
            offset: Some(self.offset),
            ..error
        };
        let object = parser::object(&mut cursor, limits).map_err(place_in_file)?;
        Ok((object, cursor.offset() - place))
    }
}

/// The last used object streams.
#[derive(Default)]
pub(crate) struct Kept(Vec<(u64, Arc<ObjectStream>)>);

/// Bytes of object streams that are kept, besides the one in use.
const KEPT_BYTES: usize = 8 << 20;

impl Kept {
    pub(crate) fn get(&mut self, offset: u64) -> Option<Arc<ObjectStream>> {
        let place = self.0.iter().position(|(kept, _)| *kept == offset)?;
        let entry = self.0.remove(place);
        let stream = Arc::clone(&entry.1);
        self.0.push(entry);
        Some(stream)
    }

    pub(crate) fn insert(&mut self, offset: u64, stream: Arc<ObjectStream>) {
        self.0.push((offset, stream));
        let size = |stream: &ObjectStream| stream.bytes.len() + 16 * stream.objects.len();
        let mut total: usize = self.0.iter().map(|(_, stream)| size(stream)).sum();
        while total > KEPT_BYTES && self.0.len() > 1 {
            total -= size(&self.0.remove(0).1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dict(count: i64, first: i64) -> Dict {
        let entries = [
            ("Type", Object::Name("ObjStm".into())),
            ("N", Object::Integer(count)),
            ("First", Object::Integer(first)),
        ];
        entries.into_iter().collect()
    }

    fn stream(count: i64, first: i64, bytes: &[u8]) -> Result<ObjectStream, PdfError> {
        ObjectStream::new(&dict(count, first), bytes.to_vec(), 77, &Limits::default())
    }

    #[test]
    fn objects_by_index_and_number() {
        let stream = stream(2, 9, b"5 0 6 3\n 12 <</A(b)>>").unwrap();
        let limits = Limits::default();
        assert_eq!(stream.object(5, 0, &limits).unwrap().0, Object::Integer(12));
        let dict = stream.object(6, 1, &limits).unwrap().0;
        assert_eq!(dict.as_dict().unwrap().string(b"A").unwrap().span, None);
        for (number, index) in [(6, 0), (5, 1), (5, 2), (7, u32::MAX)] {
            assert_eq!(
                stream.object(number, index, &limits).unwrap_err().offset,
                Some(77)
            );
        }
    }

    #[test]
    fn a_number_named_twice_means_nothing() {
        let stream = stream(3, 13, b"5 0 5 3 6 6   12 34 56").unwrap();
        let limits = Limits::default();
        assert!(stream.object(5, 0, &limits).is_err() && stream.object(5, 1, &limits).is_err());
        assert!(stream.object(6, 2, &limits).is_ok());
    }

    #[test]
    fn headers_that_lie_are_errors() {
        for (count, first) in [
            (3, 9),
            (2, 4),
            (-1, 9),
            (2, -9),
            (i64::MAX, 9),
            (2, i64::MAX),
        ] {
            assert!(
                stream(count, first, b"5 0 6 3\n 12 <</A(b)>>").is_err(),
                "{count} {first}"
            );
        }
        assert!(
            stream(1, 9, b"5 99999 \n 12")
                .unwrap()
                .object(5, 0, &Limits::default())
                .is_err()
        );
    }

    #[test]
    fn a_bounded_number_is_kept() {
        let mut kept = Kept::default();
        for offset in 0..10 {
            let bytes = [b"5 0 ".as_slice(), &vec![b' '; 1 << 20]].concat();
            kept.insert(offset, Arc::new(stream(1, 4, &bytes).unwrap()));
        }
        assert!(kept.get(9).is_some() && kept.get(0).is_none());
        assert_eq!(kept.0.len(), 7);
    }
}
