//! The plain values that forms are filled with: texts and days.

use gov_ca_model::VietnamDay;
use serde::{Deserialize, Serialize};

/// Who writes, and when: boxes 2 to 4 of the layout (NĐ 30/2020 Phụ lục I).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Letterhead {
    /// The body above the office; empty where none is printed.
    pub superior: String,
    /// The office.
    pub agency: String,
    /// Number and symbol: `12/SNV-VP`; `/SNV-VP` leaves room for the number.
    pub number: String,
    /// The place (địa danh).
    pub place: String,
    /// The day; none leaves room for it.
    pub day: Option<VietnamDay>,
}

/// Who signs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signer {
    /// Authority and title, a line each: `KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC`.
    pub title: String,
    /// The name.
    pub name: String,
}

/// A person to be written to, who takes a device, or who brings one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// The personal identification number (số định danh cá nhân).
    pub citizen_number: String,
    /// When that was issued.
    pub issued_on: Option<VietnamDay>,
    /// Where that was issued.
    pub issued_at: String,
    /// The position.
    pub position: String,
    /// The mobile telephone.
    pub mobile: String,
    /// The official mail address.
    pub mail: String,
    /// Where post reaches them.
    pub address: String,
}

impl Letterhead {
    /// The line of the number: “Số: 12/SNV-VP”, or with room for it.
    pub(super) fn number_line(&self) -> String {
        match self.number.trim() {
            "" => format!("Số: {}/{}", dots(4), dots(6)),
            symbol if symbol.starts_with('/') => format!("Số:            {symbol}"),
            number => format!("Số: {number}"),
        }
    }

    /// The line of place and day.
    pub(super) fn place_and_day(&self) -> String {
        placed(&self.place, self.day)
    }
}

/// “Lạc Hồng, ngày 05 tháng 01 năm 2026”: days below 10 and the months 1 and 2 have a zero before them (NĐ 30/2020 Phụ lục I).
pub(super) fn placed(place: &str, day: Option<VietnamDay>) -> String {
    match (place.trim(), day) {
        // room for a stamp: blanks, no dots (NĐ 30/2020 Phụ lục I, box 4)
        (place, None) if !place.is_empty() => {
            format!("{place}, ngày        tháng        năm 20{}", dots(1))
        }
        (place, day) => format!("{}, {}", or_dots(place, 4), long_day(day)),
    }
}

/// “ngày 05 tháng 01 năm 2026”, or with room for it.
pub(super) fn long_day(day: Option<VietnamDay>) -> String {
    let Some(day) = day.map(VietnamDay::date) else {
        return format!("ngày {} tháng {} năm {}", dots(2), dots(2), dots(3));
    };
    let month = match day.month() {
        month @ 1..=2 => format!("{month:02}"),
        month => month.to_string(),
    };
    format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
}

/// “05/01/2026”, or nothing.
pub(super) fn short_day(day: Option<VietnamDay>) -> String {
    day.map_or_else(String::new, VietnamDay::vietnamese)
}

/// A text, or room for one.
pub(super) fn or_dots(text: &str, length: usize) -> String {
    or(text, &dots(length))
}

/// A text, or what stands for it where there is none.
pub(super) fn or(text: &str, other: &str) -> String {
    match text.trim() {
        "" => other.to_owned(),
        text => text.to_owned(),
    }
}

/// So many ellipses.
pub(super) fn dots(length: usize) -> String {
    "…".repeat(length)
}

/// The texts that are not empty, a line each.
pub(super) fn stacked<const N: usize>(texts: [&str; N]) -> String {
    let there: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    there.join("\n")
}

/// A count with a zero before it where it is below ten, as official documents write numbers of things.
pub(super) fn counted(count: usize) -> String {
    format!("{count:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_the_decree_wants_them() {
        let day = |month, day| long_day(Some(VietnamDay::new(2026, month, day)));
        assert_eq!(day(1, 5), "ngày 05 tháng 01 năm 2026");
        assert_eq!(day(2, 12), "ngày 12 tháng 02 năm 2026");
        assert_eq!(day(3, 9), "ngày 09 tháng 3 năm 2026");
        assert_eq!(long_day(None), "ngày …… tháng …… năm ………");
    }

    #[test]
    fn a_number_that_is_missing_leaves_room() {
        let number = |number: &str| {
            let head = Letterhead {
                number: number.to_owned(),
                ..Letterhead::default()
            };
            head.number_line()
        };
        assert_eq!(number("12/SNV-VP"), "Số: 12/SNV-VP");
        assert_eq!(number("/SNV-VP"), "Số:            /SNV-VP");
        assert_eq!(number(""), "Số: …………/………………");
    }
}
