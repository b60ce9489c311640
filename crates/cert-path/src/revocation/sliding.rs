//! Control-time sliding (EN 319 102-1 §5.6.2.2.4): the time up to which a certificate, and all above it, is known to be good.

use jiff::Timestamp;

use super::WhyNotChecked;
use super::chain::Target;
use super::status::{Basis, BasisKind, CertificateStatus, RevocationState};
use crate::algorithms::SignatureAlgorithm;
use crate::request::PathRequest;

/// Step (a): the certificate must be proven to exist by the control time. Without a proof it exists since the moment of
/// judging.
///
/// `now` is the moment of judging of the outermost question. Evidence is held to the same where it is read: [`Target::control`].
pub(crate) fn proven(
    now: Timestamp,
    request: &PathRequest<'_>,
    target: &Target<'_>,
    status: CertificateStatus,
) -> CertificateStatus {
    let since = exists_since(now, request, &target.certificate.fingerprint());
    if since <= target.control || !matches!(status.state, RevocationState::Good { .. }) {
        return status;
    }
    let why = WhyNotChecked::CertificateNotProven { by: target.control };
    CertificateStatus {
        state: RevocationState::Unknown(why),
        ..status
    }
}

/// Since when an object is known to exist.
fn exists_since(now: Timestamp, request: &PathRequest<'_>, fingerprint: &[u8; 32]) -> Timestamp {
    let proven = request.proofs.earliest(fingerprint);
    proven.map_or(now, |proven| proven.min(now))
}

/// Steps (b) and (c): the control time for the certificates below. It moves back
///
/// - to the revocation of this certificate;
/// - to the end of the freshness of the evidence that shows none. The standard goes back to its issue, which is the same under
///   [`Freshness::AfterTime`](super::Freshness); under the issuer's window the evidence speaks up to nextUpdate;
/// - to the last moment at which the algorithms of the certificate and of that evidence were not refused.
///
/// Never before the time asked: for that the state was found good, and the algorithms are held to it by the checks.
pub(crate) fn slide(
    request: &PathRequest<'_>,
    target: &Target<'_>,
    status: &CertificateStatus,
) -> Timestamp {
    let control = target.control;
    let good_until = match (&status.state, &status.basis) {
        (RevocationState::Good { later: Some(later) }, _) => later.since,
        (RevocationState::Good { later: None }, Some(basis)) => request
            .freshness
            .last_fresh(basis.this_update, basis.next_update),
        _ => control,
    };
    let reliable = reliable_until(request, target, status.basis.as_ref());
    control
        .min(good_until)
        .min(reliable)
        .max(request.at.min(control))
}

fn reliable_until(
    request: &PathRequest<'_>,
    target: &Target<'_>,
    basis: Option<&Basis>,
) -> Timestamp {
    let control = target.control;
    let last = |algorithm: &SignatureAlgorithm, key| {
        let last = request.policy.last_reliable(algorithm, key, control);
        last.unwrap_or(Timestamp::MIN)
    };
    let of_certificate = target.certificate.signature_algorithm().ok();
    let of_certificate =
        of_certificate.map(|algorithm| last(&algorithm, target.issuer.public_key_kind()));
    let of_evidence = basis.and_then(|basis| {
        let algorithm = algorithm_of(request, basis)?;
        Some(last(&algorithm, basis.signer.public_key_kind()))
    });
    [of_certificate, of_evidence]
        .into_iter()
        .flatten()
        .fold(control, Timestamp::min)
}

