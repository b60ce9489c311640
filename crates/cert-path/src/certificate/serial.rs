//! Serial numbers.

use core::fmt;

use crate::asn1::{self, Element};
use crate::error::{CertificateError, CertificateErrorKind};

/// `CertificateSerialNumber ::= INTEGER` (RFC 5280 §4.1.2.2).
///
/// Negative and zero numbers, those longer than 20 octets, and those with needless leading octets break the RFC and occur
/// all the same: they are read ("certificate users SHOULD be prepared to gracefully handle such certificates").
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SerialNumber {
    octets: Box<[u8]>,
}

impl SerialNumber {
    pub(crate) fn read(element: &Element<'_>) -> Result<Self, CertificateError> {
        asn1::integer(element).map(|octets| Self {
            octets: octets.into(),
        })
    }

    /// Like [`Self::read`], with needless leading octets (X.690 §8.3.2 forbids them) left out.
    pub(crate) fn read_lenient(element: &Element<'_>) -> Result<Self, CertificateError> {
        let mut content = element.expect_tag(asn1::INTEGER)?.content;
        while let [0x00, 0x00..=0x7f, ..] | [0xff, 0x80..=0xff, ..] = content {
            content = content.get(1..).unwrap_or_default();
        }
        if content.is_empty() {
            return Err(element.error(CertificateErrorKind::Integer));
        }
        Ok(Self {
            octets: content.into(),
        })
    }

    /// Of contents octets that were found to be in their shortest form.
    pub(crate) fn of(octets: &[u8]) -> Self {
        Self {
            octets: octets.into(),
        }
    }

    /// The contents octets of the INTEGER: two's complement, a leading 00 where the sign needs it.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.octets
    }

    /// Zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.octets.iter().all(|octet| *octet == 0)
    }

    /// Below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.octets.first().is_some_and(|first| first & 0x80 != 0)
    }
}

/// Upper-case hexadecimal of the contents octets, without the sign octet; a negative number shows its two's
/// complement after a minus sign, as it stands in the file.
impl SerialNumber {
    /// In decimal, as CRL numbers are spoken of; beyond 16 octets `0x` and hexadecimal.
    #[must_use]
    pub fn to_decimal(&self) -> String {
        let digits = self.octets.strip_prefix(&[0]).unwrap_or(&self.octets);
        if self.is_negative() || digits.len() > 16 {
            return format!("0x{self}");
        }
        let number = digits
            .iter()
            .fold(0_u128, |sum, octet| sum << 8 | u128::from(*octet));
        number.to_string()
    }
}

impl fmt::Display for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = match &*self.octets {
            [0x00, rest @ ..] if !rest.is_empty() => rest,
            all => all,
        };
        if self.is_negative() {
            f.write_str("-")?;
        }
        digits.iter().try_for_each(|octet| write!(f, "{octet:02X}"))
    }
}

impl fmt::Debug for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SerialNumber({self})")
    }
}
