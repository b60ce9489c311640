//! An indirect object where the cross-reference says it is (ISO 32000-2 §7.3.10), and the extent of a stream (§7.3.8).

use std::ops::Range;

use crate::anomaly::{Anomaly, AnomalyKind};
use crate::cursor::{Cursor, is_regular, is_whitespace};
use crate::lexer::{Token, skip_space_and_comments, token};
use crate::object::{Dict, Object, Reference};
use crate::source::Reader;
use crate::{Limits, Malformed, PdfError, parser};

/// What stands between `obj` and `endobj`.
pub(crate) struct Indirect {
    pub(crate) reference: Reference,
    pub(crate) body: Body,
    /// How many bytes were parsed.
    pub(crate) length: u64,
    /// A deviation that was read all the same.
    pub(crate) anomaly: Option<Anomaly>,
}

pub(crate) enum Body {
    Value(Object),
    /// A stream whose length is not yet known: `/Length` may be a reference.
    Stream {
        dict: Dict,
        data: u64,
    },
}

/// Reads the object at `offset`. White space before it is skipped; writers that count line ends wrongly leave some.
pub(crate) fn read(reader: &Reader, limits: &Limits, offset: u64) -> Result<Indirect, PdfError> {
    let mut cursor = Cursor::new(reader, offset);
    let reference =
        header(&mut cursor)?.ok_or_else(|| PdfError::malformed(Malformed::ObjectHeader, offset))?;
    let object = parser::object(&mut cursor, limits)?;
    skip_space_and_comments(&mut cursor)?;
    let (body, anomaly) = body(&mut cursor, object)?;
    let length = cursor.offset() - offset;
    Ok(Indirect {
        reference,
        body,
        length,
        anomaly,
    })
}

/// What follows the object: `stream` or `endobj`.
pub(crate) fn body(
    cursor: &mut Cursor<'_>,
    object: Object,
) -> Result<(Body, Option<Anomaly>), PdfError> {
    let offset = cursor.offset();
    match object {
        Object::Dictionary(dict) if cursor.take_exact(b"stream")? => {
            let (data, anomaly) = data_start(cursor, offset)?;
            Ok((Body::Stream { dict, data }, anomaly))
        }
        object => {
            let closed = take_keyword(cursor, b"endobj")?;
            let anomaly = (!closed).then_some(Anomaly {
                kind: AnomalyKind::EndobjMissing,
                offset,
            });
            Ok((Body::Value(object), anomaly))
        }
    }
}

/// `12 0 obj`.
pub(crate) fn header(cursor: &mut Cursor<'_>) -> Result<Option<Reference>, PdfError> {
    cursor.skip_whitespace()?;
    let Some(number) = digits(cursor)?.and_then(|value| u32::try_from(value).ok()) else {
        return Ok(None);
    };
    cursor.skip_whitespace()?;
    let Some(generation) = digits(cursor)?.and_then(|value| u16::try_from(value).ok()) else {
        return Ok(None);
    };
    cursor.skip_whitespace()?;
    let is_object = take_keyword(cursor, b"obj")?;
    Ok(is_object.then_some(Reference { number, generation }))
}

/// At least one digit, at most nineteen, and white space after them.
pub(crate) fn digits(cursor: &mut Cursor<'_>) -> Result<Option<u64>, PdfError> {
    let mut value: Option<u64> = None;
    while let Some(digit @ b'0'..=b'9') = cursor.peek()? {
        let shifted = value.unwrap_or(0).checked_mul(10);
        let Some(sum) = shifted.and_then(|value| value.checked_add(u64::from(digit - b'0'))) else {
            return Ok(None);
        };
        value = Some(sum);
        cursor.take()?;
    }
    let ended = cursor.peek()?.is_none_or(is_whitespace);
    Ok(value.filter(|_| ended))
}

