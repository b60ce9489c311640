//! Whether the chain of a certificate is complete: from what is on the token and what is known here, without the network.
//!
//! The built-in roots count beside the accepted ones, because the question is what is missing, not whom to trust.

use cert_path::{
    Budget, Certificate, CertificateProfile, CryptoProvider, Evidence, Origin, PathReason,
    PathRequest, PolicyInputs, ProofsOfExistence, Purpose, RevocationMode, TrustAnchor, find_path,
};
use gov_ca_model::TRUST_PROFILES;
use jiff::Timestamp;
use token_pkcs11::CertificateList;

use super::finding::Finding;
use crate::present::vietnamese::path as vietnamese;
use crate::text::Text;
use crate::trust::Ground;

/// How far the chain of a certificate goes.
#[derive(Debug)]
pub(super) struct Chain {
    /// The names from the certificate up, as far as it goes.
    pub(super) subjects: Vec<String>,
    pub(super) is_complete: bool,
    /// What is wrong with it.
    pub(super) finding: Option<Finding>,
}

/// All that chains are made of.
pub(super) struct Material<'g> {
    ground: &'g Ground,
    evidence: Evidence,
    anchors: Vec<TrustAnchor>,
}

impl<'g> Material<'g> {
    pub(super) fn new(ground: &'g Ground, list: &CertificateList) -> Self {
        let mut evidence = ground.evidence.clone();
        let on_token = list.certificates.iter();
        evidence.add_certificates(
            on_token.map(|one| one.certificate.clone()),
            &Origin::Unspecified,
        );
        let mut anchors = ground.anchors.clone();
        anchors.extend(TRUST_PROFILES.iter().flat_map(|profile| profile.accepted()));
        Self {
            ground,
            evidence,
            anchors,
        }
    }

    /// An expired certificate is asked about at its last moment: that it has expired is another finding.
    pub(super) fn chain(&self, certificate: &Certificate, now: Timestamp) -> Chain {
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
        match find_path(&request) {
            Ok(path) => {
                let root = path.anchor_certificate().fingerprint();
                let mut accepted = self.ground.anchors.iter();
                let is_accepted = accepted.any(|anchor| anchor.fingerprint() == root);
                Chain {
                    subjects: names(path.chain()),
                    is_complete: true,
                    finding: (!is_accepted).then(|| not_accepted(path.anchor_certificate())),
                }
            }
            Err(failure) => Chain {
                subjects: names(match failure.chain.as_slice() {
                    [] => std::slice::from_ref(certificate),
                    chain => chain,
                }),
                is_complete: failure.anchored,
                finding: Some(finding(&failure.reason, &failure.chain)),
            },
        }
    }
}

fn finding(reason: &PathReason, chain: &[Certificate]) -> Finding {
    match (reason, chain.last()) {
        (PathReason::NoIssuerFound { issuer }, _) => {
            Finding::new("chain-incomplete").with(Text::new(
                format!("còn thiếu chứng thư của “{issuer}”"),
                format!("missing: the certificate of “{issuer}”"),
            ))
        }
        (PathReason::NotAnchored, Some(root)) => not_accepted(root),
        _ => Finding::new("chain-refused")
            .with(Text::new(vietnamese::reason(reason), reason.to_string())),
    }
}

fn not_accepted(root: &Certificate) -> Finding {
    let (name, sha256) = (
        root.subject(),
        crate::certificates::hex(&root.fingerprint()),
    );
    Finding::new("chain-not-accepted").with(Text::new(
        format!("gốc: {name}, SHA-256 {sha256}"),
        format!("root: {name}, SHA-256 {sha256}"),
    ))
}

fn names(chain: &[Certificate]) -> Vec<String> {
    chain
        .iter()
        .map(|certificate| certificate.subject().to_string())
        .collect()
}
