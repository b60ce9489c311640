//! The DER values that certificates, revocation lists and answers need (X.690).

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::error::DemoPkiError;

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const NULL: u8 = 0x05;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const ENUMERATED: u8 = 0x0a;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// Tag, length, contents.
pub(crate) fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut der = header(tag, content.len());
    der.extend_from_slice(content);
    der
}

/// Tag and length of contents that are written elsewhere.
pub(crate) fn header(tag: u8, length: usize) -> Vec<u8> {
    let mut der = vec![tag];
    match u8::try_from(length) {
        Ok(length @ 0..=0x7f) => der.push(length),
        _ => {
            let octets: Vec<u8> = length
                .to_be_bytes()
                .into_iter()
                .skip_while(|octet| *octet == 0)
                .collect();
            der.push(0x80 | u8::try_from(octets.len()).unwrap_or(8));
            der.extend(octets);
        }
    }
    der
}

pub(crate) fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(SEQUENCE, &parts.concat())
}

/// SET OF: ascending by encoding (X.690 §11.6).
pub(crate) fn set_of(mut parts: Vec<Vec<u8>>) -> Vec<u8> {
    parts.sort();
    tlv(SET, &parts.concat())
}

/// `[number]`, constructed: an EXPLICIT tag, or an IMPLICIT one of a SEQUENCE's contents.
pub(crate) fn tagged(number: u8, content: &[u8]) -> Vec<u8> {
    tlv(0xa0 | number, content)
}

/// `[number] IMPLICIT` of a primitive type.
pub(crate) fn tagged_primitive(number: u8, content: &[u8]) -> Vec<u8> {
    tlv(0x80 | number, content)
}

/// An INTEGER that is not negative, from its octets, most significant first.
pub(crate) fn integer(octets: &[u8]) -> Vec<u8> {
    tlv(INTEGER, &unsigned(octets))
}

pub(crate) fn number(value: u64) -> Vec<u8> {
    integer(&value.to_be_bytes())
}

/// The shortest contents of an INTEGER that is not negative (X.690 §8.3.2).
pub(crate) fn unsigned(octets: &[u8]) -> Vec<u8> {
    let mut content = vec![0];
    content.extend(octets.iter().skip_while(|octet| **octet == 0));
    if content.get(1).is_some_and(|octet| *octet < 0x80) {
        content.remove(0);
    }
    content
}

pub(crate) fn boolean(value: bool) -> Vec<u8> {
    tlv(BOOLEAN, &[if value { 0xff } else { 0 }])
}

pub(crate) fn octet_string(content: &[u8]) -> Vec<u8> {
    tlv(OCTET_STRING, content)
}

/// A BIT STRING of whole octets.
pub(crate) fn bit_string(content: &[u8]) -> Vec<u8> {
    tlv(BIT_STRING, &[&[0], content].concat())
}

/// The contents of a BIT STRING of named bits: without zeros at its end (X.690 §11.2.2).
pub(crate) fn named_bits(bits: impl IntoIterator<Item = u8>) -> Vec<u8> {
    let all = bits
        .into_iter()
        .fold(0_u32, |all, bit| all | 1 << (31 - u32::from(bit.min(31))));
    let length = (32 - all.trailing_zeros()).div_ceil(8);
    let unused = u8::try_from((8 * length).saturating_sub(32 - all.trailing_zeros())).unwrap_or(0);
    let octets = all.to_be_bytes();
    let used = octets.iter().take(usize::try_from(length).unwrap_or(4));
    core::iter::once(unused).chain(used.copied()).collect()
}

/// RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050.
pub(crate) fn time(at: Timestamp) -> Vec<u8> {
    match TimeZone::UTC.to_datetime(at).year() {
        1950..=2049 => {
            let digits = digits(at);
            tlv(UTC_TIME, digits.get(2..).unwrap_or_default())
        }
        _ => generalized_time(at),
    }
}

/// RFC 5280 §4.1.2.5.2: without fractions of seconds.
pub(crate) fn generalized_time(at: Timestamp) -> Vec<u8> {
    tlv(GENERALIZED_TIME, &digits(at))
}

/// `YYYYMMDDHHMMSSZ`, by hand: lists of millions are full of it.
fn digits(at: Timestamp) -> Vec<u8> {
    let at = TimeZone::UTC.to_datetime(at);
    let year = at.year().unsigned_abs();
    let pairs = [
        u8::try_from(year / 100).unwrap_or(99),
        u8::try_from(year % 100).unwrap_or(0),
        at.month().unsigned_abs(),
        at.day().unsigned_abs(),
        at.hour().unsigned_abs(),
        at.minute().unsigned_abs(),
        at.second().unsigned_abs(),
    ];
    let mut text = Vec::with_capacity(15);
    for pair in pairs {
        text.extend([b'0' + pair / 10 % 10, b'0' + pair % 10]);
    }
    text.push(b'Z');
    text
}

