//! The machine-readable report: one object per file. These keys are a public interface; more may be added, none changes.

mod encryption;
pub mod path;

use cert_path::{Certificate, Evidence};
use serde::Serialize;

pub use encryption::Encryption;

use crate::anomaly::{Anomaly, Finding};
use crate::report::{Axis, DocumentReport, SignatureReport, StepName};
use crate::standing;

/// One file.
#[derive(Clone, Debug, Serialize)]
pub struct File {
    /// The file as the caller named it.
    pub file: String,
    /// `passed`, `indeterminate`, `failed`, `unsigned`.
    pub verdict: &'static str,
    /// How many revisions it has.
    pub revisions: usize,
    /// How it is encrypted; absent when it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encryption: Option<Encryption>,
    /// What is odd about the file.
    pub anomalies: Vec<Note>,
    /// Its signatures.
    pub signatures: Vec<Signature>,
}

/// An anomaly or a finding.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    /// A stable kebab-case code; `docs/codes/` has a page for each.
    pub code: &'static str,
    /// The code of the reason inside: `coverage-…`, `integrity-…`, `change-…`, `tolerance-…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<&'static str>,
    /// `error`, `warning`, `info`.
    pub severity: &'static str,
    /// One English line.
    pub text: String,
    /// Where in the file, if at one place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
}

/// One signature.
#[derive(Clone, Debug, Serialize)]
pub struct Signature {
    /// Fully qualified field name.
    pub field: String,
    /// `signature`, `document-timestamp`, `usage-rights`.
    pub kind: &'static str,
    /// `/SubFilter`.
    pub sub_filter: String,
    /// `entire-file`, `entire-revision`, `broken`.
    pub coverage: &'static str,
    /// `intact`, `broken`, `unknown`.
    pub integrity: &'static str,
    /// Who signed in what function; the caller's to say.
    pub role: String,
    /// Where the role is known from.
    pub role_evidence: Option<String>,
    /// `trusted`, `untrusted`, `revoked`, `expired`, `not-yet-valid`, `unknown`.
    pub trust: &'static str,
    /// `none`, `lta-updates`, `signatures`, `form-filling`, `annotations`, `disallowed`, `unknown`.
    pub modifications: &'static str,
    /// `B-B`, `B-T`, `B-LT`, `B-LTA`, `pkcs7`, `pkcs7-T`.
    pub level: Option<&'static str>,
    /// `TOTAL-PASSED`, `INDETERMINATE`, `TOTAL-FAILED`.
    pub indication: &'static str,
    /// EN 319 102-1 Table 6.
    pub sub_indication: Option<&'static str>,
    /// When, and who says so.
    pub signing_time: SigningTime,
    /// The signer's certificate, when there is one.
    pub signer: Option<Signer>,
    /// Its certification path, when one was looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<path::Path>,
    /// What else was seen.
    pub findings: Vec<Note>,
}

/// The time of signing.
#[derive(Clone, Debug, Serialize)]
pub struct SigningTime {
    /// RFC 3339, UTC.
    pub value: Option<String>,
    /// `signature-timestamp`, `document-timestamp`, `claimed`, `none`.
    pub proof: &'static str,
}

/// The signer's certificate in brief.
#[derive(Clone, Debug, Serialize)]
pub struct Signer {
    /// RFC 4514.
    pub subject: String,
    /// RFC 4514.
    pub issuer: String,
    /// Upper-case hexadecimal.
    pub serial: String,
    /// RFC 3339, UTC.
    pub not_before: String,
    /// RFC 3339, UTC.
    pub not_after: String,
}

/// A role and where it is known from; the default is `unknown`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// `authorised-person`, `agency`, …
    pub role: String,
    /// `caller`, …
    pub evidence: Option<String>,
}

impl Default for Role {
    fn default() -> Self {
        Self {
            role: "unknown".to_owned(),
            evidence: None,
        }
    }
}

