//! Nothing leaves that our own verifier would refuse.

use cert_path::CryptoProvider;
use jiff::Timestamp;
use pades_verify::{
    Axis, Disallowed, DocumentReport, ModificationLevel, Policy, Severity, SignatureReport,
};
use pdf_revisions::{PdfFile, Source};

use crate::error::WorkflowError;
use crate::signer_trust::SignerTrust;

/// Why our own verifier does not accept what we made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OutputRefused {
    /// The file as a whole has a defect.
    #[error("{0}")]
    Anomaly(String),
    /// An earlier signature would no longer pass.
    #[error("the earlier signature in field {field:?} would no longer be accepted: {why}")]
    EarlierSignature {
        /// Its field.
        field: String,
        /// What the verifier says.
        why: String,
    },
    /// The new signature is missing from what the verifier sees.
    #[error("the new signature in field {0:?} is not found")]
    Missing(String),
    /// The new signature does not pass.
    #[error("the new signature in field {field:?} does not pass: {why}")]
    NewSignature {
        /// Its field.
        field: String,
        /// What the verifier says.
        why: String,
    },
}

/// Verifies the finished file and insists on the new signature: it covers the entire file, is intact, nothing follows it;
/// every earlier signature stays as good as the verifier can tell.
pub(crate) fn accept(
    file: &PdfFile,
    field: &str,
    (trust, provider): (&SignerTrust, &'static CryptoProvider),
    now: Timestamp,
) -> Result<DocumentReport, WorkflowError> {
    let policy = policy(trust, provider);
    let report = pades_verify::verify(file, &trust.evidence, &trust.anchors, &policy, now)?;
    if let Some(anomaly) = report
        .anomalies
        .iter()
        .find(|anomaly| anomaly.severity == Severity::Error)
    {
        return Err(OutputRefused::Anomaly(anomaly.text.clone()).into());
    }
    for signature in &report.signatures {
        if signature.field == field {
            new_signature(signature)
        } else {
            earlier_signature(signature)
        }?;
    }
    if report
        .signatures
        .iter()
        .all(|signature| signature.field != field)
    {
        return Err(OutputRefused::Missing(field.to_owned()).into());
    }
    Ok(report)
}

/// The same for a signature in a file of its own: it covers every byte of the content, as it is on the disk now.
pub(crate) fn accept_detached(
    content: &dyn Source,
    container: &[u8],
    (trust, provider): (&SignerTrust, &'static CryptoProvider),
    now: Timestamp,
) -> Result<DocumentReport, WorkflowError> {
    let policy = policy(trust, provider);
    let (evidence, anchors) = (&trust.evidence, &trust.anchors);
    let report =
        pades_verify::verify_detached(content, container, evidence, anchors, &policy, now)?;
    for signature in &report.signatures {
        new_signature(signature)?;
    }
    Ok(report)
}

/// The same for a file that was given more revisions which are nobody's signature: the last `stamps` signatures are document time-stamps that
/// hold, and everything before stays as good as it was.
pub(crate) fn accept_raised(report: &DocumentReport, stamps: usize) -> Result<(), OutputRefused> {
    let error = first_error(report);
    if !error.is_empty() {
        return Err(OutputRefused::Anomaly(error));
    }
    let first_new = report.signatures.len().saturating_sub(stamps);
    for (place, signature) in report.signatures.iter().enumerate() {
        earlier_signature(signature)?;
        if place >= first_new && !signature.indication().is_passed() {
            return Err(OutputRefused::NewSignature {
                field: signature.field.clone(),
                why: signature.indication().to_string(),
            });
        }
    }
    Ok(())
}

/// The first defect of a file as a whole; empty when there is none.
pub(crate) fn first_error(report: &DocumentReport) -> String {
    let mut errors = report.anomalies.iter();
    let error = errors.find(|anomaly| anomaly.severity == Severity::Error);
    error
        .map(|anomaly| anomaly.text.clone())
        .unwrap_or_default()
}

fn policy(trust: &SignerTrust, provider: &'static CryptoProvider) -> Policy {
    Policy {
        provider,
        revocation: trust.revocation,
        algorithms: trust.algorithms.clone(),
        ..Policy::default()
    }
}

fn new_signature(signature: &SignatureReport) -> Result<(), OutputRefused> {
    let why = match (
        &signature.coverage,
        &signature.integrity,
        &signature.modifications,
    ) {
        (Axis::Proven(coverage), Axis::Proven(_), Axis::Proven(ModificationLevel::None))
            if coverage.covers_entire_file() =>
        {
            return Ok(());
        }
        (Axis::Refuted(failure), _, _) => failure.to_string(),
        (_, Axis::Refuted(failure), _) => failure.to_string(),
        (_, _, Axis::Refuted(disallowed)) => first_change(disallowed),
        _ => "it does not cover the entire file".to_owned(),
    };
    Err(OutputRefused::NewSignature {
        field: signature.field.clone(),
        why,
    })
}

fn earlier_signature(signature: &SignatureReport) -> Result<(), OutputRefused> {
    let why = match (
        &signature.coverage,
        &signature.integrity,
        &signature.modifications,
    ) {
        (Axis::Refuted(failure), _, _) => failure.to_string(),
        (_, Axis::Refuted(failure), _) => failure.to_string(),
        (_, _, Axis::Refuted(disallowed)) => first_change(disallowed),
        _ => return Ok(()),
    };
    Err(OutputRefused::EarlierSignature {
        field: signature.field.clone(),
        why,
    })
}

fn first_change(disallowed: &Disallowed) -> String {
    disallowed
        .changes
        .first()
        .map(ToString::to_string)
        .unwrap_or_default()
}
