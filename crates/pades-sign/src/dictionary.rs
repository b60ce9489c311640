//! The signature dictionary with room for its value, and the arithmetic of `/ByteRange` (ISO 32000-2 §12.8.1, table 255).

use std::ops::Range;

use pdf_revisions::{Dict, Object, PdfString};

use crate::request::{Permissions, SignatureRequest, SubFilter};
use crate::text::pdf_date;

/// Decimal digits kept for each number: `u64::MAX` has 20. pyHanko reserved too few and broke at 100,000,000 bytes.
const DIGITS: usize = 20;
/// `[0 `, three numbers, two spaces and `]`.
const BYTE_RANGE_WIDTH: usize = 3 + 3 * DIGITS + 2 + 1;

/// What the signature covers: everything but `/Contents`, whose angle brackets belong to the gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByteRange {
    hole_start: u64,
    hole_end: u64,
    length: u64,
}

impl ByteRange {
    /// The hole `start..end` (with its angle brackets) in a file of `length` bytes. `None` unless `start < end < length`.
    #[must_use]
    pub fn around(start: u64, end: u64, length: u64) -> Option<Self> {
        (0 < start && start < end && end < length).then_some(Self {
            hole_start: start,
            hole_end: end,
            length,
        })
    }

    /// `/ByteRange` as it stands in the file: offset, length, offset, length.
    #[must_use]
    pub fn numbers(&self) -> [u64; 4] {
        [
            0,
            self.hole_start,
            self.hole_end,
            self.length - self.hole_end,
        ]
    }

    /// Reads `/ByteRange` back. `None` unless it starts at 0 and has one gap.
    #[must_use]
    pub fn from_numbers([first, hole_start, hole_end, rest]: [u64; 4]) -> Option<Self> {
        let length = hole_end.checked_add(rest)?;
        Self::around(hole_start, hole_end, length).filter(|_| first == 0)
    }

    /// The two covered ranges.
    #[must_use]
    pub fn covered(&self) -> [Range<u64>; 2] {
        [0..self.hole_start, self.hole_end..self.length]
    }

    /// The gap: `<`, hexadecimal digits, `>`.
    #[must_use]
    pub fn hole(&self) -> Range<u64> {
        self.hole_start..self.hole_end
    }

    /// Bytes of the file.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The array, padded with spaces after the bracket so that its width never depends on the numbers.
    fn padded(&self) -> Vec<u8> {
        let [first, before, start, rest] = self.numbers();
        let mut text = format!("[{first} {before} {start} {rest}]").into_bytes();
        text.resize(BYTE_RANGE_WIDTH, b' ');
        text
    }
}

/// A signature dictionary whose value is still missing: the body of an indirect object.
pub(crate) struct Placeholder {
    /// The dictionary.
    pub(crate) body: Vec<u8>,
    /// Where `/ByteRange`'s array stands in the body.
    byte_range: Range<usize>,
    /// Where `/Contents` stands in the body, angle brackets included.
    contents: Range<usize>,
}

impl Placeholder {
    /// Writes the dictionary of the format `sub_filter` with what describes it, as the file holds it ([`pdf_revisions::Update::sealed`]),
    /// and room for `reserved` bytes of container.
    pub(crate) fn new(sub_filter: SubFilter, described: &Dict, reserved: usize) -> Self {
        Self::with("Sig", sub_filter.name(), described, reserved)
    }

    /// The dictionary of a document time-stamp: `/Type` is required (ISO 32000-2 §12.8.5), and who stamps and when stands in the token.
    pub(crate) fn of_timestamp(reserved: usize) -> Self {
        Self::with("DocTimeStamp", "ETSI.RFC3161", &Dict::new(), reserved)
    }

    fn with(kind: &str, sub_filter: &str, described: &Dict, reserved: usize) -> Self {
        let head = format!(
            "<<\n/Type /{kind}\n/Filter /Adobe.PPKLite\n/SubFilter /{sub_filter}\n/ByteRange "
        );
        let mut body = head.into_bytes();
        let byte_range = append(&mut body, BYTE_RANGE_WIDTH, b' ');
        body.extend_from_slice(b"\n/Contents ");
        let contents = append_hole(&mut body, reserved);
        for (key, value) in described.iter() {
            body.push(b'\n');
            key.write(&mut body);
            body.push(b' ');
            value.write(&mut body);
        }
        body.extend_from_slice(b"\n>>");
        Self {
            body,
            byte_range,
            contents,
        }
    }

    /// Writes `/ByteRange` into `tail`, which follows `base_length` bytes and holds the body at the file offset `offset`.
    ///
    /// `None` if the body is not where it is said to be.
    pub(crate) fn fill(&self, tail: &mut [u8], base_length: u64, offset: u64) -> Option<ByteRange> {
        let length = base_length.checked_add(u64::try_from(tail.len()).ok()?)?;
        let start = offset.checked_add(u64::try_from(self.contents.start).ok()?)?;
        let end = offset.checked_add(u64::try_from(self.contents.end).ok()?)?;
        let range = ByteRange::around(start, end, length)?;
        let in_tail = usize::try_from(offset.checked_sub(base_length)?).ok()?;
        let body = tail.get_mut(in_tail..in_tail.checked_add(self.body.len())?)?;
        if body != self.body.as_slice() {
            return None;
        }
        body[self.byte_range.clone()].copy_from_slice(&range.padded());
        Some(range)
    }
}

