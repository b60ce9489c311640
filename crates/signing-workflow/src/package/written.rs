//! Numbers, symbols and days as they are written, made comparable; names of files, made harmless.

use gov_ca_model::VietnamDay;
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use unicode_normalization::UnicodeNormalization;

/// A day as programs and people write it: `2026/11/22`, `2026-11-22`, `22/11/2026`, `22-11-2026`, with or without a time behind.
/// A moment with an offset is the day it was in Vietnam (UTC+07:00).
pub(crate) fn day(text: &str) -> Option<VietnamDay> {
    let text = text.trim();
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(VietnamDay::of(moment));
    }
    if let Ok(zoned) = text.parse::<Zoned>() {
        return Some(VietnamDay::of(zoned.timestamp()));
    }
    let date = text.split(['T', ' ']).next()?;
    let parts: Vec<&str> = date.split(['/', '-', '.']).collect();
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    civil(year, month, day)
}

/// A day from its three numbers.
pub(crate) fn civil(year: &str, month: &str, day: &str) -> Option<VietnamDay> {
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(date.into())
}

/// Number and symbol apart: `123` and `QĐ-UBND`. Some programs put the whole `123/QĐ-UBND` into one of the two fields.
pub(crate) fn number_and_symbol(
    number: Option<&str>,
    symbol: Option<&str>,
) -> (Option<String>, Option<String>) {
    let (number, symbol) = (number.map(plain), symbol.map(plain));
    let whole = |text: &Option<String>| {
        let (digits, rest) = text.as_deref()?.split_once('/')?;
        let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| (without_zeros(digits), rest.to_owned()))
    };
    let short = number.as_deref().map(without_zeros);
    match (whole(&number), whole(&symbol)) {
        (Some((first, rest)), _) => (Some(first), Some(rest)),
        (None, Some((first, rest))) if short.as_ref().is_none_or(|one| *one == first) => {
            (Some(first), Some(rest))
        }
        _ => (short, symbol),
    }
}

/// NFC, upper case, no white space; dashes of all kinds are one.
fn plain(text: &str) -> String {
    text.nfc()
        .filter(|c| !c.is_whitespace() && *c != '\u{200b}')
        .map(|c| {
            if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}') {
                '-'
            } else {
                c
            }
        })
        .flat_map(char::to_uppercase)
        .collect()
}

fn without_zeros(number: &str) -> String {
    let short = number.trim_start_matches('0');
    if short.is_empty() {
        number.to_owned()
    } else {
        short.to_owned()
    }
}

/// A file name for showing: control characters and those that turn the direction of writing are replaced, and its length is
/// bounded. It is never used as a path. Reports of the package hold it and parts are found by it, so it is decided here, whatever
/// a terminal may show.
pub(crate) fn shown_name(text: &str) -> String {
    let harmless = |c: char| {
        let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if c.is_control() || turns {
            '\u{fffd}'
        } else {
            c
        }
    };
    text.nfc().map(harmless).take(255).collect()
}

/// Whether a name would lead somewhere if anybody used it as a path.
pub(crate) fn leads_away(name: &str) -> bool {
    name.contains(['/', '\\', '\0'])
        || name == ".."
        || name == "."
        || name.contains('\u{fffd}')
        || name.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_vietnamese_days() {
        let expected = Some(VietnamDay::new(2026, 11, 22));
        for text in [
            "2026/11/22",
            "2026-11-22",
            "22/11/2026",
            "22-11-2026",
            " 22/11/2026 08:30:00",
            "2026-11-21T18:30:00Z",
            "2026-11-22T00:10:00+07:00",
            "2026-11-22T23:59:00",
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in [
            "",
            "N/A",
            "22/11",
            "31/02/2026",
            "2026/13/01",
            "22/11/26",
            "a/b/c",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn number_and_symbol_are_one_however_they_are_filled_in() {
        let whole = (Some("123".to_owned()), Some("QĐ-UBND".to_owned()));
        for (number, symbol) in [
            (Some("123"), Some("QĐ-UBND")),
            (Some("0123"), Some(" qđ – ubnd")),
            (Some("123/QĐ-UBND"), None),
            (None, Some("123/QĐ-UBND")),
            (Some("123"), Some("123/QĐ-UBND")),
            (Some("123/QĐ-UBND"), Some("QĐ-UBND")),
        ] {
            assert_eq!(
                number_and_symbol(number, symbol),
                whole,
                "{number:?} {symbol:?}"
            );
        }
        // A symbol may have a year or a slash of its own: 12/2026/NĐ-CP.
        let decree = (Some("12".to_owned()), Some("2026/NĐ-CP".to_owned()));
        assert_eq!(number_and_symbol(Some("12"), Some("2026/NĐ-CP")), decree);
        assert_eq!(number_and_symbol(Some("12/2026/NĐ-CP"), None), decree);
        assert_eq!(number_and_symbol(None, None), (None, None));
    }

    #[test]
    fn a_name_is_shown_and_leads_nowhere() {
        assert_eq!(shown_name("a\u{202e}fdp.exe\n"), "a\u{fffd}fdp.exe\u{fffd}");
        assert_eq!(shown_name(&"x".repeat(1000)).len(), 255);
        for name in ["../../etc/passwd", "C:\\x.pdf", "/etc/passwd", "..", "a\0b"] {
            assert!(leads_away(name), "{name}");
        }
        assert!(!leads_away("Công văn số 12.pdf"));
    }
}
