//! Judging sheets by the law, and the verification of one RSA-2048 signature that it is compared with.

use cert_path::{Certificate, CryptoProvider};
use demo_pki::{Authority, DemoPkiError, KeyKind, Profile};
use jiff::{SignedDuration, Timestamp};
use regulation_rules::facts::{CertificateFacts, Sheets};
use regulation_rules::instruments::{CERTIFICATE_ISSUE, CERTIFICATE_STANDING};
use regulation_rules::{LawBook, assess, assess_sheets};

/// One of the reviewed documents: a signature and its certificate, a file, a package; in a province with a regulation of its own.
const DOCUMENT: &str = include_str!(
    "../../crates/regulation-rules/tests/documents/2025-tay-ninh-first-day-of-the-regulation.toml"
);

/// A document, a certificate of the register, and a signature to verify.
pub struct RulesCase {
    sheets: Sheets,
    certificate: CertificateFacts,
    law: LawBook,
    signed: Certificate,
}

impl RulesCase {
    /// A certificate signed with RSA-2048, and the sheets.
    ///
    /// # Errors
    /// A key or a certificate could not be made.
    ///
    /// # Panics
    /// When the reviewed document is no longer readable, which its own test shows first.
    pub fn new() -> Result<Self, DemoPkiError> {
        let at = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * 365 * 56);
        let year = SignedDuration::from_hours(24 * 365);
        let profile = Profile::authority("root", at - year, at + year);
        let root = Authority::self_signed(&profile.with_key(KeyKind::Rsa2048))?;
        let mut sheets: Sheets = toml::from_str(DOCUMENT).expect("a reviewed document");
        sheets.devices.clear();
        let mut certificate = sheets.signatures[0].certificate.clone();
        certificate.considered_on = Some("2026-03-02".parse().expect("a day"));
        Ok(Self {
            sheets,
            certificate,
            law: LawBook::as_read(),
            signed: Certificate::from_der(&root.issued().certificate_der).expect("just made"),
        })
    }

    /// Verifies one RSA-2048 signature, as the verifier does.
    pub fn verify(&self) {
        let algorithm = self.signed.signature_algorithm().expect("just made");
        let (spki, tbs) = (self.signed.spki_der(), self.signed.tbs_der());
        CryptoProvider::aws_lc()
            .verify(&algorithm, spki, tbs, self.signed.signature())
            .expect("just made");
    }

    /// Judges the document by every rule about such sheets.
    pub fn document(&self) {
        let report = assess_sheets(std::hint::black_box(&self.sheets), &self.law);
        std::hint::black_box(report);
    }

    /// Judges the certificate as it was issued and as it stands.
    pub fn certificate(&self) {
        let facts = std::hint::black_box(&self.certificate);
        std::hint::black_box(assess(facts, CERTIFICATE_ISSUE, &self.law));
        std::hint::black_box(assess(facts, CERTIFICATE_STANDING, &self.law));
    }
}
