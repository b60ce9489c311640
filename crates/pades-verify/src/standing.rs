//! What the trust axis amounts to in the words of EN 319 102-1, and what it has to tell beside its answer.

use cert_path::{
    Certificate, CertificateStatus, LocalReport, PathFailure, PathReason, RevocationState,
    RevocationStatus, Revoked, TrustedPath, Unusable, Weakness, WhyNotChecked,
};

use crate::anomaly::Finding;
use crate::codes;
use crate::indication::SubIndication;
use crate::report::Axis;
use crate::time::BestSignatureTime;

/// EN 319 102-1 §5.2.6.4, §5.5.4: why a path failed, given what is known of the time of the signature.
pub(crate) fn sub_indication(failure: &PathFailure, time: &BestSignatureTime) -> SubIndication {
    let proven = time.proof.is_proof();
    let of_signer = failure.certificate.as_ref() == failure.chain.first();
    match &failure.reason {
        PathReason::NoIssuerFound { .. } | PathReason::NotAnchored => {
            SubIndication::NoCertificateChainFound
        }
        // Outside its validity is final only when the time is proven, and only for the signer's certificate (Table 6): of a CA
        // there may be another one that is not at hand.
        PathReason::Expired { .. } if proven && of_signer => SubIndication::Expired,
        PathReason::NotYetValid { .. } if proven && of_signer => SubIndication::NotYetValid,
        PathReason::Expired { .. } | PathReason::NotYetValid { .. } => {
            SubIndication::OutOfBoundsNoPoe
        }
        PathReason::Revoked(_) if !of_signer => SubIndication::RevokedCaNoPoe,
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
        Finding::warning(codes::WEAK_ALGORITHM, text)
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
            Some(Finding::warning(codes::REVOCATION_NOT_CHECKED, text))
        }
        _ => None,
    }
}

fn changed_later(status: &CertificateStatus, time: &BestSignatureTime) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(since) = status.lifted_hold {
        let text =
            format!("the signer's certificate was on hold since {since} and was released later");
        findings.push(Finding::warning(codes::HOLD_LIFTED_LATER, text));
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
    findings.push(Finding::info(codes::REVOKED_LATER, text));
    if let Some(lost) = invalidity_date.filter(|lost| *lost <= time.at_the_latest()) {
        // RFC 5280 §5.3.2: the revocation still counts from its own date (EN 319 102-1 §5.5.4).
        let text = format!(
            "the revocation says that the key is suspect since {lost}, before the signature"
        );
        findings.push(Finding::warning(codes::KEY_SUSPECT_BEFORE, text));
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
        Finding::warning(codes::REPORTED_LOCALLY, text)
    })
}

#[cfg(test)]
mod tests {
    use cert_path::ReportedBecause;
    use jiff::{SignedDuration, Timestamp};

    use super::*;
    use crate::time::TimeProof;

    fn day(day: i64) -> Timestamp {
        Timestamp::from_second(day * 86_400).unwrap()
    }

    fn time(proof: TimeProof, not_before: Option<i64>) -> BestSignatureTime {
        BestSignatureTime {
            at: day(20),
            proof,
            claimed: None,
            accuracy: SignedDuration::ZERO,
            not_before: not_before.map(day),
        }
    }

