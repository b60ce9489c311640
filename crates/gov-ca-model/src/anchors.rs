//! Trust anchors as data: named profiles of roots (chứng thư chữ ký số gốc), each with what it serves and who says so.
//!
//! A profile is never in use by itself: whoever names it sees the fingerprints and compares them with those that the CA
//! publishes. Only roots are pinned; a sub-CA is reached through its root's signature.

mod known;

use jiff::Timestamp;
use jiff::tz::Offset;

use cert_path::{Purpose, TrustAnchor, TrustedPath};

use crate::certificate::CertificateKind;
use crate::day::VietnamDay;

/// The profiles that come with the program, none of them switched on.
pub const TRUST_PROFILES: &[&TrustProfile] = &[&known::VGCA, &known::PUBLIC];

/// A named set of roots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrustProfile {
    /// The word of `--trust-profile`.
    pub name: &'static str,
    /// What it is, in Vietnamese.
    pub title_vi: &'static str,
    /// The same in English.
    pub title_en: &'static str,
    /// Which signatures end at these roots.
    pub hierarchy: Hierarchy,
    /// Where the operator compares the fingerprints before use; `None` where no place of publication was seen.
    pub compare_with: Option<&'static str>,
    /// The roots, those known only second-hand among them.
    pub anchors: &'static [KnownAnchor],
}

/// One root that is known by its fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownAnchor {
    /// SHA-256 of the certificate.
    pub fingerprint: [u8; 32],
    /// The subject's common name, as the certificate spells it.
    pub name: &'static str,
    /// What it is trusted for: every purpose listed, no other.
    pub purposes: &'static [Purpose],
    /// First and last day of the certificate's validity; `None` where the days are not known here.
    pub validity: Option<(VietnamDay, VietnamDay)>,
    /// Where this is known from.
    pub source: &'static str,
    /// How well.
    pub standing: Standing,
}

/// How well an anchor is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Standing {
    /// The certificate itself was parsed, and its fingerprint computed, on this day or before.
    Verified {
        /// The day of the record.
        on: VietnamDay,
    },
    /// The fingerprint was read in what others wrote. Listed, never accepted.
    Secondary {
        /// The day of the record.
        on: VietnamDay,
    },
}

/// Which hierarchy a signature's path ends in, and so which law speaks of it (Luật 20/2023/QH15 Điều 22(1)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Hierarchy {
    /// Government-specialised (chuyên dùng công vụ).
    Government,
    /// Public (công cộng): of citizens and companies, under its own law.
    Public,
    /// Not told: a root that no profile knows first-hand.
    Other,
}

impl TrustProfile {
    /// The profile of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        TRUST_PROFILES
            .iter()
            .find(|profile| profile.name == name)
            .copied()
    }

    /// The roots that may be accepted: those known first-hand.
    #[must_use]
    pub fn accepted(&self) -> Vec<TrustAnchor> {
        let first_hand = self.anchors.iter().filter(|anchor| anchor.is_verified());
        first_hand
            .map(|anchor| anchor.pinned().in_profile(self.name))
            .collect()
    }
}

impl KnownAnchor {
    /// Whether the certificate itself was seen.
    #[must_use]
    pub const fn is_verified(&self) -> bool {
        matches!(self.standing, Standing::Verified { .. })
    }

    /// The profile and the entry of a fingerprint, whether accepted or only listed.
    #[must_use]
    pub fn find(fingerprint: &[u8; 32]) -> Option<(&'static TrustProfile, &'static Self)> {
        TRUST_PROFILES.iter().find_map(|profile| {
            let known = profile.anchors.iter();
            let found = known
                .into_iter()
                .find(|one| one.fingerprint == *fingerprint);
            found.map(|one| (*profile, one))
        })
    }

    /// The certificate of the evidence with this fingerprint, for the days of its validity and the one purpose it has, if
    /// it has only one.
    ///
    /// The record holds days and no hours: they are read as whole days in Vietnam, the last one included.
    fn pinned(&self) -> TrustAnchor {
        let mut anchor = TrustAnchor::pinned(self.fingerprint)
            .with_note(self.name)
            .with_source(self.source);
        if let [only] = self.purposes {
            anchor = anchor.only_for(*only);
        }
        if let Some((first, last)) = self.validity {
            anchor = anchor.from(start(first)).until(start(last.next()));
        }
        anchor
    }
}

impl Hierarchy {
    /// Where a proven path ends: as its root is known first-hand, else as the operator who accepted the root into a profile of this
    /// list says with it. What is known of a root second-hand only tells nothing.
    #[must_use]
    pub fn of_path(path: &TrustedPath) -> Self {
        let stated = path.anchor().profile().and_then(TrustProfile::named);
        match Self::of_root(&path.anchor_certificate().fingerprint()) {
            Self::Other => stated.map_or(Self::Other, |profile| profile.hierarchy),
            known => known,
        }
    }

    /// The hierarchy of a root with this SHA-256, if it is known first-hand.
    #[must_use]
    pub fn of_root(fingerprint: &[u8; 32]) -> Self {
        match KnownAnchor::find(fingerprint) {
            Some((profile, anchor)) if anchor.is_verified() => profile.hierarchy,
            _ => Self::Other,
        }
    }

    /// The kind of signature that the law speaks of, where the hierarchy tells it.
    #[must_use]
    pub const fn kind(self) -> Option<CertificateKind> {
        match self {
            Self::Government => Some(CertificateKind::Government),
            Self::Public => Some(CertificateKind::Public),
            Self::Other => None,
        }
    }
}

/// The first instant of a day in Vietnam.
fn start(day: VietnamDay) -> Timestamp {
    Offset::constant(7)
        .to_timestamp(day.date().at(0, 0, 0, 0))
        .expect("the days of known roots lie within the calendar")
}

#[cfg(test)]
mod tests;
