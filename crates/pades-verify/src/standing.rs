//! What the trust axis amounts to in the words of EN 319 102-1, and what it has to tell beside its answer.

use cert_path::{
    Certificate, CertificateStatus, LocalReport, PathFailure, PathReason, RevocationState,
    RevocationStatus, Revoked, TrustedPath, Unusable, Weakness, WhyNotChecked,
};

use crate::anomaly::Finding;
use crate::indication::SubIndication;
use crate::report::Axis;
use crate::time::BestSignatureTime;

/// EN 319 102-1 §5.2.6.4, §5.5.4: why a path failed, given what is known of the time of the signature.
pub(crate) fn sub_indication(failure: &PathFailure, time: &BestSignatureTime) -> SubIndication {
    let proven = time.proof.is_proof();
    match &failure.reason {
        PathReason::NoIssuerFound { .. } | PathReason::NotAnchored => {
            SubIndication::NoCertificateChainFound
        }
        // Outside its validity is final only when the time is proven.
        PathReason::Expired { .. } if proven => SubIndication::Expired,
        PathReason::NotYetValid { .. } if proven => SubIndication::NotYetValid,
        PathReason::Expired { .. } | PathReason::NotYetValid { .. } => {
            SubIndication::OutOfBoundsNoPoe
        }
        PathReason::Revoked(_) if failure.certificate.as_ref() != failure.chain.first() => {
            SubIndication::RevokedCaNoPoe
        }
        // Revoked before the signature existed for sure, or before it can have been made.
        PathReason::Revoked(revoked)
            if proven || time.not_before.is_some_and(|made| revoked.since <= made) =>
        {
            SubIndication::Revoked
        }
        PathReason::Revoked(_) => SubIndication::RevokedNoPoe,
        PathReason::RevocationUnknown(why) => of_unknown(*why),
        // EN 319 102-1 Table 6: suspended; a later moment may bring the answer.
        PathReason::OnHold { .. } => SubIndication::TryLater,
        PathReason::WeakAlgorithm(_) => of_weakness(time),
        PathReason::KeyUsage(_)
        | PathReason::ExtendedKeyUsage { .. }
        | PathReason::CertificatePolicy
        | PathReason::NameConstraints(_)
        | PathReason::NotACa
        | PathReason::PathTooLong
        | PathReason::UnknownCriticalExtension(_) => SubIndication::ChainConstraintsFailure,
        _ => SubIndication::CertificateChainGeneralFailure,
    }
}

/// EN 319 102-1 §5.5.4: a proof of existence while the algorithm was strong may come; for a time that is proven it cannot.
pub(crate) const fn of_weakness(time: &BestSignatureTime) -> SubIndication {
    if time.proof.is_proof() {
        SubIndication::CryptoConstraintsFailure
    } else {
        SubIndication::CryptoConstraintsFailureNoPoe
    }
}

const fn of_unknown(why: WhyNotChecked) -> SubIndication {
    match why {
        // EN 319 102-1 §5.6.2.2.4 (a)
        WhyNotChecked::CertificateNotProven { .. }
        | WhyNotChecked::Unusable(Unusable::NotProvenByThen) => SubIndication::NoPoe,
        WhyNotChecked::Unusable(Unusable::SignerNotValid) => {
            SubIndication::RevocationOutOfBoundsNoPoe
        }
        _ => SubIndication::TryLater,
    }
}

/// The word of the JSON report for a failed path.
pub(crate) const fn word(reason: &PathReason) -> &'static str {
    match reason {
        PathReason::Expired { .. } => "expired",
        PathReason::NotYetValid { .. } => "not-yet-valid",
        PathReason::Revoked(_) => "revoked",
        PathReason::BudgetExhausted(_)
        | PathReason::OnHold { .. }
        | PathReason::RevocationUnknown(_)
        | PathReason::UnsupportedAlgorithm(_) => "unknown",
        _ => "untrusted",
    }
}

/// What the report tells beside the axis.
pub(crate) fn findings(
    trust: &Axis<TrustedPath, PathFailure>,
    signer: Option<&Certificate>,
    time: &BestSignatureTime,
    reports: &[LocalReport],
    weakness: Option<&Weakness>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let status = signers_status(trust);
    findings.extend(not_checked(trust));
    findings.extend(weakness.map(|weakness| {
        let text =
            format!("the algorithm of the signature is not accepted for its time: {weakness}");
        Finding::warning("weak-algorithm", text)
    }));
    if let Some(status) = status {
        findings.extend(changed_later(status, time));
    }
    // The CA's word, once it is there, takes the place of the house's.
    let ca_revoked = matches!(
        status.map(|status| status.state),
        Some(RevocationState::Revoked(_) | RevocationState::Good { later: Some(_) })
    );
    if let Some(signer) = signer.filter(|_| !ca_revoked) {
        let reported = reports.iter().filter(|report| report.concerns(signer));
        findings.extend(reported.filter_map(|report| reported_locally(report, time)));
    }
    findings
}

/// The status of the signer's own certificate, from a path that stands or fell.
pub(crate) fn signers_status(trust: &Axis<TrustedPath, PathFailure>) -> Option<&CertificateStatus> {
    match trust {
        Axis::Proven(path) => path.statuses().first(),
        // They end below the anchor: all of them are there when as many are there as certificates.
        Axis::Refuted(failure) if failure.record.statuses.len() == failure.chain.len() => {
            failure.record.statuses.first()
        }
        _ => None,
    }
}

/// A path that stands without anybody having shown that its certificates were not revoked.
fn not_checked(trust: &Axis<TrustedPath, PathFailure>) -> Option<Finding> {
    match trust.proven()?.revocation() {
        RevocationStatus::NotChecked(why) => {
            let text = format!("revocation of the signer's certificates was not checked: {why}");
            Some(Finding::warning("revocation-not-checked", text))
        }
        _ => None,
    }
}

fn changed_later(status: &CertificateStatus, time: &BestSignatureTime) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(since) = status.lifted_hold {
        let text =
            format!("the signer's certificate was on hold since {since} and was released later");
        findings.push(Finding::warning("hold-lifted-later", text));
    }
    let RevocationState::Good { later: Some(later) } = status.state else {
        return findings;
    };
    let Revoked {
        since,
        reason,
        invalidity_date,
    } = later;
    let because = reason.map_or(String::new(), |reason| format!(", {reason}"));
    let text =
        format!("the signer's certificate was revoked after the signature, on {since}{because}");
    findings.push(Finding::info("revoked-later", text));
    if let Some(lost) = invalidity_date.filter(|lost| *lost <= time.at_the_latest()) {
        // RFC 5280 §5.3.2: the revocation still counts from its own date (EN 319 102-1 §5.5.4).
        let text = format!(
            "the revocation says that the key is suspect since {lost}, before the signature"
        );
        findings.push(Finding::warning("key-suspect-before", text));
    }
    findings
}

/// A report of the house decides nothing; it is kept from signatures that are proven to be older.
fn reported_locally(report: &LocalReport, time: &BestSignatureTime) -> Option<Finding> {
    let older = time.proof.is_proof() && time.at_the_latest() < report.reported_at;
    (!older).then(|| {
        let note = report.note.as_deref();
        let note = note.map_or(String::new(), |note| format!(" ({note})"));
        let text = format!(
            "the signer's certificate was reported {} on {}{note}; its CA is not known to have revoked it",
            report.because.as_str(),
            report.reported_at
        );
        Finding::warning("reported-locally", text)
    })
}
