//! The two shapes that nearly all entries have, read without detours.
//!
//! A mirror CRL has millions of entries, and reading one as any DER takes ten times as long as hashing it. What does not
//! have one of these shapes exactly is left to [`super::entry::read`], which says what is wrong with it, if anything is.

use super::entry::RawEntry;
use crate::revocation::RevocationReason;

/// A UTCTime of 13 octets, with identifier and length.
const UTC_TIME: usize = 15;
/// `crlEntryExtensions` with a reasonCode alone, not critical, all but the number.
const REASON: [u8; 13] = [
    0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01,
];

/// Serial number, time, number of the reason, and how long the entry is.
type Parts<'a> = (&'a [u8], &'a [u8; UTC_TIME], Option<u8>, usize);

/// The entry that `input` begins with, and how long it is: short lengths, a serial number in its shortest form, UTCTime,
/// and no extension or only a reason.
pub(super) fn read(input: &[u8], offset: usize) -> Option<(RawEntry<'_>, usize)> {
    let (serial, time, reason, length) = parts(input)?;
    let entry = RawEntry {
        serial,
        time,
        reason: reason.and_then(RevocationReason::from_number),
        rare: None,
        offset,
    };
    Some((entry, length))
}

/// How many octets of `input` are entries that [`read`] would read and whose serial numbers are not `wanted`. Those of
/// version 1 have no reason.
#[inline]
pub(super) fn skip(input: &[u8], version: u8, wanted: impl Fn(&[u8]) -> bool) -> usize {
    let mut rest = input;
    while let Some((serial, _, reason, length)) = parts(rest) {
        if wanted(serial) || (version == 1 && reason.is_some()) {
            break;
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    input.len() - rest.len()
}

#[inline(always)]
fn parts(input: &[u8]) -> Option<Parts<'_>> {
    let &[
        0x30,
        length @ 0..=0x7f,
        0x02,
        serial_length @ 1..=0x7f,
        ref rest @ ..,
    ] = input
    else {
        return None;
    };
    let (serial, rest) = rest.split_at_checked(usize::from(serial_length))?;
    if let [0x00, 0x00..=0x7f, ..] | [0xff, 0x80..=0xff, ..] = serial {
        return None;
    }
    let (time, rest) = rest.split_first_chunk::<UTC_TIME>()?;
    if !is_utc_time(time) {
        return None;
    }
    let before = 2 + usize::from(serial_length) + UTC_TIME;
    let reason = match usize::from(length).checked_sub(before)? {
        0 => None,
        14 => Some(reason(rest)?),
        _ => return None,
    };
    Some((serial, time, reason, usize::from(length) + 2))
}

#[inline(always)]
fn reason(input: &[u8]) -> Option<u8> {
    let (head, rest) = input.split_first_chunk::<13>()?;
    let number = *rest.first()?;
    (*head == REASON && matches!(number, 0..=6 | 8..=10)).then_some(number)
}

/// Days of the months; February as in a leap year.
const DAYS: [u8; 13] = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Whether these octets are a UTCTime `YYMMDDHHMMSSZ` of the calendar: what `read_time` would read.
#[inline]
fn is_utc_time(octets: &[u8; UTC_TIME]) -> bool {
    let [0x17, 0x0d, digits @ .., b'Z'] = octets else {
        return false;
    };
    let Some((date, [i1, i2, s1, s2])) = digits.split_first_chunk::<8>() else {
        return false;
    };
    let time = [*i1, *i2, *s1, *s2, b'0', b'0', b'0', b'0'];
    let (Some([year, month, day, hour]), Some([minute, second, ..])) = (pairs(*date), pairs(time))
    else {
        return false;
    };
    // 1950 to 2049: every fourth year is a leap year, 2000 too.
    let days = match (month, year % 4) {
        (2, 1..) => 28,
        _ => DAYS.get(usize::from(month)).copied().unwrap_or(0),
    };
    (1..=days).contains(&day) && hour < 24 && minute < 60 && second < 60
}

/// Four numbers of two digits, all eight digits at once: an octet is a digit when its high half is 3 and stays 3 with 6
/// added.
#[inline]
fn pairs(digits: [u8; 8]) -> Option<[u8; 4]> {
    const HIGH: u64 = u64::from_ne_bytes([0xf0; 8]);
    const THREE: u64 = u64::from_ne_bytes([0x30; 8]);
    const SIX: u64 = u64::from_ne_bytes([0x06; 8]);
    let octets = u64::from_le_bytes(digits);
    if octets & HIGH != THREE || octets.wrapping_add(SIX) & HIGH != THREE {
        return None;
    }
    let values = octets & !HIGH;
    // In each pair the first digit is the lower octet: ten times it, and the next one moved beside it.
    let sums = (values * 10 + (values >> 8)).to_le_bytes();
    let [one, _, two, _, three, _, four, _] = sums;
    Some([one, two, three, four])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::asn1::Element;
    use crate::certificate::read_time;
    use crate::revocation::crl::entry;

    fn utc_time(text: &str) -> [u8; UTC_TIME] {
        let mut octets = [0; UTC_TIME];
        octets[0] = 0x17;
        octets[1] = 0x0d;
        octets[2..].copy_from_slice(text.as_bytes());
        octets
    }

    fn agree(octets: &[u8; UTC_TIME]) {
        let slowly = read_time(&Element::only(octets, 0).unwrap());
        assert_eq!(is_utc_time(octets), slowly.is_ok(), "{octets:02x?}");
    }

    #[test]
    fn times_at_the_edges() {
        for text in [
            "000229000000Z",
            "010229000000Z",
            "240229235959Z",
            "500229000000Z",
            "520229000000Z",
            "260431000000Z",
            "260430000000Z",
            "260100000000Z",
            "260132000000Z",
            "260001000000Z",
            "261301000000Z",
            "260101240000Z",
            "260101006000Z",
            "260101000060Z",
            "26010100000:Z",
            "26010100000/Z",
            "2601010000000",
        ] {
            agree(&utc_time(text));
        }
    }

    proptest! {
        #[test]
        fn times_are_told_as_slowly(digits in proptest::collection::vec(0_u8..=10, 12)) {
            let text: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
            agree(&utc_time(&format!("{text}Z")));
        }

        #[test]
        fn what_is_read_quickly_is_read_slowly_too(
            serial in proptest::collection::vec(any::<u8>(), 1..25),
            day in 0_u8..40,
            reason in proptest::option::of(0_u8..12),
            flip in proptest::option::of((any::<proptest::sample::Index>(), any::<u8>())),
        ) {
            let mut body = vec![0x02, u8::try_from(serial.len()).unwrap()];
            body.extend(&serial);
            body.extend(utc_time(&format!("2601{day:02}000000Z")));
            if let Some(reason) = reason {
                body.extend(REASON);
                body.push(reason);
            }
            let mut input = vec![0x30, u8::try_from(body.len()).unwrap()];
            input.extend(body);
            if let Some((at, octet)) = flip {
                let at = at.index(input.len());
                input[at] = octet;
            }
            if let Some((quick, length)) = read(&input, 0) {
                let element = Element::only(&input[..length], 0).unwrap();
                let slow = entry::read(&element, 2).unwrap();
                prop_assert_eq!(quick.serial, slow.serial);
                prop_assert_eq!(quick.time, slow.time);
                prop_assert_eq!(quick.reason, slow.reason);
                prop_assert!(skip(&input, 2, |_| false) >= length);
                prop_assert_eq!(skip(&input, 2, |_| true), 0);
                let in_version_1 = skip(&input, 1, |_| false);
                prop_assert_eq!(in_version_1 > 0, quick.reason.is_none());
                prop_assert!(slow.invalidity_date().is_none() && slow.unknown_critical().is_none());
            }
        }
    }
}
