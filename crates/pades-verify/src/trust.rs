//! A certificate, at the proven time, on the evidence given and found → a trusted path (RFC 5280 §6, EN 319 102-1 §5.6.2.1).

use cades::IntactTimestamp;
use cert_path::{
    Budget, Certificate, CertificateProfile, CryptoProvider, DigestAlgorithm, Evidence, Need,
    PathFailure, PathReason, PathRequest, PolicyInputs, ProofsOfExistence, Purpose,
    RevocationReason, Revoked, SignatureAlgorithm, TrustAnchor, TrustedPath, Weakness, find_path,
};
use jiff::Timestamp;

use crate::policy::Policy;
use crate::report::DocumentReport;

/// What trust is judged on: the same for every signature of a file.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) evidence: &'a Evidence,
    pub(crate) anchors: &'a [TrustAnchor],
    pub(crate) policy: &'a Policy,
    /// The moment of judging.
    pub(crate) now: Timestamp,
}

/// One certificate that was judged: of a signer, or of a time-stamp authority.
#[derive(Clone, Debug)]
pub struct JudgedPath {
    /// It.
    pub certificate: Certificate,
    /// What it was used for.
    pub purpose: Purpose,
    /// The time it was judged for.
    pub at: Timestamp,
    /// What came out.
    pub outcome: Result<TrustedPath, PathFailure>,
}

impl<'a> Ground<'a> {
    fn request(
        &self,
        proofs: &'a ProofsOfExistence,
        signer: &'a Certificate,
        purpose: Purpose,
        at: Timestamp,
    ) -> PathRequest<'a> {
        PathRequest {
            signer,
            evidence: self.evidence,
            anchors: self.anchors,
            purpose,
            at: at.min(self.now),
            now: self.now,
            proofs,
            revocation: self.policy.revocation,
            freshness: self.policy.freshness,
            policy: &self.policy.algorithms,
            policies: PolicyInputs::default(),
            profile: CertificateProfile::default(),
            provider: self.policy.provider,
            budget: Budget::DEFAULT,
        }
    }

    /// Judges a certificate for a time.
    pub(crate) fn path(
        &self,
        proofs: &ProofsOfExistence,
        signer: &Certificate,
        purpose: Purpose,
        at: Timestamp,
    ) -> JudgedPath {
        let ground = Ground { ..*self };
        JudgedPath {
            certificate: signer.clone(),
            purpose,
            at,
            outcome: find_path(&ground.request(proofs, signer, purpose, at)),
        }
    }

    /// Judges the authority of a token that is proven to exist at `control`: trusted then, and within its validity when it
    /// stated the time (RFC 3161 §2.3, §4.3).
    pub(crate) fn authority(
        &self,
        proofs: &ProofsOfExistence,
        token: &IntactTimestamp,
        control: Timestamp,
    ) -> JudgedPath {
        let authority = token.signer_certificate();
        let at = |at| self.path(proofs, authority, Purpose::Timestamping, at);
        if !authority.is_within_validity(token.time()) {
            return at(token.time());
        }
        let judged = at(control);
        match &judged.outcome {
            // RFC 3161 §4, 1: the key was put out of use, not lost; what it stamped before stays valid.
            Err(failure) if stopped_in_order(failure, authority, token.time()) => at(token.time()),
            _ => judged,
        }
    }

    /// Holds the algorithms of a signature or token against the policy, at a time.
    pub(crate) fn algorithms(
        &self,
        algorithm: &SignatureAlgorithm,
        digest: DigestAlgorithm,
        signer: &Certificate,
        at: Timestamp,
    ) -> Result<(), Weakness> {
        let policy = &self.policy.algorithms;
        policy.check(algorithm, signer.public_key_kind(), at)?;
        policy.check_digest(digest, at)
    }

    /// Where hashes and signatures are computed.
    pub(crate) fn provider(&self) -> &'static CryptoProvider {
        self.policy.provider
    }
}

fn stopped_in_order(failure: &PathFailure, authority: &Certificate, stamped: Timestamp) -> bool {
    let PathReason::Revoked(Revoked { since, reason, .. }) = failure.reason else {
        return false;
    };
    let in_order = matches!(
        reason,
        Some(
            RevocationReason::Unspecified
                | RevocationReason::AffiliationChanged
                | RevocationReason::Superseded
                | RevocationReason::CessationOfOperation
        )
    );
    in_order && stamped < since && failure.certificate.as_ref() == Some(authority)
}

/// What is missing for a better report than this one, and where it may be had: fetch it, add it to the evidence, verify again.
///
/// `anchors` and `policy` as they were given to [`verify`](crate::verify).
#[must_use]
pub fn needs(
    report: &DocumentReport,
    anchors: &[TrustAnchor],
    policy: &Policy,
    now: Timestamp,
) -> Vec<Need> {
    let ground = Ground {
        evidence: &report.evidence,
        anchors,
        policy,
        now,
    };
    let mut all: Vec<Need> = Vec::new();
    for judged in &report.paths {
        let request = ground.request(
            &report.proofs,
            &judged.certificate,
            judged.purpose,
            judged.at,
        );
        for need in cert_path::needs(&request, &judged.outcome) {
            if !all.contains(&need) {
                all.push(need);
            }
        }
    }
    all
}
