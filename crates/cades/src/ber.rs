//! Reading BER (X.690) over the bytes as they came, and turning an element into DER.
//!
//! CMS in PDF files is DER by the book and BER in the field: indefinite lengths and segmented strings (`openssl cms -stream`,
//! Java and .NET signers). The reader hands out slices of the original bytes, so that what was hashed and signed is what gets
//! hashed again; only elements that are decoded into values are transcoded.

use crate::error::{CadesError, CadesErrorKind, Limit, Malformed};
use crate::limits::Limits;

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;
pub(crate) const CONSTRUCTED: u8 = 0x20;
const CLASS: u8 = 0xc0;

/// One element as it stands in the input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tlv<'a> {
    /// The identifier octet, class and constructed bit included.
    pub(crate) tag: u8,
    /// Contents octets, without an end-of-contents mark.
    pub(crate) content: &'a [u8],
    /// The whole element.
    pub(crate) raw: &'a [u8],
    /// Offset of the element in the whole input.
    pub(crate) position: usize,
    /// Offset of the contents in the whole input.
    pub(crate) content_position: usize,
    /// Whether the header is what DER would write.
    pub(crate) der_header: bool,
}

impl<'a> Tlv<'a> {
    /// A reader over the contents.
    pub(crate) fn children(&self) -> Elements<'a> {
        Elements {
            rest: self.content,
            position: self.content_position,
        }
    }

    pub(crate) fn is_constructed(&self) -> bool {
        self.tag & CONSTRUCTED != 0
    }
}

/// Elements one after another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Elements<'a> {
    rest: &'a [u8],
    position: usize,
}

impl<'a> Elements<'a> {
    pub(crate) fn new(input: &'a [u8]) -> Self {
        Self {
            rest: input,
            position: 0,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// The bytes after the elements read so far.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The identifier octet of the next element.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    pub(crate) fn next(&mut self, limits: &Limits) -> Result<Tlv<'a>, CadesError> {
        let tlv = read(self.rest, self.position, limits)?;
        self.rest = self.rest.get(tlv.raw.len()..).unwrap_or_default();
        self.position = self.position.saturating_add(tlv.raw.len());
        Ok(tlv)
    }

    /// The next element, which must carry `tag`.
    pub(crate) fn expect(
        &mut self,
        tag: u8,
        what: Malformed,
        limits: &Limits,
    ) -> Result<Tlv<'a>, CadesError> {
        match self.peek() {
            Some(found) if found == tag => self.next(limits),
            _ => Err(malformed(what, self.position)),
        }
    }

    /// The next element if it carries `tag`.
    pub(crate) fn optional(
        &mut self,
        tag: u8,
        limits: &Limits,
    ) -> Result<Option<Tlv<'a>>, CadesError> {
        match self.peek() {
            Some(found) if found == tag => self.next(limits).map(Some),
            _ => Ok(None),
        }
    }

    pub(crate) fn finish(&self) -> Result<(), CadesError> {
        if self.is_empty() {
            Ok(())
        } else {
            Err(malformed(Malformed::UnexpectedElement, self.position))
        }
    }
}

fn malformed(what: Malformed, position: usize) -> CadesError {
    CadesError::at(CadesErrorKind::Malformed(what), position)
}

/// Identifier and length octets.
struct Header {
    tag: u8,
    /// Octets of the header.
    size: usize,
    /// Contents octets; `None` is the indefinite form.
    length: Option<usize>,
    der: bool,
}

fn header(input: &[u8], position: usize) -> Result<Header, CadesError> {
    let (tag, first) = match input {
        [] | [_] => return Err(malformed(Malformed::Truncated, position)),
        [tag, first, ..] => (*tag, *first),
    };
    // Tag numbers from 31 on need more identifier octets (X.690 §8.1.2.4); nothing in CMS, ESS or TSP has one.
    if tag & 0x1f == 0x1f {
        return Err(malformed(Malformed::Tag, position));
    }
    match first {
        0..=0x7f => Ok(Header {
            tag,
            size: 2,
            length: Some(usize::from(first)),
            der: true,
        }),
        // X.690 §8.1.3.6: the indefinite form is for constructed encodings only.
        0x80 if tag & CONSTRUCTED != 0 => Ok(Header {
            tag,
            size: 2,
            length: None,
            der: false,
        }),
        0x80 | 0xff => Err(malformed(Malformed::Length, position)),
        _ => long_form(input, tag, usize::from(first & 0x7f), position),
    }
}

