//! Which bytes a signature covers (ISO 32000-2 §12.8.1, `/ByteRange`): the whole file, a whole revision, or why neither.
//!
//! The gap is computed from the bytes, not from the parsed object: what lies between the two ranges must be the hexadecimal string of
//! `/Contents` with its angle brackets and nothing else. Anything else in there is a place to hide objects (signature wrapping).

use core::ops::Range;

use pdf_revisions::{Object, PdfFile, PdfString, Source, StringKind, for_each_chunk};

use crate::embedded::EmbeddedSignature;
use crate::error::VerifyError;
use crate::indication::SubIndication;

/// Proof that the signature covers a whole revision but for its own `/Contents`; of a signature in a file of its own, the whole of
/// the other file. Made only here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    revision: usize,
    gap: Range<u64>,
    end: u64,
    entire_file: bool,
}

impl Coverage {
    /// Index of the revision that is covered to its end.
    #[must_use]
    pub const fn revision(&self) -> usize {
        self.revision
    }

    /// A container in a file of its own: it covers every byte of the file it is beside, with no hole.
    pub(crate) const fn of_separate_file(length: u64) -> Self {
        Self {
            revision: 0,
            gap: 0..0,
            end: length,
            entire_file: true,
        }
    }

    /// Whether the signature stands in a file of its own (detached).
    #[must_use]
    pub const fn is_separate(&self) -> bool {
        self.gap.end == 0
    }

    /// The hole: the bytes of `/Contents` with its angle brackets. Empty where the signature stands in a file of its own.
    #[must_use]
    pub const fn gap(&self) -> &Range<u64> {
        &self.gap
    }

    /// Where the covered bytes end.
    #[must_use]
    pub const fn end(&self) -> u64 {
        self.end
    }

    /// Whether nothing follows the covered bytes (but at most line ends).
    #[must_use]
    pub const fn covers_entire_file(&self) -> bool {
        self.entire_file
    }
}

/// Why a signature covers neither the file nor a revision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CoverageFailure {
    /// `/ByteRange` has a value that is no array of integers.
    #[error("/ByteRange is not an array of integers")]
    ByteRangeMalformed,
    /// There is no `/ByteRange`.
    #[error("/ByteRange is missing")]
    ByteRangeMissing,
    /// There is no `/Contents`.
    #[error("/Contents is missing")]
    ContentsMissing,
    /// `/Contents` is not written as a hexadecimal string in the file itself (ISO 32000-2 §12.8.1).
    #[error("/Contents is not a hexadecimal string written in the file")]
    ContentsNotHexadecimal,
    /// `/Contents` is written somewhere else than in the signature dictionary: what is covered is not this dictionary.
    #[error("/Contents is not written in the signature dictionary itself")]
    ContentsElsewhere,
    /// The ranges run backwards or overlap.
    #[error("the second range begins at {second}, before the first one ends at {first}")]
    Disordered {
        /// Where the first range ends.
        first: u64,
        /// Where the second begins.
        second: u64,
    },
    /// A key stands twice in the signature dictionary, so that two readers see two values.
    #[error("the signature dictionary holds {key} twice")]
    DuplicateKey {
        /// The key.
        key: &'static str,
    },
    /// The second range does not end where a revision ends.
    #[error("the covered bytes end at offset {end}, inside a revision")]
    EndsInsideRevision {
        /// Where the covered bytes end.
        end: u64,
    },
    /// The hole holds other bytes than hexadecimal digits: an object may hide there (signature wrapping).
    #[error("a byte that is no hexadecimal digit lies in the hole at offset {offset}")]
    GapHoldsOtherBytes {
        /// Where it is.
        offset: u64,
    },
    /// The hole between the ranges is not exactly the `/Contents` string.
    #[error("the hole {}..{} is not /Contents, which lies at {}..{}", .gap.start, .gap.end, .contents.start, .contents.end)]
    GapIsNotContents {
        /// Between the ranges.
        gap: Range<u64>,
        /// The string of `/Contents` with its angle brackets.
        contents: Range<u64>,
    },
    /// A number below zero.
    #[error("/ByteRange holds the negative number {value}")]
    Negative {
        /// The number.
        value: i64,
    },
    /// The first range does not begin with the file.
    #[error("the first range begins at offset {start}, not at 0")]
    NotFromStart {
        /// Where it begins.
        start: u64,
    },
    /// The ranges reach past the end of the file.
    #[error("the ranges end at offset {end}, after the end of the file at {length}")]
    OutOfBounds {
        /// Where they end; `u64::MAX` when the sum overflows.
        end: u64,
        /// Length of the file.
        length: u64,
    },
    /// Not exactly two ranges.
    #[error("/ByteRange has {count} numbers where 4 are needed")]
    NotTwoRanges {
        /// How many numbers.
        count: usize,
    },
}

impl CoverageFailure {
    /// EN 319 102-1 §5.2.2: a signature whose form does not hold is a format failure.
    #[must_use]
    pub const fn sub_indication(&self) -> SubIndication {
        SubIndication::FormatFailure
    }
}

/// What is covered, or why nothing can be said to be.
pub(crate) fn cover(
    file: &PdfFile,
    signature: &EmbeddedSignature,
) -> Result<Result<Coverage, CoverageFailure>, VerifyError> {
    let ranges = match ranges(signature, file.len()) {
        Ok(ranges) => ranges,
        Err(failure) => return Ok(Err(failure)),
    };
    if let Err(failure) = gap_is_contents(&ranges, signature) {
        return Ok(Err(failure));
    }
    if let Some(offset) = first_foreign_byte(file.source().as_ref(), &ranges.gap)? {
        return Ok(Err(CoverageFailure::GapHoldsOtherBytes { offset }));
    }
    Ok(reaches_revision_end(file, ranges))
}