/// Everything in the dictionary that describes the signature. No `/Cert` (EN 319 142-1 §6.3).
pub(crate) fn described(request: &SignatureRequest, references: Vec<Object>) -> Dict {
    let mut entries = vec![("M", text(&pdf_date(request.signing_time)))];
    let texts = [
        ("Name", &request.name),
        ("Reason", &request.reason),
        ("Location", &request.location),
        ("ContactInfo", &request.contact),
    ];
    for (key, value) in texts {
        if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
            entries.push((key, text(value)));
        }
    }
    if !references.is_empty() {
        entries.push(("Reference", Object::Array(references)));
    }
    if let Some(application) = request
        .application
        .as_deref()
        .filter(|name| !name.is_empty())
    {
        entries.push(("Prop_Build", build_properties(application)));
    }
    entries.into_iter().collect()
}

/// `/Prop_Build`: which program made the signature (Adobe, Digital Signature Build Dictionary Specification).
fn build_properties(application: &str) -> Object {
    let filter = dict([("Name", name("Adobe.PPKLite"))]);
    let app = dict([("Name", name(application))]);
    dict([("Filter", filter), ("App", app)])
}

/// A DocMDP signature reference (ISO 32000-2 §12.8.2.2, tables 256 and 257).
pub(crate) fn doc_mdp_reference(permissions: Permissions) -> Object {
    let parameters = dict([
        ("Type", name("TransformParams")),
        ("V", name("1.2")),
        ("P", Object::Integer(permissions.number().into())),
    ]);
    dict([
        ("Type", name("SigRef")),
        ("TransformMethod", name("DocMDP")),
        ("TransformParams", parameters),
    ])
}

/// A dictionary of the given entries.
pub(crate) fn dict(entries: impl IntoIterator<Item = (&'static str, Object)>) -> Object {
    Object::Dictionary(entries.into_iter().collect())
}

/// A name object.
pub(crate) fn name(text: &str) -> Object {
    Object::Name(text.into())
}

/// A text string object.
pub(crate) fn text(text: &str) -> Object {
    Object::String(PdfString::text(text))
}

fn append(body: &mut Vec<u8>, count: usize, byte: u8) -> Range<usize> {
    let start = body.len();
    body.resize(start + count, byte);
    start..body.len()
}

/// `<`, two zeros for each reserved byte, `>`.
fn append_hole(body: &mut Vec<u8>, reserved: usize) -> Range<usize> {
    let start = body.len();
    body.push(b'<');
    append(body, 2 * reserved, b'0');
    body.push(b'>');
    start..body.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever the numbers: covered bytes and hole make the file, and the array has one width.
        #[test]
        fn byte_range_arithmetic(a in any::<u64>(), b in any::<u64>(), c in any::<u64>()) {
            let Some(range) = ByteRange::around(a, b, c) else {
                prop_assert!(a == 0 || a >= b || b >= c);
                return Ok(());
            };
            let [first, second] = range.covered();
            prop_assert_eq!((first.start, first.end, second.start, second.end), (0, range.hole().start, range.hole().end, c));
            prop_assert_eq!(ByteRange::from_numbers(range.numbers()), Some(range));
            let text = range.padded();
            prop_assert_eq!(text.len(), BYTE_RANGE_WIDTH);
            let text = String::from_utf8(text).unwrap();
            let inside = text.trim_end().strip_prefix('[').unwrap().strip_suffix(']').unwrap();
            let numbers = inside.split(' ').map(|number| number.parse().unwrap()).collect::<Vec<u64>>();
            prop_assert_eq!(numbers, range.numbers().to_vec());
        }

        /// Four numbers of any kind are either a range with one gap or nothing.
        #[test]
        fn numbers_are_checked(numbers in any::<[u64; 4]>()) {
            if let Some(range) = ByteRange::from_numbers(numbers) {
                prop_assert_eq!(range.numbers(), numbers);
            }
        }
    }

    #[test]
    fn twenty_digits_fit() {
        let range = ByteRange::around(u64::MAX - 2, u64::MAX - 1, u64::MAX).unwrap();
        assert_eq!(range.padded().len(), BYTE_RANGE_WIDTH);
        assert_eq!(
            ByteRange::from_numbers([0, u64::MAX, u64::MAX, u64::MAX]),
            None
        );
        assert_eq!(ByteRange::from_numbers([1, 2, 3, 4]), None);
    }

    #[test]
    fn the_placeholder_is_filled_in_place() {
        let request = SignatureRequest::new("2026-11-21T07:30:05Z".parse().unwrap());
        let described = described(&request, Vec::new());
        let placeholder = Placeholder::new(request.sub_filter, &described, 8);
        let mut tail = [b"12 0 obj\n", placeholder.body.as_slice(), b"\nendobj\n"].concat();
        let base = 9_999_999_999;
        let range = placeholder.fill(&mut tail, base, base + 9).unwrap();
        let hole = range.hole();
        let in_tail = |offset: u64| usize::try_from(offset - base).unwrap();
        assert_eq!(
            &tail[in_tail(hole.start)..in_tail(hole.end)],
            b"<0000000000000000>"
        );
        assert_eq!(range.length(), base + tail.len() as u64);
        let written = format!("/ByteRange [0 {} {} ", hole.start, hole.end);
        assert!(String::from_utf8(tail.clone()).unwrap().contains(&written));
        assert_eq!(
            placeholder.fill(&mut tail, base, base + 8),
            None,
            "the body is not there"
        );
        assert_eq!(placeholder.fill(&mut tail, base, base - 1), None);
        assert_eq!(placeholder.fill(&mut tail, u64::MAX, u64::MAX), None);
    }
}