/// X.690 §8.1.3.5: `count` octets, big endian; BER allows leading zeros.
fn long_form(input: &[u8], tag: u8, count: usize, position: usize) -> Result<Header, CadesError> {
    let octets = input
        .get(2..2 + count)
        .ok_or(malformed(Malformed::Truncated, position))?;
    let mut length = 0_usize;
    for octet in octets {
        length = length
            .checked_mul(256)
            .and_then(|length| length.checked_add(usize::from(*octet)))
            .ok_or(malformed(Malformed::Length, position))?;
    }
    let minimal = octets.first() != Some(&0) && length > 0x7f;
    Ok(Header {
        tag,
        size: 2 + count,
        length: Some(length),
        der: minimal,
    })
}

fn read<'a>(input: &'a [u8], position: usize, limits: &Limits) -> Result<Tlv<'a>, CadesError> {
    let header = header(input, position)?;
    let truncated = malformed(Malformed::Truncated, position);
    let body = input.get(header.size..).ok_or(truncated.clone())?;
    let (content, total) = match header.length {
        Some(length) => {
            let content = body.get(..length).ok_or(truncated.clone())?;
            (content, header.size + length)
        }
        None => {
            let content_position = position.saturating_add(header.size);
            let length = indefinite_length(body, content_position, limits)?;
            let content = body.get(..length).ok_or(truncated.clone())?;
            (content, header.size + length + 2)
        }
    };
    Ok(Tlv {
        tag: header.tag,
        content,
        raw: input.get(..total).ok_or(truncated)?,
        position,
        content_position: position.saturating_add(header.size),
        der_header: header.der,
    })
}

/// How many octets lie before the end-of-contents mark that closes an indefinite form beginning before `body` (X.690 §8.1.5).
fn indefinite_length(body: &[u8], position: usize, limits: &Limits) -> Result<usize, CadesError> {
    let open_end = malformed(Malformed::IndefiniteLength, position);
    let mut open = 1_usize;
    let mut offset = 0_usize;
    let mut elements = 0_usize;
    loop {
        let rest = body.get(offset..).ok_or(open_end.clone())?;
        if rest.starts_with(&[0, 0]) {
            open -= 1;
            if open == 0 {
                return Ok(offset);
            }
            offset += 2;
            continue;
        }
        elements += 1;
        if elements > limits.elements {
            return Err(limit(Limit::Elements, position));
        }
        let header = header(rest, position.saturating_add(offset))?;
        offset = offset
            .checked_add(header.size)
            .and_then(|offset| offset.checked_add(header.length.unwrap_or(0)))
            .ok_or(open_end.clone())?;
        if header.length.is_none() {
            open += 1;
        }
        if open > limits.depth {
            return Err(limit(Limit::Depth, position));
        }
    }
}

fn limit(which: Limit, position: usize) -> CadesError {
    CadesError::at(CadesErrorKind::Limit(which), position)
}

/// An element written anew: definite, minimal lengths; strings in one piece. Whether that changed anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Transcoded {
    pub(crate) der: Vec<u8>,
    pub(crate) changed: bool,
}

/// BER → DER for one element, `SET OF` order left alone (a generic reader cannot tell SET from SET OF).
pub(crate) fn to_der(tlv: &Tlv<'_>, limits: &Limits) -> Result<Transcoded, CadesError> {
    let mut budget = limits.elements;
    let mut der = Vec::with_capacity(tlv.raw.len());
    write_element(tlv, &mut der, limits.depth, &mut budget, limits)?;
    let changed = der != tlv.raw;
    Ok(Transcoded { der, changed })
}

