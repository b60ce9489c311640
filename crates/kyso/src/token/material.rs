//! What chains of certificates on a token are made of: what is on it and what is known here, without the network.
//!
//! The built-in roots count beside the accepted ones, because the question is where a chain leads, not whom to trust.

use cert_path::{
    Budget, Certificate, CertificateProfile, CryptoProvider, Evidence, Origin, PathFailure,
    PathRequest, PolicyInputs, ProofsOfExistence, Purpose, RevocationMode, TrustAnchor,
    TrustedPath, find_path,
};
use gov_ca_model::{TRUST_PROFILES, TrustProfile};
use jiff::Timestamp;
use token_pkcs11::CertificateList;

use crate::args::{Revocation, TokenTrust, Trust};
use crate::exit::Failure;
use crate::job::Job;
use crate::trust::Ground;

/// What the command line and the configuration know. Offline, and revocation is not asked: where a chain leads is another question.
pub(crate) fn ground(trust: &TokenTrust, job: &Job) -> Result<Ground, Failure> {
    let trust = Trust {
        anchors: trust.anchors.clone(),
        profiles: trust.profiles.clone(),
        intermediates: trust.intermediates.clone(),
        revocation: Some(Revocation::Skip),
        offline: true,
        ..Trust::default()
    };
    Ground::load(&trust, job)
}

/// All that chains are made of.
pub(crate) struct Material<'g> {
    ground: &'g Ground,
    evidence: Evidence,
    anchors: Vec<TrustAnchor>,
}

impl<'g> Material<'g> {
    pub(super) fn new(ground: &'g Ground, list: &CertificateList) -> Self {
        let on_token = list.certificates.iter();
        Self::of(ground, on_token.map(|one| one.certificate.clone()))
    }

    /// With certificates from elsewhere.
    pub(crate) fn of(ground: &'g Ground, beside: impl IntoIterator<Item = Certificate>) -> Self {
        let mut evidence = ground.evidence.clone();
        evidence.add_certificates(beside, &Origin::Unspecified);
        let mut anchors = ground.anchors.clone();
        let built_in = TRUST_PROFILES.iter().copied();
        anchors.extend(built_in.flat_map(TrustProfile::accepted));
        Self {
            ground,
            evidence,
            anchors,
        }
    }

    /// Whether the user accepts this root.
    pub(super) fn accepts(&self, root: &Certificate) -> bool {
        let mut accepted = self.ground.anchors.iter();
        accepted.any(|anchor| anchor.fingerprint() == root.fingerprint())
    }

    /// Where a certificate leads. An expired one is asked about at its last moment.
    pub(crate) fn path(
        &self,
        certificate: &Certificate,
        now: Timestamp,
    ) -> Result<TrustedPath, Box<PathFailure>> {
        let at = now.clamp(certificate.not_before(), certificate.not_after());
        let request = PathRequest {
            signer: certificate,
            evidence: &self.evidence,
            anchors: &self.anchors,
            purpose: Purpose::DocumentSigning,
            at,
            now: now.max(at),
            proofs: &ProofsOfExistence::new(),
            revocation: RevocationMode::Skip,
            freshness: self.ground.freshness,
            policy: &self.ground.algorithms,
            policies: PolicyInputs::default(),
            profile: CertificateProfile::default(),
            provider: CryptoProvider::aws_lc(),
            budget: Budget::default(),
        };
        find_path(&request).map_err(Box::new)
    }
}
