//! Proofs of existence (EN 319 102-1 §5.6.2.3): since when an object is known to exist.

use std::collections::HashMap;

use jiff::Timestamp;

/// The earliest proven time of certificates and revocation data, by the SHA-256 of their bytes.
///
/// What is not in it exists since the moment of judging only, for then it is at hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProofsOfExistence {
    earliest: HashMap<[u8; 32], Timestamp>,
}

impl ProofsOfExistence {
    /// None.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A timestamp covers the object: it existed at `at`. The earliest proof is kept.
    pub fn record(&mut self, fingerprint: [u8; 32], at: Timestamp) {
        self.earliest
            .entry(fingerprint)
            .and_modify(|known| *known = at.min(*known))
            .or_insert(at);
    }

    /// The earliest proven time of an object.
    #[must_use]
    pub fn earliest(&self, fingerprint: &[u8; 32]) -> Option<Timestamp> {
        self.earliest.get(fingerprint).copied()
    }
}
