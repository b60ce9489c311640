//! The answer of `kyso path` as one line of JSON. These keys are a public interface; more may be added, none changes.
//!
//! `file`, `verdict` (`trusted`, `refused`, `undecided`), `at`, `as_of`, `purpose`, `certificate`, `chain[]` (from the signer up:
//! `subject`, `issuer`, `serial`, `not_before`, `not_after`, `sha256`, `anchor`, `checks[]{check,clause,passed}`, `revocation`),
//! `anchor`, `hierarchy` (`government`, `public`, `other`), `revocation` (`not-revoked`, `not-checked`), `policies[]`, `failure`
//! (`code`, `text`, `text_vi`, `certificate`, `anchored`), `needs[]{what,certificate,addresses[]}`, `reported[]`, `trust_profiles[]`.

use cert_path::{
    Certificate, CertificateStatus, CertificateSteps, Evidence, Missing, Need, PathFailure,
    PathReason, Purpose, RevocationStatus, TrustedPath,
};
use gov_ca_model::{Hierarchy, TrustProfile};
use pades_verify::{Axis, SignatureReport};
use serde_json::{Value, json};

use super::vietnamese::path as vietnamese;
use super::{path, revocation};
use crate::certificates::hex;
use crate::path::{Answer, Question, is_open};

/// One file's answer.
pub(crate) fn value(name: &str, question: &Question, answer: &Answer) -> Value {
    let mut value = json!({
        "file": name,
        "verdict": verdict(answer),
        "at": question.at.to_string(),
        "as_of": question.as_of.to_string(),
        "purpose": purpose(question.purpose),
        "certificate": identity(&answer.certificate),
        "failure": null,
        "reported": path::reports(answer).map(|report| json!({
            "reported_at": report.reported_at.to_string(),
            "because": report.because.as_str(),
            "note": report.note,
        })).collect::<Vec<_>>(),
        "needs": answer.needs.iter().map(need).collect::<Value>(),
        "trust_profiles": profiles(&question.ground.built_in),
    });
    match &answer.result {
        Ok(path) => trusted(path, &answer.evidence, &mut value),
        Err(failure) => refused(failure, &answer.certificate, &answer.evidence, &mut value),
    }
    value
}

/// What `kyso verify --json` says of a signature's path, beside the fixed keys: as above, without the question.
pub(crate) fn of_signature(report: &SignatureReport, evidence: &Evidence) -> Value {
    let mut value = json!({ "failure": null });
    match (&report.trust, &report.signer) {
        (Axis::Proven(path), _) => trusted(path, evidence, &mut value),
        (Axis::Refuted(failure), Some(signer)) => refused(failure, signer, evidence, &mut value),
        _ => return Value::Null,
    }
    value
}

fn verdict(answer: &Answer) -> &'static str {
    match &answer.result {
        Ok(_) => "trusted",
        Err(failure) if is_open(&failure.reason) => "undecided",
        Err(_) => "refused",
    }
}

const fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Timestamping => "timestamping",
        _ => "signing",
    }
}

/// Something missing, and where it may be had.
pub(crate) fn need(need: &Need) -> Value {
    let mut value = json!({
        "what": match &need.what {
            Missing::Issuer => "issuer",
            Missing::Crl => "crl",
            Missing::DeltaCrl => "delta-crl",
            Missing::CrlSigner { .. } => "crl-signer",
            Missing::Ocsp { .. } => "ocsp",
            _ => "other",
        },
        "certificate": identity(&need.certificate),
        "addresses": need.addresses,
    });
    if let Missing::CrlSigner { crl } = &need.what {
        value["crl"] = json!(hex(crl));
    }
    value
}

/// The built-in profiles that are on, with what to compare.
pub(crate) fn profiles(on: &[&TrustProfile]) -> Value {
    let one = |profile: &&TrustProfile| {
        let roots = profile.anchors.iter().filter(|anchor| anchor.is_verified());
        let roots: Vec<_> = roots.map(|anchor| hex(&anchor.fingerprint)).collect();
        json!({ "name": profile.name, "fingerprints": roots, "compare_with": profile.compare_with })
    };
    on.iter().map(one).collect()
}

fn trusted(path: &TrustedPath, evidence: &Evidence, value: &mut Value) {
    let last = path.chain().len() - 1;
    let chain = path.chain().iter().enumerate().map(|(index, certificate)| {
        let status = path.statuses().get(index);
        entry(
            certificate,
            index == last,
            path.steps().get(index),
            status,
            evidence,
        )
    });
    value["chain"] = chain.collect();
    value["anchor"] = anchor(path);
    value["hierarchy"] = json!(hierarchy(Hierarchy::of_path(path)));
    value["revocation"] = json!(summary(path.revocation()));
    value["policies"] = path.policies().iter().map(ToString::to_string).collect();
}

/// The anchor a path ends at.
pub(crate) fn anchor(path: &TrustedPath) -> Value {
    let (anchor, certificate) = (path.anchor(), path.anchor_certificate());
    json!({
        "subject": certificate.subject().to_string(),
        "sha256": hex(&certificate.fingerprint()),
        "profile": anchor.profile(),
        "note": anchor.note(),
        "source": anchor.source(),
        "within_validity": path.anchor_is_within_validity(),
    })
}

