//! Vietnamese mobile numbers.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{NumberError, NumberFault, NumberKind, digits, hidden, written_as_text};

/// A Vietnamese mobile number (số điện thoại di động), spelt as at home: `0912345678`. It is written with `+84`, `84` or
/// `0084`, too. Which prefixes are mobile is what we know of today's numbering, not a rule of law read here; the older
/// eleven digits (`01…`) have not been in use since 2018 and are refused.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MobileNumber(String);

written_as_text!(MobileNumber);

impl MobileNumber {
    /// With the code of the country: `+84912345678`.
    pub fn international(&self) -> String {
        format!("+84{}", &self.0[1..])
    }
}

impl FromStr for MobileNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let text = text.trim();
        let digits = digits(
            NumberKind::MobileNumber,
            text.strip_prefix('+').unwrap_or(text),
        )?;
        let refused = |fault| Err(NumberKind::MobileNumber.refuses(fault));
        let length = digits.len();
        let subscriber = match length {
            10 => digits.strip_prefix('0'),
            11 => digits.strip_prefix("84"),
            13 => digits.strip_prefix("0084"),
            9 if mobile(&digits) => return refused(NumberFault::LeadingZerosLost { digits: 9 }),
            _ => return refused(NumberFault::Length { length }),
        };
        match subscriber {
            Some(subscriber) if mobile(subscriber) => Ok(Self(format!("0{subscriber}"))),
            _ => refused(NumberFault::Form),
        }
    }
}

/// Whether nine digits without the leading zero are in a mobile range.
fn mobile(subscriber: &str) -> bool {
    subscriber.starts_with(['3', '5', '7', '8', '9'])
}

impl fmt::Debug for MobileNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MobileNumber({})", hidden(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<MobileNumber, NumberFault> {
        text.parse().map_err(|error: NumberError| error.fault)
    }

    #[test]
    fn one_spelling_for_all_ways_to_write_it() {
        for text in [
            "0912345678",
            "+84912345678",
            "84 912 345 678",
            "0084912345678",
            "0912.345.678",
            " +84-912-345-678",
        ] {
            assert_eq!(read(text).unwrap().as_str(), "0912345678", "{text}");
        }
        assert_eq!(read("0912345678").unwrap().international(), "+84912345678");
    }

    #[test]
    fn lost_zeros_landlines_and_older_numbers_are_refused() {
        assert_eq!(
            read("912345678"),
            Err(NumberFault::LeadingZerosLost { digits: 9 })
        );
        assert_eq!(read("0241234567"), Err(NumberFault::Form));
        assert_eq!(read("01234567890"), Err(NumberFault::Form));
        assert_eq!(read("09123"), Err(NumberFault::Length { length: 5 }));
        assert_eq!(read("+"), Err(NumberFault::Empty));
    }
}
