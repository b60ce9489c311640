//! Numbers of certificates.

use core::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{NumberError, NumberFault, NumberKind, written_as_text};

/// The number of a certificate (số hiệu chứng thư chữ ký số), its X.509 serial number in hexadecimal.
///
/// Forms, tokens and programs write it with colons, spaces, small letters, with or without leading zeros: all are the same
/// number. It is spelt as `cert_path::SerialNumber` shows itself: capital letters, whole octets, no needless ones before.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CertificateNumber(String);

written_as_text!(CertificateNumber);

/// RFC 5280 §4.1.2.2: at most 20 octets.
const MAX_DIGITS: usize = 40;

impl FromStr for CertificateNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let refused = |fault| NumberKind::CertificateNumber.refuses(fault);
        let mut digits = String::new();
        for (position, character) in text.chars().enumerate() {
            match character {
                ':' | '-' => {}
                space if space.is_whitespace() => {}
                digit if digit.is_ascii_hexdigit() => digits.push(digit.to_ascii_uppercase()),
                _ => {
                    return Err(refused(NumberFault::Character {
                        character,
                        position,
                    }));
                }
            }
        }
        if digits.is_empty() {
            return Err(refused(NumberFault::Empty));
        }
        let significant = digits.trim_start_matches('0');
        let length = significant.len();
        if length > MAX_DIGITS {
            return Err(refused(NumberFault::Length { length }));
        }
        let width = length.next_multiple_of(2).max(2);
        Ok(Self(format!("{significant:0>width$}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CertificateNumber, NumberFault> {
        text.parse().map_err(|error: NumberError| error.fault)
    }

    #[test]
    fn one_spelling_for_all_ways_to_write_it() {
        for text in ["0A1B2C", "a1b2c", "0a:1b:2c", " 00 0A 1B 2C", "0A-1B-2C"] {
            assert_eq!(read(text).unwrap().as_str(), "0A1B2C", "{text}");
        }
        assert_eq!(read("000").unwrap().as_str(), "00");
        assert!(read(&format!("00{}", "F".repeat(40))).is_ok());
    }

    #[test]
    fn each_fault_is_told() {
        assert_eq!(read(" :: "), Err(NumberFault::Empty));
        assert_eq!(
            read("12G4"),
            Err(NumberFault::Character {
                character: 'G',
                position: 2
            })
        );
        // as a spreadsheet shows what it took for a number
        assert_eq!(
            read("5.40E+12"),
            Err(NumberFault::Character {
                character: '.',
                position: 1
            })
        );
        assert_eq!(
            read(&"F".repeat(41)),
            Err(NumberFault::Length { length: 41 })
        );
    }
}
