//! Trust anchors (RFC 5280 §6.1.1 (d)).

use jiff::Timestamp;

use crate::certificate::Certificate;

/// A certificate that the caller trusts to begin paths (chứng thư chữ ký số gốc).
///
/// RFC 5280 uses its name and key. Its validity, its own signature and its key usage are not checked (§6.1, "the
/// trust anchor … is not included as part of the prospective certification path"). Its name constraints and path
/// length do bind the path (RFC 5937 §3.2).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TrustAnchor {
    certificate: Certificate,
}

impl TrustAnchor {
    /// Trusts this certificate. Nothing is checked: the decision is the caller's.
    #[must_use]
    pub fn new(certificate: Certificate) -> Self {
        Self { certificate }
    }

    /// The certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// A fact that RFC 5280 does not ask for: whether the anchor's own validity includes `at`.
    #[must_use]
    pub fn is_within_validity(&self, at: Timestamp) -> bool {
        self.certificate.is_within_validity(at)
    }
}

impl From<Certificate> for TrustAnchor {
    fn from(certificate: Certificate) -> Self {
        Self::new(certificate)
    }
}
