//! When to check again.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

/// A moment to check again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CheckAgain {
    /// When.
    pub at: Timestamp,
    /// Why then.
    pub because: AgainBecause,
}

/// Why a document is checked again at a certain moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgainBecause {
    /// The CRL or OCSP response at hand says that the next one is due then (RFC 5280 §5.1.2.5, RFC 6960 §4.2.2.1).
    NextUpdate,
    /// No evidence says when. The interval is ours: a setting of the office, not a rule of law.
    OurInterval,
}

impl CheckAgain {
    /// The next update that the evidence announces and that is still to come; else our own interval from now.
    pub(crate) fn after(
        now: Timestamp,
        announced: Option<Timestamp>,
        interval: SignedDuration,
    ) -> Self {
        match announced.filter(|at| *at > now) {
            Some(at) => Self {
                at,
                because: AgainBecause::NextUpdate,
            },
            None => Self {
                at: now.saturating_add(interval).unwrap_or(now),
                because: AgainBecause::OurInterval,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_evidence_announces_comes_first() {
        let moment = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = moment("2026-11-22T03:00:00Z");
        let hour = SignedDuration::from_hours(1);
        let again = |announced| CheckAgain::after(now, announced, hour);
        let due = moment("2026-11-23T00:00:00Z");
        assert_eq!(again(Some(due)).at, due);
        assert_eq!(again(Some(due)).because, AgainBecause::NextUpdate);
        // An update that was due already may be there any moment: our own interval.
        for announced in [None, Some(now), Some(moment("2026-11-21T00:00:00Z"))] {
            assert_eq!(again(announced).at, moment("2026-11-22T04:00:00Z"));
            assert_eq!(again(announced).because, AgainBecause::OurInterval);
        }
        let end = Timestamp::MAX;
        assert_eq!(CheckAgain::after(end, None, hour).at, end);
    }
}
