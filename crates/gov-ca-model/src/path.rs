//! What a check of a certification path (đường dẫn chứng thực) says to someone who judges by the law.

use cert_path::{PathFailure, PathReason, RevocationStatus, TrustedPath};

/// Where a certification path stands. `None` is "not shown either way": a path that was not found is no proof that there is
/// none, and a status that nobody published or read is not "active".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PathStanding {
    /// It leads to an accepted anchor, every certificate in its period at the time asked.
    pub leads_to_anchor: Option<bool>,
    /// Every certificate of it was active, as CRL or OCSP show.
    pub all_active: Option<bool>,
}

impl PathStanding {
    /// From a proven path.
    pub fn of_path(path: &TrustedPath) -> Self {
        Self {
            leads_to_anchor: Some(true),
            all_active: active(path.revocation()),
        }
    }

    /// From a path that was refused; `time_is_proven` says whether the time it was judged at is proven.
    ///
    /// Outside a period at a proven time is final; at the moment of checking it is not, for the signature may be older.
    pub const fn of_failure(failure: &PathFailure, time_is_proven: bool) -> Self {
        let leads_to_anchor = match &failure.reason {
            PathReason::RevocationUnknown(_) if failure.anchored => Some(true),
            PathReason::Expired { .. } | PathReason::NotYetValid { .. }
                if failure.anchored && time_is_proven =>
            {
                Some(false)
            }
            _ => None,
        };
        Self {
            leads_to_anchor,
            all_active: None,
        }
    }
}

const fn active(status: RevocationStatus) -> Option<bool> {
    match status {
        RevocationStatus::NotChecked(_) => None,
        // What later versions of `cert-path` can tell is taken up here when it is told.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cert_path::WhyNotChecked;

    fn failure(reason: PathReason, anchored: bool) -> PathFailure {
        PathFailure {
            reason,
            certificate: None,
            chain: Vec::new(),
            anchored,
            record: Box::default(),
        }
    }

    fn leads(reason: PathReason, anchored: bool, proven: bool) -> Option<bool> {
        let standing = PathStanding::of_failure(&failure(reason, anchored), proven);
        assert_eq!(standing.all_active, None);
        standing.leads_to_anchor
    }

    #[test]
    fn only_what_is_shown_is_said() {
        let expired = || PathReason::Expired {
            not_after: "2024-01-01T00:00:00Z".parse().unwrap(),
        };
        let early = || PathReason::NotYetValid {
            not_before: "2024-01-01T00:00:00Z".parse().unwrap(),
        };
        let unknown = || PathReason::RevocationUnknown(WhyNotChecked::NoEvidence);
        assert_eq!(leads(expired(), true, true), Some(false));
        assert_eq!(leads(early(), true, true), Some(false));
        assert_eq!(leads(expired(), true, false), None);
        assert_eq!(leads(expired(), false, true), None);
        assert_eq!(leads(unknown(), true, false), Some(true));
        assert_eq!(leads(unknown(), false, true), None);
        assert_eq!(leads(PathReason::NotAnchored, false, true), None);
        assert_eq!(leads(PathReason::BadSignature, true, true), None);
    }

    #[test]
    fn a_status_nobody_read_is_not_active() {
        assert_eq!(
            active(RevocationStatus::NotChecked(WhyNotChecked::Skipped)),
            None
        );
    }
}
