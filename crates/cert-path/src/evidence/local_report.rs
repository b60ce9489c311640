//! The house's own block list: a certificate reported lost or exposed, before its CA has revoked it.

use jiff::Timestamp;

use crate::certificate::Certificate;

/// A report that a certificate's key is lost or exposed.
///
/// It stops signing from `reported_at` on. When verifying it is shown, and decides nothing: only the CA revokes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LocalReport {
    /// SHA-256 of the certificate.
    pub fingerprint: [u8; 32],
    /// When it was reported.
    pub reported_at: Timestamp,
    /// What happened.
    pub because: ReportedBecause,
    /// Who reported it, a case number: free text.
    pub note: Option<String>,
}

/// What happened to the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReportedBecause {
    /// The key device is lost.
    Lost,
    /// The key or the device's PIN is known to others, or suspected to be.
    Exposed,
}

impl LocalReport {
    /// Whether it speaks of this certificate at this time.
    #[must_use]
    pub fn blocks(&self, certificate: &Certificate, at: Timestamp) -> bool {
        self.reported_at <= at && self.fingerprint == certificate.fingerprint()
    }
}
