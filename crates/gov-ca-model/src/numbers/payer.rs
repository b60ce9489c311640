//! Tax codes and budget codes, which tell bodies apart on forms 02 and 05 of NĐ 68/2024.

use core::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{NumberError, NumberFault, NumberKind, digits, written_as_text};

/// A tax code (mã số thuế): ten digits, and three more after a dash for a dependent unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TaxCode(String);

written_as_text!(TaxCode);

impl FromStr for TaxCode {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let digits = digits(NumberKind::TaxCode, text)?;
        let fault = match digits.len() {
            10 => return Ok(Self(digits)),
            13 => {
                let (unit, branch) = digits.split_at(10);
                return Ok(Self(format!("{unit}-{branch}")));
            }
            9 => NumberFault::LeadingZerosLost { digits: 9 },
            length => NumberFault::Length { length },
        };
        Err(NumberKind::TaxCode.refuses(fault))
    }
}

/// The number of a unit that works with the state budget (mã số đơn vị có quan hệ với ngân sách): seven digits, as in the
/// `UID=MNS:…` of ministries' certificates. That all have seven is an observation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BudgetCode(String);

written_as_text!(BudgetCode);

impl FromStr for BudgetCode {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let text = text.trim();
        let digits = digits(
            NumberKind::BudgetCode,
            text.strip_prefix("MNS:").unwrap_or(text),
        )?;
        if digits.len() != 7 {
            let length = digits.len();
            return Err(NumberKind::BudgetCode.refuses(NumberFault::Length { length }));
        }
        Ok(Self(digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tax_codes_have_ten_digits_or_ten_and_three() {
        let read = |text: &str| text.parse::<TaxCode>().map_err(|error| error.fault);
        assert_eq!(read("0101234567").unwrap().as_str(), "0101234567");
        for text in ["0101234567-001", "0101234567 001", "0101234567001"] {
            assert_eq!(read(text).unwrap().as_str(), "0101234567-001");
        }
        assert_eq!(
            read("101234567"),
            Err(NumberFault::LeadingZerosLost { digits: 9 })
        );
        assert_eq!(read("01012345678"), Err(NumberFault::Length { length: 11 }));
        let odd = NumberFault::Character {
            character: 'x',
            position: 0,
        };
        assert_eq!(read("x"), Err(odd));
    }

    #[test]
    fn budget_codes_have_seven_digits_with_or_without_the_prefix_of_certificates() {
        let read = |text: &str| text.parse::<BudgetCode>().map_err(|error| error.fault);
        assert_eq!(read("1234567"), read("MNS:1234567"));
        assert_eq!(read("1234567").unwrap().as_str(), "1234567");
        assert_eq!(read("123456"), Err(NumberFault::Length { length: 6 }));
    }
}
