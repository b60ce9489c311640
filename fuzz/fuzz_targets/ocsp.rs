//! Any bytes as an OCSP response: parsed, everything it can be asked, and used as evidence, where no forgery may count.
#![no_main]

use std::sync::LazyLock;

use cert_path::{
    AlgorithmPolicy, Budget, Certificate, CertificateProfile, CryptoProvider, DigestAlgorithm, Evidence, Freshness,
    OcspRequest, OcspResponse, Origin, PathReason, PathRequest, PolicyInputs, ProofsOfExistence, Purpose, RevocationMode,
    RevocationState, TrustAnchor, find_path, needs,
};
use libfuzzer_sys::fuzz_target;

/// A signer and the CA that the seeds speak of; their keys are gone, so every response about them is forged.
struct World {
    signer: Certificate,
    ca: Certificate,
    anchors: [TrustAnchor; 1],
    request: OcspRequest,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let signer = Certificate::from_der(include_bytes!("../seeds/certificate/leader-p256.der")).expect("a seed");
    let ca = Certificate::from_der(include_bytes!("../seeds/certificate/sub-ca.der")).expect("a seed");
    let request = OcspRequest::new(&signer, &ca, DigestAlgorithm::Sha1, Some(&[7; 32]), CryptoProvider::aws_lc());
    World { anchors: [TrustAnchor::new(ca.clone())], request: request.expect("a nonce of 32 octets"), signer, ca }
});

fuzz_target!(|data: &[u8]| {
    let _ = OcspResponse::many_from_pem(data);
    let _ = OcspResponse::read_any(data);
    let Ok(response) = OcspResponse::from_der(data) else { return };
    assert_eq!(response.der(), data, "the original bytes are kept");
    let _ = (response.status(), response.fingerprint(), response.answers(&WORLD.request), format!("{response:?}"));
    let mut evidence = Evidence::new();
    evidence.add_ocsp_response(response, Origin::Unspecified);
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
            assert!(matches!(path.statuses()[0].state, RevocationState::Unknown(_)), "a forged response counts");
        }
        Err(failure) => {
            assert!(matches!(failure.reason, PathReason::BudgetExhausted(_)), "a forged response counts: {failure}");
        }
    }
});
