//! Citizen numbers.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{NumberError, NumberFault, NumberKind, digits, hidden, written_as_text};

/// The number of a person (số định danh cá nhân, số căn cước): twelve digits, or the nine of the older identity card
/// (chứng minh nhân dân), which older certificates and lists still name.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CitizenNumber(String);

written_as_text!(CitizenNumber);

impl CitizenNumber {
    /// Whether it is one of the older cards' nine digits.
    pub fn is_of_the_older_card(&self) -> bool {
        self.0.len() == OLDER
    }
}

const PRESENT: usize = 12;
const OLDER: usize = 9;

impl FromStr for CitizenNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let digits = digits(NumberKind::CitizenNumber, text)?;
        let fault = match digits.len() {
            PRESENT | OLDER => return Ok(Self(digits)),
            // numbers of either kind begin with one or two zeros in most provinces
            count @ (8 | 10 | 11) => NumberFault::LeadingZerosLost { digits: count },
            length => NumberFault::Length { length },
        };
        Err(NumberKind::CitizenNumber.refuses(fault))
    }
}

impl fmt::Debug for CitizenNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CitizenNumber({})", hidden(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CitizenNumber, NumberFault> {
        text.parse().map_err(|error: NumberError| error.fault)
    }

    #[test]
    fn twelve_digits_or_nine_however_they_are_spaced() {
        assert_eq!(read("001099123456").unwrap().as_str(), "001099123456");
        assert_eq!(
            read(" 001 099\u{a0}123.456 ").unwrap().as_str(),
            "001099123456"
        );
        assert!(!read("001099123456").unwrap().is_of_the_older_card());
        assert!(read("012345678").unwrap().is_of_the_older_card());
    }

    #[test]
    fn each_fault_is_told() {
        assert_eq!(read(""), Err(NumberFault::Empty));
        assert_eq!(read(" - "), Err(NumberFault::Empty));
        assert_eq!(
            read("1099123456"),
            Err(NumberFault::LeadingZerosLost { digits: 10 })
        );
        assert_eq!(
            read("12345678"),
            Err(NumberFault::LeadingZerosLost { digits: 8 })
        );
        assert_eq!(read("1234567"), Err(NumberFault::Length { length: 7 }));
        assert_eq!(
            read("0010991234567"),
            Err(NumberFault::Length { length: 13 })
        );
        let odd = NumberFault::Character {
            character: 'O',
            position: 0,
        };
        assert_eq!(read("O01099123456"), Err(odd));
        let arabic = NumberFault::Character {
            character: '٣',
            position: 2,
        };
        assert_eq!(read("00٣099123456"), Err(arabic));
    }
}
