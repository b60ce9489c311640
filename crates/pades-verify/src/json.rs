//! The machine-readable report: one object per file. These keys are a public interface; more may be added, none changes.

mod encryption;

use cades::Commitment;
use cert_path::Certificate;
use serde::Serialize;

pub use encryption::Encryption;

use crate::anomaly::{Anomaly, Finding};
use crate::codes::Detailed as _;
use crate::level::MissingForLevel;
use crate::modifications::{self as changes, ChangeVerdict};
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
    /// The name of the policy for changes after signing.
    pub policy: &'static str,
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
    /// Commitment types that the signer states, by fixed words or dotted identifiers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<String>,
    /// The policy under which the signer says to have signed: dotted identifier, or `implied`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature_policy: Option<String>,
    /// The signer's certificate, when there is one.
    pub signer: Option<Signer>,
    /// Every later change, allowed or not.
    pub changes: Vec<Change>,
    /// Further changes that are not listed.
    pub more_changes: usize,
    /// What the next level needs.
    pub missing: Vec<Missing>,
    /// What else was seen.
    pub findings: Vec<Note>,
}

/// A later change.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// Which revision made it, counted from 1.
    pub revision: usize,
    /// Object and generation number.
    pub object: Option<(u32, u16)>,
    /// From the trailer down: `Root/Pages/Kids[0]/Annots[2]`.
    pub path: String,
    /// `added`, `replaced`, `freed`.
    pub how: &'static str,
    /// In PDF syntax, cut short.
    pub before: Option<String>,
    /// In PDF syntax, cut short.
    pub after: Option<String>,
    /// Whether it is allowed.
    pub allowed: bool,
    /// The rule that allows it.
    pub rule: Option<&'static str>,
    /// The code of the reason that forbids it: `change-…`.
    pub reason: Option<&'static str>,
    /// The page it shows on, counted from 1, and left, bottom, right, top in points.
    pub place: Option<(usize, [f64; 4])>,
}

/// Something the next level needs.
#[derive(Clone, Debug, Serialize)]
pub struct Missing {
    /// The level that needs it.
    pub level: &'static str,
    /// A stable kebab-case code.
    pub code: &'static str,
    /// One English line.
    pub text: String,
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
        policy: report.policy,
        anomalies: report.anomalies.iter().map(Note::from).collect(),
        signatures: report
            .signatures
            .iter()
            .map(|one| signature(one, role(one)))
            .collect(),
    }
}

fn commitment(oid: &str) -> String {
    let known = oid.parse().ok().and_then(|oid| Commitment::from_oid(&oid));
    known.map_or_else(|| oid.to_owned(), |known| known.as_str().to_owned())
}

fn signature(report: &SignatureReport, role: Role) -> Signature {
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
        commitments: report
            .claims
            .commitments
            .iter()
            .map(|oid| commitment(oid))
            .collect(),
        signature_policy: report.claims.policy.clone(),
        signer: report.signer.as_ref().map(Signer::from),
        changes: report.changes.iter().map(Change::from).collect(),
        more_changes: report.changes.more(),
        missing: report.missing.iter().map(Missing::from).collect(),
        findings: report.findings.iter().map(Note::from).collect(),
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

impl From<&changes::Change> for Change {
    fn from(change: &changes::Change) -> Self {
        let (rule, reason) = match &change.verdict {
            ChangeVerdict::Allowed { rule, .. } => (Some(*rule), None),
            ChangeVerdict::Disallowed(reason) => (None, Some(reason.code())),
        };
        Self {
            revision: change.revision.saturating_add(1),
            object: change.reference.map(|one| (one.number, one.generation)),
            path: change.path.clone(),
            how: change.how.as_str(),
            before: change.before.clone(),
            after: change.after.clone(),
            allowed: change.verdict.is_allowed(),
            rule,
            reason,
            place: change
                .place
                .map(|place| (place.page.saturating_add(1), place.area)),
        }
    }
}

impl From<&MissingForLevel> for Missing {
    fn from(missing: &MissingForLevel) -> Self {
        Self {
            level: missing.level.as_str(),
            code: missing.code(),
            text: missing.to_string(),
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
