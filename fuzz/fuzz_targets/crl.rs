//! Any bytes as a CRL: parsed, walked, everything it can be asked, and used as evidence, where no forgery may count.
#![no_main]

use std::sync::{Arc, LazyLock};

use cert_path::{
    AlgorithmPolicy, Budget, Certificate, CertificateProfile, Crl, CryptoProvider, Evidence, Freshness, Origin, PathReason,
    PathRequest, PolicyInputs, ProofsOfExistence, Purpose, RevocationMode, RevocationState, TrustAnchor, find_path, needs,
};
use libfuzzer_sys::fuzz_target;

/// A signer and the CA that the seeds speak of; their keys are gone, so every CRL about them is forged.
struct World {
    signer: Certificate,
    ca: Certificate,
    anchors: [TrustAnchor; 1],
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let signer = Certificate::from_der(include_bytes!("../seeds/certificate/leader-p256.der")).expect("a seed");
    let ca = Certificate::from_der(include_bytes!("../seeds/certificate/sub-ca.der")).expect("a seed");
    World { anchors: [TrustAnchor::new(ca.clone())], signer, ca }
});

fuzz_target!(|data: &[u8]| {
    let _ = Crl::many_from_pem(data);
    let _ = Crl::read_any(data);
    let bytes: Arc<[u8]> = data.into();
    let opened = Crl::from_source(Arc::new(bytes));
    let read = Crl::from_der(data);
    let Ok(crl) = opened else {
        assert!(read.is_err(), "what cannot be opened cannot be read");
        return;
    };
    let walked = crl.entries().try_for_each(|entry| entry.map(|entry| drop(format!("{entry:?}"))));
    assert_eq!(read.map(|_| ()), walked, "entries are checked alike");
    let _ = (crl.version(), crl.issuer().to_string(), crl.this_update(), crl.next_update(), crl.number(), crl.base_number());
    let _ = (crl.is_delta(), crl.is_indirect(), crl.has_empty_list(), crl.keeps_expired_since(), crl.signature_algorithm());
    let _ = (crl.authority_key_identifier(), crl.delta_addresses(), crl.aia_ca_issuers(), format!("{crl:?}"));
    let mut evidence = Evidence::new();
    evidence.add_crl(crl, Origin::Unspecified);
    evidence.add_certificate(WORLD.ca.clone(), Origin::Unspecified);
    let at = "2026-11-21T08:00:00Z".parse().expect("a time");
    let request = PathRequest {
        signer: &WORLD.signer,
        evidence: &evidence,
        anchors: &WORLD.anchors,
        purpose: Purpose::Any,
        at,
        now: at,
        proofs: &ProofsOfExistence::new(),
        revocation: RevocationMode::IfAvailable,
        freshness: Freshness::IssuersWindow,
        policy: &AlgorithmPolicy::default(),
        policies: PolicyInputs::default(),
        profile: CertificateProfile::Tolerant,
        provider: CryptoProvider::aws_lc(),
        budget: Budget::DEFAULT,
    };
    let outcome = find_path(&request);
    let _ = needs(&request, &outcome);
    match outcome {
        Ok(path) => {
            assert!(matches!(path.statuses()[0].state, RevocationState::Unknown(_)), "a forged CRL counts");
        }
        Err(failure) => {
            assert!(matches!(failure.reason, PathReason::BudgetExhausted(_)), "a forged CRL counts: {failure}");
        }
    }
});
