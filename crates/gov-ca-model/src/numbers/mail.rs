//! E-mail addresses, and whether the State issued them.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{NumberError, NumberFault, NumberKind, written_as_text};

/// An e-mail address (địa chỉ thư điện tử) of the plain form: a dot-atom, `@`, a domain of at least two labels
/// (RFC 5321 §4.1.2; no quoted parts, no address literals, ASCII only).
///
/// In lower case throughout. RFC 5321 §2.4 leaves the case of the part before `@` to the host; no office is known to give
/// two persons addresses that differ in it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MailAddress(String);

written_as_text!(MailAddress);

impl MailAddress {
    /// What stands after `@`.
    pub fn domain(&self) -> &str {
        domain(&self.0)
    }

    /// Whether the domain is the State's.
    pub fn standing(&self) -> MailStanding {
        MailStanding::of(&self.0)
    }
}

/// What the domain of an address says of who issued it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailStanding {
    /// `gov.vn` or below it.
    Official,
    /// Elsewhere: whether the State issued it is to be judged.
    Other,
    /// With one of the providers that the notes of NĐ 68/2024 forms 01 and 02 refuse by name: gmail, yahoo, hotmail.
    RefusedByName,
}

impl MailStanding {
    /// Of any text that is to be an address.
    pub fn of(mail: &str) -> Self {
        let domain = domain(mail).to_ascii_lowercase();
        let refused = |label: &str| ["gmail", "yahoo", "hotmail"].contains(&label);
        if domain.split('.').any(refused) {
            Self::RefusedByName
        } else if mail.contains('@') && (domain == "gov.vn" || domain.ends_with(".gov.vn")) {
            Self::Official
        } else {
            Self::Other
        }
    }
}

fn domain(mail: &str) -> &str {
    mail.rsplit('@').next().unwrap_or_default()
}

impl FromStr for MailAddress {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let refused = |fault| Err(NumberKind::MailAddress.refuses(fault));
        let text = text.trim();
        if text.is_empty() {
            return refused(NumberFault::Empty);
        }
        let odd = |(_, c): &(usize, char)| !(is_atom(*c) || matches!(c, '.' | '@'));
        if let Some((position, character)) = text.chars().enumerate().find(odd) {
            return refused(NumberFault::Character {
                character,
                position,
            });
        }
        // RFC 5321 §4.5.3.1: 64 octets before the `@`; with the 256 of a path, 254 for the whole
        if text.len() > 254 {
            return refused(NumberFault::Length { length: text.len() });
        }
        match text.split_once('@') {
            Some((local, domain)) if is_local(local) && is_domain(domain) => {
                Ok(Self(text.to_ascii_lowercase()))
            }
            _ => refused(NumberFault::Form),
        }
    }
}

/// RFC 5322 §3.2.3: `atext`.
fn is_atom(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(character)
}

fn is_local(local: &str) -> bool {
    local.len() <= 64 && local.split('.').all(|atom| !atom.is_empty())
}

/// RFC 1123 §2.1: letters, digits and hyphens, none of these at either end.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    domain.contains('.') && domain.split('.').all(is_label)
}

impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MailAddress(…@{})", self.domain())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<MailAddress, NumberFault> {
        text.parse().map_err(|error: NumberError| error.fault)
    }

    #[test]
    fn plain_addresses_are_read_in_lower_case() {
        let mail = read(" VanThu.SKHCN@TayNinh.gov.vn ").unwrap();
        assert_eq!(mail.as_str(), "vanthu.skhcn@tayninh.gov.vn");
        assert_eq!(mail.domain(), "tayninh.gov.vn");
        assert_eq!(mail.standing(), MailStanding::Official);
        for text in ["a@gov.vn", "o'brien+x@a-b.gov.vn", "1@2.vn"] {
            assert!(read(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "a",
            "a@",
            "@gov.vn",
            "a@gov",
            "a@@gov.vn",
            "a..b@gov.vn",
            ".a@gov.vn",
            "a@-x.vn",
            "a@x-.vn",
            "a@.vn",
            "a@gov.vn.",
        ] {
            assert_eq!(read(text), Err(NumberFault::Form), "{text}");
        }
        assert_eq!(read("  "), Err(NumberFault::Empty));
        assert_eq!(
            read("a@gov.vn; b@gov.vn"),
            Err(NumberFault::Character {
                character: ';',
                position: 8
            })
        );
        assert_eq!(
            read("vănthư@gov.vn"),
            Err(NumberFault::Character {
                character: 'ă',
                position: 1
            })
        );
        assert_eq!(
            read(&format!("{}@gov.vn", "a".repeat(65))),
            Err(NumberFault::Form)
        );
        assert!(matches!(
            read(&format!("a@{}gov.vn", "a.".repeat(130))),
            Err(NumberFault::Length { .. })
        ));
    }

    #[test]
    fn the_standing_is_by_domain() {
        for (mail, standing) in [
            ("a@bo.gov.vn", MailStanding::Official),
            ("a@GOV.VN", MailStanding::Official),
            ("a@notgov.vn", MailStanding::Other),
            ("gov.vn", MailStanding::Other),
            ("a@vnpt.vn", MailStanding::Other),
            ("a@Gmail.com", MailStanding::RefusedByName),
            ("a@yahoo.com.vn", MailStanding::RefusedByName),
            ("a@gmail.gov.vn", MailStanding::RefusedByName),
        ] {
            assert_eq!(MailStanding::of(mail), standing, "{mail}");
        }
    }
}
