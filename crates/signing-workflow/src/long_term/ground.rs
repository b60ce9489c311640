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
    /// The latest time a trusted authority stated in this run: its clock may be ahead of ours.
    stated: Timestamp,
}

impl Held {
    fn now(&self) -> Timestamp {
        self.supply.now().max(self.stated)
    }
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
            held: Mutex::new(Held {
                evidence,
                supply,
                stated: Timestamp::MIN,
            }),
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

    /// Time-stamps that were trusted on another ground in this run are not in the future on this one.
    pub fn agree_with(&self, other: &Self) {
        let stated = other.held().stated;
        let mut held = self.held();
        held.stated = held.stated.max(stated);
    }

    /// Verifies, fetches what is missing, and verifies again until nothing new comes.
    pub(crate) fn settle(
        &self,
        file: &PdfFile,
    ) -> Result<(DocumentReport, Timestamp), VerifyError> {
        let mut held = self.held();
        loop {
            let now = held.now();
            let Held {
                evidence, supply, ..
            } = &mut *held;
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
        let Held {
            evidence, supply, ..
        } = &mut *held;
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
        let held = &mut *held;
        for certificate in token.certificates() {
            let certificate = certificate.clone();
            held.evidence
                .add_certificate(certificate, Origin::Timestamp);
        }
        let proofs = ProofsOfExistence::new();
        loop {
            let now = held.now().max(token.time());
            let request = PathRequest {
                signer: token.signer_certificate(),
                evidence: &held.evidence,
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
            if !held.supply.more(&needs, &mut held.evidence) {
                if outcome.is_ok() {
                    held.stated = held.stated.max(token.time());
                }
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
