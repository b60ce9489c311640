//! Number, symbol and day as they stand on the first page.

use gov_ca_model::VietnamDay;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::written;

/// What the lines of a page say. It is what the file says its glyphs mean, which a crafted file can make something else than what
/// people see: it can contradict the metadata, and it proves nothing by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Printed {
    /// The number (số).
    pub number: Option<String>,
    /// The symbol (ký hiệu).
    pub symbol: Option<String>,
    /// The day of issue.
    pub date: Option<VietnamDay>,
}

impl Printed {
    /// From the lines of the first page, in reading order, with what was stamped onto it.
    ///
    /// `Số: 123/QĐ-UBND` and `…, ngày 22 tháng 11 năm 2026` (NĐ 30/2020, Phụ lục I, mục II.3–4), each once: where two different ones
    /// stand on a page, none is taken.
    #[must_use]
    pub fn of_lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let lines: Vec<String> = lines.into_iter().map(|line| line.nfc().collect()).collect();
        let code = the_only(lines.iter().filter_map(|line| number(line)));
        let (number, symbol) = match code {
            Some(code) => written::number_and_symbol(Some(&code), None),
            None => (None, None),
        };
        Self {
            number,
            symbol,
            date: the_only(lines.iter().filter_map(|line| date(line))),
        }
    }
}

fn the_only<T: PartialEq>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// `Số: 123/QĐ-UBND` at the start of a line. References inside sentences ("căn cứ Nghị định số …") begin otherwise.
fn number(line: &str) -> Option<String> {
    let line = line.trim_start();
    let rest = line
        .strip_prefix("Số")
        .or_else(|| line.strip_prefix("SỐ"))?;
    let rest = rest
        .trim_start()
        .strip_prefix(':')
        .unwrap_or(rest)
        .trim_start();
    let (digits, behind) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?);
    let symbol = behind.trim_start().strip_prefix('/')?.trim_start();
    let end = symbol
        .find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '('))
        .unwrap_or(symbol.len());
    let symbol = symbol.get(..end)?.trim_end_matches(['.', ':']);
    (!digits.is_empty() && !symbol.is_empty()).then(|| format!("{digits}/{symbol}"))
}

/// `Hà Nội, ngày 05 tháng 9 năm 2026`: the place, a comma, the day, and nothing behind.
fn date(line: &str) -> Option<VietnamDay> {
    let lower = line.to_lowercase();
    let (before, rest) = lower.split_once("ngày")?;
    if !before.trim_end().ends_with(',') {
        return None;
    }
    let (day, rest) = rest.split_once("tháng")?;
    let (month, rest) = rest.split_once("năm")?;
    let rest = rest.trim().trim_end_matches('.');
    written::civil(rest, month.trim(), day.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &[&str] = &[
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 0123/QĐ-UBND",
        "Lạc Hồng, ngày 05 tháng 9 năm 2026",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;",
    ];

    #[test]
    fn number_symbol_and_day_are_read_from_the_head() {
        let printed = Printed::of_lines(LETTER.iter().copied());
        assert_eq!(printed.number.as_deref(), Some("123"));
        assert_eq!(printed.symbol.as_deref(), Some("QĐ-UBND"));
        assert_eq!(printed.date, Some(VietnamDay::new(2026, 9, 5)));
    }

    #[test]
    fn two_that_differ_are_none() {
        let twice = LETTER
            .iter()
            .copied()
            .chain(["Số: 9/QĐ-UBND", "Hà Nội, ngày 1 tháng 1 năm 2025"]);
        assert_eq!(Printed::of_lines(twice), Printed::default());
        let same = LETTER.iter().copied().chain(["Số: 0123/QĐ-UBND"]);
        assert_eq!(Printed::of_lines(same).number.as_deref(), Some("123"));
    }

    #[test]
    fn what_is_not_written_is_not_read() {
        for line in [
            "Số:      /QĐ-UBND",
            "Số lượng: 12/15",
            "Số: 12",
            "ngày 5 tháng 9 năm 2026",
            "Hà Nội, ngày   tháng   năm 2026",
            "Số điện thoại: 024/123",
        ] {
            assert_eq!(Printed::of_lines([line]), Printed::default(), "{line}");
        }
    }
}
