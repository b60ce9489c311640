//! The name of an arrival.

use core::fmt;
use core::str::FromStr;

use gov_ca_model::VietnamDay;
use serde::{Deserialize, Serialize};

/// The day of arrival in Vietnam and the number of that year (số đến): `2026-11-23-0001`. It is the name of a folder, and never
/// anything else than these digits.
///
/// That numbers begin anew with every year is ours: what NĐ 30/2020 Điều 22 asks of the register has not been read in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ArrivalId {
    day: VietnamDay,
    number: u32,
}

/// Not the name of an arrival.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of an arrival (2026-11-23-0001)")]
pub struct NoArrivalId;

impl ArrivalId {
    pub(crate) const fn new(day: VietnamDay, number: u32) -> Self {
        Self { day, number }
    }

    /// The day it arrived, in Vietnam.
    #[must_use]
    pub const fn day(self) -> VietnamDay {
        self.day
    }

    /// The number of arrival.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.number
    }

    /// The year whose numbers it is one of.
    #[must_use]
    pub fn year(self) -> i16 {
        self.day.date().year()
    }
}

impl fmt::Display for ArrivalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}", self.day, self.number)
    }
}

impl FromStr for ArrivalId {
    type Err = NoArrivalId;

    fn from_str(text: &str) -> Result<Self, NoArrivalId> {
        let (day, number) = text.rsplit_once('-').ok_or(NoArrivalId)?;
        let day = day.parse().map_err(|_| NoArrivalId)?;
        let number = number.parse().map_err(|_| NoArrivalId)?;
        let id = Self { day, number };
        // One name for one arrival: no sign, no other zeros.
        let is_it = number > 0 && id.to_string() == text;
        is_it.then_some(id).ok_or(NoArrivalId)
    }
}

impl TryFrom<String> for ArrivalId {
    type Error = NoArrivalId;

    fn try_from(text: String) -> Result<Self, NoArrivalId> {
        text.parse()
    }
}

impl From<ArrivalId> for String {
    fn from(id: ArrivalId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_is_written_and_no_other() {
        for (number, text) in [
            (1, "2026-11-23-0001"),
            (9999, "2026-11-23-9999"),
            (12345, "2026-11-23-12345"),
        ] {
            let id = ArrivalId::new(VietnamDay::new(2026, 11, 23), number);
            assert_eq!(id.to_string(), text);
            assert_eq!(text.parse(), Ok(id));
            assert_eq!(id.year(), 2026);
        }
        for text in [
            "",
            "2026-11-23",
            "2026-11-23-",
            "2026-11-23-1",
            "2026-11-23-0000",
            "2026-11-23-00001",
            "2026-11-23-+001",
            "2026-11-31-0001",
            "../2026-11-23-0001",
            "2026-11-23-0001/..",
            "2026-11-23-99999999999",
        ] {
            assert_eq!(text.parse::<ArrivalId>(), Err(NoArrivalId), "{text}");
        }
    }
}
