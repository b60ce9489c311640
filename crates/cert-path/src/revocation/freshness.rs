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
    ///
    /// It is the time asked that must lie in the interval: judged years later, the data are as fresh for it as they were.
    #[default]
    IssuersWindow,
    /// At most this old at the time asked. A negative length counts as zero.
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
        asked <= self.last_fresh(issued, next_update)
    }

    /// The latest time for which such data are fresh; never before `issued`, for they have seen all that was before.
    #[must_use]
    pub fn last_fresh(self, issued: Timestamp, next_update: Option<Timestamp>) -> Timestamp {
        let last = match self {
            Self::IssuersWindow => next_update.unwrap_or(issued),
            Self::MaxAge(age) => issued.saturating_add(age).unwrap_or(issued),
            Self::AfterTime => issued,
        };
        last.max(issued)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i64) -> Timestamp {
        Timestamp::from_second(day * 86_400).unwrap()
    }

    #[test]
    fn each_rule_says_up_to_when() {
        let (issued, next) = (day(10), Some(day(17)));
        let week = Freshness::MaxAge(SignedDuration::from_hours(2 * 24));
        let cases = [
            (Freshness::IssuersWindow, next, day(17)),
            (Freshness::IssuersWindow, None, day(10)),
            // A next update before this one is nobody's promise.
            (Freshness::IssuersWindow, Some(day(3)), day(10)),
            (week, next, day(12)),
            (week, None, day(12)),
            (
                Freshness::MaxAge(SignedDuration::from_hours(-1)),
                next,
                day(10),
            ),
            (Freshness::MaxAge(SignedDuration::MAX), next, Timestamp::MAX),
            (Freshness::AfterTime, next, day(10)),
        ];
        for (rule, next, last) in cases {
            assert_eq!(rule.last_fresh(issued, next), last, "{rule:?} {next:?}");
            assert!(rule.accepts(issued, next, day(1)), "seen the time asked");
            assert!(rule.accepts(issued, next, last));
            let after = last.saturating_add(SignedDuration::from_nanos(1)).unwrap();
            assert_eq!(rule.accepts(issued, next, after), last == Timestamp::MAX);
        }
    }
}