/// Takes `keyword` if it comes next and no regular character follows it.
pub(crate) fn take_keyword(cursor: &mut Cursor<'_>, keyword: &[u8]) -> Result<bool, PdfError> {
    let start = cursor.offset();
    if cursor.take_exact(keyword)? && !cursor.peek()?.is_some_and(is_regular) {
        return Ok(true);
    }
    cursor.seek(start);
    Ok(false)
}

/// After `stream` comes CRLF or LF, not CR alone (§7.3.8.1): told, and read as a line end.
fn data_start(cursor: &mut Cursor<'_>, keyword: u64) -> Result<(u64, Option<Anomaly>), PdfError> {
    let carriage_return = cursor.take_if(b'\r')?;
    let line_feed = cursor.take_if(b'\n')?;
    let anomaly = (!line_feed).then_some(Anomaly {
        kind: AnomalyKind::StreamLineEnd,
        offset: keyword,
    });
    if !carriage_return && !line_feed && cursor.peek()?.is_some_and(is_regular) {
        return Err(PdfError::malformed(Malformed::Token, keyword));
    }
    Ok((cursor.offset(), anomaly))
}

/// The extent of a stream's data.
pub(crate) struct Extent {
    pub(crate) data: Range<u64>,
    /// After `endstream`.
    pub(crate) end: u64,
    /// `/Length` was missing or wrong, and `endstream` was searched for.
    pub(crate) anomaly: Option<Anomaly>,
}

/// The extent of the data that start at `data`, by `/Length`, and where that is wrong by the next `endstream`. Nothing at or after
/// `revision_end` counts: it was not there when the stream was written.
pub(crate) fn extent(
    reader: &Reader,
    limits: &Limits,
    data: u64,
    length: Option<u64>,
    revision_end: u64,
) -> Result<Extent, PdfError> {
    let named = length.and_then(|length| data.checked_add(length));
    if let Some(end_of_data) = named
        && end_of_data <= revision_end
        && let Some(end) = endstream_after(reader, end_of_data)?
        && end <= revision_end
    {
        return Ok(Extent {
            data: data..end_of_data,
            end,
            anomaly: None,
        });
    }
    let bound = data
        .saturating_add(limits.endstream_search)
        .min(revision_end);
    let keyword = reader
        .find(b"endstream", data..bound)?
        .ok_or_else(|| PdfError::malformed(Malformed::StreamEnd, data))?;
    // At the end of the file a wrong length is a wrong length; behind a revision it is a trap for what comes later.
    let beyond = named.is_some_and(|end| end > revision_end) && revision_end < reader.len();
    let anomaly = Some(Anomaly {
        kind: if beyond {
            AnomalyKind::StreamBeyondRevision
        } else {
            AnomalyKind::StreamLength
        },
        offset: data,
    });
    let end_of_data = before_line_end(reader, data, keyword)?;
    Ok(Extent {
        data: data..end_of_data,
        end: keyword + 9,
        anomaly,
    })
}

/// Is there `endstream` at `offset`, after one line end or none? Returns where it ends.
fn endstream_after(reader: &Reader, offset: u64) -> Result<Option<u64>, PdfError> {
    let mut cursor = Cursor::new(reader, offset);
    cursor.skip_whitespace()?;
    // More white space than a line end would be data that /Length leaves out; two bytes more are what writers do.
    let near = cursor.offset() - offset <= 4;
    Ok((near && cursor.take_exact(b"endstream")?).then_some(cursor.offset()))
}

fn before_line_end(reader: &Reader, start: u64, keyword: u64) -> Result<u64, PdfError> {
    let from = start.max(keyword.saturating_sub(2));
    let last = reader.read(from..keyword)?;
    let line_end = match last.as_slice() {
        [b'\r', b'\n'] => 2,
        [.., b'\n' | b'\r'] => 1,
        _ => 0,
    };
    Ok(keyword - line_end)
}

