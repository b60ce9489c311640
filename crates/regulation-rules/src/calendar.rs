//! Working days (ngày làm việc) in Vietnam's state agencies, and how time limits are counted.
//!
//! One convention for all rules: the day of the event is not counted; a limit of so many working days ends with the last hour of the last
//! of them; hours are hours, not working hours. Public holidays come from the Labour Code with its clause; what the Code leaves to a
//! yearly decision, and what was not read, is marked as ours, and an operator's calendar wins over both.

mod lunar;

use std::collections::BTreeMap;

use gov_ca_model::VietnamDay;
use jiff::civil::Weekday;
use serde::Deserialize;

use crate::Text;

/// The calendar of working days.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    stated: BTreeMap<VietnamDay, OperatorDay>,
}

/// A day as an operator states it: a day off in place of another one, or a Saturday that is worked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperatorDay {
    /// The day.
    pub on: VietnamDay,
    /// Whether it is worked.
    pub working: bool,
    /// The decision or notice that says so.
    pub source: String,
}

/// Why a day is off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOff {
    /// In words.
    pub why: Text,
    /// Who says so.
    pub source: DaySource,
}

/// Who makes a day a day off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DaySource {
    /// The law, at this place.
    Law(&'static str),
    /// This program: not read in a text, or chosen among what the text leaves open.
    Ours(Text),
    /// An operator, on this ground.
    Operator(String),
}

/// Khoản 1 Điều 112 of the Labour Code, read through a law publisher; it is in force from 01/01/2021.
const CODE: VietnamDay = VietnamDay::new(2021, 1, 1);

const BEFORE_THE_CODE: DaySource = DaySource::Ours(Text::new(
    "luật của thời gian này chưa đọc; lấy theo Bộ luật Lao động số 45/2019/QH14",
    "the law of that time has not been read; taken as in the Labour Code No. 45/2019/QH14",
));

impl Calendar {
    /// With days that an operator states.
    pub fn with(stated: &[OperatorDay]) -> Self {
        let stated = stated.iter().map(|day| (day.on, day.clone())).collect();
        Self { stated }
    }

    /// Whether state agencies work on `day`.
    pub fn is_working(&self, day: VietnamDay) -> bool {
        self.off(day).is_none()
    }

    /// Why `day` is off, if it is.
    pub fn off(&self, day: VietnamDay) -> Option<DayOff> {
        if let Some(stated) = self.stated.get(&day) {
            return (!stated.working).then(|| DayOff {
                why: Text::new("ngày nghỉ theo thông báo", "a day off by notice"),
                source: DaySource::Operator(stated.source.clone()),
            });
        }
        holiday(day)
            .or_else(|| {
                weekend(day).then_some(DayOff {
                    why: WEEKEND,
                    source: WEEKEND_OURS,
                })
            })
            .or_else(|| {
                stands_in(day).then_some(DayOff {
                    why: STAND_IN,
                    source: STAND_IN_OURS,
                })
            })
    }

    /// The last day of a time limit of `days` working days that began with an event on `event`.
    ///
    /// The day of the event is not counted. A limit of no days ends on the day itself.
    pub fn working_days_after(&self, event: VietnamDay, days: u16) -> VietnamDay {
        let mut day = event;
        for _ in 0..days {
            day = self.next_working_day(day);
        }
        day
    }

    fn next_working_day(&self, after: VietnamDay) -> VietnamDay {
        let mut day = after.next();
        // an operator may state as many days off as they like; the calendar itself ends
        while !self.is_working(day) && day != day.next() {
            day = day.next();
        }
        day
    }
}

const WEEKEND: Text = Text::new("ngày nghỉ hằng tuần", "weekend");
const WEEKEND_OURS: DaySource = DaySource::Ours(Text::new(
    "thứ Bảy, Chủ nhật theo chương trình",
    "Saturday and Sunday, as this program takes them",
));
const STAND_IN: Text = Text::new("nghỉ bù", "in place of a holiday on a weekend");
const STAND_IN_OURS: DaySource = DaySource::Ours(Text::new(
    "ngày làm việc kế tiếp, theo chương trình",
    "the next working day, as this program takes it",
));