fn write_element(
    tlv: &Tlv<'_>,
    out: &mut Vec<u8>,
    depth: usize,
    budget: &mut usize,
    limits: &Limits,
) -> Result<(), CadesError> {
    let depth = depth
        .checked_sub(1)
        .ok_or(limit(Limit::Depth, tlv.position))?;
    *budget = budget
        .checked_sub(1)
        .ok_or(limit(Limit::Elements, tlv.position))?;
    if !tlv.is_constructed() {
        write_primitive(tlv, out);
        return Ok(());
    }
    let mut content = Vec::with_capacity(tlv.content.len());
    let tag = if is_segmented_string(tlv.tag) {
        gather_segments(tlv, &mut content, depth, budget, limits)?;
        tlv.tag & !CONSTRUCTED
    } else {
        let mut children = tlv.children();
        while !children.is_empty() {
            let child = children.next(limits)?;
            write_element(&child, &mut content, depth, budget, limits)?;
        }
        tlv.tag
    };
    write_tlv(out, tag, &content);
    Ok(())
}

fn write_primitive(tlv: &Tlv<'_>, out: &mut Vec<u8>) {
    match (tlv.tag, tlv.content) {
        // X.690 §11.1: TRUE is FF in DER; any other octet but zero is TRUE in BER (§8.2.2).
        (BOOLEAN, [octet]) if *octet != 0 => write_tlv(out, BOOLEAN, &[0xff]),
        _ => write_tlv(out, tlv.tag, tlv.content),
    }
}

/// Universal string types whose constructed form is a list of segments (X.690 §8.7, §8.21). BIT STRING (3) is left out: its
/// segments need bit arithmetic and no field of CMS that is decoded here has one.
fn is_segmented_string(tag: u8) -> bool {
    const STRINGS: [u8; 9] = [0x04, 0x0c, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1e];
    tag & CLASS == 0 && tag & CONSTRUCTED != 0 && STRINGS.contains(&(tag & 0x1f))
}

/// X.690 §8.7.3.2: the segments of a constructed string are strings themselves, possibly constructed again.
fn gather_segments(
    tlv: &Tlv<'_>,
    out: &mut Vec<u8>,
    depth: usize,
    budget: &mut usize,
    limits: &Limits,
) -> Result<(), CadesError> {
    let depth = depth
        .checked_sub(1)
        .ok_or(limit(Limit::Depth, tlv.position))?;
    let mut segments = tlv.children();
    while !segments.is_empty() {
        *budget = budget
            .checked_sub(1)
            .ok_or(limit(Limit::Elements, tlv.position))?;
        let segment = segments.next(limits)?;
        // Segments of restricted character strings are OCTET STRINGs or strings of the same kind (X.690 §8.21.3).
        let number = segment.tag & !CONSTRUCTED;
        if number != OCTET_STRING && number != tlv.tag & !CONSTRUCTED {
            return Err(malformed(Malformed::StringSegment, segment.position));
        }
        if segment.is_constructed() {
            gather_segments(&segment, out, depth, budget, limits)?;
        } else {
            out.extend_from_slice(segment.content);
        }
    }
    Ok(())
}

/// The octets of an OCTET STRING, in one piece whatever its form; `tlv` may be implicitly tagged.
pub(crate) fn octets(tlv: &Tlv<'_>, limits: &Limits) -> Result<Vec<u8>, CadesError> {
    if !tlv.is_constructed() {
        return Ok(tlv.content.to_vec());
    }
    let as_octet_string = Tlv {
        tag: OCTET_STRING | CONSTRUCTED,
        ..*tlv
    };
    let mut out = Vec::with_capacity(tlv.content.len());
    let mut budget = limits.elements;
    gather_segments(
        &as_octet_string,
        &mut out,
        limits.depth,
        &mut budget,
        limits,
    )?;
    Ok(out)
}