/// Does an object start at `offset`, or a cross-reference table, or a comment? What may follow a revision.
pub(crate) fn starts_something(reader: &Reader, offset: u64) -> Result<bool, PdfError> {
    let mut cursor = Cursor::new(reader, offset);
    skip_space_and_comments(&mut cursor)?;
    let start = cursor.offset();
    if start == reader.len() || header(&mut cursor)?.is_some() {
        return Ok(true);
    }
    cursor.seek(start);
    Ok(
        matches!(token(&mut cursor, &Limits::default()), Ok(Token::Keyword(word)) if word == b"xref"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn reader(bytes: &[u8]) -> Reader {
        Reader::new(Arc::new(bytes.to_vec()))
    }

    fn read_at(bytes: &[u8], offset: u64) -> Result<Indirect, PdfError> {
        read(&reader(bytes), &Limits::default(), offset)
    }

    #[test]
    fn values_end_after_endobj() {
        let read = read_at(b"xx 7 1 obj\n[1 2]\nendobj more", 2).unwrap();
        assert_eq!(read.reference, Reference::new(7, 1));
        assert_eq!(read.anomaly, None);
        assert!(matches!(read.body, Body::Value(Object::Array(_))));
    }

    #[test]
    fn a_missing_endobj_is_told() {
        let read = read_at(b"7 0 obj 5 8 0 obj", 0).unwrap();
        assert_eq!(
            read.anomaly,
            Some(Anomaly {
                kind: AnomalyKind::EndobjMissing,
                offset: 10
            })
        );
        assert!(matches!(read.body, Body::Value(Object::Integer(5))));
    }

    #[test]
    fn another_place_is_no_object() {
        for bytes in [
            &b"trailer"[..],
            b"7 0 objx 5",
            b"70000000000 0 obj",
            b"7 70000 obj",
            b"7 0 R",
            b"",
        ] {
            assert!(read_at(bytes, 0).is_err());
        }
    }

    fn stream_extent(bytes: &[u8], length: Option<u64>) -> Result<Extent, PdfError> {
        let reader = reader(bytes);
        let Body::Stream { data, .. } = read(&reader, &Limits::default(), 0)?.body else {
            panic!("no stream")
        };
        extent(&reader, &Limits::default(), data, length, reader.len())
    }

    #[test]
    fn the_length_decides_when_it_is_right() {
        let bytes = b"1 0 obj <<>> stream\r\nab endstream c\r\nendstream\nendobj";
        let exact = stream_extent(bytes, Some(14)).unwrap();
        assert_eq!((exact.data, exact.anomaly), (21..35, None));
        let searched = stream_extent(bytes, Some(5)).unwrap();
        assert_eq!(searched.data, 21..24);
        assert_eq!(
            searched.anomaly,
            Some(Anomaly {
                kind: AnomalyKind::StreamLength,
                offset: 21
            })
        );
        for length in [None, Some(u64::MAX), Some(1000)] {
            assert_eq!(stream_extent(bytes, length).unwrap().data, 21..24);
        }
    }

    #[test]
    fn line_ends_around_the_data() {
        for (bytes, length, data) in [
            (&b"1 0 obj <<>> stream\nabc\nendstream"[..], None, 20..23),
            (b"1 0 obj <<>> stream\nabc\r\nendstream", None, 20..23),
            (b"1 0 obj <<>> stream\nabcendstream", Some(3), 20..23),
            (b"1 0 obj <<>> stream\nendstream", Some(0), 20..20),
            (b"1 0 obj <<>> stream\n\nendstream", None, 20..20),
        ] {
            assert_eq!(stream_extent(bytes, length).unwrap().data, data);
        }
        assert!(stream_extent(b"1 0 obj <<>> stream\nabc", Some(3)).is_err());
        let read = read_at(b"1 0 obj <<>> stream\rabc\rendstream", 0).unwrap();
        assert_eq!(
            read.anomaly.map(|anomaly| anomaly.kind),
            Some(AnomalyKind::StreamLineEnd)
        );
    }
}
