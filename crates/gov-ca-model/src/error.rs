//! One error type: a text that does not name what it should, or values that do not follow one another.

use crate::VietnamDay;

/// Why something is not one of the nouns of this crate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// A character that an organisation code may not hold (only `.`, `0`–`9` and `A`–`Z`).
    #[error("organisation code holds the character {character:?} at position {position}")]
    CodeCharacter {
        /// The character.
        character: char,
        /// Its position, counted in characters from 0.
        position: usize,
    },
    /// Nothing between two dots, before the first or after the last one, or nothing at all.
    #[error("organisation code has an empty level (number {level})")]
    CodeEmptyLevel {
        /// The empty level, counted from 1 at the left.
        level: usize,
    },
    /// The code is in the thirteen-character form of QCVN 102:2016/BTTTT, whose levels run the other way.
    #[error("organisation code is in the older thirteen-character form of QCVN 102:2016")]
    CodeOfOlderForm,
    /// The code is longer than 35 characters.
    #[error("organisation code has {length} characters, more than 35")]
    CodeTooLong {
        /// Its length in characters.
        length: usize,
    },
    /// A day that the calendar does not have, or a text that is not `YYYY-MM-DD`.
    #[error("not a calendar day (YYYY-MM-DD): {text:?}")]
    Day {
        /// The text.
        text: String,
    },
    /// A value that would begin no later than the one before it.
    #[error("{day} is not after {latest}")]
    DayNotAfter {
        /// The day it would begin.
        day: VietnamDay,
        /// The day the one before it began.
        latest: VietnamDay,
    },
    /// Not thirteen characters of the form `000.00.00.H49`.
    #[error("not an older organisation code (V1V2V3.Z1Z2.Y1Y2.MX): {text:?}")]
    LegacyCode {
        /// The text.
        text: String,
    },
    /// A timeline without a value.
    #[error("a timeline has at least one value")]
    NoValue,
    /// A form number other than 01 to 09.
    #[error("no such form in the appendix of Decree 68/2024/NĐ-CP: {text:?}")]
    Form {
        /// The text.
        text: String,
    },
}
