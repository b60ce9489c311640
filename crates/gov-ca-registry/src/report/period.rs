//! The time a report is about.

use core::fmt;
use core::str::FromStr;

use gov_ca_model::VietnamDay;
use regulation_rules::facts::ReportPeriod;
use serde::{Deserialize, Serialize};

/// A quarter, half-year or year, or the days that somebody asks about (Bình Định Điều 10(2)). In data `2025`, `2025-H1`, `2025-Q3`,
/// `2025-01-10..2025-03-02`; the same days are always the same period.
///
/// ```
/// use gov_ca_registry::report::Period;
///
/// let year: Period = "2025-01-01..2025-12-31".parse()?;
/// assert_eq!(year.to_string(), "2025");
/// assert_eq!(year.vietnamese(), "năm 2025");
/// # Ok::<(), gov_ca_registry::report::BadPeriod>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    first: VietnamDay,
    last: VietnamDay,
}

/// What is no period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no period: {0:?}; 2025, 2025-H1, 2025-Q3 or 2025-01-10..2025-03-02 is one")]
pub struct BadPeriod(pub String);

impl Period {
    /// The first day.
    pub const fn first(self) -> VietnamDay {
        self.first
    }

    /// The last day.
    pub const fn last(self) -> VietnamDay {
        self.last
    }

    /// Whether a day lies in it.
    pub fn has(self, day: VietnamDay) -> bool {
        self.first <= day && day <= self.last
    }

    /// As much of it as is over at the end of a day; `None` before it begins.
    pub fn until(self, day: VietnamDay) -> Option<Self> {
        let last = self.last.min(day);
        (self.first <= last).then_some(Self { last, ..self })
    }

    /// Which of the kinds that the regulations name.
    pub fn kind(self) -> ReportPeriod {
        match self.months() {
            Some((_, 12)) => ReportPeriod::Year,
            Some((_, 6)) => ReportPeriod::HalfYear,
            Some((_, 3)) => ReportPeriod::Quarter,
            _ => ReportPeriod::AdHoc,
        }
    }

    /// As a sentence names it.
    pub fn vietnamese(self) -> String {
        let year = self.first.date().year();
        match self.months() {
            Some((_, 12)) => format!("năm {year}"),
            Some((1, 6)) => format!("6 tháng đầu năm {year}"),
            Some((_, 6)) => format!("6 tháng cuối năm {year}"),
            Some((month, _)) => {
                let quarter = ["I", "II", "III", "IV"][usize::from((month - 1) / 3) % 4];
                format!("quý {quarter} năm {year}")
            }
            None => {
                let (first, last) = (self.first.vietnamese(), self.last.vietnamese());
                format!("từ ngày {first} đến ngày {last}")
            }
        }
    }

    /// As an English sentence names it.
    pub fn english(self) -> String {
        let year = self.first.date().year();
        match self.months() {
            Some((_, 12)) => format!("the year {year}"),
            Some((month, 6)) => format!("half {} of {year}", month.div_ceil(6)),
            Some((month, _)) => format!("quarter {} of {year}", month.div_ceil(3)),
            None => format!("{} to {}", self.first, self.last),
        }
    }

    /// The month it begins with and how many it has, where it is a year, a half of one or a quarter.
    fn months(self) -> Option<(u8, u8)> {
        let (first, month) = (self.first.date(), self.first.date().month().unsigned_abs());
        let lasts = |months: i32| self.last == self.first.plus_months(months).previous();
        let length = [12_u8, 6, 3]
            .into_iter()
            .find(|length| (month - 1) % length == 0 && lasts(i32::from(*length)))?;
        (first.day() == 1).then_some((month, length))
    }

    fn of_months(year: &str, begins: u8, length: i32) -> Option<Self> {
        let is_year = year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit());
        let first: VietnamDay = format!("{year}-{begins:02}-01").parse().ok()?;
        let last = first.plus_months(length).previous();
        is_year.then_some(Self { first, last })
    }

    fn read(text: &str) -> Option<Self> {
        if let Some((first, last)) = text.split_once("..") {
            let (first, last) = (first.parse().ok()?, last.parse().ok()?);
            return (first <= last).then_some(Self { first, last });
        }
        match text.split_once('-') {
            None => Self::of_months(text, 1, 12),
            Some((year, "H1")) => Self::of_months(year, 1, 6),
            Some((year, "H2")) => Self::of_months(year, 7, 6),
            Some((year, "Q1")) => Self::of_months(year, 1, 3),
            Some((year, "Q2")) => Self::of_months(year, 4, 3),
            Some((year, "Q3")) => Self::of_months(year, 7, 3),
            Some((year, "Q4")) => Self::of_months(year, 10, 3),
            Some(_) => None,
        }
    }
}

impl FromStr for Period {
    type Err = BadPeriod;

    fn from_str(text: &str) -> Result<Self, BadPeriod> {
        Self::read(text).ok_or_else(|| BadPeriod(text.chars().take(60).collect()))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.first.date().year();
        match self.months() {
            Some((_, 12)) => write!(f, "{year:04}"),
            Some((month, 6)) => write!(f, "{year:04}-H{}", month.div_ceil(6)),
            Some((month, _)) => write!(f, "{year:04}-Q{}", month.div_ceil(3)),
            None => write!(f, "{}..{}", self.first, self.last),
        }
    }
}

impl TryFrom<String> for Period {
    type Error = BadPeriod;

    fn try_from(text: String) -> Result<Self, BadPeriod> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn every_spelling_is_read_and_written_again() {
        use ReportPeriod::{AdHoc, HalfYear, Quarter, Year};
        for (text, kind, first, last, vi) in [
            ("2025", Year, "2025-01-01", "2025-12-31", "năm 2025"),
            (
                "2025-H1",
                HalfYear,
                "2025-01-01",
                "2025-06-30",
                "6 tháng đầu năm 2025",
            ),
            (
                "2025-H2",
                HalfYear,
                "2025-07-01",
                "2025-12-31",
                "6 tháng cuối năm 2025",
            ),
            (
                "2024-Q1",
                Quarter,
                "2024-01-01",
                "2024-03-31",
                "quý I năm 2024",
            ),
            (
                "2025-Q4",
                Quarter,
                "2025-10-01",
                "2025-12-31",
                "quý IV năm 2025",
            ),
            (
                "2025-01-10..2025-03-02",
                AdHoc,
                "2025-01-10",
                "2025-03-02",
                "từ ngày 10/01/2025 đến ngày 02/03/2025",
            ),
            (
                "2025-02-01..2025-04-30",
                AdHoc,
                "2025-02-01",
                "2025-04-30",
                "từ ngày 01/02/2025 đến ngày 30/04/2025",
            ),
        ] {
            let period = period(text);
            assert_eq!(period.to_string(), text);
            assert_eq!(period.kind(), kind, "{text}");
            assert_eq!(
                (
                    period.first().to_string().as_str(),
                    period.last().to_string().as_str()
                ),
                (first, last)
            );
            assert_eq!(period.vietnamese(), vi);
        }
        assert_eq!(
            period("2025-04-01..2025-06-30").to_string(),
            "2025-Q2",
            "the same days"
        );
    }

    #[test]
    fn what_is_no_period_is_none() {
        for text in [
            "",
            "25",
            "2025-H3",
            "2025-Q5",
            "2025-13",
            "2025-03-02..2025-03-01",
            "2025-02-30..2025-03-01",
            "..",
            "99999",
            "-2025",
            "năm 2025",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
