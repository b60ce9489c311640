//! The two days of Vietnam's lunar calendar that public holidays hang on, from the new moons and solar terms as seen at UTC+7.

use std::sync::LazyLock;

use calendrical_calculations::chinese_based::{
    Chinese, ChineseBased, YearBounds, month_structure_for_year,
};
use calendrical_calculations::gregorian::{fixed_from_gregorian, gregorian_from_fixed};
use calendrical_calculations::rata_die::RataDie;
use gov_ca_model::VietnamDay;

/// The lunar days of one civil year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LunarDays {
    /// The first day of the lunar year (mùng 1 tháng Giêng).
    pub(super) new_year: VietnamDay,
    /// The tenth day of the third lunar month (10 tháng 3): Hùng Kings' day.
    pub(super) hung_kings: VietnamDay,
}

/// Vietnam's calendar: the same rules as the Chinese one, with the clock of Hà Nội. That makes the new year of 2007 and of 2030 a day
/// earlier than in China.
struct Vietnamese;

impl ChineseBased for Vietnamese {
    fn utc_offset(_: RataDie) -> f64 {
        7.0 / 24.0
    }

    // where the count of years begins; days do not depend on it
    const EPOCH: RataDie = Chinese::EPOCH;
    const DEBUG_NAME: &'static str = "vietnamese";
}

const FIRST: i16 = 2000;
const LAST: i16 = 2060;

static YEARS: LazyLock<Vec<Option<LunarDays>>> =
    LazyLock::new(|| (FIRST..=LAST).map(compute).collect());

/// The lunar days of `year`; `None` outside the years that are offered (2000 to 2060).
pub(super) fn days_of(year: i16) -> Option<LunarDays> {
    let at = usize::try_from(year.checked_sub(FIRST)?).ok()?;
    YEARS.get(at).copied().flatten()
}

fn compute(year: i16) -> Option<LunarDays> {
    // any day in summer is in the lunar year that began this civil year
    let bounds = YearBounds::compute::<Vietnamese>(fixed_from_gregorian(year.into(), 7, 1));
    let (long, leap) =
        month_structure_for_year::<Vietnamese>(bounds.new_year, bounds.next_new_year);
    // the leap month repeats the one before it: a second or third month in the order that is a leap month comes before the third month
    let before = if leap.is_some_and(|index| index <= 3) {
        3
    } else {
        2
    };
    let lengths = long
        .iter()
        .take(before)
        .map(|is_long| if *is_long { 30 } else { 29 });
    let third_month = bounds.new_year + lengths.sum::<i64>();
    Some(LunarDays {
        new_year: day(bounds.new_year)?,
        hung_kings: day(third_month + 9)?,
    })
}

fn day(fixed: RataDie) -> Option<VietnamDay> {
    let (year, month, day) = gregorian_from_fixed(fixed).ok()?;
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As printed in calendars of those years.
    const NEW_YEARS: [(i16, i8, i8); 26] = [
        (2005, 2, 9),
        (2006, 1, 29),
        (2007, 2, 17),
        (2008, 2, 7),
        (2009, 1, 26),
        (2010, 2, 14),
        (2011, 2, 3),
        (2012, 1, 23),
        (2013, 2, 10),
        (2014, 1, 31),
        (2015, 2, 19),
        (2016, 2, 8),
        (2017, 1, 28),
        (2018, 2, 16),
        (2019, 2, 5),
        (2020, 1, 25),
        (2021, 2, 12),
        (2022, 2, 1),
        (2023, 1, 22),
        (2024, 2, 10),
        (2025, 1, 29),
        (2026, 2, 17),
        (2027, 2, 6),
        (2028, 1, 26),
        (2029, 2, 13),
        (2030, 2, 2),
    ];

    #[test]
    fn the_year_begins_when_calendars_say() {
        for (year, month, day) in NEW_YEARS {
            assert_eq!(
                days_of(year).unwrap().new_year,
                VietnamDay::new(year, month, day)
            );
        }
    }

    #[test]
    fn hung_kings_day_is_the_tenth_of_the_third_month() {
        let days = [
            (2014, 4, 9),
            (2015, 4, 28),
            (2016, 4, 16),
            (2017, 4, 6),
            (2018, 4, 25),
            (2019, 4, 14),
            (2020, 4, 2),
            (2021, 4, 21),
            (2022, 4, 10),
            (2023, 4, 29),
            (2024, 4, 18),
            (2025, 4, 7),
            (2026, 4, 26),
        ];
        for (year, month, day) in days {
            assert_eq!(
                days_of(year).unwrap().hung_kings,
                VietnamDay::new(year, month, day)
            );
        }
    }

    #[test]
    fn other_years_are_not_guessed() {
        assert!(days_of(1999).is_none() && days_of(2061).is_none());
        assert!(days_of(2000).is_some() && days_of(2060).is_some());
        assert!(days_of(i16::MIN).is_none());
    }
}
