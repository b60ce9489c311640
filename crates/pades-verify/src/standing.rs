//! What the trust axis amounts to in the words of EN 319 102-1, and what it has to tell beside its answer.

use cert_path::{
    Certificate, CertificateStatus, LocalReport, PathFailure, PathReason, RevocationState,
    RevocationStatus, Revoked, TrustedPath, Unusable, Weakness, WhyNotChecked,
};

use jiff::{SignedDuration, Timestamp};

use crate::anomaly::Finding;
use crate::codes;
use crate::indication::SubIndication;
use crate::report::Axis;
use crate::time::{BestSignatureTime, TimeProof};

/// EN 319 102-1 §5.3.4, §5.5.4: why a path failed, given what is known of the time of the signature.
///
/// That the signature existed at some time says that it was made before; what is final of a revocation or an expiry needs a proof that it
/// was made after (Table 6; `docs/decisions/0024`).
pub(crate) fn sub_indication(failure: &PathFailure, time: &BestSignatureTime) -> SubIndication {
    let of_signer = failure.certificate.as_ref() == failure.chain.first();
    match &failure.reason {
        PathReason::NoIssuerFound { .. } | PathReason::NotAnchored => {
            SubIndication::NoCertificateChainFound
        }
        // Final only for the signer's certificate (Table 6): of a CA there may be another one that is not at hand.
        PathReason::Expired { not_after } if of_signer && time.is_made_after(*not_after) => {
            SubIndication::Expired
        }
        // EN 319 102-1 §5.5.4: it existed before the certificate did.
        PathReason::NotYetValid { .. } if of_signer && time.proof.is_proof() => {
            SubIndication::NotYetValid
        }
        PathReason::Expired { .. } | PathReason::NotYetValid { .. } => {
            SubIndication::OutOfBoundsNoPoe
        }
        PathReason::Revoked(_) if !of_signer => SubIndication::RevokedCaNoPoe,
        PathReason::Revoked(revoked) if time.is_made_after(revoked.since) => SubIndication::Revoked,
        PathReason::Revoked(_) => SubIndication::RevokedNoPoe,
        PathReason::RevocationUnknown(why) => of_unknown(*why),
        // EN 319 102-1 Table 6: suspended; a later moment may bring the answer.
        PathReason::OnHold { .. } => SubIndication::TryLater,
        PathReason::WeakAlgorithm(weakness) => of_weakness(weakness, time),
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

/// The same of the authority of a time-stamp that states this time: nothing proves that the stamp is younger than anything.
pub(crate) fn of_authority(failure: &PathFailure, at: Timestamp) -> SubIndication {
    let time = BestSignatureTime {
        at,
        proof: TimeProof::None,
        claimed: None,
        accuracy: SignedDuration::ZERO,
        not_before: None,
    };
    sub_indication(failure, &time)
}

/// EN 319 102-1 Table 6: a proof of existence while the algorithm was strong may come, unless the signature is proven to be younger.
pub(crate) fn of_weakness(weakness: &Weakness, time: &BestSignatureTime) -> SubIndication {
    if time.is_made_after(weakness.0.from) {
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
    use cert_path::{CutOff, DigestAlgorithm, Refused, ReportedBecause};
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

    fn revoked() -> PathReason {
        PathReason::Revoked(Revoked {
            since: day(10),
            reason: None,
            invalidity_date: None,
        })
    }

    fn weak() -> PathReason {
        PathReason::WeakAlgorithm(Weakness(Box::new(CutOff {
            refused: Refused::Digest(DigestAlgorithm::Sha1),
            from: day(10),
            source: "this test".to_owned(),
        })))
    }

    fn oid() -> const_oid::ObjectIdentifier {
        const_oid::ObjectIdentifier::new_unwrap("2.5.29.99")
    }

    /// Every reason, and what it amounts to: with nothing proven; with a proof of existence on day 20; made on day 11 or later.
    fn of_every_reason() -> Vec<(PathReason, [&'static str; 3])> {
        use cert_path::{BudgetItem, KeyUsageReason, ProfileDefect, Purpose, UnsupportedAlgorithm};
        const CHAIN: [&str; 3] = ["CHAIN_CONSTRAINTS_FAILURE"; 3];
        const GENERAL: [&str; 3] = ["CERTIFICATE_CHAIN_GENERAL_FAILURE"; 3];
        const NO_CHAIN: [&str; 3] = ["NO_CERTIFICATE_CHAIN_FOUND"; 3];
        let unsupported = UnsupportedAlgorithm {
            name: "x".to_owned(),
        };
        let malformed = Certificate::from_der(&[]).unwrap_err();
        let usage = ["OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NO_POE", "EXPIRED"];
        let early = [
            "OUT_OF_BOUNDS_NO_POE",
            "NOT_YET_VALID",
            "OUT_OF_BOUNDS_NO_POE",
        ];
        let strength = [
            "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
            "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
            "CRYPTO_CONSTRAINTS_FAILURE",
        ];
        let issuer = "CN=x".to_owned();
        let purpose = Purpose::DocumentSigning;
        let found = None;
        let no_signature = |usage| PathReason::KeyUsage(usage);
        let usages = common_usage();
        vec![
            (PathReason::BadIssuerKey, GENERAL),
            (PathReason::BadSignature, GENERAL),
            (PathReason::NoIssuerFound { issuer }, NO_CHAIN),
            (PathReason::NotAnchored, NO_CHAIN),
            (PathReason::AnchorNotForThis, GENERAL),
            (PathReason::NameChain, GENERAL),
            (PathReason::UnsupportedAlgorithm(unsupported), GENERAL),
            (PathReason::MismatchedAlgorithms, GENERAL),
            (PathReason::Malformed(malformed), GENERAL),
            (PathReason::DuplicateExtension(oid()), GENERAL),
            (PathReason::Profile(ProfileDefect::CaWithoutName), GENERAL),
            (PathReason::UnknownCriticalExtension(oid()), CHAIN),
            (PathReason::UnsupportedNameConstraint, GENERAL),
            (PathReason::NotACa, CHAIN),
            (PathReason::PathTooLong, CHAIN),
            (PathReason::NameConstraints("x".to_owned()), CHAIN),
            (PathReason::CertificatePolicy, CHAIN),
            (
                no_signature(KeyUsageReason::NoCertificateSigning(usages)),
                CHAIN,
            ),
            (weak(), strength),
            (
                PathReason::NotYetValid {
                    not_before: day(30),
                },
                early,
            ),
            (PathReason::Expired { not_after: day(10) }, usage),
            (no_signature(KeyUsageReason::NoSignature(usages)), CHAIN),
            (PathReason::ExtendedKeyUsage { purpose, found }, CHAIN),
            (
                PathReason::RevocationUnknown(WhyNotChecked::NoEvidence),
                ["TRY_LATER"; 3],
            ),
            (PathReason::OnHold { since: day(10) }, ["TRY_LATER"; 3]),
            (revoked(), ["REVOKED_NO_POE", "REVOKED_NO_POE", "REVOKED"]),
            (PathReason::BudgetExhausted(BudgetItem::Evidence), GENERAL),
        ]
    }

    fn common_usage() -> cert_path::KeyUsage {
        let now = day(20_000);
        let hierarchy = demo_pki::DemoHierarchy::new(now, day(21_000)).unwrap();
        let issued = hierarchy.issue(&hierarchy.leader()).unwrap();
        let certificate = Certificate::from_der(&issued.certificate_der).unwrap();
        certificate.key_usage().unwrap()
    }

    /// `PathReason` grows elsewhere: its ranks tell whether this table has all of it.
    #[test]
    fn every_failure_of_a_path_has_its_sub_indication() {
        let open = time(TimeProof::Claimed, None);
        let existed = time(TimeProof::SignatureTimestamp, None);
        let made_after = time(TimeProof::None, Some(11));
        let table = of_every_reason();
        for (reason, expected) in &table {
            let told = [&open, &existed, &made_after].map(|time| sub(reason.clone(), time));
            assert_eq!(told, *expected, "{reason}");
            assert!(!word(reason).is_empty());
        }
        let mut ranks: Vec<u8> = table.iter().map(|(reason, _)| reason.rank()).collect();
        ranks.sort_unstable();
        ranks.dedup();
        assert_eq!(ranks, (0..=23).collect::<Vec<u8>>());
    }

    #[test]
    fn what_is_final_is_proven_to_the_second() {
        let made = |on| time(TimeProof::SignatureTimestamp, Some(on));
        assert_eq!(sub(revoked(), &made(10)), "REVOKED");
        assert_eq!(sub(revoked(), &made(9)), "REVOKED_NO_POE");
        // Another certificate of the path: never final.
        let of_ca = |reason| {
            let hierarchy = demo_pki::DemoHierarchy::new(day(20_000), day(21_000)).unwrap();
            let read = |issued: &demo_pki::Issued| Certificate::from_der(&issued.certificate_der);
            let failure = PathFailure {
                reason,
                certificate: Some(read(&hierarchy.sub_ca).unwrap()),
                chain: vec![read(&hierarchy.root).unwrap()],
                anchored: true,
                record: Box::default(),
            };
            sub_indication(&failure, &made(11)).as_str()
        };
        assert_eq!(of_ca(revoked()), "REVOKED_CA_NO_POE");
        let expired = PathReason::Expired { not_after: day(10) };
        assert_eq!(of_ca(expired), "OUT_OF_BOUNDS_NO_POE");
    }

    #[test]
    fn every_reason_for_not_knowing_has_its_sub_indication() {
        use Unusable as U;
        let of = |why| of_unknown(why).as_str();
        let plain = [
            WhyNotChecked::NoEvidence,
            WhyNotChecked::Skipped,
            WhyNotChecked::Stale {
                issued: day(1),
                asked: day(2),
            },
        ];
        for why in plain {
            assert_eq!(of(why), "TRY_LATER", "{why}");
        }
        let by = day(3);
        assert_eq!(of(WhyNotChecked::CertificateNotProven { by }), "NO_POE");
        let unusable = [
            (U::Malformed, "TRY_LATER"),
            (U::UnknownCriticalExtension, "TRY_LATER"),
            (U::OutOfScope, "TRY_LATER"),
            (U::NoCompleteCrl, "TRY_LATER"),
            (U::SignerNotTrusted, "TRY_LATER"),
            (U::BadSignature, "TRY_LATER"),
            (U::SignerNotAuthorised, "TRY_LATER"),
            (U::SignerNotValid, "REVOCATION_OUT_OF_BOUNDS_NO_POE"),
            (U::Algorithm, "TRY_LATER"),
            (U::SignerRevoked, "TRY_LATER"),
            (U::SignerRevocationUnknown, "TRY_LATER"),
            (U::FromTheFuture, "TRY_LATER"),
            (U::NotProvenByThen, "NO_POE"),
            (U::BeforeTheCertificate, "TRY_LATER"),
            (U::CertificateHadExpired, "TRY_LATER"),
            (U::ReasonsNotCovered, "TRY_LATER"),
            (U::ResponderDoesNotKnow, "TRY_LATER"),
        ];
        for (why, expected) in unusable {
            assert_eq!(of(WhyNotChecked::Unusable(why)), expected, "{why}");
        }
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
