//! A parameter and its history.

use gov_ca_model::VietnamDay;

use crate::law::Citation;

/// A value of the law that changes over time: a changed *number* is a new entry, changed *logic* is a new rule.
///
/// Entries are in the order of their days. Others do not compile:
///
/// ```compile_fail
/// use gov_ca_model::VietnamDay;
/// use regulation_rules::{Dated, Entry};
/// static WRONG: Dated<u8> = Dated::new(&[
///     Entry { from: VietnamDay::new(2024, 8, 15), value: 5, cites: None },
///     Entry { from: VietnamDay::new(2018, 11, 15), value: 3, cites: None },
/// ]);
/// ```
///
/// The end of a value is an entry too: `Dated<Option<T>>` with `None`.
#[derive(Debug)]
pub struct Dated<T: 'static> {
    entries: &'static [Entry<T>],
}

/// One value and the day from which it counts.
#[derive(Debug)]
pub struct Entry<T> {
    /// First day.
    pub from: VietnamDay,
    /// The value.
    pub value: T,
    /// Where it is written; `None` for words of ours, never for a number of the law.
    pub cites: Option<Citation>,
}

impl<T> Dated<T> {
    /// The history, oldest first.
    ///
    /// # Panics
    ///
    /// If two entries are out of order or on the same day; in a `static`, that is a compile error.
    pub const fn new(entries: &'static [Entry<T>]) -> Self {
        let mut next = 1;
        while next < entries.len() {
            assert!(
                VietnamDay::is_before(entries[next - 1].from, entries[next].from),
                "entries are in order of their days"
            );
            next += 1;
        }
        Self { entries }
    }

    /// The value on `day`; `None` before the first entry.
    pub fn at(&self, day: VietnamDay) -> Option<&'static T> {
        self.entry_at(day).map(|entry| &entry.value)
    }

    /// The entry that counts on `day`.
    pub fn entry_at(&self, day: VietnamDay) -> Option<&'static Entry<T>> {
        self.entries.iter().rev().find(|entry| entry.from <= day)
    }

    /// All entries, oldest first.
    pub const fn entries(&self) -> &'static [Entry<T>] {
        self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static STEPS: Dated<Option<u8>> = Dated::new(&[
        Entry {
            from: VietnamDay::new(2018, 11, 15),
            value: Some(3),
            cites: None,
        },
        Entry {
            from: VietnamDay::new(2024, 8, 15),
            value: Some(5),
            cites: None,
        },
        Entry {
            from: VietnamDay::new(2025, 4, 10),
            value: None,
            cites: None,
        },
    ]);

    #[test]
    fn a_value_counts_from_its_first_day() {
        assert_eq!(STEPS.at(VietnamDay::new(2018, 11, 14)), None);
        assert_eq!(STEPS.at(VietnamDay::new(2018, 11, 15)), Some(&Some(3)));
        assert_eq!(STEPS.at(VietnamDay::new(2024, 8, 14)), Some(&Some(3)));
        assert_eq!(STEPS.at(VietnamDay::new(2024, 8, 15)), Some(&Some(5)));
        assert_eq!(STEPS.at(VietnamDay::new(2026, 1, 1)), Some(&None));
        assert_eq!(STEPS.entries().len(), 3);
    }
}
