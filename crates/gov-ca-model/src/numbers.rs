//! Numbers and addresses that identify a person, a body, a certificate or a device, as forms and lists write them.
//!
//! A value that exists is well formed and has one spelling: spaces, dots and colons between digits are gone, so that equal
//! numbers are equal values. None of these types says that a number was ever given to anybody.
//!
//! What is personal ([`CitizenNumber`], [`MobileNumber`], [`MailAddress`]) is shown whole by `Display`, which forms need,
//! and cut short by `Debug`, which ends in logs.

mod certificate;
mod citizen;
mod device;
mod error;
mod mail;
mod mobile;
mod payer;

pub use certificate::CertificateNumber;
pub use citizen::CitizenNumber;
pub use device::DeviceNumber;
pub use error::{NumberError, NumberFault, NumberKind};
pub use mail::{MailAddress, MailStanding};
pub use mobile::MobileNumber;
pub use payer::{BudgetCode, TaxCode};

/// What every number here does alike: it is read from a text, shown and stored as one.
macro_rules! written_as_text {
    ($name:ident) => {
        impl $name {
            /// Its one spelling.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = crate::numbers::NumberError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(number: $name) -> Self {
                number.0
            }
        }
    };
}
use written_as_text;

/// The digits of a number, without what people write between them.
fn digits(kind: NumberKind, text: &str) -> Result<String, NumberError> {
    let mut digits = String::new();
    for (position, character) in text.chars().enumerate() {
        match character {
            '0'..='9' => digits.push(character),
            '.' | '-' => {}
            space if space.is_whitespace() => {}
            _ => {
                return Err(kind.refuses(NumberFault::Character {
                    character,
                    position,
                }));
            }
        }
    }
    if digits.is_empty() {
        return Err(kind.refuses(NumberFault::Empty));
    }
    Ok(digits)
}

/// All but the last three characters hidden.
fn hidden(text: &str) -> String {
    let shown = text
        .char_indices()
        .nth_back(2)
        .map_or("", |(at, _)| &text[at..]);
    format!("…{shown}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_personal_is_cut_short_in_debug() {
        let citizen: CitizenNumber = "001099123456".parse().unwrap();
        let mobile: MobileNumber = "0912345678".parse().unwrap();
        let mail: MailAddress = "nguyenvanmau@tinh.gov.vn".parse().unwrap();
        assert_eq!(format!("{citizen:?}"), "CitizenNumber(…456)");
        assert_eq!(format!("{mobile:?}"), "MobileNumber(…678)");
        assert_eq!(format!("{mail:?}"), "MailAddress(…@tinh.gov.vn)");
        assert_eq!(hidden("12"), "…");
        assert_eq!(hidden("123"), "…123");
    }

    #[test]
    fn numbers_travel_as_texts() {
        let tax: TaxCode = serde_json::from_str("\"0101234567 - 001\"").unwrap();
        assert_eq!(serde_json::to_string(&tax).unwrap(), "\"0101234567-001\"");
        assert!(serde_json::from_str::<CitizenNumber>("\"12\"").is_err());
    }
}
