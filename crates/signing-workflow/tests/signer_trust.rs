//! The check of the signer before the key is used: status on the evidence given, and the house's own block list.
#![allow(clippy::unwrap_used)]

use cert_path::{
    AlgorithmPolicy, Certificate, Crl, CryptoProvider, DigestAlgorithm, Evidence, Freshness,
    LocalReport, Origin, PathReason, ReportedBecause, ReportedCertificate, RevocationMode,
    SignatureAlgorithm, TrustAnchor,
};
use demo_pki::{CrlProfile, DemoHierarchy, Issued, KeyKind, RevokedEntry};
use jiff::{SignedDuration, Timestamp};
use pades_sign::{CheckedSigner, NotChecked, SignerCheck, SignerIdentity};
use signing_workflow::{SignerTrust, UnverifiedChain, WorkflowError};

fn now() -> Timestamp {
    "2026-11-22T00:00:00Z".parse().unwrap()
}

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

struct House {
    hierarchy: DemoHierarchy,
    leader: Issued,
}

impl House {
    fn new() -> Self {
        let hierarchy = DemoHierarchy::new(now() - hours(9_000), now() + hours(9_000)).unwrap();
        let leader = hierarchy
            .issue(&hierarchy.leader().with_key(KeyKind::P256))
            .unwrap();
        Self { hierarchy, leader }
    }

    fn certificate(&self) -> Certificate {
        Certificate::from_der(&self.leader.certificate_der).unwrap()
    }

    /// Trust with a CRL of both CAs, that of the sub CA listing `entries`.
    fn trust(&self, entries: Vec<RevokedEntry>) -> SignerTrust {
        let mut evidence = Evidence::new();
        let list = |entries| CrlProfile {
            entries,
            ..CrlProfile::new(now() - hours(1), now() + hours(23))
        };
        let root = self.hierarchy.root_authority().crl(&list(Vec::new()));
        let sub = self.hierarchy.sub_authority().crl(&list(entries));
        for der in [root.unwrap(), sub.unwrap()] {
            evidence.add_crl(Crl::from_der(&der).unwrap(), Origin::Unspecified);
        }
        let root = Certificate::from_der(&self.hierarchy.root.certificate_der).unwrap();
        SignerTrust {
            anchors: vec![TrustAnchor::new(root)],
            evidence,
            algorithms: AlgorithmPolicy::default(),
            revocation: RevocationMode::Require,
            freshness: Freshness::default(),
            unverified: UnverifiedChain::Refused,
        }
    }

    fn check(&self, trust: &SignerTrust) -> Result<CheckedSigner, WorkflowError> {
        let sub_ca = Certificate::from_der(&self.hierarchy.sub_ca.certificate_der).unwrap();
        let algorithm = SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256);
        let identity = SignerIdentity::new(self.certificate(), vec![sub_ca], algorithm);
        trust.check(identity, CryptoProvider::aws_lc(), now())
    }

    fn report(&self, reported_at: Timestamp) -> LocalReport {
        LocalReport {
            certificate: ReportedCertificate::IssuerAndSerial {
                issuer: self.certificate().issuer().to_string(),
                serial: self.certificate().serial().to_string(),
            },
            reported_at,
            because: ReportedBecause::Lost,
            note: None,
        }
    }

    fn revoked(&self) -> RevokedEntry {
        RevokedEntry::new(&self.leader.serial_number(), now() - hours(2))
    }
}

#[test]
fn the_status_is_read_from_the_evidence_and_kept() {
    let house = House::new();
    let signer = house.check(&house.trust(Vec::new())).unwrap();
    assert!(
        !signer
            .not_checked()
            .iter()
            .any(|gap| matches!(gap, NotChecked::Chain | NotChecked::Revocation { .. }))
    );
    let SignerCheck::TrustedPath { statuses, .. } = signer.how_checked() else {
        panic!("a path was found")
    };
    let shown: Vec<_> = statuses
        .iter()
        .map(|one| (one.state.as_str(), one.evidence.as_deref(), one.this_update))
        .collect();
    let expected = ("not-revoked", Some("crl"), Some(now() - hours(1)));
    assert_eq!(shown, [expected, expected]);

    let refused = house.check(&house.trust(vec![house.revoked()]));
    let Err(WorkflowError::SignerUntrusted(failure)) = refused else {
        panic!("a revoked certificate signs nothing")
    };
    assert!(matches!(failure.reason, PathReason::Revoked(_)));
}

#[test]
fn a_reported_certificate_signs_nothing_from_the_minute_of_the_report() {
    let house = House::new();
    let check = |entries, reported_at, unverified: Option<UnverifiedChain>| {
        let mut trust = house.trust(entries);
        trust.evidence.add_local_report(house.report(reported_at));
        if let Some(unverified) = unverified {
            trust.anchors.clear();
            trust.unverified = unverified;
        }
        house.check(&trust)
    };
    let blocked = check(Vec::new(), now(), None);
    let Err(WorkflowError::SignerBlocked(report)) = blocked else {
        panic!("reported just now")
    };
    assert_eq!(report.because, ReportedBecause::Lost);
    assert!(check(Vec::new(), now() + hours(1), None).is_ok());
    // No exception for unverified chains helps.
    let by = "--allow-unverified-chain".to_owned();
    let allowed = Some(UnverifiedChain::Allowed { by });
    assert!(matches!(
        check(Vec::new(), now(), allowed),
        Err(WorkflowError::SignerBlocked(_))
    ));
    // Once the CA has revoked, its word is the reason.
    assert!(matches!(
        check(vec![house.revoked()], now(), None),
        Err(WorkflowError::SignerUntrusted(_))
    ));
}
