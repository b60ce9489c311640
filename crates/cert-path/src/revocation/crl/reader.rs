//! DER elements at a place: what is small is read, what is large is stepped over.

use core::ops::Range;

use crate::asn1::{Element, Elements};
use crate::error::{CertificateError, CertificateErrorKind as Kind};
use crate::source::ByteSource;

/// Reads the elements of one constructed element, one after another.
pub(super) struct Reader<'s> {
    source: &'s dyn ByteSource,
    at: u64,
    end: u64,
}

/// An element that was read: its bytes, and where they were.
pub(super) struct Held {
    bytes: Vec<u8>,
    offset: usize,
}

/// Identifier and length.
struct Header {
    tag: u8,
    content: Range<u64>,
}

/// The most octets of identifier and length: one, one, and the eight of a 64-bit number.
const HEADER: usize = 10;

pub(super) fn error(kind: Kind, offset: u64) -> CertificateError {
    CertificateError {
        kind,
        offset: usize::try_from(offset).unwrap_or(usize::MAX),
    }
}

/// The bytes of a range, which must be there.
pub(super) fn bytes(
    source: &dyn ByteSource,
    range: Range<u64>,
    limit: usize,
) -> Result<Vec<u8>, CertificateError> {
    let length = range.end.saturating_sub(range.start);
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    if length > limit {
        return Err(error(Kind::TooLarge { length, limit }, range.start));
    }
    let mut bytes = vec![0; length];
    let outcome = source.read_at(range.start, &mut bytes);
    outcome.map_err(|failure| error(Kind::Unreadable(failure.kind()), range.start))?;
    Ok(bytes)
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: &'s dyn ByteSource) -> Self {
        Self {
            source,
            at: 0,
            end: source.length(),
        }
    }

    /// Where the next element begins.
    pub(super) fn position(&self) -> u64 {
        self.at
    }

    /// The identifier octet of the next element.
    pub(super) fn peek(&self) -> Result<Option<u8>, CertificateError> {
        if self.at == self.end {
            return Ok(None);
        }
        let first = bytes(self.source, self.at..self.at + 1, 1)?;
        Ok(first.first().copied())
    }

    fn header(&self) -> Result<Header, CertificateError> {
        let there = self.end - self.at;
        let window = self.at..self.at + there.min(HEADER as u64);
        let octets = bytes(self.source, window, HEADER)?;
        let (tag, prefix, length) =
            header(&octets).ok_or_else(|| error(truncated_or_wrong(&octets), self.at))?;
        let start = self.at + prefix;
        let end = start.checked_add(length).filter(|end| *end <= self.end);
        Ok(Header {
            tag,
            content: start..end.ok_or_else(|| error(Kind::Truncated, self.at))?,
        })
    }

    fn expect(&self, tag: u8) -> Result<Header, CertificateError> {
        let header = self.header()?;
        if header.tag == tag {
            Ok(header)
        } else {
            let kind = Kind::UnexpectedTag {
                expected: tag,
                found: header.tag,
            };
            Err(error(kind, self.at))
        }
    }

    /// Goes into the next element, and past it.
    pub(super) fn enter(&mut self, tag: u8) -> Result<Self, CertificateError> {
        let header = self.expect(tag)?;
        self.at = header.content.end;
        Ok(Self {
            source: self.source,
            at: header.content.start,
            end: header.content.end,
        })
    }

    /// Steps over the next element; where its contents are.
    pub(super) fn step_over(&mut self, tag: u8) -> Result<Range<u64>, CertificateError> {
        let header = self.expect(tag)?;
        self.at = header.content.end;
        Ok(header.content)
    }

    /// Reads the next element whole.
    pub(super) fn take(&mut self, limit: usize) -> Result<Held, CertificateError> {
        let header = self.header()?;
        let bytes = bytes(self.source, self.at..header.content.end, limit)?;
        let offset = usize::try_from(self.at).unwrap_or(usize::MAX);
        self.at = header.content.end;
        Ok(Held { bytes, offset })
    }

    /// Nothing may be left.
    pub(super) fn finish(self) -> Result<(), CertificateError> {
        if self.at == self.end {
            return Ok(());
        }
        let count = usize::try_from(self.end - self.at).unwrap_or(usize::MAX);
        Err(error(Kind::TrailingBytes { count }, self.at))
    }
}

impl Held {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn element(&self) -> Result<Element<'_>, CertificateError> {
        Element::only(&self.bytes, self.offset)
    }

    pub(super) fn expect(&self, tag: u8) -> Result<Element<'_>, CertificateError> {
        Element::only_as(&self.bytes, self.offset, tag)
    }

    pub(super) fn children(&self, tag: u8) -> Result<Elements<'_>, CertificateError> {
        self.expect(tag).map(|element| element.children())
    }
}

/// Identifier, octets of identifier and length, length of the contents; `None` when not DER (X.690 §10.1: the shortest
/// form) or not all there.
pub(super) fn header(octets: &[u8]) -> Option<(u8, u64, u64)> {
    let (tag, rest) = octets.split_first()?;
    let (first, rest) = rest.split_first()?;
    if tag & 0x1f == 0x1f {
        return None;
    }
    match *first {
        short @ 0..=0x7f => Some((*tag, 2, u64::from(short))),
        0x81..=0x88 => {
            let digits = rest.get(..usize::from(first & 0x7f))?;
            let length = digits
                .iter()
                .fold(0_u64, |sum, digit| (sum << 8) | u64::from(*digit));
            let shortest = length > 0x7f && digits.first() != Some(&0);
            shortest.then_some((*tag, 2 + digits.len() as u64, length))
        }
        _ => None,
    }
}

/// Why there is no header in these octets.
pub(super) fn truncated_or_wrong(octets: &[u8]) -> Kind {
    let needed = match octets.get(1) {
        Some(long @ 0x81..=0x88) => 2 + usize::from(long & 0x7f),
        _ => 2,
    };
    if octets.len() < needed {
        Kind::Truncated
    } else {
        Kind::Encoding
    }
}