/// The report of one file in its fixed shape. `role` is asked for every signature.
pub fn file(name: &str, report: &DocumentReport, role: &dyn Fn(&SignatureReport) -> Role) -> File {
    File {
        file: name.to_owned(),
        verdict: report.verdict().as_str(),
        revisions: report.revisions,
        encryption: report.encryption.as_ref().map(Encryption::from),
        anomalies: report.anomalies.iter().map(Note::from).collect(),
        signatures: report
            .signatures
            .iter()
            .map(|one| signature(one, role(one), &report.evidence))
            .collect(),
    }
}

fn signature(report: &SignatureReport, role: Role, evidence: &Evidence) -> Signature {
    let indication = report.indication();
    Signature {
        field: report.field.clone(),
        kind: report.kind.as_str(),
        sub_filter: report.sub_filter.clone(),
        coverage: coverage(report),
        integrity: integrity(report),
        role: role.role,
        role_evidence: role.evidence,
        trust: trusted(report),
        modifications: modifications(report),
        level: report.level.map(|level| level.as_str()),
        indication: indication.as_str(),
        sub_indication: indication.sub_indication().map(|sub| sub.as_str()),
        signing_time: SigningTime {
            value: report.time.shown().map(|time| time.to_string()),
            proof: report.time.proof.as_str(),
        },
        signer: report.signer.as_ref().map(Signer::from),
        path: of_trust(report, evidence),
        findings: report.findings.iter().map(Note::from).collect(),
    }
}

fn of_trust(report: &SignatureReport, evidence: &Evidence) -> Option<path::Path> {
    match &report.trust {
        Axis::Proven(proven) => Some(path::trusted(proven, evidence)),
        Axis::Refuted(failure) => {
            let at = report.time.at_the_latest().to_string();
            Some(path::refused(failure, at, evidence))
        }
        Axis::NotReached(_) => None,
    }
}

const fn coverage(report: &SignatureReport) -> &'static str {
    match &report.coverage {
        Axis::Proven(coverage) if coverage.covers_entire_file() => "entire-file",
        Axis::Proven(_) => "entire-revision",
        _ => "broken",
    }
}

const fn integrity(report: &SignatureReport) -> &'static str {
    match &report.integrity {
        Axis::Proven(_) => "intact",
        Axis::Refuted(_) => "broken",
        Axis::NotReached(_) => "unknown",
    }
}

const fn trusted(report: &SignatureReport) -> &'static str {
    match &report.trust {
        Axis::Proven(_) => "trusted",
        Axis::Refuted(failure) => standing::word(&failure.reason),
        Axis::NotReached(_) => "unknown",
    }
}

const fn modifications(report: &SignatureReport) -> &'static str {
    match &report.modifications {
        Axis::Proven(level) => level.as_str(),
        Axis::Refuted(_) => "disallowed",
        Axis::NotReached(_) => "unknown",
    }
}

impl StepName {
    /// The word used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Coverage => "coverage",
            Self::Integrity => "integrity",
            Self::Modifications => "modifications",
            Self::Support => "support",
            Self::Time => "time",
            Self::Trust => "trust",
        }
    }
}

impl From<&Anomaly> for Note {
    fn from(anomaly: &Anomaly) -> Self {
        Self {
            code: anomaly.code,
            detail: None,
            severity: anomaly.severity.as_str(),
            text: anomaly.text.clone(),
            offset: anomaly.offset,
        }
    }
}

impl From<&Finding> for Note {
    fn from(finding: &Finding) -> Self {
        Self {
            code: finding.code,
            detail: finding.detail,
            severity: finding.severity.as_str(),
            text: finding.text.clone(),
            offset: None,
        }
    }
}

impl From<&Certificate> for Signer {
    fn from(certificate: &Certificate) -> Self {
        Self {
            subject: certificate.subject().to_string(),
            issuer: certificate.issuer().to_string(),
            serial: certificate.serial().to_string(),
            not_before: certificate.not_before().to_string(),
            not_after: certificate.not_after().to_string(),
        }
    }
}
