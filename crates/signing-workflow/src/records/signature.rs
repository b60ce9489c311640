//! What is kept of one signature: the certificate, the status and where it comes from, the time-stamps.

use cert_path::{BasisKind, CertificateStatus, Evidence, Origin, RevocationState};
use jiff::Timestamp;
use pades_verify::{SignatureKind, SignatureReport};
use regulation_rules::facts::Role;
use serde::{Deserialize, Serialize};

use super::digest::hexadecimal;

/// One signature at the time of checking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureRecord {
    /// Counted from 1.
    pub number: usize,
    /// The name of its field.
    pub field: String,
    /// `signature`, `document-timestamp`, `usage-rights`.
    pub kind: String,
    /// The part it plays.
    pub role: String,
    /// `TOTAL-PASSED`, `INDETERMINATE`, `TOTAL-FAILED`.
    pub indication: String,
    /// EN 319 102-1 Table 6.
    pub sub_indication: Option<String>,
    /// When it was made, as shown.
    pub signing_time: Option<Timestamp>,
    /// What stands behind that time.
    pub time_proof: String,
    /// The signer's certificate.
    pub certificate: Option<CertificateRecord>,
    /// The status of that certificate, where CRL or OCSP were asked.
    pub status: Option<Status>,
    /// Its time-stamps.
    pub timestamps: Vec<TimeStamp>,
}

/// A certificate; its bytes are in `evidence.json` and in the signed file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateRecord {
    /// RFC 4514.
    pub subject: String,
    /// RFC 4514.
    pub issuer: String,
    /// Hexadecimal.
    pub serial: String,
    /// First instant.
    pub not_before: Timestamp,
    /// Last instant.
    pub not_after: Timestamp,
    /// The body and unit it names: of government certificates the one that manages it.
    pub managed_by: Option<String>,
    /// SHA-256 of its DER, hexadecimal.
    pub sha256: String,
}

/// What is known of revocation, and on what it rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// `good`, `revoked`, `on-hold`, `unknown`.
    pub state: String,
    /// Since when, if revoked or on hold.
    pub since: Option<Timestamp>,
    /// `crl` or `ocsp`.
    pub source: Option<String>,
    /// SHA-256 of the CRL or response: its bytes are in `evidence.json`.
    pub sha256: Option<String>,
    /// When it was issued.
    pub issued: Option<Timestamp>,
    /// When the next one is due.
    pub next_update: Option<Timestamp>,
    /// Where it was had: `file`, `document`, `container`, `signed-attribute`, `timestamp`, `network`, `unspecified`.
    pub had_from: Option<String>,
}

/// A time-stamp that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeStamp {
    /// The time it states.
    pub time: Timestamp,
    /// Who states it.
    pub authority: String,
    /// Whether it proves that time.
    pub is_trusted: bool,
}

impl SignatureRecord {
    pub(crate) fn of(
        number: usize,
        signature: &SignatureReport,
        role: Role,
        evidence: &Evidence,
    ) -> Self {
        let indication = signature.indication();
        let status = signature.signer_status();
        Self {
            number,
            field: signature.field.clone(),
            kind: signature.kind.as_str().to_owned(),
            role: role.word().to_owned(),
            indication: indication.as_str().to_owned(),
            sub_indication: indication
                .sub_indication()
                .map(|one| one.as_str().to_owned()),
            signing_time: signature.time.shown(),
            time_proof: signature.time.proof.as_str().to_owned(),
            certificate: signature.signer.as_ref().map(CertificateRecord::of),
            status: status.map(|status| Status::of(status, evidence)),
            timestamps: signature
                .timestamps
                .iter()
                .map(|stamp| TimeStamp {
                    time: stamp.time,
                    authority: stamp.authority.subject().to_string(),
                    is_trusted: stamp.is_trusted,
                })
                .collect(),
        }
    }

    /// Whether a person or body signed: neither a time-stamp alone nor usage rights.
    pub(crate) fn is_of_somebody(&self) -> bool {
        self.kind == SignatureKind::Signature.as_str()
    }
}

impl CertificateRecord {
    fn of(certificate: &cert_path::Certificate) -> Self {
        let subject = certificate.subject();
        let units = subject.organisational_units().into_iter();
        let named: Vec<&str> = subject.organisation().into_iter().chain(units).collect();
        Self {
            subject: subject.to_string(),
            issuer: certificate.issuer().to_string(),
            serial: certificate.serial().to_string(),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
            managed_by: (!named.is_empty()).then(|| named.join(", ")),
            sha256: hexadecimal(&certificate.fingerprint()),
        }
    }
}

impl Status {
    fn of(status: &CertificateStatus, evidence: &Evidence) -> Self {
        let (state, since) = match status.state {
            RevocationState::Good { .. } => ("good", None),
            RevocationState::Revoked(revoked) => ("revoked", Some(revoked.since)),
            RevocationState::OnHold { since } => ("on-hold", Some(since)),
            _ => ("unknown", None),
        };
        let basis = status.basis.as_ref();
        let source = basis.map(|basis| match basis.kind {
            BasisKind::Crl { .. } => "crl",
            _ => "ocsp",
        });
        let had_from = basis.and_then(|basis| evidence.origin(&basis.fingerprint));
        Self {
            state: state.to_owned(),
            since,
            source: source.map(str::to_owned),
            sha256: basis.map(|basis| hexadecimal(&basis.fingerprint)),
            issued: basis.map(|basis| basis.this_update),
            next_update: basis.and_then(|basis| basis.next_update),
            had_from: had_from.map(|origin| had_from_word(origin).to_owned()),
        }
    }
}

const fn had_from_word(origin: &Origin) -> &'static str {
    match origin {
        Origin::File(_) => "file",
        Origin::Document => "document",
        Origin::Container => "container",
        Origin::SignedAttribute => "signed-attribute",
        Origin::Timestamp => "timestamp",
        Origin::Network(_) => "network",
        _ => "unspecified",
    }
}
