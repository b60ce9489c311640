//! What a file is judged on while it is raised: roots, policy, and evidence that grows as more is fetched.

use std::sync::{Mutex, PoisonError};

use cades::IntactTimestamp;
use cert_path::{
    Budget, CertificateProfile, Evidence, Need, Origin, PathFailure, PathRequest, PolicyInputs,
    ProofsOfExistence, Purpose, TrustAnchor, find_path,
};
use jiff::Timestamp;
use pades_verify::{DocumentReport, Policy, VerifyError};
use pdf_revisions::PdfFile;

use crate::timestamping::TrustsAuthority;

/// Where missing evidence may come from, and the clock.
pub trait Supply: Send {
    /// Fetches what is needed; whether something new came, so that judging again is worth it.
    fn more(&mut self, needs: &[Need], evidence: &mut Evidence) -> bool;

    /// The moment of judging: answers made for our requests are issued after them, so it is read anew each time.
    fn now(&self) -> Timestamp;
}

/// The same for every step of a file.
pub struct Ground {
    anchors: Vec<TrustAnchor>,
    policy: Policy,
    held: Mutex<Held>,
}

struct Held {
    evidence: Evidence,
    supply: Box<dyn Supply>,
}

impl Ground {
    /// `policy.revocation` says whether paths without revocation data do; for B-LT and B-LTA they must not.
    #[must_use]
    pub fn new(
        anchors: Vec<TrustAnchor>,
        policy: Policy,
        evidence: Evidence,
        supply: impl Supply + 'static,
    ) -> Self {
        let supply = Box::new(supply);
        Self {
            anchors,
            policy,
            held: Mutex::new(Held { evidence, supply }),
        }
    }

    /// The roots.
    #[must_use]
    pub fn anchors(&self) -> &[TrustAnchor] {
        &self.anchors
    }

    /// The policy.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Verifies, fetches what is missing, and verifies again until nothing new comes.
    pub(crate) fn settle(
        &self,
        file: &PdfFile,
    ) -> Result<(DocumentReport, Timestamp), VerifyError> {
        let mut held = self.held();
        let Held { evidence, supply } = &mut *held;
        loop {
            let now = supply.now();
            let report = pades_verify::verify(file, evidence, &self.anchors, &self.policy, now)?;
            let needs = pades_verify::needs(&report, &self.anchors, &self.policy, now);
            if !supply.more(&needs, evidence) {
                return Ok((report, now));
            }
        }
    }

    /// Asks for revocation data issued after the times that are proven, where those at hand are older (EN 319 102-1 §5.2.5, grace period);
    /// whether anything new came.
    pub(crate) fn freshen(&self, report: &DocumentReport) -> bool {
        let trusted = report.paths.iter();
        let trusted = trusted.filter_map(|judged| judged.outcome.as_ref().ok());
        let needs: Vec<Need> = trusted.flat_map(cert_path::newer_data).collect();
        let mut held = self.held();
        let Held { evidence, supply } = &mut *held;
        !needs.is_empty() && supply.more(&needs, evidence)
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TrustsAuthority for Ground {
    /// RFC 3161 §2.3, §4.3: the authority's path, at the stated time, before the token is used.
    fn trusts(&self, token: &IntactTimestamp) -> Result<(), Box<PathFailure>> {
        let mut held = self.held();
        let Held { evidence, supply } = &mut *held;
        for certificate in token.certificates() {
            evidence.add_certificate(certificate.clone(), Origin::Timestamp);
        }
        let proofs = ProofsOfExistence::new();
        loop {
            // The authority's clock may be ahead of ours.
            let now = supply.now().max(token.time());
            let request = PathRequest {
                signer: token.signer_certificate(),
                evidence,
                anchors: &self.anchors,
                purpose: Purpose::Timestamping,
                at: token.time(),
                now,
                proofs: &proofs,
                revocation: self.policy.revocation,
                freshness: self.policy.freshness,
                policy: &self.policy.algorithms,
                policies: PolicyInputs::default(),
                profile: CertificateProfile::default(),
                provider: self.policy.provider,
                budget: Budget::DEFAULT,
            };
            let outcome = find_path(&request);
            let needs = cert_path::needs(&request, &outcome);
            if !supply.more(&needs, evidence) {
                return outcome.map(drop).map_err(Box::new);
            }
        }
    }
}

impl std::fmt::Debug for Ground {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ground").finish_non_exhaustive()
    }
}
