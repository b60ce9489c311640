//! What a check of a certification path (đường dẫn chứng thực) says to someone who judges by the law.

use cert_path::{
    CertificateStatus, PathFailure, PathReason, RevocationState, RevocationStatus, TrustedPath,
};
use jiff::Timestamp;

/// Where a certification path stands. `None` is "not shown either way": a path that was not found is no proof that there is
/// none, and a status that nobody published or read is not "active".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PathStanding {
    /// It leads to an accepted anchor, every certificate in its period at the time asked.
    pub leads_to_anchor: Option<bool>,
    /// Every certificate of it was active at the time asked, as CRL or OCSP show (NĐ 68/2024 Điều 31(1)(c), 31(2), 32).
    pub all_active: Option<bool>,
}

impl PathStanding {
    /// From a proven path.
    pub fn of_path(path: &TrustedPath) -> Self {
        Self {
            leads_to_anchor: Some(true),
            all_active: active(path.revocation(), path.statuses()),
        }
    }

    /// From a path that was refused; `time_is_proven` says whether the time it was judged at is proven.
    ///
    /// Outside a period at a proven time is final; at the moment of checking it is not, for the signature may be older.
    pub const fn of_failure(failure: &PathFailure, time_is_proven: bool) -> Self {
        let leads_to_anchor = match &failure.reason {
            PathReason::RevocationUnknown(_)
            | PathReason::Revoked(_)
            | PathReason::OnHold { .. }
                if failure.anchored =>
            {
                Some(true)
            }
            PathReason::Expired { .. } | PathReason::NotYetValid { .. }
                if failure.anchored && time_is_proven =>
            {
                Some(false)
            }
            _ => None,
        };
        // Revoked or suspended now, the certificate may have been active when it signed.
        let inactive = matches!(
            failure.reason,
            PathReason::Revoked(_) | PathReason::OnHold { .. }
        );
        Self {
            leads_to_anchor,
            all_active: if inactive && time_is_proven {
                Some(false)
            } else {
                None
            },
        }
    }
}

/// The status of one certificate as its CA publishes it (NĐ 68/2024 Điều 31(2)), and since when where it is not active.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedStatus {
    /// Đang hoạt động.
    Active,
    /// Tạm dừng.
    Suspended {
        /// From then on.
        since: Timestamp,
    },
    /// Thu hồi.
    Revoked {
        /// From then on; it may lie after the time asked.
        since: Timestamp,
    },
}

impl PublishedStatus {
    /// From what CRL or OCSP say; `None` when they do not say it. A hold that was lifted after the time asked was one then.
    pub const fn of(status: &CertificateStatus) -> Option<Self> {
        match (status.state, status.lifted_hold) {
            (RevocationState::Good { .. }, Some(since))
            | (RevocationState::OnHold { since }, _) => Some(Self::Suspended { since }),
            (RevocationState::Good { later: None }, None) => Some(Self::Active),
            (
                RevocationState::Good {
                    later: Some(revoked),
                }
                | RevocationState::Revoked(revoked),
                _,
            ) => Some(Self::Revoked {
                since: revoked.since,
            }),
            _ => None,
        }
    }
}

/// A hold that was lifted later was a hold: the law asks for the status at the time of signing.
fn active(status: RevocationStatus, statuses: &[CertificateStatus]) -> Option<bool> {
    match status {
        RevocationStatus::NotRevoked => {
            Some(statuses.iter().all(|status| status.lifted_hold.is_none()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cert_path::{Revoked, WhyNotChecked};

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
            active(RevocationStatus::NotChecked(WhyNotChecked::Skipped), &[]),
            None
        );
        assert_eq!(active(RevocationStatus::NotRevoked, &[]), Some(true));
    }

    #[test]
    fn a_hold_lifted_later_was_a_hold() {
        let status = |lifted_hold| CertificateStatus {
            state: RevocationState::Good { later: None },
            basis: None,
            lifted_hold,
            unusable: Vec::new(),
        };
        let of = |lifted| {
            active(
                RevocationStatus::NotRevoked,
                &[status(None), status(lifted)],
            )
        };
        assert_eq!(of(None), Some(true));
        let since: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let suspended = PublishedStatus::Suspended { since };
        assert_eq!(
            PublishedStatus::of(&status(None)),
            Some(PublishedStatus::Active)
        );
        assert_eq!(PublishedStatus::of(&status(Some(since))), Some(suspended));
        assert_eq!(
            of(Some("2026-01-01T00:00:00Z".parse().unwrap())),
            Some(false)
        );
    }

    #[test]
    fn a_revocation_counts_for_a_proven_time() {
        let since = "2026-01-01T00:00:00Z".parse().unwrap();
        let revoked = || {
            let (reason, invalidity_date) = (None, None);
            PathReason::Revoked(Revoked {
                since,
                reason,
                invalidity_date,
            })
        };
        let active = |reason, proven| {
            let standing = PathStanding::of_failure(&failure(reason, true), proven);
            assert_eq!(standing.leads_to_anchor, Some(true));
            standing.all_active
        };
        assert_eq!(active(revoked(), true), Some(false));
        assert_eq!(active(revoked(), false), None);
        assert_eq!(active(PathReason::OnHold { since }, true), Some(false));
        assert_eq!(active(PathReason::OnHold { since }, false), None);
    }
}
