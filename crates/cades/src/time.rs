//! Times in CMS attributes and tokens.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// `Time ::= CHOICE { utcTime UTCTime, generalizedTime GeneralizedTime }` in DER (RFC 5652 §11.3), read leniently:
/// seconds may be missing, and an offset may stand for `Z` (X.680 §47.3): it is a claim and proves nothing.
pub(crate) fn read(der: &[u8]) -> Option<Timestamp> {
    match der {
        [UTC_TIME, length, text @ ..] if text.len() == usize::from(*length) => utc(text),
        [GENERALIZED_TIME, length, text @ ..] if text.len() == usize::from(*length) => {
            generalized(text)
        }
        _ => None,
    }
}

/// `Time` in DER (RFC 5652 §11.3): UTCTime from 1950 to 2049, GeneralizedTime outside; whole seconds, cut off. `None`: a year that
/// is not of four digits.
pub(crate) fn to_der(moment: Timestamp) -> Option<Vec<u8>> {
    let at = Offset::UTC.to_datetime(moment);
    let year = u16::try_from(at.year()).ok()?;
    let rest = format!(
        "{:02}{:02}{:02}{:02}{:02}Z",
        at.month(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    );
    let (tag, text) = match year {
        1950..=2049 => (UTC_TIME, format!("{:02}{rest}", year % 100)),
        _ => (GENERALIZED_TIME, format!("{year:04}{rest}")),
    };
    let mut der = vec![tag, u8::try_from(text.len()).ok()?];
    der.extend_from_slice(text.as_bytes());
    Some(der)
}

/// `YYMMDDhhmm[ss](Z|±hhmm)`; RFC 5280 §4.1.2.5.1: 50 and above is the twentieth century.
fn utc(text: &[u8]) -> Option<Timestamp> {
    let (year, rest) = number(text, 2)?;
    let year = if year >= 50 { 1900 + year } else { 2000 + year };
    clock(year, rest, false)
}

/// `YYYYMMDDhhmm[ss[.f…]](Z|±hhmm)`, X.680 §46.
pub(crate) fn generalized(text: &[u8]) -> Option<Timestamp> {
    let (year, rest) = number(text, 4)?;
    clock(year, rest, true)
}

fn clock(year: i32, text: &[u8], fractions: bool) -> Option<Timestamp> {
    let (month, text) = number(text, 2)?;
    let (day, text) = number(text, 2)?;
    let (hour, text) = number(text, 2)?;
    let (minute, text) = number(text, 2)?;
    let (second, text) = number(text, 2).unwrap_or((0, text));
    let (nanosecond, text) = match text {
        [b'.' | b',', rest @ ..] if fractions => fraction(rest)?,
        _ => (0, text),
    };
    let offset = offset(text)?;
    let small = |number: i32| i8::try_from(number).ok();
    let date = Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()?;
    let time = Time::new(small(hour)?, small(minute)?, small(second)?, nanosecond).ok()?;
    offset.to_timestamp(date.to_datetime(time)).ok()
}

/// Digits after the decimal point; beyond nanoseconds they are cut off, not rounded into a later time.
fn fraction(text: &[u8]) -> Option<(i32, &[u8])> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (fraction, rest) = text.split_at_checked(digits)?;
    if fraction.is_empty() {
        return None;
    }
    let padded = fraction.iter().chain(std::iter::repeat(&b'0')).take(9);
    let nanosecond = padded.fold(0_i32, |sum, digit| sum * 10 + i32::from(*digit - b'0'));
    Some((nanosecond, rest))
}

fn offset(text: &[u8]) -> Option<Offset> {
    match text {
        b"Z" => Some(Offset::UTC),
        [sign @ (b'+' | b'-'), rest @ ..] => {
            let (hours, rest) = number(rest, 2)?;
            let (minutes, rest) = number(rest, 2)?;
            let seconds = (hours * 60 + minutes) * 60;
            let signed = if *sign == b'-' { -seconds } else { seconds };
            Offset::from_seconds(signed)
                .ok()
                .filter(|_| rest.is_empty())
        }
        _ => None,
    }
}

fn number(text: &[u8], digits: usize) -> Option<(i32, &[u8])> {
    let (number, rest) = text.split_at_checked(digits)?;
    let mut value = 0_i32;
    for digit in number {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i32::from(digit - b'0');
    }
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        generalized(text.as_bytes()).map(|time| time.to_string())
    }

    #[test]
    fn fractions_are_read() {
        assert_eq!(
            shown("20261121215941.485Z").as_deref(),
            Some("2026-11-21T21:59:41.485Z")
        );
        assert_eq!(
            shown("20261121215941.1234567899Z").as_deref(),
            Some("2026-11-21T21:59:41.123456789Z")
        );
        assert_eq!(
            shown("20261121215941Z").as_deref(),
            Some("2026-11-21T21:59:41Z")
        );
        assert_eq!(
            shown("20261122045941+0700").as_deref(),
            Some("2026-11-21T21:59:41Z")
        );
    }

    #[test]
    fn other_texts_are_not_times() {
        for text in [
            "",
            "Z",
            "20261121215941",
            "20261121215941.Z",
            "20261321215941Z",
            "2026112121594aZ",
            "20261121215941ZZ",
            "20261121215941+07000",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let written = |text: &str| to_der(text.parse().unwrap());
        for (moment, tag, text) in [
            ("1949-12-31T23:59:59Z", GENERALIZED_TIME, "19491231235959Z"),
            ("1950-01-01T00:00:00Z", UTC_TIME, "500101000000Z"),
            ("2026-11-23T01:02:03.9Z", UTC_TIME, "261123010203Z"),
            ("2049-12-31T23:59:59Z", UTC_TIME, "491231235959Z"),
            ("2050-01-01T00:00:00Z", GENERALIZED_TIME, "20500101000000Z"),
        ] {
            let der = written(moment).unwrap();
            assert_eq!(der[0], tag, "{moment}");
            assert_eq!(&der[2..], text.as_bytes(), "{moment}");
            let again = read(&der).unwrap();
            assert_eq!(
                again.as_second(),
                moment.parse::<Timestamp>().unwrap().as_second()
            );
        }
        assert_eq!(written("-000001-01-01T00:00:00Z"), None);
    }

    #[test]
    fn centuries_of_utc_time() {
        let year = |text: &[u8]| utc(text).unwrap().to_string();
        assert_eq!(year(b"500101000000Z"), "1950-01-01T00:00:00Z");
        assert_eq!(year(b"490101000000Z"), "2049-01-01T00:00:00Z");
        assert_eq!(year(b"2611212159Z"), "2026-11-21T21:59:00Z");
    }
}
