//! What changes over time: values, each with the day it begins.

use serde::{Deserialize, Serialize};

use crate::{ModelError, VietnamDay};

/// Values that follow one another, each from its day until the day before the next. Never empty; the days ascend.
///
/// ```
/// use gov_ca_model::{Timeline, VietnamDay};
///
/// let name = Timeline::from_day(VietnamDay::new(2008, 4, 1), "Sở Thông tin và Truyền thông");
/// let name = name.then(VietnamDay::new(2025, 3, 1), "Sở Khoa học và Công nghệ")?;
/// assert_eq!(name.on(VietnamDay::new(2024, 8, 15)), Some(&"Sở Thông tin và Truyền thông"));
/// assert_eq!(name.latest(), &"Sở Khoa học và Công nghệ");
/// # Ok::<(), gov_ca_model::ModelError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    try_from = "Vec<Since<T>>",
    into = "Vec<Since<T>>",
    bound(serialize = "T: Clone + Serialize")
)]
pub struct Timeline<T> {
    first: Since<T>,
    later: Vec<Since<T>>,
}

/// A value and the day it begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Since<T> {
    /// The first day.
    pub since: VietnamDay,
    /// The value.
    pub value: T,
}

impl<T> Timeline<T> {
    /// One value from `since` on.
    pub const fn from_day(since: VietnamDay, value: T) -> Self {
        Self {
            first: Since { since, value },
            later: Vec::new(),
        }
    }

    /// Another value from `since` on.
    ///
    /// # Errors
    ///
    /// [`ModelError::DayNotAfter`] unless `since` is after the day the latest value began.
    pub fn then(mut self, since: VietnamDay, value: T) -> Result<Self, ModelError> {
        let latest = self.latest_since();
        if since <= latest {
            return Err(ModelError::DayNotAfter { day: since, latest });
        }
        self.later.push(Since { since, value });
        Ok(self)
    }

    /// The value on `day`; `None` before the first.
    pub fn on(&self, day: VietnamDay) -> Option<&T> {
        let begun = self.entries().take_while(|entry| entry.since <= day);
        begun.last().map(|entry| &entry.value)
    }

    /// The value that no other follows. It may begin in the future.
    pub fn latest(&self) -> &T {
        &self.later.last().unwrap_or(&self.first).value
    }

    /// The day the latest value begins.
    pub fn latest_since(&self) -> VietnamDay {
        self.later.last().unwrap_or(&self.first).since
    }

    /// The first day that has a value.
    pub const fn begins(&self) -> VietnamDay {
        self.first.since
    }

    /// All values with their days, oldest first.
    pub fn entries(&self) -> impl Iterator<Item = &Since<T>> {
        core::iter::once(&self.first).chain(&self.later)
    }
}

impl<T> TryFrom<Vec<Since<T>>> for Timeline<T> {
    type Error = ModelError;

    fn try_from(entries: Vec<Since<T>>) -> Result<Self, ModelError> {
        let mut entries = entries.into_iter();
        let first = entries.next().ok_or(ModelError::NoValue)?;
        let one = Self {
            first,
            later: Vec::new(),
        };
        entries.try_fold(one, |line, entry| line.then(entry.since, entry.value))
    }
}

impl<T> From<Timeline<T>> for Vec<Since<T>> {
    fn from(line: Timeline<T>) -> Self {
        let mut entries = vec![line.first];
        entries.extend(line.later);
        entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: VietnamDay = VietnamDay::new(2025, 7, 1);

    #[test]
    fn a_value_holds_until_the_day_before_the_next() {
        let line = Timeline::from_day(DAY, 'a').then(DAY.plus_days(10), 'b');
        let line = line.unwrap();
        assert_eq!(line.on(DAY.previous()), None);
        assert_eq!(line.on(DAY), Some(&'a'));
        assert_eq!(line.on(DAY.plus_days(9)), Some(&'a'));
        assert_eq!(line.on(DAY.plus_days(10)), Some(&'b'));
        assert_eq!(
            (line.begins(), line.latest_since()),
            (DAY, DAY.plus_days(10))
        );
        assert_eq!(
            line.then(DAY.plus_days(10), 'c'),
            Err(ModelError::DayNotAfter {
                day: DAY.plus_days(10),
                latest: DAY.plus_days(10)
            })
        );
    }

    #[test]
    fn what_is_written_is_read_again_and_disorder_is_not() {
        let line = Timeline::from_day(DAY, 'a').then(DAY.next(), 'b').unwrap();
        let json = serde_json::to_string(&line).unwrap();
        assert_eq!(
            json,
            r#"[{"since":"2025-07-01","value":"a"},{"since":"2025-07-02","value":"b"}]"#
        );
        assert_eq!(serde_json::from_str::<Timeline<char>>(&json).unwrap(), line);
        assert!(serde_json::from_str::<Timeline<char>>("[]").is_err());
        let disorder = json.replace("07-02", "06-30");
        assert!(serde_json::from_str::<Timeline<char>>(&disorder).is_err());
    }
}
