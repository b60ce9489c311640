//! The number ledger (sổ số văn bản) of one office: next number per series and year, reserved, used, void, never twice.
//!
//! NĐ 30/2020 Điều 15(1): a number is one of a single running series of the office in a year. Which documents share a series is the office's
//! to say; that a series begins at 01 on 1 January is known from the decree's annex (`nd-30-2020/number-used-twice`).

use std::path::Path;

use gov_ca_model::VietnamDay;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::log::{Log, LogError};

/// One number of a series in a year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Number {
    /// The series, as the office calls it: `QĐ`, or one for all documents.
    pub series: String,
    /// The year.
    pub year: i16,
    /// The number, from 1.
    pub number: u32,
}

/// What became of a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "kebab-case")]
pub enum Standing {
    /// Kept for a document.
    Reserved {
        /// Which.
        document: String,
    },
    /// A document was issued with it.
    Used {
        /// Which.
        document: String,
    },
    /// Nobody may use it any more.
    Void {
        /// Why.
        reason: String,
    },
}

/// A line of the ledger: what became of a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    /// Which number.
    #[serde(flatten)]
    pub number: Number,
    /// What became of it.
    #[serde(flatten)]
    pub standing: Standing,
}

/// Why a number is not given, used or made void.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// The ledger itself.
    #[error(transparent)]
    Log(#[from] LogError),
    /// It is there already.
    #[error("the number {} of the series {} in {} is taken", .0.number, .0.series, .0.year)]
    Taken(Number),
    /// It was not reserved for this document.
    #[error("the number {} of the series {} in {} is not reserved for this document", .0.number, .0.series, .0.year)]
    NotReserved(Number),
    /// There is no next one, or no number 0.
    #[error("there is no such number")]
    Impossible,
}

/// The ledger, open and locked.
#[derive(Debug)]
pub struct NumberLedger {
    log: Log<Numbered>,
}

impl NumberLedger {
    /// Opens the ledger, and begins one where there is none.
    ///
    /// # Errors
    /// [`LogError`].
    pub fn open(path: &Path) -> Result<Self, LogError> {
        Log::open(path).map(|log| Self { log })
    }

    /// What became of each number, in the order in which they were taken.
    #[must_use]
    pub fn numbers(&self) -> Vec<Numbered> {
        let mut numbers: Vec<Numbered> = Vec::new();
        for entry in self.log.entries() {
            let event = &entry.event;
            match numbers.iter_mut().find(|one| one.number == event.number) {
                Some(known) => known.standing = event.standing.clone(),
                None => numbers.push(event.clone()),
            }
        }
        numbers
    }

    fn standing(&self, number: &Number) -> Option<Standing> {
        let of_it = |entry: &&super::log::Entry<Numbered>| entry.event.number == *number;
        let last = self.log.entries().iter().rev().find(of_it)?;
        Some(last.event.standing.clone())
    }

    /// The next number of a series in a year: 1 where there is none yet.
    ///
    /// # Errors
    /// [`NumberError::Impossible`] behind the largest.
    pub fn next(&self, series: &str, year: i16) -> Result<u32, NumberError> {
        let mine = |number: &&Number| number.series == series && number.year == year;
        let numbers = self.log.entries().iter().map(|entry| &entry.event.number);
        let last = numbers.filter(mine).map(|number| number.number).max();
        last.unwrap_or(0)
            .checked_add(1)
            .ok_or(NumberError::Impossible)
    }

    /// Reserves the next number for a document. A document that has one of this series and year already gets the same: nothing is burnt
    /// when a run is begun again.
    ///
    /// # Errors
    /// [`NumberError`].
    pub fn reserve(
        &mut self,
        series: &str,
        day: VietnamDay,
        document: &str,
        at: Timestamp,
    ) -> Result<Number, NumberError> {
        let year = day.date().year();
        let held = self.numbers().into_iter().find(|one| {
            let reserved =
                matches!(&one.standing, Standing::Reserved { document: held } if held == document);
            reserved && one.number.series == series && one.number.year == year
        });
        if let Some(held) = held {
            return Ok(held.number);
        }
        let number = Number {
            series: series.to_owned(),
            year,
            number: self.next(series, year)?,
        };
        self.keep(number.clone(), document, at)?;
        Ok(number)
    }

    /// Reserves a number that stands on the document already.
    ///
    /// # Errors
    /// [`NumberError::Taken`] by another document.
    pub fn reserve_this(
        &mut self,
        number: Number,
        document: &str,
        at: Timestamp,
    ) -> Result<Number, NumberError> {
        if number.number == 0 {
            return Err(NumberError::Impossible);
        }
        match self.standing(&number) {
            None => self.keep(number.clone(), document, at)?,
            Some(Standing::Reserved { document: held }) if held == document => {}
            Some(_) => return Err(NumberError::Taken(number)),
        }
        Ok(number)
    }

    fn keep(&mut self, number: Number, document: &str, at: Timestamp) -> Result<(), NumberError> {
        let standing = Standing::Reserved {
            document: document.to_owned(),
        };
        Ok(self.log.add(at, Numbered { number, standing })?)
    }