/// Appends one element in DER.
pub(crate) fn write_tlv(out: &mut Vec<u8>, tag: u8, content: &[u8]) {
    out.push(tag);
    let length = content.len();
    if length < 0x80 {
        // X.690 §10.1: the shortest form.
        out.push(u8::try_from(length).unwrap_or(0x7f));
    } else {
        let octets = length.to_be_bytes();
        let significant: Vec<u8> = octets.into_iter().skip_while(|octet| *octet == 0).collect();
        out.push(0x80 | u8::try_from(significant.len()).unwrap_or(8));
        out.extend_from_slice(&significant);
    }
    out.extend_from_slice(content);
}

/// A DER SET OF: elements in ascending order of their encodings (X.690 §11.6).
pub(crate) fn set_of(tag: u8, mut elements: Vec<Vec<u8>>) -> Vec<u8> {
    elements.sort();
    let mut out = Vec::new();
    write_tlv(&mut out, tag, &elements.concat());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transcode(input: &[u8]) -> Result<Transcoded, CadesError> {
        let limits = Limits::default();
        let mut elements = Elements::new(input);
        let tlv = elements.next(&limits)?;
        elements.finish()?;
        to_der(&tlv, &limits)
    }

    #[test]
    fn der_is_left_alone() {
        let der = [0x30, 5, 2, 1, 7, 5, 0];
        let out = transcode(&der).unwrap();
        assert_eq!((out.der.as_slice(), out.changed), (der.as_slice(), false));
    }

    #[test]
    fn indefinite_lengths_and_segments_become_definite() {
        let ber = [
            0x30, 0x80, // SEQUENCE, indefinite
            0x24, 0x80, 4, 2, b'h', b'e', 0x24, 3, 4, 1, b'y', 0,
            0, // OCTET STRING in segments
            0, 0,
        ];
        let out = transcode(&ber).unwrap();
        assert_eq!(out.der, [0x30, 5, 4, 3, b'h', b'e', b'y']);
        assert!(out.changed);
    }

    #[test]
    fn long_lengths_are_shortened() {
        assert_eq!(transcode(&[4, 0x82, 0, 1, 9]).unwrap().der, [4, 1, 9]);
    }

    #[test]
    fn true_is_ff() {
        assert_eq!(transcode(&[1, 1, 1]).unwrap().der, [1, 1, 0xff]);
    }

    #[test]
    fn nesting_is_bounded() {
        let mut input = [0x30, 0x80].repeat(100);
        input.extend(vec![0; 200]);
        let error = transcode(&input).unwrap_err();
        assert_eq!(error.kind, CadesErrorKind::Limit(Limit::Depth));
        let definite = (0..100_u8).fold(vec![5, 0], |inner, _| {
            let mut out = Vec::new();
            write_tlv(&mut out, SEQUENCE, &inner);
            out
        });
        let error = transcode(&definite).unwrap_err();
        assert_eq!(error.kind, CadesErrorKind::Limit(Limit::Depth));
    }

    #[test]
    fn broken_headers_have_a_place() {
        let truncated = CadesErrorKind::Malformed(Malformed::Truncated);
        assert_eq!(transcode(&[0x30]).unwrap_err().kind, truncated);
        assert_eq!(transcode(&[0x30, 3, 5, 0]).unwrap_err().kind, truncated);
        let inside = transcode(&[0x30, 2, 4, 9]).unwrap_err();
        assert_eq!((inside.kind, inside.position), (truncated, Some(2)));
        for input in [&[4, 0x80, 0, 0][..], &[4, 0xff, 0]] {
            assert_eq!(
                transcode(input).unwrap_err().kind,
                CadesErrorKind::Malformed(Malformed::Length)
            );
        }
        assert_eq!(
            transcode(&[0x30, 0x80, 5, 0]).unwrap_err().kind,
            CadesErrorKind::Malformed(Malformed::Truncated)
        );
        let huge = [4, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(
            transcode(&huge).unwrap_err().kind,
            CadesErrorKind::Malformed(Malformed::Length)
        );
    }

    #[test]
    fn segments_of_another_kind_are_refused() {
        assert_eq!(
            transcode(&[0x24, 3, 2, 1, 0]).unwrap_err().kind,
            CadesErrorKind::Malformed(Malformed::StringSegment)
        );
    }
}