/// The first value of what is left: its tag, its contents, and the rest. For what this crate wrote itself.
pub(crate) fn first(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = der.split_first()?;
    let (length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(*length), rest),
        _ => {
            let (octets, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
            let shift = |sum: usize, octet: &u8| sum.checked_mul(256)?.checked_add((*octet).into());
            (octets.iter().try_fold(0, shift)?, rest)
        }
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((*tag, content, rest))
}

/// The arcs of a dotted identifier.
pub(crate) fn arcs(text: &str) -> Result<Vec<u64>, DemoPkiError> {
    let fail = || DemoPkiError::ObjectIdentifier(text.to_owned());
    let arcs = text
        .split('.')
        .map(str::parse)
        .collect::<Result<Vec<u64>, _>>()
        .map_err(|_| fail())?;
    match arcs.as_slice() {
        [0..=1, 0..=39, ..] | [2, 0..=0xffff, ..] => Ok(arcs),
        _ => Err(fail()),
    }
}

/// An OBJECT IDENTIFIER (X.690 §8.19).
pub(crate) fn object_identifier(text: &str) -> Result<Vec<u8>, DemoPkiError> {
    let arcs = arcs(text)?;
    let (first, rest) = arcs.split_at(2);
    let mut content = Vec::new();
    base_128(
        first
            .iter()
            .rev()
            .zip([1, 40])
            .map(|(arc, weight)| arc * weight)
            .sum(),
        &mut content,
    );
    rest.iter().for_each(|arc| base_128(*arc, &mut content));
    Ok(tlv(OBJECT_IDENTIFIER, &content))
}

fn base_128(arc: u64, content: &mut Vec<u8>) {
    let digits: Vec<u8> = (0..10)
        .rev()
        .map(|place| u8::try_from((arc >> (7 * place)) & 0x7f).unwrap_or(0))
        .collect();
    let start = digits.iter().position(|digit| *digit != 0).unwrap_or(9);
    content.extend(
        digits
            .iter()
            .enumerate()
            .skip(start)
            .map(|(index, digit)| if index < 9 { digit | 0x80 } else { *digit }),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_encoded_as_everybody_does() {
        assert_eq!(
            object_identifier("1.2.840.113549").unwrap(),
            [6, 6, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d]
        );
        assert_eq!(
            object_identifier("2.5.29.37.0").unwrap(),
            [6, 4, 0x55, 0x1d, 0x25, 0x00]
        );
        assert_eq!(
            object_identifier("2.16.704").unwrap(),
            [6, 3, 0x60, 0x85, 0x40]
        );
        for wrong in ["", "1", "3.1", "1.40.1", "1.2.x"] {
            assert!(object_identifier(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn integers_are_the_shortest_and_never_negative() {
        for (octets, content) in [
            (&[][..], &[0][..]),
            (&[0, 0], &[0]),
            (&[0x7f], &[0x7f]),
            (&[0x80], &[0, 0x80]),
            (&[0, 1, 0], &[1, 0]),
        ] {
            assert_eq!(unsigned(octets), content);
        }
    }

    #[test]
    fn named_bits_end_with_a_one() {
        assert_eq!(named_bits([]), [0]);
        assert_eq!(named_bits([0]), [7, 0x80]);
        assert_eq!(named_bits([5, 6]), [1, 0x06]);
        assert_eq!(named_bits([8]), [7, 0, 0x80]);
    }

    #[test]
    fn times_change_their_type_with_2050() {
        let at = |text: &str| time(text.parse().unwrap());
        assert_eq!(at("2049-12-31T23:59:59Z"), tlv(UTC_TIME, b"491231235959Z"));
        assert_eq!(
            at("2050-01-01T00:00:00Z"),
            tlv(GENERALIZED_TIME, b"20500101000000Z")
        );
        assert_eq!(at("1950-01-01T00:00:00Z"), tlv(UTC_TIME, b"500101000000Z"));
        assert_eq!(
            at("1949-01-01T00:00:00Z"),
            tlv(GENERALIZED_TIME, b"19490101000000Z")
        );
    }

    #[test]
    fn what_is_written_is_read() {
        let long = tlv(4, &[7; 300]);
        let both = [long, vec![5, 0]].concat();
        let (tag, content, rest) = first(&both).unwrap();
        assert_eq!((tag, content.len(), rest), (4, 300, &[5, 0][..]));
        assert!(first(&[4, 2, 1]).is_none());
    }

    #[test]
    fn long_contents_have_long_lengths() {
        assert_eq!(tlv(4, &[0; 127])[..2], [4, 127]);
        assert_eq!(tlv(4, &[0; 128])[..3], [4, 0x81, 128]);
        assert_eq!(tlv(4, &[0; 300])[..4], [4, 0x82, 1, 44]);
    }
}
