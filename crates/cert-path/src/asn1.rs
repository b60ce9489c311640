//! Reading DER element by element, keeping the place of every byte.
//!
//! The lengths are decoded by [`der::Length`]; what is added is the absolute offset, so that an error
//! names its place and every part of a certificate stays a slice of the input (nothing is re-encoded).

use core::ops::Range;

use der::asn1::ObjectIdentifier;
use der::{Decode, Length, Reader, SliceReader};

use crate::error::{CertificateError, CertificateErrorKind as Kind};

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// The identifier octet of a context-specific, constructed element `[number]`.
pub(crate) const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// The identifier octet of a context-specific, primitive element `[number]`.
pub(crate) const fn context_primitive(number: u8) -> u8 {
    0x80 | number
}

/// One tag-length-value of the input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'a> {
    /// The identifier octet.
    pub(crate) tag: u8,
    /// Identifier, length and contents.
    pub(crate) whole: &'a [u8],
    /// The contents octets.
    pub(crate) content: &'a [u8],
    /// Where `whole` begins in the outermost input.
    pub(crate) offset: usize,
}

impl<'a> Element<'a> {
    /// Reads the one element that `input` must be, byte for byte.
    pub(crate) fn only(input: &'a [u8], base: usize) -> Result<Self, CertificateError> {
        let mut elements = Elements::new(input, base);
        let element = elements.any()?;
        elements.finish()?;
        Ok(element)
    }

    /// Like [`Self::only`], with the tag it must have.
    pub(crate) fn only_as(input: &'a [u8], base: usize, tag: u8) -> Result<Self, CertificateError> {
        Self::only(input, base)?.expect_tag(tag)
    }

    pub(crate) fn expect_tag(self, tag: u8) -> Result<Self, CertificateError> {
        if self.tag == tag {
            Ok(self)
        } else {
            Err(self.error(Kind::UnexpectedTag {
                expected: tag,
                found: self.tag,
            }))
        }
    }

    /// The elements inside this one.
    pub(crate) fn children(&self) -> Elements<'a> {
        Elements::new(self.content, self.content_offset())
    }

    pub(crate) fn content_offset(&self) -> usize {
        self.offset + (self.whole.len() - self.content.len())
    }

    /// The absolute range of the whole element.
    pub(crate) fn range(&self) -> Range<usize> {
        self.offset..self.offset + self.whole.len()
    }

    /// The absolute range of the contents.
    pub(crate) fn content_range(&self) -> Range<usize> {
        self.content_offset()..self.offset + self.whole.len()
    }

    pub(crate) fn error(&self, kind: Kind) -> CertificateError {
        CertificateError {
            kind,
            offset: self.offset,
        }
    }

    pub(crate) fn object_identifier(&self) -> Result<ObjectIdentifier, CertificateError> {
        self.expect_tag(OBJECT_IDENTIFIER)?;
        ObjectIdentifier::from_bytes(self.content).map_err(|_| self.error(Kind::ObjectIdentifier))
    }

    /// A DER BOOLEAN: one octet, 0x00 or 0xFF (X.690 §11.1).
    pub(crate) fn boolean(&self) -> Result<bool, CertificateError> {
        match self.expect_tag(BOOLEAN)?.content {
            [0x00] => Ok(false),
            [0xff] => Ok(true),
            _ => Err(self.error(Kind::Boolean)),
        }
    }

    /// A non-negative INTEGER that fits; larger ones saturate (a path length of 2^40 is "no limit" in practice).
    pub(crate) fn small_integer(&self) -> Result<u32, CertificateError> {
        integer(self).map(|_| ())?;
        let digits = self.content;
        if digits.first().is_some_and(|first| first & 0x80 != 0) {
            return Err(self.error(Kind::Integer));
        }
        Ok(digits.iter().fold(0_u32, |sum, digit| {
            sum.checked_mul(256)
                .map_or(u32::MAX, |s| s.saturating_add(u32::from(*digit)))
        }))
    }

    /// The octets of a BIT STRING and the number of unused bits in the last one.
    pub(crate) fn bit_string(&self) -> Result<(u8, &'a [u8]), CertificateError> {
        match self.expect_tag(BIT_STRING)?.content.split_first() {
            Some((unused, [])) if *unused == 0 => Ok((0, &[])),
            Some((unused, octets)) if *unused < 8 && !octets.is_empty() => Ok((*unused, octets)),
            _ => Err(self.error(Kind::BitString)),
        }
    }
}

/// The contents of an INTEGER in its shortest form (X.690 §8.3.2), sign included.
pub(crate) fn integer<'a>(element: &Element<'a>) -> Result<&'a [u8], CertificateError> {
    let content = element.expect_tag(INTEGER)?.content;
    match content {
        [] | [0x00, 0x00..=0x7f, ..] | [0xff, 0x80..=0xff, ..] => Err(element.error(Kind::Integer)),
        _ => Ok(content),
    }
}

/// A run of elements, read one after another.
#[derive(Clone, Debug)]
pub(crate) struct Elements<'a> {
    input: &'a [u8],
    base: usize,
}

impl<'a> Elements<'a> {
    pub(crate) fn new(input: &'a [u8], base: usize) -> Self {
        Self { input, base }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.input.is_empty()
    }

    /// The next element, whatever it is.
    pub(crate) fn any(&mut self) -> Result<Element<'a>, CertificateError> {
        let fail = |_| CertificateError {
            kind: Kind::Encoding,
            offset: self.base,
        };
        let tag = *self.input.first().ok_or(CertificateError {
            kind: Kind::Truncated,
            offset: self.base,
        })?;
        // Identifiers of more than one octet occur nowhere in X.509; der's Tag knows only some universal types.
        if tag & 0x1f == 0x1f {
            return Err(CertificateError {
                kind: Kind::Encoding,
                offset: self.base,
            });
        }
        let mut reader = SliceReader::new(self.input).map_err(fail)?;
        reader.read_byte().map_err(fail)?;
        let length = Length::decode(&mut reader).map_err(fail)?;
        let start = usize::try_from(reader.position()).map_err(fail)?;
        let length = usize::try_from(length).map_err(fail)?;
        let truncated = CertificateError {
            kind: Kind::Truncated,
            offset: self.base,
        };
        let end = start.checked_add(length).ok_or(truncated)?;
        let (whole, rest) = self.input.split_at_checked(end).ok_or(truncated)?;
        let content = whole.get(start..).ok_or(truncated)?;
        let element = Element {
            tag,
            whole,
            content,
            offset: self.base,
        };
        self.input = rest;
        self.base += end;
        Ok(element)
    }

    /// The next element, which must have this tag.
    pub(crate) fn expect(&mut self, tag: u8) -> Result<Element<'a>, CertificateError> {
        self.any()?.expect_tag(tag)
    }

    /// The next element if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8) -> Result<Option<Element<'a>>, CertificateError> {
        if self.input.first() == Some(&tag) {
            self.any().map(Some)
        } else {
            Ok(None)
        }
    }

    /// Nothing may be left.
    pub(crate) fn finish(self) -> Result<(), CertificateError> {
        if self.input.is_empty() {
            Ok(())
        } else {
            Err(CertificateError {
                kind: Kind::TrailingBytes {
                    count: self.input.len(),
                },
                offset: self.base,
            })
        }
    }
}
