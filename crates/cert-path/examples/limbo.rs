//! Runs x509-limbo: `cargo run -p cert-path --example limbo -- limbo.json`.
//!
//! Prints one line per case, `id<TAB>expected<TAB>actual<TAB>reason`, and a last line of counts.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

use std::error::Error;

use cert_path::{
    AlgorithmPolicy, Budget, Certificate, CryptoProvider, Evidence, Freshness, Origin, PathReason,
    PathRequest, PolicyInputs, ProofsOfExistence, Purpose, RevocationMode, TrustAnchor, find_path,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Limbo {
    testcases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    trusted_certs: Vec<String>,
    untrusted_intermediates: Vec<String>,
    peer_certificate: String,
    validation_time: Option<String>,
    expected_result: String,
    max_chain_depth: Option<usize>,
}

/// Why a case says nothing about certification paths of signatures.
fn skipped(case: &Case) -> Option<&'static str> {
    let id = case.id.as_str();
    if id.starts_with("webpki::") {
        Some("profile of the CA/Browser Forum")
    } else if id.starts_with("online::") {
        Some("TLS servers on the Internet: their extended key usage and host names")
    } else if id.starts_with("crl::") {
        Some("CRLs are not read yet")
    } else {
        None
    }
}

fn run(case: &Case) -> Result<(), String> {
    let read =
        |pem: &String| Certificate::from_pem(pem.as_bytes()).map_err(|error| error.to_string());
    let signer = read(&case.peer_certificate)?;
    let mut evidence = Evidence::new();
    for pem in &case.untrusted_intermediates {
        evidence.add_certificate(read(pem)?, Origin::Unspecified);
    }
    let anchors = case
        .trusted_certs
        .iter()
        .map(read)
        .map(|certificate| certificate.map(TrustAnchor::new))
        .collect::<Result<Vec<_>, _>>()?;
    let at = match &case.validation_time {
        Some(text) => text.parse().map_err(|error| format!("{error}"))?,
        None => jiff::Timestamp::now(),
    };
    let mut budget = Budget::DEFAULT;
    if let Some(depth) = case.max_chain_depth {
        // limbo counts the CAs between the end entity and the anchor.
        budget.path_length = depth.saturating_add(2);
    }
    let request = PathRequest {
        signer: &signer,
        evidence: &evidence,
        anchors: &anchors,
        purpose: Purpose::DocumentSigning,
        at,
        now: at,
        proofs: &ProofsOfExistence::new(),
        freshness: Freshness::default(),
        revocation: RevocationMode::Skip,
        policy: &AlgorithmPolicy::permissive(),
        policies: PolicyInputs::default(),
        profile: cert_path::CertificateProfile::default(),
        provider: CryptoProvider::aws_lc(),
        budget,
    };
    match find_path(&request) {
        Ok(_) => Ok(()),
        // limbo's certificates are for TLS servers: all of RFC 5280 §6.1 was passed, only the purpose is not ours.
        Err(failure) if matches!(failure.reason, PathReason::ExtendedKeyUsage { .. }) => Ok(()),
        Err(failure) => Err(failure.to_string()),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os()
        .nth(1)
        .ok_or("usage: limbo limbo.json")?;
    let limbo: Limbo = serde_json::from_slice(&std::fs::read(path)?)?;
    let (mut passed, mut failed, mut skips) = (0, 0, 0);
    for case in &limbo.testcases {
        let outcome = run(case);
        let actual = if outcome.is_ok() {
            "SUCCESS"
        } else {
            "FAILURE"
        };
        let reason = match skipped(case) {
            Some(reason) => {
                skips += 1;
                format!("skipped: {reason}")
            }
            None if actual == case.expected_result => {
                passed += 1;
                outcome.err().unwrap_or_default()
            }
            None => {
                failed += 1;
                format!("WRONG: {}", outcome.err().unwrap_or_default())
            }
        };
        println!("{}\t{}\t{actual}\t{reason}", case.id, case.expected_result);
    }
    println!("{passed} passed, {failed} failed, {skips} skipped");
    Ok(())
}
