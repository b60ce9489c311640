//! When an instrument is in force: half-open, and honest about days nobody knows.

use gov_ca_model::VietnamDay;

use crate::{Lang, Text, text};

/// From its first day (ngày có hiệu lực) up to, and not including, the day it ceased.
///
/// A text that prints an inclusive last day of 09/04/2025 is `until(2025-04-10)` here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Force {
    /// The first day.
    pub start: Start,
    /// The first day that is no longer in force.
    pub end: End,
}

/// The first day in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Known.
    On(VietnamDay),
    /// Not in the text read: certainly not before `issued`, where that day is known.
    Unknown {
        /// The day of issue, where known.
        issued: Option<VietnamDay>,
    },
}

/// The end of force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Still in force as far as has been read.
    Open,
    /// This is the first day on which it no longer is.
    Before(VietnamDay),
    /// It ended, or may have; nobody here knows when.
    Unknown,
}

/// The answer for one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InForce {
    /// In force.
    Yes,
    /// Not yet.
    NotYet,
    /// No longer.
    Ended,
    /// The days read do not tell.
    Unknown,
}

impl Force {
    /// Nothing is known: an instrument whose text leaves number or day blank.
    pub const UNKNOWN: Self = Self {
        start: Start::Unknown { issued: None },
        end: End::Unknown,
    };

    /// In force since `first`, open-ended.
    pub const fn since(first: VietnamDay) -> Self {
        Self {
            start: Start::On(first),
            end: End::Open,
        }
    }

    /// The start is not in the text read; it was issued on `issued`.
    pub const fn issued_on(issued: VietnamDay) -> Self {
        Self {
            start: Start::Unknown {
                issued: Some(issued),
            },
            end: End::Open,
        }
    }

    /// The same, ended: `first_day_without` is the first day it is no longer in force.
    #[must_use]
    pub const fn until(self, first_day_without: VietnamDay) -> Self {
        Self {
            start: self.start,
            end: End::Before(first_day_without),
        }
    }

    /// Whether it is in force on `day`.
    pub fn on(self, day: VietnamDay) -> InForce {
        if matches!(self.end, End::Before(end) if day >= end) {
            return InForce::Ended;
        }
        match self.start {
            Start::On(first) if day < first => InForce::NotYet,
            Start::Unknown {
                issued: Some(issued),
            } if day < issued => InForce::NotYet,
            Start::Unknown { .. } => InForce::Unknown,
            Start::On(_) if self.end == End::Unknown => InForce::Unknown,
            Start::On(_) => InForce::Yes,
        }
    }

    /// The first day, where it is known.
    pub const fn first_day(self) -> Option<VietnamDay> {
        match self.start {
            Start::On(first) => Some(first),
            Start::Unknown { .. } => None,
        }
    }

    /// The first day without force, where there is one and it is known.
    pub const fn first_day_without(self) -> Option<VietnamDay> {
        match self.end {
            End::Before(day) => Some(day),
            End::Open | End::Unknown => None,
        }
    }

    /// `hiệu lực từ 15/11/2018 đến hết 09/04/2025`: inclusive, as people read days.
    pub fn text(self, lang: Lang) -> String {
        let from = match self.start {
            Start::On(day) => format!(
                "{} {}",
                Text {
                    vi: "hiệu lực từ",
                    en: "in force since"
                }
                .in_language(lang),
                text::day(day, lang)
            ),
            Start::Unknown { .. } => Text {
                vi: "ngày có hiệu lực không ghi trong bản đã đọc",
                en: "start of force not in the text read",
            }
            .in_language(lang)
            .to_owned(),
        };
        match self.end {
            End::Before(day) => {
                let until = Text {
                    vi: "đến hết",
                    en: "to the end of",
                }
                .in_language(lang);
                format!("{from} {until} {}", text::day(day.previous(), lang))
            }
            End::Open | End::Unknown => from,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn day(y: i16, m: i8, d: i8) -> VietnamDay {
        VietnamDay::new(y, m, d)
    }

    #[test]
    fn force_is_half_open() {
        let force = Force::since(day(2018, 11, 15)).until(day(2025, 4, 10));
        assert_eq!(force.on(day(2018, 11, 14)), InForce::NotYet);
        assert_eq!(force.on(day(2018, 11, 15)), InForce::Yes);
        assert_eq!(force.on(day(2025, 4, 9)), InForce::Yes);
        assert_eq!(force.on(day(2025, 4, 10)), InForce::Ended);
        assert_eq!(force.first_day(), Some(day(2018, 11, 15)));
        assert_eq!(force.first_day_without(), Some(day(2025, 4, 10)));
    }

    #[test]
    fn an_unknown_start_is_not_guessed() {
        let force = Force::issued_on(day(2016, 3, 9)).until(day(2025, 12, 1));
        assert_eq!(force.on(day(2016, 3, 8)), InForce::NotYet);
        assert_eq!(force.on(day(2016, 3, 9)), InForce::Unknown);
        assert_eq!(force.on(day(2025, 11, 30)), InForce::Unknown);
        assert_eq!(force.on(day(2025, 12, 1)), InForce::Ended);
        assert_eq!(force.first_day(), None);
        assert_eq!(Force::UNKNOWN.on(day(2022, 1, 1)), InForce::Unknown);
        assert_eq!(Force::UNKNOWN.first_day_without(), None);
    }

    #[test]
    fn an_unknown_end_leaves_every_later_day_open() {
        let force = Force {
            start: Start::On(day(2014, 10, 30)),
            end: End::Unknown,
        };
        assert_eq!(force.on(day(2014, 10, 29)), InForce::NotYet);
        assert_eq!(force.on(day(2014, 10, 30)), InForce::Unknown);
        assert_eq!(
            Force::since(day(2014, 10, 30)).on(day(2028, 1, 1)),
            InForce::Yes
        );
    }

    #[test]
    fn force_is_told_with_its_last_day() {
        let ended = Force::since(day(2018, 11, 15)).until(day(2025, 4, 10));
        assert_eq!(
            ended.text(Lang::Vi),
            "hiệu lực từ 15/11/2018 đến hết 09/04/2025"
        );
        assert_eq!(
            ended.text(Lang::En),
            "in force since 2018-11-15 to the end of 2025-04-09"
        );
        assert_eq!(
            Force::since(day(2024, 8, 15)).text(Lang::Vi),
            "hiệu lực từ 15/08/2024"
        );
        assert_eq!(
            Force::UNKNOWN.text(Lang::En),
            "start of force not in the text read"
        );
    }
}
