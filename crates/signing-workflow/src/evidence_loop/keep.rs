//! Answers that outlive a run, for as long as they are due.

use std::sync::Arc;

use cert_path::{ByteSource, Certificate, Crl, Missing, Need, OcspResponse};
use jiff::{SignedDuration, Timestamp};

use super::read::Reading;

/// Certificates say until when they are in force, not until when an address gives them: a CA that is renewed puts another
/// one there. Asked again after a month. Ours.
const CERTIFICATES: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A question to the network. Its answer would be the same another time, as long as it is due.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    /// The address as the certificate states it.
    pub address: String,
    /// SHA-256 of the certificate an OCSP request is about; other questions are their address alone.
    pub about: Option<[u8; 32]>,
}

/// An answer that was kept.
pub struct Kept {
    /// The octets, as they are now.
    pub bytes: Arc<dyn ByteSource>,
    /// SHA-256 of the octets, as they were.
    pub sha256: [u8; 32],
}

/// Where answers are kept from one run to another. Nothing in it is trusted: what is found is read, and judged, like what
/// comes from the network.
pub trait Keep {
    /// What is kept as the answer to this.
    fn find(&self, question: &Question) -> Option<Kept>;

    /// Keeps an answer, which is of no use after `until`. That it could not be kept is no error.
    fn keep(&self, question: &Question, bytes: &dyn ByteSource, sha256: [u8; 32], until: Timestamp);

    /// What is kept as the answer to this is damaged.
    fn forget(&self, question: &Question);
}

impl<K: Keep + ?Sized> Keep for Arc<K> {
    fn find(&self, question: &Question) -> Option<Kept> {
        (**self).find(question)
    }

    fn keep(
        &self,
        question: &Question,
        bytes: &dyn ByteSource,
        sha256: [u8; 32],
        until: Timestamp,
    ) {
        (**self).keep(question, bytes, sha256, until);
    }

    fn forget(&self, question: &Question) {
        (**self).forget(question);
    }
}

/// When an answer may be used again: from the latest beginning of what is in it to the earliest end. Revocation data
/// without `nextUpdate` is as old as its next use and not kept.
pub(super) struct Window {
    pub(super) since: Timestamp,
    pub(super) until: Timestamp,
}

impl Window {
    pub(super) fn has(&self, now: Timestamp) -> bool {
        self.since <= now && now < self.until
    }
}

pub(super) fn window(reading: &Reading, need: &Need, now: Timestamp) -> Option<Window> {
    let came = reading.came();
    let windows: Option<Vec<(Timestamp, Timestamp)>> = match &need.what {
        Missing::Issuer | Missing::CrlSigner { .. } => {
            let month = now.saturating_add(CERTIFICATES).ok()?;
            let window = |one: &Certificate| Some((one.not_before(), one.not_after().min(month)));
            came.certificates().iter().map(window).collect()
        }
        Missing::Crl | Missing::DeltaCrl => {
            let window = |list: &Crl| Some((list.this_update(), list.next_update()?));
            came.crls().iter().map(window).collect()
        }
        Missing::Ocsp { .. } => {
            let all = came.ocsp_responses().iter().filter_map(OcspResponse::basic);
            let singles = all.flat_map(|basic| basic.responses());
            let window = singles.map(|one| Some((one.this_update(), one.next_update()?)));
            window.collect()
        }
        _ => None,
    };
    let windows = windows?;
    let since = windows.iter().map(|(since, _)| *since).max()?;
    let until = windows.iter().map(|(_, until)| *until).min()?;
    Some(Window { since, until })
}
