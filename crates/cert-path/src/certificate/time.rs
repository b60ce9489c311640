//! Times of a certificate (RFC 5280 §4.1.2.5).

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::asn1::Element;
use crate::error::{CertificateError, CertificateErrorKind as Kind};

const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// `Time ::= CHOICE { utcTime UTCTime, generalTime GeneralizedTime }`, in Zulu, with seconds, without fractions.
///
/// Either form is read for any year; the RFC's rule of which to use from 2050 on changes no meaning.
pub(crate) fn read(element: &Element<'_>) -> Result<Timestamp, CertificateError> {
    let digits = element
        .content
        .strip_suffix(b"Z")
        .ok_or(element.error(Kind::Time))?;
    let instant = match (element.tag, digits.len()) {
        // RFC 5280 §4.1.2.5.1: YY below 50 is 20YY, else 19YY.
        (UTC_TIME, 12) => number(digits, 0..2)
            .map(|yy| if yy < 50 { 2000 + yy } else { 1900 + yy })
            .and_then(|year| at(year, digits.get(2..)?)),
        // §4.1.2.5.2
        (GENERALIZED_TIME, 14) => number(digits, 0..4).and_then(|year| at(year, digits.get(4..)?)),
        (UTC_TIME | GENERALIZED_TIME, _) => None,
        _ => {
            return Err(element.error(Kind::UnexpectedTag {
                expected: UTC_TIME,
                found: element.tag,
            }));
        }
    };
    instant.ok_or(element.error(Kind::Time))
}

/// RFC 5280 §4.1.2.5: UTCTime for the years 1950 to 2049, GeneralizedTime for all others.
pub(super) fn is_due_form(element: &Element<'_>, time: Timestamp) -> bool {
    let year = Offset::UTC.to_datetime(time).year();
    (1950..2050).contains(&year) == (element.tag == UTC_TIME)
}

fn number(digits: &[u8], range: core::ops::Range<usize>) -> Option<i16> {
    digits.get(range)?.iter().try_fold(0_i16, |sum, digit| {
        digit
            .is_ascii_digit()
            .then(|| sum * 10 + i16::from(digit - b'0'))
    })
}

fn at(year: i16, rest: &[u8]) -> Option<Timestamp> {
    let two =
        |start: usize| number(rest, start..start + 2).and_then(|value| i8::try_from(value).ok());
    let civil = DateTime::new(year, two(0)?, two(2)?, two(4)?, two(6)?, two(8)?, 0).ok()?;
    // The last hours of the year 9999 lie beyond the range of Timestamp; "no end" (RFC 5280 §4.1.2.5) stays that.
    Some(Offset::UTC.to_timestamp(civil).unwrap_or(Timestamp::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(tag: u8, text: &str) -> Result<Timestamp, Kind> {
        let mut der = vec![tag, u8::try_from(text.len()).unwrap()];
        der.extend_from_slice(text.as_bytes());
        read(&Element::only(&der, 0).unwrap()).map_err(|error| error.kind)
    }

    #[test]
    fn both_forms_and_the_turn_of_the_century() {
        assert_eq!(
            time(UTC_TIME, "491231235959Z").unwrap().to_string(),
            "2049-12-31T23:59:59Z"
        );
        assert_eq!(
            time(UTC_TIME, "500101000000Z").unwrap().to_string(),
            "1950-01-01T00:00:00Z"
        );
        assert_eq!(
            time(GENERALIZED_TIME, "20500101000000Z")
                .unwrap()
                .to_string(),
            "2050-01-01T00:00:00Z"
        );
        assert_eq!(
            time(GENERALIZED_TIME, "00010101000000Z")
                .unwrap()
                .to_string(),
            "0001-01-01T00:00:00Z"
        );
    }

    #[test]
    fn each_form_has_its_years() {
        for (tag, text, due) in [
            (UTC_TIME, "491231235959Z", true),
            (UTC_TIME, "500101000000Z", true),
            (GENERALIZED_TIME, "20491231235959Z", false),
            (GENERALIZED_TIME, "20500101000000Z", true),
            (GENERALIZED_TIME, "19491231235959Z", true),
            (GENERALIZED_TIME, "99991231235959Z", true),
        ] {
            let der = [&[tag, u8::try_from(text.len()).unwrap()], text.as_bytes()].concat();
            let element = Element::only(&der, 0).unwrap();
            assert_eq!(
                is_due_form(&element, read(&element).unwrap()),
                due,
                "{text}"
            );
        }
    }

    #[test]
    fn no_end_is_the_last_instant_there_is() {
        assert_eq!(
            time(GENERALIZED_TIME, "99991231235959Z"),
            Ok(Timestamp::MAX)
        );
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "2601010000Z",
            "260101000000",
            "260101000000+0700",
            "261301000000Z",
            "260230000000Z",
            "26010100000aZ",
            "",
            "Z",
        ] {
            assert_eq!(time(UTC_TIME, text), Err(Kind::Time), "{text}");
        }
        assert_eq!(time(GENERALIZED_TIME, "20260101000000.5Z"), Err(Kind::Time));
        assert!(matches!(
            time(0x0c, "260101000000Z"),
            Err(Kind::UnexpectedTag { .. })
        ));
    }
}
