//! What is missing for a verdict, and where it may be had.
#![allow(clippy::unwrap_used)]

mod support;

use cert_path::{
    Certificate, CryptoProvider, Missing, Need, OcspResponse, Origin, PathRequest, RevocationMode,
    TrustAnchor, find_path, needs,
};
use demo_pki::extensions::{crl_distribution_points, freshest_crl};
use demo_pki::{
    Authority, CertificateStatus, CrlProfile, DistributionPoint, OcspProfile, Profile, SingleAnswer,
};
use jiff::SignedDuration;
use support::{Question, begin, certificate, end, now};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Root, CA, signer; each certificate says where everything is.
struct World {
    root: Authority,
    ca: Authority,
    leaf: demo_pki::Issued,
}

fn addressed(profile: Profile, name: &str) -> Profile {
    Profile {
        ca_issuers: Some(format!("http://{name}/issuer.crt")),
        ocsp: Some(format!("http://{name}/ocsp")),
        crl: Some(format!("http://{name}/list.crl")),
        ..profile
    }
}

impl World {
    fn new() -> Self {
        Self::with(&addressed(Profile::new("signer", begin(), end()), "leaf"))
    }

    fn with(leaf: &Profile) -> Self {
        let root = Authority::self_signed(&Profile::authority("root", begin(), end())).unwrap();
        let ca = addressed(Profile::authority("CA", begin(), end()), "ca");
        let ca = root.issue_authority(&ca).unwrap();
        let leaf = ca.issue(leaf).unwrap();
        Self { root, ca, leaf }
    }

    fn question(&self) -> Question {
        let mut question = Question::new(&self.leaf, &[self.ca.issued()], self.root.issued());
        question.revocation = RevocationMode::Require;
        question
    }

    fn ca(&self) -> Certificate {
        certificate(self.ca.issued())
    }

    fn leaf(&self) -> Certificate {
        certificate(&self.leaf)
    }

    /// The CA is shown not to be revoked.
    fn with_status_of_the_ca(&self, question: &mut Question) {
        let serial = self.ca.issued().serial_number();
        let response = good(&self.root, &self.root, &serial, Vec::new());
        question
            .evidence
            .add_ocsp_response(response, Origin::Unspecified);
    }
}

fn good(
    signer: &Authority,
    issuer: &Authority,
    serial: &[u8],
    along: Vec<Vec<u8>>,
) -> OcspResponse {
    let single = SingleAnswer {
        next_update: Some(now() + HOUR),
        ..SingleAnswer::new(serial, CertificateStatus::Good, now() - HOUR)
    };
    let profile = OcspProfile {
        certificates: along,
        ..OcspProfile::new(now() - HOUR, vec![single])
    };
    OcspResponse::from_der(&signer.ocsp(&profile, issuer).unwrap()).unwrap()
}

fn ask(question: &Question) -> Vec<Need> {
    let request = PathRequest {
        signer: &question.signer,
        evidence: &question.evidence,
        anchors: &question.anchors,
        purpose: question.purpose,
        at: question.at,
        now: question.now.unwrap_or(question.at),
        proofs: &question.proofs,
        revocation: question.revocation,
        freshness: question.freshness,
        policy: &question.policy,
        policies: question.policies.clone(),
        profile: question.profile,
        provider: CryptoProvider::aws_lc(),
        budget: question.budget,
    };
    needs(&request, &find_path(&request))
}

/// Name of the certificate, what, addresses.
fn shown(needs: &[Need]) -> Vec<String> {
    let one = |need: &Need| {
        let what = match &need.what {
            Missing::Issuer => "issuer".to_owned(),
            Missing::Crl => "crl".to_owned(),
            Missing::DeltaCrl => "delta".to_owned(),
            Missing::CrlSigner { .. } => "crl signer".to_owned(),
            Missing::Ocsp { issuer } => {
                format!("ocsp from {}", issuer.subject().common_name().unwrap())
            }
            other => panic!("{other:?}"),
        };
        let name = need.certificate.subject().common_name().unwrap();
        format!("{name}: {what}: {}", need.addresses.join(" "))
    };
    needs.iter().map(one).collect()
}

#[test]
fn the_issuer_that_is_not_at_hand() {
    let world = World::new();
    let mut question = Question::new(&world.leaf, &[], world.root.issued());
    assert_eq!(
        shown(&ask(&question)),
        ["signer: issuer: http://leaf/issuer.crt"]
    );
    // One of the same name, and another key, is at hand: still the right one is needed.
    let twin = Authority::self_signed(&Profile::authority("CA", begin(), end())).unwrap();
    question
        .evidence
        .add_certificate(certificate(twin.issued()), Origin::Unspecified);
    assert_eq!(
        shown(&ask(&question)),
        ["signer: issuer: http://leaf/issuer.crt"]
    );
    // An anchor that is only a fingerprint.
    let mut question = world.question();
    question.anchors = vec![TrustAnchor::pinned(
        certificate(world.root.issued()).fingerprint(),
    )];
    assert_eq!(shown(&ask(&question)), ["CA: issuer: http://ca/issuer.crt"]);
}

