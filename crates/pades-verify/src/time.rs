//! When the signature existed: what is proven, and what is only claimed (EN 319 102-1 §5.5, best signature time).
//!
//! The claimed time (`/M`, CMS signing-time) never chooses trust: without a proof, trust is judged at the moment of validation.

use cert_path::Certificate;
use jiff::{SignedDuration, Timestamp};

use crate::anomaly::Finding;

/// What stands behind a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeProof {
    /// A trusted time-stamp token over the signature value (RFC 3161; EN 319 122-1 §5.3).
    SignatureTimestamp,
    /// A trusted document time-stamp that covers the signature (ISO 32000-2 §12.8.5).
    DocumentTimestamp,
    /// Only the signer says so (ISO 32000-2 §12.8.1, `/M`).
    Claimed,
    /// Nothing, not even a claim.
    None,
}

impl TimeProof {
    /// The word used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignatureTimestamp => "signature-timestamp",
            Self::DocumentTimestamp => "document-timestamp",
            Self::Claimed => "claimed",
            Self::None => "none",
        }
    }

    /// Whether a third party vouches for the time.
    #[must_use]
    pub const fn is_proof(self) -> bool {
        matches!(self, Self::SignatureTimestamp | Self::DocumentTimestamp)
    }
}

/// A time-stamp token that holds over what it stamps (RFC 3161): a signature value, or the bytes that a document time-stamp covers.
#[derive(Clone, Debug)]
pub struct TimestampReport {
    /// The token as the file brings it, without padding.
    pub token: Vec<u8>,
    /// The time it states.
    pub time: Timestamp,
    /// Who states it.
    pub authority: Certificate,
    /// Whether authority and algorithms are trusted, so that it proves that time.
    pub is_trusted: bool,
}

/// The earliest time at which the signature is known to have existed; the moment of validation when nothing proves an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BestSignatureTime {
    /// The proven time, as the authority states it, else the moment of validation.
    pub at: Timestamp,
    /// What stands behind it.
    pub proof: TimeProof,
    /// What the signer claims; may choose the law, never the trust.
    pub claimed: Option<Timestamp>,
    /// How far the true time may lie from [`Self::at`], as the authority says (RFC 3161 §2.4.2); zero when it does not.
    pub accuracy: SignedDuration,
    /// The signature was made after this moment: it covers a trusted document time-stamp of then, or has a content time-stamp of then
    /// among its signed attributes.
    pub not_before: Option<Timestamp>,
}

impl BestSignatureTime {
    /// The proven time, if one is proven.
    #[must_use]
    pub fn proven(&self) -> Option<Timestamp> {
        self.proof.is_proof().then_some(self.at)
    }

    /// The time to show as the time of signing: the proven one, else the claimed one.
    #[must_use]
    pub fn shown(&self) -> Option<Timestamp> {
        self.proven().or(self.claimed)
    }

    /// Whether the signature is proven to have been made at this moment or after it.
    #[must_use]
    pub fn is_made_after(&self, moment: Timestamp) -> bool {
        self.not_before.is_some_and(|made| moment <= made)
    }

    /// The time trust is judged for: at the latest then it existed.
    #[must_use]
    pub fn at_the_latest(&self) -> Timestamp {
        latest(self.at, self.accuracy)
    }
}

/// Times are compared with the accuracy added (RFC 3161 §2.4.2).
pub(crate) fn latest(time: Timestamp, accuracy: SignedDuration) -> Timestamp {
    time.saturating_add(accuracy).unwrap_or(time)
}

/// A time that a trusted token proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Proven {
    pub(crate) at: Timestamp,
    pub(crate) accuracy: SignedDuration,
    pub(crate) proof: TimeProof,
}

impl Proven {
    pub(crate) fn earliest(&self) -> Timestamp {
        self.at.checked_sub(self.accuracy).unwrap_or(self.at)
    }

    pub(crate) fn latest(&self) -> Timestamp {
        latest(self.at, self.accuracy)
    }
}

/// What the time-stamps of a file show about one signature.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stamped {
    /// The intact tokens over the signature value, or that it is; trusted or not.
    pub(crate) tokens: Vec<TimestampReport>,
    /// The earliest time proven by a trusted token.
    pub(crate) proven: Option<Proven>,
    /// It covers a trusted token of then.
    pub(crate) not_before: Option<Timestamp>,
    pub(crate) findings: Vec<Finding>,
}

impl Stamped {
    /// A time that a trusted stamp proves; the earliest one stays.
    pub(crate) fn prove(&mut self, proven: Proven) {
        if self
            .proven
            .is_none_or(|known| proven.latest() < known.latest())
        {
            self.proven = Some(proven);
        }
    }

    pub(crate) fn best(&self, now: Timestamp, claimed: Option<Timestamp>) -> BestSignatureTime {
        let unproven = Proven {
            at: now,
            accuracy: SignedDuration::ZERO,
            proof: if claimed.is_some() {
                TimeProof::Claimed
            } else {
                TimeProof::None
            },
        };
        let Proven {
            at,
            accuracy,
            proof,
        } = self.proven.unwrap_or(unproven);
        BestSignatureTime {
            at,
            proof,
            claimed,
            accuracy,
            not_before: self.not_before,
        }
    }
}
