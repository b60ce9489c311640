//! Times as people write them on the command line.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// The years that can be asked for: no PDF signature is older, and X.509 times end there (RFC 5280 §4.1.2.5).
const YEARS: std::ops::RangeInclusive<i64> = 1970..=9999;

/// Why a text is no time; in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BadTime {
    text: String,
    why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    Form,
    Year,
}

impl BadTime {
    pub(crate) fn vietnamese(&self) -> String {
        let why = match self.why {
            Why::Form => "cần dạng RFC 3339 (2026-11-22T08:00:00+07:00) hoặc ngày (2026-11-22)",
            Why::Year => "năm phải từ 1970 đến 9999",
        };
        format!("thời điểm “{}”: {why}", self.text)
    }
}

impl fmt::Display for BadTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.why {
            Why::Form => "must be RFC 3339 (2026-11-22T08:00:00+07:00) or a day (2026-11-22)",
            Why::Year => "the year must be from 1970 to 9999",
        };
        write!(f, "time “{}” {why}", self.text)
    }
}

impl std::error::Error for BadTime {}

/// RFC 3339, or a day, which means its first moment in Vietnam (+07:00).
pub(crate) fn parse(text: &str) -> Result<Timestamp, BadTime> {
    let bad = |why| BadTime {
        text: text.chars().take(64).collect(),
        why,
    };
    if leading_year(text).is_some_and(|year| !YEARS.contains(&year)) {
        return Err(bad(Why::Year));
    }
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(moment);
    }
    let day: Date = text.parse().map_err(|_| bad(Why::Form))?;
    let start = Offset::constant(7).to_timestamp(day.at(0, 0, 0, 0));
    start.map_err(|_| bad(Why::Year))
}

/// The number before the first hyphen, with its sign; absurdly long ones are beyond all years.
fn leading_year(text: &str) -> Option<i64> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = rest.split('-').next()?;
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| sign * digits.parse::<i64>().unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_first_moment_in_vietnam() {
        assert_eq!(
            parse("2026-11-22").unwrap().to_string(),
            "2026-11-21T17:00:00Z"
        );
        assert_eq!(
            parse("2026-11-22T08:00:00+07:00").unwrap().to_string(),
            "2026-11-22T01:00:00Z"
        );
    }

    #[test]
    fn years_before_1970_and_after_9999_are_told_as_such() {
        let year = |text: &str| parse(text).unwrap_err().why;
        for text in [
            "1969-12-31",
            "1900-01-01T00:00:00Z",
            "10000-01-01",
            "+010000-01-01T00:00:00Z",
            "-000001-01-01",
            "99999999999999999999-01-01",
        ] {
            assert_eq!(year(text), Why::Year, "{text}");
        }
        for text in ["", "yesterday", "2026-13-01", "22/11/2026", "2026"] {
            assert_eq!(year(text), Why::Form, "{text}");
        }
        assert!(parse("9999-12-30").is_ok() && parse("1970-01-02").is_ok());
        assert!(parse(&"1".repeat(1 << 20)).unwrap_err().to_string().len() < 200);
    }
}