#[test]
fn revocation_data_of_every_certificate_whose_state_is_unknown() {
    let world = World::new();
    let mut question = world.question();
    let all = [
        "signer: ocsp from CA: http://leaf/ocsp",
        "signer: crl: http://leaf/list.crl",
        "CA: ocsp from root: http://ca/ocsp",
        "CA: crl: http://ca/list.crl",
    ];
    assert_eq!(shown(&ask(&question)), all);
    // Accepted without, and asked for all the same.
    question.revocation = RevocationMode::IfAvailable;
    assert_eq!(shown(&ask(&question)), all);
    question.revocation = RevocationMode::Skip;
    assert_eq!(shown(&ask(&question)), [""; 0]);
    question.revocation = RevocationMode::Require;
    world.with_status_of_the_ca(&mut question);
    assert_eq!(shown(&ask(&question)), all[..2]);
    let serial = world.leaf.serial_number();
    let response = good(&world.ca, &world.ca, &serial, Vec::new());
    question
        .evidence
        .add_ocsp_response(response, Origin::Unspecified);
    assert_eq!(shown(&ask(&question)), [""; 0]);
    assert!(question.ask().is_ok());
}

#[test]
fn a_need_without_an_address_is_a_need() {
    let world = World::with(&Profile::new("signer", begin(), end()));
    let mut question = world.question();
    world.with_status_of_the_ca(&mut question);
    assert_eq!(shown(&ask(&question)), ["signer: crl: "]);
}

#[test]
fn what_is_final_needs_nothing() {
    let world = World::new();
    let mut question = world.question();
    world.with_status_of_the_ca(&mut question);
    let revoked = CertificateStatus::Revoked {
        at: begin() + HOUR,
        reason: None,
    };
    let single = SingleAnswer::new(&world.leaf.serial_number(), revoked, now() - HOUR);
    let der = world
        .ca
        .ocsp(&OcspProfile::new(now() - HOUR, vec![single]), &world.ca);
    let response = OcspResponse::from_der(&der.unwrap()).unwrap();
    question
        .evidence
        .add_ocsp_response(response, Origin::Unspecified);
    assert_eq!(shown(&ask(&question)), [""; 0]);
    // Expired.
    let mut question = world.question();
    question.at = end() + HOUR;
    assert_eq!(shown(&ask(&question)), [""; 0]);
    // A root that is not trusted.
    let mut question = world.question();
    let other = Authority::self_signed(&Profile::authority("other", begin(), end())).unwrap();
    question.anchors = vec![TrustAnchor::new(certificate(other.issued()))];
    question
        .evidence
        .add_certificate(certificate(world.root.issued()), Origin::Unspecified);
    assert_eq!(shown(&ask(&question)), [""; 0]);
}

#[test]
fn the_signers_of_evidence_have_needs_too() {
    let world = World::new();
    let mut question = world.question();
    world.with_status_of_the_ca(&mut question);
    let profile = Profile::ocsp_responder("responder", begin(), end());
    let delegate = world
        .ca
        .issue_authority(&addressed(profile, "responder"))
        .unwrap();
    let along = vec![delegate.issued().certificate_der.clone()];
    let response = good(&delegate, &world.ca, &world.leaf.serial_number(), along);
    question
        .evidence
        .add_ocsp_response(response, Origin::Unspecified);
    assert_eq!(
        shown(&ask(&question)),
        [
            "signer: ocsp from CA: http://leaf/ocsp",
            "signer: crl: http://leaf/list.crl",
            "responder: ocsp from CA: http://responder/ocsp",
            "responder: crl: http://responder/list.crl",
        ]
    );
}

#[test]
fn a_stale_crl_asks_for_its_deltas() {
    let point = |uri: &str| DistributionPoint::uri(uri);
    let leaf = Profile {
        extra_extensions: vec![
            crl_distribution_points(&[point("http://leaf/list.crl"), point("file:///list.crl")])
                .unwrap(),
            freshest_crl(&[point("http://leaf/delta.crl")]).unwrap(),
        ],
        ..Profile::new("signer", begin(), end())
    };
    let world = World::with(&leaf);
    let mut question = world.question();
    world.with_status_of_the_ca(&mut question);
    let crl = world
        .ca
        .crl(&CrlProfile::new(now() - HOUR - HOUR, now() - HOUR))
        .unwrap();
    let crl = cert_path::Crl::from_der(&crl).unwrap();
    question.evidence.add_crl(crl, Origin::Unspecified);
    assert_eq!(
        shown(&ask(&question)),
        [
            "signer: crl: http://leaf/list.crl",
            "signer: delta: http://leaf/delta.crl",
        ]
    );
}

/// Whoever makes a certificate decides what a verifier fetches: but not how much.
#[test]
fn addresses_are_bounded() {
    let points: Vec<_> = (0..1000)
        .map(|n| DistributionPoint::uri(&format!("http://host{n}/list.crl")))
        .collect();
    let leaf = Profile {
        extra_extensions: vec![crl_distribution_points(&points).unwrap()],
        ..Profile::new("signer", begin(), end())
    };
    let world = World::with(&leaf);
    let all = ask(&world.question());
    let own: Vec<_> = all
        .iter()
        .filter(|need| need.certificate == world.leaf())
        .collect();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0].addresses.len(), 8);
    assert!(all.iter().any(|need| need.certificate == world.ca()));
}