struct Ranges {
    gap: Range<u64>,
    end: u64,
}

/// ISO 32000-2 Table 255, `ByteRange`: pairs of (start, length); a signature that covers a revision has two of them.
fn ranges(signature: &EmbeddedSignature, length: u64) -> Result<Ranges, CoverageFailure> {
    for key in ["ByteRange", "Contents"] {
        if signature
            .dictionary
            .duplicate_keys()
            .iter()
            .any(|name| name.as_bytes() == key.as_bytes())
        {
            return Err(CoverageFailure::DuplicateKey { key });
        }
    }
    let [start, first, second, rest] = numbers(&signature.byte_range)?;
    let start_end = start.checked_add(first);
    let end = second.saturating_add(rest);
    if end > length {
        return Err(CoverageFailure::OutOfBounds { end, length });
    }
    if start != 0 {
        return Err(CoverageFailure::NotFromStart { start });
    }
    let first = start_end.unwrap_or(u64::MAX);
    if second < first {
        return Err(CoverageFailure::Disordered { first, second });
    }
    Ok(Ranges {
        gap: first..second,
        end,
    })
}

fn numbers(byte_range: &Object) -> Result<[u64; 4], CoverageFailure> {
    let items = match byte_range {
        Object::Array(items) => items,
        Object::Null => return Err(CoverageFailure::ByteRangeMissing),
        _ => return Err(CoverageFailure::ByteRangeMalformed),
    };
    let [a, b, c, d] = items.as_slice() else {
        return Err(CoverageFailure::NotTwoRanges { count: items.len() });
    };
    Ok([number(a)?, number(b)?, number(c)?, number(d)?])
}

fn number(object: &Object) -> Result<u64, CoverageFailure> {
    let value = object
        .as_integer()
        .ok_or(CoverageFailure::ByteRangeMalformed)?;
    u64::try_from(value).map_err(|_| CoverageFailure::Negative { value })
}

fn gap_is_contents(ranges: &Ranges, signature: &EmbeddedSignature) -> Result<(), CoverageFailure> {
    let contents = signature
        .contents
        .as_ref()
        .ok_or(CoverageFailure::ContentsMissing)?;
    let span = hexadecimal_span(contents).ok_or(CoverageFailure::ContentsNotHexadecimal)?;
    // ISO 32000-2 Table 255: /Contents of a signature with /ByteRange is a direct string of the dictionary.
    let whole = signature.dictionary.span();
    if whole.is_none_or(|whole| whole.start >= span.start || whole.end <= span.end) {
        return Err(CoverageFailure::ContentsElsewhere);
    }
    if *span == ranges.gap {
        return Ok(());
    }
    Err(CoverageFailure::GapIsNotContents {
        gap: ranges.gap.clone(),
        contents: span.clone(),
    })
}

fn hexadecimal_span(contents: &PdfString) -> Option<&Range<u64>> {
    match contents.kind {
        StringKind::Hexadecimal => contents.span.as_ref(),
        StringKind::Literal => None,
    }
}

/// The first byte of the hole that does not belong into a hexadecimal string (ISO 32000-2 §7.3.4.3).
fn first_foreign_byte(
    source: &dyn Source,
    gap: &Range<u64>,
) -> Result<Option<u64>, std::io::Error> {
    let mut foreign = None;
    let mut offset = gap.start;
    for_each_chunk::<std::io::Error>(source, gap.clone(), |chunk| {
        for byte in chunk {
            let expected = if offset == gap.start {
                *byte == b'<'
            } else if offset.checked_add(1) == Some(gap.end) {
                *byte == b'>'
            } else {
                byte.is_ascii_hexdigit()
                    || matches!(byte, b'\0' | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
            };
            if !expected && foreign.is_none() {
                foreign = Some(offset);
            }
            offset = offset.saturating_add(1);
        }
        Ok(())
    })?;
    Ok(foreign)
}

/// The covered bytes end with a revision: after its `%%EOF`, with or without the line ends that follow.
fn reaches_revision_end(file: &PdfFile, ranges: Ranges) -> Result<Coverage, CoverageFailure> {
    let revision = file
        .revisions()
        .iter()
        .find(|revision| revision.ends_at(ranges.end))
        .ok_or(CoverageFailure::EndsInsideRevision { end: ranges.end })?;
    let newest = revision.index.saturating_add(1) == file.revisions().len();
    Ok(Coverage {
        revision: revision.index,
        entire_file: newest && revision.whitespace_end == file.len(),
        gap: ranges.gap,
        end: ranges.end,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reader of objects stops at most of these before; the gap is looked at all the same.
    #[test]
    fn a_hole_holds_digits_between_its_brackets() {
        let foreign = |bytes: &'static [u8]| {
            let gap = 1..u64::try_from(bytes.len()).expect("short") - 1;
            first_foreign_byte(&bytes, &gap).expect("readable")
        };
        for clean in [&b"x<>x"[..], b"x<0aF9>x", b"x<0 \t\n\x0c\r\0>x"] {
            assert_eq!(foreign(clean), None, "{}", clean.escape_ascii());
        }
        for (odd, at) in [
            (&b"x(00>x"[..], 1),
            (b"x<00)x", 4),
            (b"x<0g0g>x", 3),
            (b"x<0<0>x", 3),
            (b"x<>0>x", 2),
            (b"x00x", 1),
        ] {
            assert_eq!(foreign(odd), Some(at), "{}", odd.escape_ascii());
        }
    }
}