    /// The document was issued with its number.
    ///
    /// # Errors
    /// [`NumberError::NotReserved`] for it.
    pub fn use_for(
        &mut self,
        number: &Number,
        document: &str,
        at: Timestamp,
    ) -> Result<(), NumberError> {
        match self.standing(number) {
            Some(Standing::Used { document: held }) if held == document => return Ok(()),
            Some(Standing::Reserved { document: held }) if held == document => {}
            _ => return Err(NumberError::NotReserved(number.clone())),
        }
        let standing = Standing::Used {
            document: document.to_owned(),
        };
        let number = number.clone();
        Ok(self.log.add(at, Numbered { number, standing })?)
    }

    /// Nobody uses the number any more: a reserved one, or one that was never given.
    ///
    /// # Errors
    /// [`NumberError::Taken`] where a document was issued with it, or it is void already.
    pub fn void(
        &mut self,
        number: &Number,
        reason: &str,
        at: Timestamp,
    ) -> Result<(), NumberError> {
        if number.number == 0 {
            return Err(NumberError::Impossible);
        }
        match self.standing(number) {
            None | Some(Standing::Reserved { .. }) => {}
            Some(_) => return Err(NumberError::Taken(number.clone())),
        }
        let standing = Standing::Void {
            reason: reason.to_owned(),
        };
        let number = number.clone();
        Ok(self.log.add(at, Numbered { number, standing })?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;
    const DAY: VietnamDay = VietnamDay::new(2026, 11, 23);

    fn ledger(folder: &tempfile::TempDir) -> NumberLedger {
        NumberLedger::open(&folder.path().join("so-van-ban.jsonl")).unwrap()
    }

    fn number(number: u32) -> Number {
        Number {
            series: "QĐ".to_owned(),
            year: 2026,
            number,
        }
    }

    #[test]
    fn numbers_run_on_within_a_series_and_a_year() {
        let folder = tempfile::tempdir().unwrap();
        let mut book = ledger(&folder);
        let mut reserve = |series: &str, day, document: &str| {
            book.reserve(series, day, document, NOW).unwrap().number
        };
        assert_eq!(reserve("QĐ", DAY, "a"), 1);
        assert_eq!(reserve("QĐ", DAY, "b"), 2);
        assert_eq!(reserve("CV", DAY, "c"), 1);
        assert_eq!(reserve("QĐ", VietnamDay::new(2027, 1, 1), "d"), 1);
        assert_eq!(
            reserve("QĐ", DAY, "b"),
            2,
            "the same document, the same number"
        );
        drop(book);
        assert_eq!(ledger(&folder).next("QĐ", 2026).unwrap(), 3);
    }

    #[test]
    fn a_number_is_used_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut book = ledger(&folder);
        book.reserve("QĐ", DAY, "a", NOW).unwrap();
        assert!(matches!(
            book.use_for(&number(1), "b", NOW),
            Err(NumberError::NotReserved(_))
        ));
        assert!(matches!(
            book.use_for(&number(2), "a", NOW),
            Err(NumberError::NotReserved(_))
        ));
        book.use_for(&number(1), "a", NOW).unwrap();
        book.use_for(&number(1), "a", NOW).unwrap();
        assert!(matches!(
            book.void(&number(1), "nhầm", NOW),
            Err(NumberError::Taken(_))
        ));
        assert!(matches!(
            book.reserve_this(number(1), "a", NOW),
            Err(NumberError::Taken(_))
        ));
        assert_eq!(book.reserve("QĐ", DAY, "a", NOW).unwrap().number, 2);
        assert_eq!(book.numbers().len(), 2);
    }

    #[test]
    fn a_void_number_stays_void() {
        let folder = tempfile::tempdir().unwrap();
        let mut book = ledger(&folder);
        book.reserve("QĐ", DAY, "a", NOW).unwrap();
        book.void(&number(1), "ghi nhầm", NOW).unwrap();
        book.void(&number(5), "để trống", NOW).unwrap();
        for taken in [1, 5] {
            assert!(matches!(
                book.void(&number(taken), "", NOW),
                Err(NumberError::Taken(_))
            ));
            assert!(matches!(
                book.use_for(&number(taken), "a", NOW),
                Err(NumberError::NotReserved(_))
            ));
        }
        assert_eq!(book.reserve("QĐ", DAY, "a", NOW).unwrap().number, 6);
        let void = Standing::Void {
            reason: "ghi nhầm".to_owned(),
        };
        assert_eq!(
            book.numbers()[0],
            Numbered {
                number: number(1),
                standing: void
            }
        );
    }

    #[test]
    fn a_number_on_the_document_is_reserved_as_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let mut book = ledger(&folder);
        assert_eq!(book.reserve_this(number(41), "a", NOW).unwrap(), number(41));
        assert_eq!(book.reserve_this(number(41), "a", NOW).unwrap(), number(41));
        assert!(matches!(
            book.reserve_this(number(41), "b", NOW),
            Err(NumberError::Taken(_))
        ));
        assert!(matches!(
            book.reserve_this(number(0), "b", NOW),
            Err(NumberError::Impossible)
        ));
        assert!(matches!(
            book.void(&number(0), "", NOW),
            Err(NumberError::Impossible)
        ));
        assert_eq!(book.next("QĐ", 2026).unwrap(), 42);
        book.reserve_this(number(u32::MAX), "c", NOW).unwrap();
        assert!(matches!(
            book.reserve("QĐ", DAY, "d", NOW),
            Err(NumberError::Impossible)
        ));
        assert_eq!(book.log.entries().len(), 2);
    }
}