/// How the evidence was signed.
fn algorithm_of(request: &PathRequest<'_>, basis: &Basis) -> Option<SignatureAlgorithm> {
    match basis.kind {
        BasisKind::Crl { .. } => {
            let mut all = request.evidence.crls().iter();
            let crl = all.find(|crl| crl.fingerprint() == basis.fingerprint)?;
            crl.signature_algorithm().ok()
        }
        BasisKind::Ocsp { .. } => {
            let mut all = request.evidence.ocsp_responses().iter();
            let response = all.find(|one| one.fingerprint() == basis.fingerprint)?;
            response.signature_algorithm().ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::super::status::Revoked;
    use super::super::synthetic::{day, good, signer, sub_ca};
    use super::super::{Freshness, RevocationMode};
    use super::*;
    use crate::algorithms::DigestAlgorithm;
    use crate::anchor::TrustAnchor;
    use crate::budget::Budget;
    use crate::certificate::Certificate;
    use crate::evidence::Evidence;
    use crate::policy::{AlgorithmPolicy, CutOff, Refused};
    use crate::proofs::ProofsOfExistence;
    use crate::provider::CryptoProvider;
    use crate::purpose::Purpose;
    use crate::request::PolicyInputs;

    static SIGNER: LazyLock<Certificate> = LazyLock::new(sub_ca);
    static ROOT: LazyLock<Certificate> = LazyLock::new(signer);
    static ANCHOR: LazyLock<TrustAnchor> = LazyLock::new(|| TrustAnchor::new(signer()));
    static EVIDENCE: LazyLock<Evidence> = LazyLock::new(Evidence::new);

    /// Asked for day 20, judged on day 30.
    fn request<'a>(proofs: &'a ProofsOfExistence, policy: &'a AlgorithmPolicy) -> PathRequest<'a> {
        PathRequest {
            signer: &SIGNER,
            evidence: &EVIDENCE,
            anchors: &[],
            purpose: Purpose::DocumentSigning,
            at: day(20),
            now: day(30),
            proofs,
            revocation: RevocationMode::Require,
            freshness: Freshness::default(),
            policy,
            policies: PolicyInputs::default(),
            profile: crate::CertificateProfile::default(),
            provider: CryptoProvider::aws_lc(),
            budget: Budget::DEFAULT,
        }
    }

    fn target(control: i64) -> Target<'static> {
        Target {
            certificate: &SIGNER,
            issuer: &ROOT,
            issuer_key: ROOT.spki_der(),
            anchor: &ANCHOR,
            control: day(control),
        }
    }

    fn known_good(later: Option<i64>, issued: i64, next: Option<i64>) -> CertificateStatus {
        let later = later.map(|since| Revoked {
            since: day(since),
            reason: None,
            invalidity_date: None,
        });
        CertificateStatus {
            state: RevocationState::Good { later },
            basis: Some(good(issued, next).basis),
            lifted_hold: None,
            unusable: Vec::new(),
        }
    }

    fn unknown() -> CertificateStatus {
        super::super::weigh::unknown(WhyNotChecked::NoEvidence, Vec::new())
    }

    #[test]
    fn the_control_time_moves_back_to_what_is_known_last() {
        let (proofs, policy) = (ProofsOfExistence::new(), AlgorithmPolicy::permissive());
        let cases = [
            // fresh at the control time: it stays
            (
                Freshness::IssuersWindow,
                known_good(None, 29, Some(31)),
                30,
                30,
            ),
            (Freshness::IssuersWindow, known_good(None, 30, None), 30, 30),
            // the evidence of those days: up to the end of its window, or to its issue
            (
                Freshness::IssuersWindow,
                known_good(None, 19, Some(26)),
                30,
                26,
            ),
            (Freshness::IssuersWindow, known_good(None, 21, None), 30, 21),
            (Freshness::AfterTime, known_good(None, 21, Some(26)), 30, 21),
            // revoked later: to the revocation, fresh or not
            (
                Freshness::IssuersWindow,
                known_good(Some(24), 25, Some(99)),
                30,
                24,
            ),
            (Freshness::AfterTime, known_good(Some(24), 29, None), 30, 24),
            // it never moves forward, nor before the time asked
            (
                Freshness::IssuersWindow,
                known_good(None, 19, Some(99)),
                25,
                25,
            ),
            (
                Freshness::IssuersWindow,
                known_good(None, 12, Some(13)),
                30,
                20,
            ),
            (
                Freshness::IssuersWindow,
                known_good(None, 12, Some(13)),
                15,
                15,
            ),
            // nothing known: as it was
            (Freshness::IssuersWindow, unknown(), 27, 27),
        ];
        for (number, (freshness, status, from, to)) in cases.into_iter().enumerate() {
            let request = PathRequest {
                freshness,
                ..request(&proofs, &policy)
            };
            let found = slide(&request, &target(from), &status);
            assert_eq!(found, day(to), "case {number}");
        }
    }

    #[test]
    fn the_control_time_moves_back_to_the_end_of_an_algorithm() {
        let proofs = ProofsOfExistence::new();
        // The demo hierarchy signs with SHA-256.
        let ended = |from| {
            AlgorithmPolicy::new(vec![CutOff {
                refused: Refused::Digest(DigestAlgorithm::Sha256),
                from: day(from),
                source: "this test".to_owned(),
            }])
        };
        let moment = jiff::SignedDuration::from_nanos(1);
        for (from, control) in [(25, day(25) - moment), (31, day(30)), (10, day(20))] {
            let policy = ended(from);
            let request = request(&proofs, &policy);
            let status = known_good(None, 30, None);
            assert_eq!(slide(&request, &target(30), &status), control);
        }
    }

    #[test]
    fn below_an_older_control_time_a_certificate_needs_a_proof() {
        let policy = AlgorithmPolicy::permissive();
        let proven_on = |on: i64| {
            let mut proofs = ProofsOfExistence::new();
            proofs.record(SIGNER.fingerprint(), day(on));
            proofs
        };
        let not_proven =
            RevocationState::Unknown(WhyNotChecked::CertificateNotProven { by: day(25) });
        let state = |proofs: &ProofsOfExistence, control| {
            let status = known_good(None, 30, None);
            proven(day(30), &request(proofs, &policy), &target(control), status).state
        };
        let is_good = RevocationState::Good { later: None };
        assert_eq!(
            state(&ProofsOfExistence::new(), 30),
            is_good,
            "it is at hand"
        );
        assert_eq!(state(&ProofsOfExistence::new(), 25), not_proven);
        assert_eq!(state(&proven_on(26), 25), not_proven);
        assert_eq!(state(&proven_on(25), 25), is_good);
        // A proof from after the moment of judging proves nothing better than being at hand.
        assert_eq!(state(&proven_on(99), 30), is_good);
    }

    #[test]
    fn a_revocation_counts_without_a_proof() {
        let (proofs, policy) = (ProofsOfExistence::new(), AlgorithmPolicy::permissive());
        let state = RevocationState::OnHold { since: day(3) };
        let status = CertificateStatus {
            state,
            ..known_good(None, 25, None)
        };
        assert_eq!(
            proven(day(30), &request(&proofs, &policy), &target(25), status).state,
            state
        );
    }
}