    fn sub(reason: PathReason, time: &BestSignatureTime) -> &'static str {
        let failure = PathFailure {
            reason,
            certificate: None,
            chain: Vec::new(),
            anchored: true,
            record: Box::default(),
        };
        sub_indication(&failure, time).as_str()
    }

    #[test]
    fn what_is_final_needs_a_proven_time() {
        let (proven, open) = (
            time(TimeProof::SignatureTimestamp, None),
            time(TimeProof::Claimed, None),
        );
        let revoked = || {
            PathReason::Revoked(Revoked {
                since: day(10),
                reason: None,
                invalidity_date: None,
            })
        };
        let expired = || PathReason::Expired { not_after: day(10) };
        let early = || PathReason::NotYetValid {
            not_before: day(30),
        };
        let hold = || PathReason::OnHold { since: day(10) };
        let unknown = |why| PathReason::RevocationUnknown(why);
        let not_proven = || WhyNotChecked::CertificateNotProven { by: day(3) };
        let unusable = WhyNotChecked::Unusable;
        let cases = [
            (revoked(), "REVOKED", "REVOKED_NO_POE"),
            (expired(), "EXPIRED", "OUT_OF_BOUNDS_NO_POE"),
            (early(), "NOT_YET_VALID", "OUT_OF_BOUNDS_NO_POE"),
            (hold(), "TRY_LATER", "TRY_LATER"),
            (unknown(WhyNotChecked::NoEvidence), "TRY_LATER", "TRY_LATER"),
            (unknown(not_proven()), "NO_POE", "NO_POE"),
            (
                unknown(unusable(Unusable::NotProvenByThen)),
                "NO_POE",
                "NO_POE",
            ),
            (
                unknown(unusable(Unusable::SignerNotValid)),
                "REVOCATION_OUT_OF_BOUNDS_NO_POE",
                "REVOCATION_OUT_OF_BOUNDS_NO_POE",
            ),
            (
                PathReason::NotAnchored,
                "NO_CERTIFICATE_CHAIN_FOUND",
                "NO_CERTIFICATE_CHAIN_FOUND",
            ),
            (
                PathReason::NotACa,
                "CHAIN_CONSTRAINTS_FAILURE",
                "CHAIN_CONSTRAINTS_FAILURE",
            ),
        ];
        for (reason, when_proven, when_open) in cases {
            assert_eq!(sub(reason.clone(), &proven), when_proven);
            assert_eq!(sub(reason, &open), when_open);
        }
        // Made after a time-stamp that it covers, and that is later than the revocation.
        assert_eq!(sub(revoked(), &time(TimeProof::None, Some(10))), "REVOKED");
        assert_eq!(
            sub(revoked(), &time(TimeProof::None, Some(9))),
            "REVOKED_NO_POE"
        );
    }

    #[test]
    fn a_later_revocation_and_a_lifted_hold_are_told() {
        let told = |state, lifted_hold| {
            let status = CertificateStatus {
                state,
                basis: None,
                lifted_hold,
                unusable: Vec::new(),
            };
            let proven = time(TimeProof::SignatureTimestamp, None);
            let findings = changed_later(&status, &proven).into_iter();
            findings.map(|finding| finding.code).collect::<Vec<_>>()
        };
        let later = |invalidity_date| RevocationState::Good {
            later: Some(Revoked {
                since: day(30),
                reason: None,
                invalidity_date,
            }),
        };
        assert_eq!(told(later(None), None), ["revoked-later"]);
        assert_eq!(told(later(Some(day(25))), None), ["revoked-later"]);
        let suspect = ["revoked-later", "key-suspect-before"];
        assert_eq!(told(later(Some(day(20))), None), suspect);
        let good = RevocationState::Good { later: None };
        assert_eq!(told(good, Some(day(3))), ["hold-lifted-later"]);
        assert!(told(good, None).is_empty());
    }

    #[test]
    fn a_report_is_kept_from_signatures_proven_to_be_older() {
        let report = |reported_at| LocalReport {
            certificate: cert_path::ReportedCertificate::Fingerprint([0; 32]),
            reported_at: day(reported_at),
            because: ReportedBecause::Exposed,
            note: Some("số 5".to_owned()),
        };
        let shown = |at, proof| reported_locally(&report(at), &time(proof, None)).is_some();
        assert!(!shown(21, TimeProof::DocumentTimestamp));
        assert!(shown(20, TimeProof::DocumentTimestamp));
        assert!(shown(21, TimeProof::Claimed));
        assert!(shown(21, TimeProof::None));
    }
}
