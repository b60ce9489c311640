//! Days as people and spreadsheets write them.

use gov_ca_model::VietnamDay;

use super::super::fault::Fault;
use super::super::table::{Content, is_whole};
use super::super::xlsx::day_of_number;
use super::text;
use crate::names::plain;

/// A cell with the format of a day; a text as `05/09/2026`, `5-9-2026`, `2026-09-05`, `ngày 05 tháng 9 năm 2026`; or the number of a
/// day that lost its format. Days come before months: a spreadsheet that took the text for an American day has changed it
/// before we see it.
pub(super) fn read(content: &Content) -> Result<VietnamDay, Fault> {
    match content {
        Content::Day(day) => Ok(*day),
        // 1927 to 2119: the number of a year is no day
        Content::Number(number) if is_whole(*number) && (10_000.0..80_000.0).contains(number) => {
            day_of_number(*number).ok_or(Fault::NotADay)
        }
        _ => of_text(&text(content)?),
    }
}

/// See [`read`].
pub(super) fn of_text(text: &str) -> Result<VietnamDay, Fault> {
    let numbers = numbers(text).ok_or(Fault::NotADay)?;
    let (day, month, year) = match numbers.as_slice() {
        [(day, 1..=2), (month, 1..=2), (year, 4)] => (*day, *month, *year),
        [(year, 4), (month, 1..=2), (day, 1..=2)] => (*day, *month, *year),
        _ => return Err(Fault::NotADay),
    };
    format!("{year:04}-{month:02}-{day:02}")
        .parse()
        .map_err(|_| Fault::NoSuchDay)
}

/// The numbers of a text with the count of their digits, if what stands between them is what stands in days.
fn numbers(text: &str) -> Option<Vec<(u32, usize)>> {
    let mut numbers = Vec::new();
    let text = text.replace(['/', '.', '-'], " ");
    for word in plain(&text).split(' ') {
        match word.parse() {
            Ok(number) if word.len() <= 4 && !word.starts_with('+') => {
                numbers.push((number, word.len()))
            }
            _ if ["ngay", "thang", "nam"].contains(&word) => {}
            _ => return None,
        }
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_day() {
        for text in [
            "05/09/2026",
            "5/9/2026",
            "05-09-2026",
            "5.9.2026",
            "2026-09-05",
            " 05 / 09 / 2026 ",
            "ngày 05 tháng 9 năm 2026",
            "Ngày 5 Tháng 9 Năm 2026",
        ] {
            assert_eq!(
                read(&text.into()).unwrap(),
                VietnamDay::new(2026, 9, 5),
                "{text}"
            );
        }
        assert_eq!(
            read(&Content::Number(45_519.0)).unwrap(),
            VietnamDay::new(2024, 8, 15)
        );
    }

    #[test]
    fn what_is_no_day() {
        for text in [
            "",
            "1985",
            "5/9/26",
            "9/2026",
            "hôm nay",
            "05/09/2026 08:00",
            "5/9/20261",
            "+5/9/2026",
        ] {
            assert_eq!(read(&text.into()), Err(Fault::NotADay), "{text}");
        }
        for text in ["31/02/2026", "12/31/2026", "00/01/2026", "29/02/2025"] {
            assert_eq!(read(&text.into()), Err(Fault::NoSuchDay), "{text}");
        }
        assert_eq!(read(&Content::Number(1985.0)), Err(Fault::NotADay));
        assert_eq!(read(&Content::Number(45_519.5)), Err(Fault::NotADay));
    }
}
