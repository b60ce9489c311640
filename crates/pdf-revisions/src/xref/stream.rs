//! Cross-reference streams (ISO 32000-2 §7.5.8): decoded once, kept as the bytes they are.

use super::runs::{Run, Runs};
use super::{Context, Entry};
use crate::cursor::Cursor;
use crate::encryption::Decryptor;
use crate::filters::{self, Encoded};
use crate::indirect::{self, Body, take_keyword};
use crate::object::{Dict, Object};
use crate::{Malformed, PdfError};

/// The rows of a cross-reference stream.
pub(crate) struct StreamEntries {
    runs: Runs,
    data: Vec<u8>,
    widths: [usize; 3],
}

/// A cross-reference stream and its dictionary, which is also the trailer.
pub(crate) struct XrefStream {
    pub(crate) entries: StreamEntries,
    pub(crate) dict: Dict,
    /// After `endobj`.
    pub(crate) end: u64,
}

impl StreamEntries {
    /// Reads the cross-reference stream at `offset`.
    pub(crate) fn read(context: &mut Context<'_>, offset: u64) -> Result<XrefStream, PdfError> {
        let read = indirect::read(context.reader, context.limits, offset)
            .map_err(|error| no_section_here(error, offset))?;
        context.anomalies.extend(read.anomaly);
        let Body::Stream { dict, data } = read.body else {
            return Err(PdfError::malformed(Malformed::XrefMissing, offset));
        };
        if dict.name(b"Type").is_none_or(|name| *name != "XRef") {
            return Err(PdfError::malformed(Malformed::XrefMissing, offset));
        }
        // ISO 32000-2 §7.5.8.2: everything in this dictionary is direct.
        let length = dict
            .integer(b"Length")
            .and_then(|length| u64::try_from(length).ok());
        let extent = indirect::extent(
            context.reader,
            context.limits,
            data,
            length,
            context.reader.len(),
        )?;
        context.anomalies.extend(extent.anomaly);
        // ISO 32000-2 §7.5.8.2: never encrypted.
        let encoded = Encoded {
            reader: context.reader,
            data: extent.data,
            cipher: Decryptor::identity(),
        };
        let decoded = filters::decode(encoded, &dict, context.xref_bytes_left)?;
        context.xref_bytes_left -= decoded.len();
        let mut cursor = Cursor::new(context.reader, extent.end);
        cursor.skip_whitespace()?;
        take_keyword(&mut cursor, b"endobj")?;
        let entries = Self::new(context, &dict, decoded, offset)?;
        Ok(XrefStream {
            entries,
            dict,
            end: cursor.offset(),
        })
    }

    fn new(
        context: &Context<'_>,
        dict: &Dict,
        data: Vec<u8>,
        offset: u64,
    ) -> Result<Self, PdfError> {
        let malformed = || PdfError::malformed(Malformed::XrefStream, offset);
        let widths = widths(dict).ok_or_else(malformed)?;
        let runs = index(dict).ok_or_else(malformed)?;
        let rows: u64 = runs.iter().map(|run| u64::from(run.count)).sum();
        let needed = rows
            .checked_mul(widths.iter().sum::<usize>() as u64)
            .ok_or_else(malformed)?;
        if needed > data.len() as u64 {
            return Err(malformed());
        }
        let runs = Runs::new(runs, context.limits, offset)?;
        Ok(Self { runs, data, widths })
    }

    pub(crate) fn lookup(&self, number: u32) -> Option<Entry> {
        let row = usize::try_from(self.runs.place(number)?).ok()?;
        let width: usize = self.widths.iter().sum();
        let row = self.data.get(row.checked_mul(width)?..)?.get(..width)?;
        let (kind, rest) = row.split_at(self.widths[0]);
        let (second, third) = rest.split_at(self.widths[1]);
        Some(entry(kind, integer(second), integer(third)))
    }

    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.runs.numbers()
    }

    pub(crate) fn count(&self) -> u64 {
        self.runs.count()
    }

    pub(crate) fn highest(&self) -> Option<u32> {
        self.runs.highest()
    }
}

/// ISO 32000-2 table 18. An unknown type means null, so does what cannot exist.
fn entry(kind: &[u8], second: u64, third: u64) -> Entry {
    let kind = if kind.is_empty() { 1 } else { integer(kind) };
    match kind {
        1 => u16::try_from(third).map_or(Entry::Free, |generation| Entry::InUse {
            offset: second,
            generation,
        }),
        2 => match (u32::try_from(second), u32::try_from(third)) {
            (Ok(container), Ok(index)) => Entry::Compressed { container, index },
            _ => Entry::Free,
        },
        _ => Entry::Free,
    }
}

/// High-order byte first; at most eight bytes.
fn integer(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |value, &byte| value << 8 | u64::from(byte))
}

