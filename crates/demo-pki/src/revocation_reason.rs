//! Reasons of a revocation.

use crate::der;

/// `CRLReason` (RFC 5280 §5.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(missing_docs)] // the names say it
pub enum Reason {
    Unspecified = 0,
    KeyCompromise = 1,
    CaCompromise = 2,
    AffiliationChanged = 3,
    Superseded = 4,
    CessationOfOperation = 5,
    CertificateHold = 6,
    RemoveFromCrl = 8,
    PrivilegeWithdrawn = 9,
    AaCompromise = 10,
}

impl Reason {
    /// ENUMERATED.
    pub(crate) fn der(self) -> Vec<u8> {
        der::tlv(der::ENUMERATED, &[self as u8])
    }
}

/// The contents of `ReasonFlags` (RFC 5280 §4.2.1.13). removeFromCRL has no bit there and is left out.
pub(crate) fn reason_flags(reasons: &[Reason]) -> Vec<u8> {
    der::named_bits(reasons.iter().filter_map(|reason| match reason {
        Reason::RemoveFromCrl => None,
        Reason::PrivilegeWithdrawn => Some(7),
        Reason::AaCompromise => Some(8),
        other => Some(*other as u8),
    }))
}
