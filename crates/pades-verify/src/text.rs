//! Text strings and dates of PDF (ISO 32000-2 §7.9.2.2, §7.9.4), read without ever failing.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// A text string: UTF-16 or UTF-8 with their marks, else one character a byte.
///
/// PDFDocEncoding differs from Latin-1 in a few signs; the difference is not worth a table in a claim that proves nothing.
pub(crate) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .filter_map(|pair| pair.try_into().ok().map(unit))
        .collect();
    String::from_utf16_lossy(&units)
}

/// A date, `D:YYYYMMDDHHmmSSOHH'mm'`; a missing `D:` and missing smaller parts are read (ISO 32000-2 §7.9.4).
pub(crate) fn date(bytes: &[u8]) -> Option<Timestamp> {
    let text = text(bytes);
    let digits = text.trim().strip_prefix("D:").unwrap_or(text.trim());
    let mut parts = Parts(digits);
    let year = i16::try_from(parts.number(4)?).ok()?;
    let [month, day] = [parts.small(1)?, parts.small(1)?];
    let [hour, minute, second] = [parts.small(0)?, parts.small(0)?, parts.small(0)?];
    let local = DateTime::new(year, month, day, hour, minute, second.min(59), 0).ok()?;
    offset(parts.0)?.to_timestamp(local).ok()
}

fn offset(text: &str) -> Option<Offset> {
    let sign = match text.chars().next() {
        None | Some('Z') => return Some(Offset::UTC),
        Some('+') => 1,
        Some('-') => -1,
        Some(_) => return None,
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let mut parts = Parts(&digits);
    let seconds = i32::from(parts.small(0)?) * 3600 + i32::from(parts.small(0)?) * 60;
    Offset::from_seconds(sign * seconds).ok()
}

struct Parts<'t>(&'t str);

impl Parts<'_> {
    fn number(&mut self, width: usize) -> Option<u32> {
        let (head, rest) = self.0.split_at_checked(width)?;
        self.0 = rest;
        head.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| head.parse().ok())?
    }

    /// Two digits, or the default when the text ends here.
    fn small(&mut self, default: i8) -> Option<i8> {
        if self.0.is_empty() || !self.0.starts_with(|first: char| first.is_ascii_digit()) {
            return Some(default);
        }
        i8::try_from(self.number(2)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<String> {
        date(text.as_bytes()).map(|time| time.to_string())
    }

    #[test]
    fn dates_are_read_with_and_without_their_mark() {
        assert_eq!(
            at("D:20261121143005+07'00'").unwrap(),
            "2026-11-21T07:30:05Z"
        );
        assert_eq!(at("20261121073005Z").unwrap(), "2026-11-21T07:30:05Z");
        assert_eq!(at("D:20261121").unwrap(), "2026-11-21T00:00:00Z");
        assert_eq!(at("D:2026x"), None);
        assert_eq!(at("D:20261321000000Z"), None);
        assert_eq!(at(""), None);
    }

    #[test]
    fn vietnamese_is_read_from_utf16_and_utf8() {
        let utf16: Vec<u8> = [0xfe, 0xff]
            .into_iter()
            .chain("Đà Nẵng".encode_utf16().flat_map(u16::to_be_bytes))
            .collect();
        assert_eq!(text(&utf16), "Đà Nẵng");
        assert_eq!(
            text(&[b"\xef\xbb\xbf".as_slice(), "Đà Nẵng".as_bytes()].concat()),
            "Đà Nẵng"
        );
        assert_eq!(text(b"Da Nang"), "Da Nang");
    }
}