fn weekend(day: VietnamDay) -> bool {
    matches!(day.date().weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// A holiday that falls on a weekend is made up for on the next working day.
fn stands_in(day: VietnamDay) -> bool {
    /// No run of days off is longer.
    const LONGEST_RUN: usize = 15;
    let mut run = vec![day];
    for _ in 0..LONGEST_RUN {
        run.push(run.last().map_or(day, |later| later.previous()));
    }
    let (mut owed, mut stands_in) = (0_u8, false);
    for at in run.into_iter().rev() {
        let (weekend, holiday) = (weekend(at), holiday(at).is_some());
        stands_in = !weekend && !holiday && owed > 0;
        if weekend && holiday {
            owed += 1;
        } else if stands_in {
            owed -= 1;
        }
    }
    stands_in
}

/// The public holidays (Bộ luật Lao động số 45/2019/QH14 khoản 1 Điều 112).
fn holiday(day: VietnamDay) -> Option<DayOff> {
    let date = day.date();
    let (why, place) = match (date.month(), date.day()) {
        (1, 1) => (Text::new("Tết Dương lịch", "New Year's Day"), "điểm a"),
        (4, 30) => (Text::new("Ngày Chiến thắng", "Victory Day"), "điểm c"),
        (5, 1) => (
            Text::new("Ngày Quốc tế lao động", "International Labour Day"),
            "điểm d",
        ),
        (9, 2) => (NATIONAL_DAY, "điểm đ"),
        (9, 1) if day >= CODE => {
            return Some(DayOff {
                why: NATIONAL_DAY,
                source: SECOND_NATIONAL_DAY,
            });
        }
        _ => return lunar_holiday(day),
    };
    Some(DayOff {
        why,
        source: source(day, place),
    })
}

const NATIONAL_DAY: Text = Text::new("Quốc khánh", "National Day");
const SECOND_NATIONAL_DAY: DaySource = DaySource::Ours(Text::new(
    "luật định 01 ngày liền kề trước hoặc sau ngày 02/9; lấy ngày 01/9 theo chương trình",
    "the law says a day right before or after 2 September; this program takes 1 September",
));

fn lunar_holiday(day: VietnamDay) -> Option<DayOff> {
    let lunar = lunar::days_of(day.date().year())?;
    if day == lunar.hung_kings {
        let why = Text::new("Giỗ Tổ Hùng Vương", "Hùng Kings' Day");
        return Some(DayOff {
            why,
            source: source(day, "điểm e"),
        });
    }
    let mut tet = lunar.new_year.previous();
    for _ in 0..TET_DAYS {
        if day == tet {
            return Some(DayOff {
                why: TET,
                source: TET_OURS,
            });
        }
        tet = tet.next();
    }
    None
}

const TET_DAYS: u8 = 5;
const TET: Text = Text::new("Tết Âm lịch", "Lunar New Year");
const TET_OURS: DaySource = DaySource::Ours(Text::new(
    "luật định 05 ngày; lấy ngày cuối năm cũ và bốn ngày đầu năm mới theo chương trình",
    "the law says five days; this program takes the last day of the old year and four of the new one",
));

fn source(day: VietnamDay, point: &str) -> DaySource {
    if day < CODE {
        return BEFORE_THE_CODE;
    }
    DaySource::Law(match point {
        "điểm a" => "điểm a khoản 1 Điều 112 Bộ luật Lao động số 45/2019/QH14",
        "điểm c" => "điểm c khoản 1 Điều 112 Bộ luật Lao động số 45/2019/QH14",
        "điểm d" => "điểm d khoản 1 Điều 112 Bộ luật Lao động số 45/2019/QH14",
        "điểm đ" => "điểm đ khoản 1 Điều 112 Bộ luật Lao động số 45/2019/QH14",
        _ => "điểm e khoản 1 Điều 112 Bộ luật Lao động số 45/2019/QH14",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> VietnamDay {
        text.parse().unwrap()
    }

    fn off(text: &str) -> Option<DayOff> {
        Calendar::default().off(day(text))
    }

    fn after(text: &str, days: u16) -> String {
        Calendar::default()
            .working_days_after(day(text), days)
            .to_string()
    }

    #[test]
    fn the_day_of_the_event_is_not_counted() {
        assert_eq!(after("2026-03-02", 3), "2026-03-05");
        assert_eq!(after("2026-03-05", 3), "2026-03-10");
        assert_eq!(after("2026-03-07", 1), "2026-03-09");
        assert_eq!(after("2026-03-02", 0), "2026-03-02");
    }

    #[test]
    fn holidays_name_their_clause() {
        let law = |text: &str| match off(text).unwrap().source {
            DaySource::Law(place) => place.split_once(" khoản").unwrap().0.to_owned(),
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(law("2026-01-01"), "điểm a");
        assert_eq!(law("2026-04-30"), "điểm c");
        assert_eq!(law("2026-05-01"), "điểm d");
        assert_eq!(law("2026-09-02"), "điểm đ");
        assert_eq!(law("2025-04-07"), "điểm e");
        assert_eq!(off("2020-09-02").unwrap().source, BEFORE_THE_CODE);
        assert_eq!(off("2020-12-31"), None);
        assert!(matches!(
            off("2021-01-01").unwrap().source,
            DaySource::Law(_)
        ));
    }

    #[test]
    fn what_the_law_leaves_open_is_marked_as_ours() {
        for text in ["2026-02-16", "2026-02-17", "2026-02-20"] {
            assert_eq!(
                off(text).unwrap(),
                DayOff {
                    why: TET,
                    source: TET_OURS
                },
                "{text}"
            );
        }
        assert_eq!(off("2026-02-13"), None);
        assert_eq!(off("2026-02-23"), None);
        assert_eq!(off("2026-09-01").unwrap().source, SECOND_NATIONAL_DAY);
        assert_eq!(off("2020-09-01"), None);
        assert_eq!(off("2026-09-03"), None);
        assert_eq!(off("2026-03-07").unwrap().source, WEEKEND_OURS);
        assert_eq!(off("2026-03-08").unwrap().why, WEEKEND);
    }

    #[test]
    fn a_holiday_on_a_weekend_is_made_up_for() {
        // Hùng Kings' day 2026 is a Sunday; 30 April and 1 May 2022 a Saturday and a Sunday
        assert_eq!(
            off("2026-04-27").unwrap(),
            DayOff {
                why: STAND_IN,
                source: STAND_IN_OURS
            }
        );
        assert_eq!(off("2026-04-28"), None);
        assert_eq!(off("2022-05-02").unwrap().why, STAND_IN);
        assert_eq!(off("2022-05-03").unwrap().why, STAND_IN);
        assert_eq!(off("2022-05-04"), None);
        assert_eq!(after("2022-04-29", 1), "2022-05-04");
        assert_eq!(after("2025-04-29", 3), "2025-05-06");
    }

    #[test]
    fn an_operator_knows_better() {
        let stated = |on: &str, working| OperatorDay {
            on: day(on),
            working,
            source: "Thông báo".to_owned(),
        };
        let calendar = Calendar::with(&[
            stated("2025-05-02", false),
            stated("2025-04-26", true),
            stated("2026-09-01", true),
        ]);
        assert!(!calendar.is_working(day("2025-05-02")));
        assert!(calendar.is_working(day("2025-04-26")) && calendar.is_working(day("2026-09-01")));
        let source = calendar.off(day("2025-05-02")).unwrap().source;
        assert_eq!(source, DaySource::Operator("Thông báo".to_owned()));
        assert_eq!(
            calendar.working_days_after(day("2025-04-25"), 1),
            day("2025-04-26")
        );
        assert_eq!(
            calendar.working_days_after(day("2025-04-29"), 1),
            day("2025-05-05")
        );
    }

    #[test]
    fn the_end_of_the_calendar_is_no_trap() {
        let last = VietnamDay::new(9999, 12, 31);
        assert_eq!(Calendar::default().working_days_after(last, 5), last);
    }
}
