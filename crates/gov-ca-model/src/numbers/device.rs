//! Numbers of key devices.

use core::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{NumberError, NumberFault, NumberKind, written_as_text};

/// The number on a key device (số hiệu thiết bị lưu khóa bí mật), which forms 05 and 06 of NĐ 68/2024 ask for. It may differ from
/// the serial number that PKCS#11 reports.
///
/// In capital letters and without spaces. No text read here says how such a number looks: the characters are those seen on
/// devices, the length is our bound.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeviceNumber(String);

written_as_text!(DeviceNumber);

/// Ours: four times the sixteen characters of a PKCS#11 serial number (PKCS #11 v3.1 §3.2, CK_TOKEN_INFO).
const MAX_LENGTH: usize = 64;

impl FromStr for DeviceNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let refused = |fault| Err(NumberKind::DeviceNumber.refuses(fault));
        let mut number = String::new();
        for (position, character) in text.chars().enumerate() {
            match character {
                space if space.is_whitespace() => {}
                '-' | '.' | '/' | '_' => number.push(character),
                letter if letter.is_ascii_alphanumeric() => {
                    number.push(letter.to_ascii_uppercase())
                }
                _ => {
                    return refused(NumberFault::Character {
                        character,
                        position,
                    });
                }
            }
        }
        match number.len() {
            length if length > MAX_LENGTH => refused(NumberFault::Length { length }),
            _ if number.bytes().any(|b| b.is_ascii_alphanumeric()) => Ok(Self(number)),
            _ => refused(NumberFault::Empty),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compared_without_case_and_spaces() {
        let read = |text: &str| text.parse::<DeviceNumber>().map_err(|error| error.fault);
        assert_eq!(read(" vgca 00-12/a ").unwrap().as_str(), "VGCA00-12/A");
        assert_eq!(read("VGCA00-12/A"), read("vgca00-12/a"));
        assert_eq!(read("--"), Err(NumberFault::Empty));
        assert_eq!(
            read("số 1"),
            Err(NumberFault::Character {
                character: 'ố',
                position: 1
            })
        );
        assert_eq!(
            read(&"1".repeat(65)),
            Err(NumberFault::Length { length: 65 })
        );
    }
}
