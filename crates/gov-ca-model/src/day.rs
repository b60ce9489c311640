//! The legal day: a calendar day in Vietnam.

use core::fmt;
use core::str::FromStr;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use crate::ModelError;

/// A calendar day in Vietnam (ngày), where the clock is seven hours ahead of UTC all year.
///
/// Force of a decree, signing day, issue day and "within the day" are all counted in these. It can be made at compile time:
///
/// ```
/// # use gov_ca_model::VietnamDay;
/// const IN_FORCE: VietnamDay = VietnamDay::new(2024, 8, 15);
/// assert_eq!(IN_FORCE.to_string(), "2024-08-15");
/// assert_eq!(IN_FORCE.vietnamese(), "15/08/2024");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VietnamDay {
    year: i16,
    month: i8,
    day: i8,
}

impl VietnamDay {
    /// The day with these numbers.
    ///
    /// # Panics
    ///
    /// If the calendar has no such day, which in a `static` is a compile error. Read a text with [`str::parse`] instead.
    pub const fn new(year: i16, month: i8, day: i8) -> Self {
        let date = jiff::civil::date(year, month, day);
        let _ = date;
        Self { year, month, day }
    }

    /// The day it was in Vietnam at `instant`.
    pub fn of(instant: Timestamp) -> Self {
        Offset::constant(7).to_datetime(instant).date().into()
    }

    /// The same day as a civil date.
    pub fn date(self) -> Date {
        jiff::civil::date(self.year, self.month, self.day)
    }

    /// The day after, or the same day at the end of the calendar (31/12/9999).
    #[must_use]
    pub fn next(self) -> Self {
        self.date().tomorrow().map_or(self, Self::from)
    }

    /// The day before, or the same day at the start of the calendar.
    #[must_use]
    pub fn previous(self) -> Self {
        self.date().yesterday().map_or(self, Self::from)
    }

    /// The same day so many years later; 29 February becomes 28 February where the year has none.
    #[must_use]
    pub fn plus_years(self, years: i16) -> Self {
        let end = self.date().checked_add(Span::new().years(years));
        end.map_or(Self::new(9999, 12, 31), Self::from)
    }

    /// The same day so many months later; the last day of the month where it has no such day.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let end = self.date().checked_add(Span::new().months(months));
        end.map_or(Self::new(9999, 12, 31), Self::from)
    }

    /// So many days later.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        let end = self.date().checked_add(Span::new().days(days));
        end.map_or(Self::new(9999, 12, 31), Self::from)
    }

    /// Whether `earlier` comes before `later`; usable at compile time.
    pub const fn is_before(earlier: Self, later: Self) -> bool {
        if earlier.year != later.year {
            return earlier.year < later.year;
        }
        if earlier.month != later.month {
            return earlier.month < later.month;
        }
        earlier.day < later.day
    }

    /// As official documents print a day: `15/08/2024`.
    pub fn vietnamese(self) -> String {
        format!("{:02}/{:02}/{:04}", self.day, self.month, self.year)
    }
}

impl From<Date> for VietnamDay {
    fn from(date: Date) -> Self {
        Self {
            year: date.year(),
            month: date.month(),
            day: date.day(),
        }
    }
}

impl fmt::Display for VietnamDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for VietnamDay {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let refused = || ModelError::Day {
            text: text.to_owned(),
        };
        if text.len() != 10 {
            return Err(refused());
        }
        text.parse::<Date>().map(Self::from).map_err(|_| refused())
    }
}

impl TryFrom<String> for VietnamDay {
    type Error = ModelError;

    fn try_from(text: String) -> Result<Self, ModelError> {
        text.parse()
    }
}

impl From<VietnamDay> for String {
    fn from(day: VietnamDay) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn months_and_days_are_added_in_the_calendar() {
        let day = VietnamDay::new(2024, 11, 30);
        assert_eq!(day.plus_months(3), VietnamDay::new(2025, 2, 28));
        assert_eq!(day.plus_days(60), VietnamDay::new(2025, 1, 29));
        let last = VietnamDay::new(9999, 12, 31);
        assert_eq!((last.plus_months(1), last.plus_days(1)), (last, last));
    }

    #[test]
    fn the_day_turns_at_seventeen_hours_utc() {
        assert_eq!(
            VietnamDay::of(at("2024-08-14T16:59:59Z")),
            VietnamDay::new(2024, 8, 14)
        );
        assert_eq!(
            VietnamDay::of(at("2024-08-14T17:00:00Z")),
            VietnamDay::new(2024, 8, 15)
        );
    }

    #[test]
    fn order_is_that_of_the_calendar() {
        let days = [
            "2019-12-31",
            "2024-01-31",
            "2024-02-01",
            "2024-02-02",
            "2025-01-01",
        ];
        let days: Vec<VietnamDay> = days.iter().map(|text| text.parse().unwrap()).collect();
        for pair in days.windows(2) {
            assert!(pair[0] < pair[1]);
            assert!(VietnamDay::is_before(pair[0], pair[1]));
            assert!(!VietnamDay::is_before(pair[1], pair[0]));
            assert!(!VietnamDay::is_before(pair[0], pair[0]));
        }
    }

    #[test]
    fn five_years_to_the_day() {
        assert_eq!(
            VietnamDay::new(2024, 8, 15).plus_years(5),
            VietnamDay::new(2029, 8, 15)
        );
        assert_eq!(
            VietnamDay::new(2024, 2, 29).plus_years(5),
            VietnamDay::new(2029, 2, 28)
        );
        assert_eq!(
            VietnamDay::new(9990, 1, 1).plus_years(20),
            VietnamDay::new(9999, 12, 31)
        );
    }

    #[test]
    fn neighbours_cross_months_and_years() {
        assert_eq!(
            VietnamDay::new(2024, 12, 31).next(),
            VietnamDay::new(2025, 1, 1)
        );
        assert_eq!(
            VietnamDay::new(2024, 3, 1).previous(),
            VietnamDay::new(2024, 2, 29)
        );
        assert_eq!(
            VietnamDay::new(9999, 12, 31).next(),
            VietnamDay::new(9999, 12, 31)
        );
    }

    #[test]
    fn texts_that_are_no_day_are_refused() {
        for text in [
            "2024-02-30",
            "2024-8-1",
            "15/08/2024",
            "",
            "2024-08-15T00:00:00",
        ] {
            assert!(
                matches!(text.parse::<VietnamDay>(), Err(ModelError::Day { .. })),
                "{text}"
            );
        }
    }

    #[test]
    fn it_travels_as_a_text() {
        let json = serde_json::to_string(&VietnamDay::new(2018, 11, 15)).unwrap();
        assert_eq!(json, "\"2018-11-15\"");
        assert_eq!(
            serde_json::from_str::<VietnamDay>(&json).unwrap(),
            VietnamDay::new(2018, 11, 15)
        );
        assert!(serde_json::from_str::<VietnamDay>("\"2018-13-15\"").is_err());
    }
}
