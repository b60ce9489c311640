//! The house's own block list: a certificate reported lost or exposed, before its CA has revoked it.

use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization;

use crate::certificate::Certificate;

/// A report that a certificate's key is lost or exposed.
///
/// It stops signing from `reported_at` on. When verifying it is shown, and decides nothing: only the CA revokes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LocalReport {
    /// Which certificate.
    pub certificate: ReportedCertificate,
    /// When it was reported.
    pub reported_at: Timestamp,
    /// What happened.
    pub because: ReportedBecause,
    /// Who reported it, a case number: free text.
    pub note: Option<String>,
}

/// How a report names its certificate: the office may know no more than what stands on a form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReportedCertificate {
    /// By the SHA-256 of its DER.
    Fingerprint([u8; 32]),
    /// By its issuer and serial number (RFC 5280 §4.1.2.2: unique for each CA).
    IssuerAndSerial {
        /// RFC 4514, as [`DistinguishedName`](crate::DistinguishedName) displays it. Letter case, white space and the composition of
        /// letters do not matter.
        issuer: String,
        /// Hexadecimal. Letter case, leading zeros, blanks, colons and hyphens do not matter.
        serial: String,
    },
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

impl ReportedBecause {
    /// The word used in files: `lost`, `exposed`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Exposed => "exposed",
        }
    }
}

impl ReportedCertificate {
    /// Whether this is it.
    #[must_use]
    pub fn is(&self, certificate: &Certificate) -> bool {
        match self {
            Self::Fingerprint(sha256) => *sha256 == certificate.fingerprint(),
            Self::IssuerAndSerial { issuer, serial } => {
                digits(serial) == digits(&certificate.serial().to_string())
                    && letters(issuer) == letters(&certificate.issuer().to_string())
            }
        }
    }
}

impl LocalReport {
    /// Whether it speaks of this certificate.
    #[must_use]
    pub fn concerns(&self, certificate: &Certificate) -> bool {
        self.certificate.is(certificate)
    }

    /// Whether it speaks of this certificate at this time.
    #[must_use]
    pub fn blocks(&self, certificate: &Certificate, at: Timestamp) -> bool {
        self.reported_at <= at && self.concerns(certificate)
    }
}

fn digits(serial: &str) -> String {
    let digits: String = serial
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ':' && *c != '-')
        .collect();
    digits.trim_start_matches('0').to_ascii_uppercase()
}

fn letters(name: &str) -> String {
    let folded = name.nfc().flat_map(char::to_lowercase);
    folded.filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use demo_pki::DemoHierarchy;

    #[test]
    fn a_certificate_is_known_by_either_name() {
        let from = "2026-01-01T00:00:00Z".parse().unwrap();
        let until = "2027-01-01T00:00:00Z".parse().unwrap();
        let hierarchy = DemoHierarchy::new(from, until).unwrap();
        let of = |der: &[u8]| Certificate::from_der(der).unwrap();
        let lost = of(&hierarchy
            .issue(&hierarchy.leader())
            .unwrap()
            .certificate_der);
        let other = of(&hierarchy
            .issue(&hierarchy.agency())
            .unwrap()
            .certificate_der);
        let serial = lost.serial().to_string().to_lowercase();
        let issuer: String = lost.issuer().to_string().nfd().collect();
        let on_a_form = ReportedCertificate::IssuerAndSerial {
            issuer: format!(" {}", issuer.to_uppercase().replace(',', ", ")),
            serial: format!("00:{serial}"),
        };
        for certificate in [
            on_a_form,
            ReportedCertificate::Fingerprint(lost.fingerprint()),
        ] {
            let report = LocalReport {
                certificate,
                reported_at: "2026-05-01T08:00:00Z".parse().unwrap(),
                because: ReportedBecause::Lost,
                note: None,
            };
            assert!(report.blocks(&lost, report.reported_at));
            assert!(!report.blocks(&lost, "2026-05-01T07:59:59Z".parse().unwrap()));
            assert!(!report.concerns(&other));
        }
    }
}
