//! Is evidence fresh enough for the time asked (EN 319 102-1 §5.2.5)?

use jiff::{SignedDuration, Timestamp};

/// How fresh revocation data must be that show a certificate *not* revoked.
///
/// A revocation counts however old the news of it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Freshness {
    /// The issuer's own promise: fresh until nextUpdate (EN 319 102-1 §5.2.5.4: without a rule, the interval between
    /// thisUpdate and nextUpdate). Without nextUpdate, only data issued at or after the time asked are fresh.
    #[default]
    IssuersWindow,
    /// At most this old at the time asked.
    MaxAge(SignedDuration),
    /// Issued at or after the time asked: waits for the next update (the grace period of EN 319 102-1).
    AfterTime,
}

impl Freshness {
    /// Whether data issued at `issued`, with the next update due at `next_update`, are fresh for `asked`.
    #[must_use]
    pub fn accepts(
        self,
        issued: Timestamp,
        next_update: Option<Timestamp>,
        asked: Timestamp,
    ) -> bool {
        // What was issued later than the time asked has seen it.
        if issued >= asked {
            return true;
        }
        match self {
            Self::IssuersWindow => next_update.is_some_and(|next| asked <= next),
            Self::MaxAge(age) => asked.duration_since(issued) <= age,
            Self::AfterTime => false,
        }
    }
}
