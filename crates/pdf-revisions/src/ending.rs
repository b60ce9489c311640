//! How a file begins and ends: `%PDF-`, `startxref`, `%%EOF` (ISO 32000-2 §7.5.2, §7.5.5).

use std::ops::Range;

use crate::cursor::{Cursor, is_whitespace};
use crate::indirect::digits;
use crate::lexer::skip_space_and_comments;
use crate::source::Reader;
use crate::{Malformed, PdfError};

/// Where readers look for the header and, at first, for `startxref`: Acrobat's 1,024 bytes (ISO 32000-1 annex H.3).
const NEAR: u64 = 1024;

/// A `startxref` further from the end is found up to here, so that bytes after the last `%%EOF` can be told.
const FAR: u64 = 4 << 20;

/// The header: where it is, and the version it names.
pub(crate) fn header(reader: &Reader) -> Result<(u64, (u8, u8)), PdfError> {
    let at = reader
        .find(b"%PDF-", 0..reader.len().min(NEAR))?
        .ok_or_else(|| PdfError::malformed(Malformed::Header, 0))?;
    let bytes = reader.read(at..reader.len().min(at + 8))?;
    match bytes.get(5..) {
        Some([major @ b'1'..=b'9', b'.', minor @ b'0'..=b'9']) => {
            Ok((at, (major - b'0', minor - b'0')))
        }
        _ => Err(PdfError::malformed(Malformed::Header, at)),
    }
}

/// A `startxref` with what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ending {
    /// The number, as it stands in the file.
    pub(crate) names: u64,
    /// Where the keyword starts.
    pub(crate) keyword: u64,
    /// After `%%EOF`, or after the number where that is missing.
    pub(crate) marker_end: u64,
    pub(crate) has_marker: bool,
}

/// The last `startxref` of the file.
pub(crate) fn last(reader: &Reader) -> Result<Ending, PdfError> {
    let end = reader.len();
    for distance in [NEAR, FAR] {
        let start = end.saturating_sub(distance);
        if let Some(keyword) = reader.find_last(b"startxref", start..end)? {
            return at(reader, keyword)?
                .ok_or_else(|| PdfError::malformed(Malformed::StartxrefInvalid, keyword));
        }
    }
    Err(PdfError::malformed(
        Malformed::StartxrefMissing,
        end.saturating_sub(NEAR),
    ))
}

/// The `startxref` that follows the section which ends at `offset`, with nothing but comments between.
pub(crate) fn following(reader: &Reader, offset: u64) -> Result<Option<Ending>, PdfError> {
    let mut cursor = Cursor::new(reader, offset);
    skip_space_and_comments(&mut cursor)?;
    at(reader, cursor.offset())
}

/// The first `startxref` in `range` that names `section`.
pub(crate) fn naming(
    reader: &Reader,
    range: Range<u64>,
    section: u64,
) -> Result<Option<Ending>, PdfError> {
    let mut from = range.start;
    while let Some(keyword) = reader.find(b"startxref", from..range.end)? {
        if let Some(ending) = at(reader, keyword)?
            && ending.names == section
            && ending.marker_end <= range.end
        {
            return Ok(Some(ending));
        }
        from = keyword + 1;
    }
    Ok(None)
}

fn at(reader: &Reader, keyword: u64) -> Result<Option<Ending>, PdfError> {
    let mut cursor = Cursor::new(reader, keyword);
    if !cursor.take_exact(b"startxref")? || !cursor.peek()?.is_some_and(is_whitespace) {
        return Ok(None);
    }
    cursor.skip_whitespace()?;
    let Some(names) = digits(&mut cursor)? else {
        return Ok(None);
    };
    let number_end = cursor.offset();
    let has_marker = take_marker(&mut cursor)?;
    let marker_end = if has_marker {
        cursor.offset()
    } else {
        number_end
    };
    Ok(Some(Ending {
        names,
        keyword,
        marker_end,
        has_marker,
    }))
}

/// `%%EOF`, other comments before it skipped.
fn take_marker(cursor: &mut Cursor<'_>) -> Result<bool, PdfError> {
    loop {
        cursor.skip_whitespace()?;
        if cursor.take_exact(b"%%EOF")? {
            return Ok(true);
        }
        if !cursor.take_if(b'%')? {
            return Ok(false);
        }
        while cursor
            .peek()?
            .is_some_and(|byte| byte != b'\r' && byte != b'\n')
        {
            cursor.take()?;
        }
    }
}

/// After one line end behind `marker_end`, and after all white space behind it.
pub(crate) fn line_and_space_end(reader: &Reader, marker_end: u64) -> Result<(u64, u64), PdfError> {
    let mut cursor = Cursor::new(reader, marker_end);
    cursor.take_line_end()?;
    let line_end = cursor.offset();
    cursor.skip_whitespace()?;
    Ok((line_end, cursor.offset()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn reader(bytes: &[u8]) -> Reader {
        Reader::new(Arc::new(bytes.to_vec()))
    }

    #[test]
    fn headers() {
        assert_eq!(header(&reader(b"%PDF-1.7\n")).unwrap(), (0, (1, 7)));
        assert_eq!(
            header(&reader(b"\xEF\xBB\xBF%PDF-2.0\n")).unwrap(),
            (3, (2, 0))
        );
        for bytes in [&b""[..], b"%PDF-", b"%PDF-X.Y", b"%PDF-1", b"PDF-1.4"] {
            assert!(header(&reader(bytes)).is_err());
        }
        assert!(header(&reader(&[vec![b' '; 1024], b"%PDF-1.7".to_vec()].concat())).is_err());
    }

    #[test]
    fn the_last_startxref_counts() {
        let bytes = b"startxref\n5\n%%EOF\nstartxref\r\n17 \r\n%%EOF\r\n";
        let ending = last(&reader(bytes)).unwrap();
        assert_eq!(
            ending,
            Ending {
                names: 17,
                keyword: 18,
                marker_end: 39,
                has_marker: true
            }
        );
        assert_eq!(line_and_space_end(&reader(bytes), 39).unwrap(), (41, 41));
        let far = [&bytes[..], &[b'x'; 5000]].concat();
        assert_eq!(last(&reader(&far)).unwrap(), ending);
    }

    #[test]
    fn endings_without_marker_or_number() {
        assert!(!last(&reader(b"startxref 17\n")).unwrap().has_marker);
        assert!(
            last(&reader(b"startxref 17\n% more\n%%EOF"))
                .unwrap()
                .has_marker
        );
        assert!(last(&reader(b"startxref x")).is_err());
        assert!(last(&reader(b"startxref 99999999999999999999 ")).is_err());
        assert!(last(&reader(b"nothing")).is_err());
        assert!(last(&reader(b"")).is_err());
    }

    #[test]
    fn what_names_a_section() {
        let reader = reader(b"startxref 0 %%EOF startxref 7 %%EOF");
        assert_eq!(naming(&reader, 0..35, 7).unwrap().unwrap().keyword, 18);
        assert_eq!(naming(&reader, 0..34, 7).unwrap(), None);
        assert_eq!(naming(&reader, 0..35, 8).unwrap(), None);
    }
}