/// `/W`: three widths. Eight bytes hold any offset; a row of no bytes would make a stream of endless rows.
fn widths(dict: &Dict) -> Option<[usize; 3]> {
    let width = |value: &Object| {
        usize::try_from(value.as_integer()?)
            .ok()
            .filter(|&width| width <= 8)
    };
    let [kind, second, third] = dict.array(b"W")? else {
        return None;
    };
    let widths = [width(kind)?, width(second)?, width(third)?];
    (widths.iter().sum::<usize>() > 0).then_some(widths)
}

/// `/Index`: pairs of first number and count; without it, `[0 Size]`.
fn index(dict: &Dict) -> Option<Vec<Run>> {
    let number = |value: &Object| u32::try_from(value.as_integer()?).ok();
    let mut row = 0_u64;
    let mut run = |first: u32, count: u32| {
        let place = row;
        row += u64::from(count);
        Run {
            first,
            count,
            place,
            stride: 1,
        }
    };
    match dict.get(b"Index") {
        None => Some(vec![run(0, number(dict.get(b"Size")?)?)]),
        Some(index) => {
            let (pairs, rest) = index.as_array()?.as_chunks::<2>();
            let runs = pairs
                .iter()
                .map(|[first, count]| Some(run(number(first)?, number(count)?)))
                .collect();
            if rest.is_empty() { runs } else { None }
        }
    }
}

/// Where a section should be there is something else.
fn no_section_here(error: PdfError, offset: u64) -> PdfError {
    match error.kind {
        crate::PdfErrorKind::Malformed(Malformed::ObjectHeader) => {
            PdfError::malformed(Malformed::XrefMissing, offset)
        }
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anomaly::Anomalies;
    use crate::source::Reader;
    use crate::{Limits, PdfErrorKind};
    use std::sync::Arc;

    fn read(dict: &str, data: &[u8]) -> Result<XrefStream, PdfError> {
        let mut bytes =
            format!("7 0 obj<</Type/XRef/Length {} {dict}>>stream\n", data.len()).into_bytes();
        bytes.extend_from_slice(data);
        bytes.extend_from_slice(b"\nendstream\nendobj\n");
        let reader = Reader::new(Arc::new(bytes));
        let limits = Limits::default();
        let mut context = Context {
            reader: &reader,
            limits: &limits,
            base: 0,
            xref_bytes_left: 1 << 20,
            anomalies: Anomalies::default(),
        };
        StreamEntries::read(&mut context, 0)
    }

    #[test]
    fn the_three_types_and_unknown_ones() {
        let data = [0, 0, 0, 255, 1, 1, 2, 3, 2, 0, 9, 4, 3, 0, 0, 0];
        let entries = read("/Size 4/W[1 2 1]", &data).unwrap().entries;
        assert_eq!(entries.lookup(0), Some(Entry::Free));
        assert_eq!(
            entries.lookup(1),
            Some(Entry::InUse {
                offset: 258,
                generation: 3
            })
        );
        assert_eq!(
            entries.lookup(2),
            Some(Entry::Compressed {
                container: 9,
                index: 4
            })
        );
        assert_eq!(entries.lookup(3), Some(Entry::Free));
        assert_eq!(entries.lookup(4), None);
    }

    #[test]
    fn index_and_default_type() {
        let entries = read("/Size 12/Index[3 1 10 2]/W[0 1 0]", &[5, 6, 7])
            .unwrap()
            .entries;
        let found: Vec<_> = [3, 4, 10, 11, 12]
            .into_iter()
            .map(|number| entries.lookup(number))
            .collect();
        let in_use = |offset| {
            Some(Entry::InUse {
                offset,
                generation: 0,
            })
        };
        assert_eq!(found, [in_use(5), None, in_use(6), in_use(7), None]);
        assert_eq!(entries.highest(), Some(11));
    }

    #[test]
    fn offsets_over_four_gigabytes() {
        let entries = read("/Size 1/W[1 5 1]", &[1, 2, 0, 0, 0, 0, 0])
            .unwrap()
            .entries;
        assert_eq!(
            entries.lookup(0),
            Some(Entry::InUse {
                offset: 2 << 32,
                generation: 0
            })
        );
    }

    #[test]
    fn senseless_dictionaries_are_errors() {
        for dict in [
            "/Size 4",
            "/W[1 2 1]",
            "/Size 4/W[0 0 0]",
            "/Size 4/W[1 9 1]",
            "/Size 4/W[1 -1 1]",
            "/Size 4/W[1 2]",
            "/Size 5/W[1 2 1]",
            "/Size 4/W[1 2 1]/Index[0]",
            "/Size 4/W[1 2 1]/Index[0 2 1 2]",
            "/Size 4/W[1 2 1]/Index[0 -2]",
            "/Size 4/W[1 2 1]/Index[4294967295 4]",
            "/Size 4/W[1 2 1]/Index[0 4294967295 0 4294967295]",
            "/Size 4/W[1 2 1]/Filter/FlateDecode/DecodeParms<</Predictor 2/Columns 0>>",
        ] {
            let error = read(dict, &[0; 16]).map(|_| dict).unwrap_err();
            assert!(!matches!(error.kind, PdfErrorKind::Io(_)), "{error}");
        }
    }
}
