//! Sets of revocation reasons (RFC 5280 §4.2.1.13).

use crate::asn1::{self, Element};
use crate::error::CertificateError;

/// `ReasonFlags ::= BIT STRING { unused(0), keyCompromise(1), cACompromise(2), affiliationChanged(3), superseded(4),
/// cessationOfOperation(5), certificateHold(6), privilegeWithdrawn(7), aACompromise(8) }`; bit 0 is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reasons(u16);

impl Reasons {
    /// RFC 5280 §6.3.2: "all-reasons".
    pub(super) const ALL: Self = Self(0x7f80);
    pub(super) const NONE: Self = Self(0);

    /// Given an IMPLICIT `ReasonFlags`.
    pub(super) fn read(element: &Element<'_>) -> Result<Self, CertificateError> {
        let (_, octets) = Element {
            tag: asn1::BIT_STRING,
            ..*element
        }
        .bit_string()?;
        let octet = |index: usize| octets.get(index).copied().unwrap_or(0);
        Ok(Self(u16::from_be_bytes([octet(0), octet(1)]) & Self::ALL.0))
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self == Self::NONE
    }

    pub(super) fn is_all(self) -> bool {
        self == Self::ALL
    }

    /// Whether it has any that `other` lacks.
    pub(super) fn adds_to(self, other: Self) -> bool {
        self.0 & !other.0 != 0
    }
}