/// The word of a hierarchy.
pub(crate) const fn hierarchy(hierarchy: Hierarchy) -> &'static str {
    match hierarchy {
        Hierarchy::Government => "government",
        Hierarchy::Public => "public",
        _ => "other",
    }
}

/// What is known of the whole path.
pub(crate) const fn summary(status: RevocationStatus) -> &'static str {
    match status {
        RevocationStatus::NotRevoked => "not-revoked",
        _ => "not-checked",
    }
}

fn refused(failure: &PathFailure, signer: &Certificate, evidence: &Evidence, value: &mut Value) {
    let own = std::slice::from_ref(signer);
    let chain = if failure.chain.is_empty() {
        own
    } else {
        &failure.chain
    };
    let unasked = chain.len().saturating_sub(failure.record.statuses.len());
    let chain = chain.iter().enumerate().map(|(index, certificate)| {
        let status = index.checked_sub(unasked);
        let status = status.and_then(|index| failure.record.statuses.get(index));
        let steps = failure.record.steps.get(index);
        entry(certificate, false, steps, status, evidence)
    });
    value["chain"] = chain.collect();
    value["anchor"] = Value::Null;
    value["hierarchy"] = json!("other");
    value["revocation"] = json!("not-checked");
    value["policies"] = json!([]);
    value["failure"] = json!({
        "code": code(&failure.reason),
        "text": failure.reason.to_string(),
        "text_vi": vietnamese::reason(&failure.reason),
        "certificate": failure.certificate.as_ref().map(identity),
        "anchored": failure.anchored,
    });
}

fn entry(
    certificate: &Certificate,
    is_anchor: bool,
    steps: Option<&CertificateSteps>,
    status: Option<&CertificateStatus>,
    evidence: &Evidence,
) -> Value {
    let mut value = identity(certificate);
    value["anchor"] = json!(is_anchor);
    value["checks"] = steps.map_or_else(|| json!([]), checks);
    value["revocation"] = json!(status.map(|status| revocation::json(status, evidence)));
    value
}

/// A certificate in brief.
pub(crate) fn identity(certificate: &Certificate) -> Value {
    json!({
        "subject": certificate.subject().to_string(),
        "issuer": certificate.issuer().to_string(),
        "serial": certificate.serial().to_string(),
        "not_before": certificate.not_before().to_string(),
        "not_after": certificate.not_after().to_string(),
        "sha256": hex(&certificate.fingerprint()),
    })
}

fn checks(steps: &CertificateSteps) -> Value {
    let passed = steps.passed().map(|step| (step, true));
    let refused = steps.refused().map(|step| (step, false));
    let all = passed.chain(refused);
    all.map(|(step, passed)| {
        json!({ "check": step.as_str(), "clause": step.clause(), "passed": passed })
    })
    .collect()
}

/// The words of [`code`], for the registry.
#[cfg(test)]
pub(crate) const CODES: &[&str] = &[
    "anchor-not-for-this",
    "bad-issuer-key",
    "bad-signature",
    "budget-exhausted",
    "certificate-policy",
    "duplicate-extension",
    "expired",
    "extended-key-usage",
    "key-usage",
    "malformed",
    "mismatched-algorithms",
    "name-chain",
    "name-constraints",
    "no-issuer-found",
    "not-a-ca",
    "not-anchored",
    "not-yet-valid",
    "on-hold",
    "other",
    "path-too-long",
    "profile",
    "revocation-unknown",
    "revoked",
    "unknown-critical-extension",
    "unsupported-algorithm",
    "unsupported-name-constraint",
    "weak-algorithm",
];

/// A stable word for every reason.
pub(crate) const fn code(reason: &PathReason) -> &'static str {
    match reason {
        PathReason::AnchorNotForThis => "anchor-not-for-this",
        PathReason::BadIssuerKey => "bad-issuer-key",
        PathReason::BadSignature => "bad-signature",
        PathReason::BudgetExhausted(_) => "budget-exhausted",
        PathReason::CertificatePolicy => "certificate-policy",
        PathReason::DuplicateExtension(_) => "duplicate-extension",
        PathReason::Expired { .. } => "expired",
        PathReason::ExtendedKeyUsage { .. } => "extended-key-usage",
        PathReason::KeyUsage(_) => "key-usage",
        PathReason::Malformed(_) => "malformed",
        PathReason::MismatchedAlgorithms => "mismatched-algorithms",
        PathReason::NameChain => "name-chain",
        PathReason::NameConstraints(_) => "name-constraints",
        PathReason::NoIssuerFound { .. } => "no-issuer-found",
        PathReason::NotACa => "not-a-ca",
        PathReason::NotAnchored => "not-anchored",
        PathReason::NotYetValid { .. } => "not-yet-valid",
        PathReason::OnHold { .. } => "on-hold",
        PathReason::PathTooLong => "path-too-long",
        PathReason::Profile(_) => "profile",
        PathReason::Revoked(_) => "revoked",
        PathReason::RevocationUnknown(_) => "revocation-unknown",
        PathReason::UnknownCriticalExtension(_) => "unknown-critical-extension",
        PathReason::UnsupportedAlgorithm(_) => "unsupported-algorithm",
        PathReason::UnsupportedNameConstraint => "unsupported-name-constraint",
        PathReason::WeakAlgorithm(_) => "weak-algorithm",
        _ => "other",
    }
}
