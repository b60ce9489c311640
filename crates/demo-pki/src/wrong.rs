//! Profiles that a careful signer or verifier must refuse.

use jiff::SignedDuration;

use crate::hierarchy::DemoHierarchy;
use crate::profile::{ExtraExtension, KeyUsage, Profile, usages};

const DAY: SignedDuration = SignedDuration::from_hours(24);

impl DemoHierarchy {
    /// The leader, with a certificate of one day that ended before the hierarchy's own period begins.
    #[must_use]
    pub fn expired_leader(&self) -> Profile {
        let leader = self.leader();
        let begin = leader.not_before;
        Profile {
            not_before: begin.saturating_sub(2 * DAY).unwrap_or(begin),
            not_after: begin.saturating_sub(DAY).unwrap_or(begin),
            ..leader
        }
    }

    /// The leader, with a certificate that begins after the hierarchy's own period ends.
    #[must_use]
    pub fn not_yet_valid_leader(&self) -> Profile {
        let leader = self.leader();
        let end = leader.not_after;
        Profile {
            not_before: end.saturating_add(DAY).unwrap_or(end),
            not_after: end.saturating_add(2 * DAY).unwrap_or(end),
            ..leader
        }
    }

    /// The leader, with a key for enciphering only.
    #[must_use]
    pub fn leader_with_wrong_key_usage(&self) -> Profile {
        Profile {
            key_usage: vec![KeyUsage::KeyEncipherment, KeyUsage::DataEncipherment],
            ..self.leader()
        }
    }

    /// The leader, with a certificate for TLS servers.
    #[must_use]
    pub fn leader_with_wrong_extended_key_usage(&self) -> Profile {
        Profile {
            extended_key_usage: vec![usages::SERVER_AUTH.to_owned()],
            ..self.leader()
        }
    }

    /// The leader, with a critical extension that nobody knows (below the arc of RFC 5612).
    #[must_use]
    pub fn leader_with_unknown_critical_extension(&self) -> Profile {
        let unknown = ExtraExtension {
            oid: "1.3.6.1.4.1.32473.704.99".to_owned(),
            critical: true,
            value: vec![0x05, 0x00],
        };
        Profile {
            extra_extensions: vec![unknown],
            ..self.leader()
        }
    }

    /// A timestamp authority whose extended key usage is not critical, against RFC 3161 §2.3.
    #[must_use]
    pub fn timestamp_authority_without_critical_usage(&self) -> Profile {
        Profile {
            extended_key_usage_critical: false,
            ..self.timestamp_authority()
        }
    }
}
