//! Trust anchors (RFC 5280 §6.1.1 (d)), as data: what is trusted, for what, from when to when, and who says so.

use jiff::Timestamp;

use crate::certificate::Certificate;
use crate::purpose::Purpose;

/// A certificate that the caller trusts to begin paths (chứng thư chữ ký số gốc).
///
/// Either the certificate itself, or the SHA-256 that a certificate of the evidence must have.
///
/// RFC 5280 uses its name and key. Its validity, its own signature and its key usage are not checked (§6.1, "the
/// trust anchor … is not included as part of the prospective certification path"). Its name constraints and path
/// length do bind the path (RFC 5937 §3.2). The purposes and dates below are the caller's own conditions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TrustAnchor {
    identity: Identity,
    purpose: Option<Purpose>,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    path_length: Option<u32>,
    profile: Option<String>,
    note: Option<String>,
    source: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Identity {
    Certificate(Certificate),
    Fingerprint([u8; 32]),
}

impl TrustAnchor {
    /// Trusts this certificate, for everything and always. Nothing is checked: the decision is the caller's.
    #[must_use]
    pub fn new(certificate: Certificate) -> Self {
        Self::of(Identity::Certificate(certificate))
    }

    /// Trusts the certificate of the evidence that has this SHA-256.
    #[must_use]
    pub fn pinned(sha256: [u8; 32]) -> Self {
        Self::of(Identity::Fingerprint(sha256))
    }

    fn of(identity: Identity) -> Self {
        Self {
            identity,
            purpose: None,
            from: None,
            until: None,
            path_length: None,
            profile: None,
            note: None,
            source: None,
        }
    }

    /// Only for this purpose.
    #[must_use]
    pub fn only_for(mut self, purpose: Purpose) -> Self {
        self.purpose = Some(purpose);
        self
    }

    /// Only for times from `from` on, inclusive.
    #[must_use]
    pub fn from(mut self, from: Timestamp) -> Self {
        self.from = Some(from);
        self
    }

    /// Only for times before `until`.
    #[must_use]
    pub fn until(mut self, until: Timestamp) -> Self {
        self.until = Some(until);
        self
    }

    /// At most this many CAs below it, self-issued certificates not counted, as a pathLenConstraint of its own would
    /// say (RFC 5280 §6.1.2 (k), RFC 5937 §3.2). The smaller of the two counts.
    #[must_use]
    pub fn with_path_length(mut self, path_length: u32) -> Self {
        self.path_length = Some(path_length);
        self
    }

    /// The named set it belongs to, for reports.
    #[must_use]
    pub fn in_profile(mut self, profile: impl Into<String>) -> Self {
        self.profile = Some(profile.into());
        self
    }

    /// A remark for reports.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Where it comes from, for reports.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The certificate, unless only its fingerprint is known.
    #[must_use]
    pub fn certificate(&self) -> Option<&Certificate> {
        match &self.identity {
            Identity::Certificate(certificate) => Some(certificate),
            Identity::Fingerprint(_) => None,
        }
    }

    /// SHA-256 of the certificate.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        match &self.identity {
            Identity::Certificate(certificate) => certificate.fingerprint(),
            Identity::Fingerprint(sha256) => *sha256,
        }
    }

    /// The only purpose it is trusted for; `None` for all.
    #[must_use]
    pub fn purpose(&self) -> Option<Purpose> {
        self.purpose
    }

    /// First instant it is trusted for.
    #[must_use]
    pub fn trusted_from(&self) -> Option<Timestamp> {
        self.from
    }

    /// First instant it is no longer trusted for.
    #[must_use]
    pub fn trusted_until(&self) -> Option<Timestamp> {
        self.until
    }

    /// The most CAs below it that the caller allows.
    #[must_use]
    pub fn path_length(&self) -> Option<u32> {
        self.path_length
    }

    /// The named set it belongs to.
    #[must_use]
    pub fn profile(&self) -> Option<&str> {
        self.profile.as_deref()
    }

    /// A remark.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Where it comes from.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// Whether the caller trusts it for this purpose. Signers of revocation data end where the path does; who asks for
    /// no purpose sets no condition.
    #[must_use]
    pub fn serves(&self, purpose: Purpose) -> bool {
        match purpose {
            Purpose::DocumentSigning | Purpose::Timestamping => {
                self.purpose.is_none_or(|only| only == purpose)
            }
            Purpose::Any | Purpose::CrlSigning | Purpose::OcspSigning => true,
        }
    }

    /// The same for any time: for signers of evidence, who are judged for other times than the path whose anchor it is
    /// and for whose time the caller trusts it.
    pub(crate) fn at_any_time(&self) -> Self {
        Self {
            from: None,
            until: None,
            ..self.clone()
        }
    }

    /// Whether the caller trusts it for this time.
    #[must_use]
    pub fn is_trusted_at(&self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }
}

impl From<Certificate> for TrustAnchor {
    fn from(certificate: Certificate) -> Self {
        Self::new(certificate)
    }
}
