//! What the tests share: times, a hierarchy, and one way to ask.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use cert_path::{
    AlgorithmPolicy, Budget, Certificate, CertificateProfile, CryptoProvider, Evidence, Freshness,
    Origin, PathFailure, PathRequest, PolicyInputs, ProofsOfExistence, Purpose, RevocationMode,
    TrustAnchor, TrustedPath, find_path,
};
use demo_pki::{DemoHierarchy, Issued};
use jiff::Timestamp;

pub fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn begin() -> Timestamp {
    time("2026-01-01T00:00:00Z")
}

pub fn end() -> Timestamp {
    time("2031-01-01T00:00:00Z")
}

pub fn now() -> Timestamp {
    time("2026-11-22T00:00:00Z")
}

pub fn hierarchy() -> DemoHierarchy {
    DemoHierarchy::new(begin(), end()).unwrap()
}

pub fn certificate(issued: &Issued) -> Certificate {
    Certificate::from_der(&issued.certificate_der).unwrap()
}

pub fn evidence<'a>(issued: impl IntoIterator<Item = &'a Issued>) -> Evidence {
    let mut evidence = Evidence::new();
    evidence.add_certificates(issued.into_iter().map(certificate), &Origin::Unspecified);
    evidence
}

/// A question with everything set to the usual, to be changed in one place.
pub struct Question {
    pub signer: Certificate,
    pub evidence: Evidence,
    pub anchors: Vec<TrustAnchor>,
    pub purpose: Purpose,
    pub at: Timestamp,
    /// `None`: the moment of judging is the time asked.
    pub now: Option<Timestamp>,
    pub proofs: ProofsOfExistence,
    pub freshness: Freshness,
    pub revocation: RevocationMode,
    pub policy: AlgorithmPolicy,
    pub policies: PolicyInputs,
    pub profile: CertificateProfile,
    pub budget: Budget,
}

impl Question {
    pub fn new(signer: &Issued, intermediates: &[&Issued], anchor: &Issued) -> Self {
        Self {
            signer: certificate(signer),
            evidence: evidence(intermediates.iter().copied()),
            anchors: vec![TrustAnchor::new(certificate(anchor))],
            purpose: Purpose::DocumentSigning,
            at: now(),
            now: None,
            proofs: ProofsOfExistence::new(),
            freshness: Freshness::default(),
            revocation: RevocationMode::Skip,
            policy: AlgorithmPolicy::default(),
            policies: PolicyInputs::default(),
            profile: CertificateProfile::Tolerant,
            budget: Budget::DEFAULT,
        }
    }

    pub fn ask(&self) -> Result<TrustedPath, PathFailure> {
        find_path(&PathRequest {
            signer: &self.signer,
            evidence: &self.evidence,
            anchors: &self.anchors,
            purpose: self.purpose,
            at: self.at,
            now: self.now.unwrap_or(self.at),
            proofs: &self.proofs,
            revocation: self.revocation,
            freshness: self.freshness,
            policy: &self.policy,
            policies: self.policies.clone(),
            profile: self.profile,
            provider: CryptoProvider::aws_lc(),
            budget: self.budget,
        })
    }
}
