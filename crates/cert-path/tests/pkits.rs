//! NIST PKITS without its revocation: what RFC 5280 §6.1 says of every other step.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

#[path = "support/corpus.rs"]
#[allow(unreachable_pub)]
mod corpus;
mod support;

use std::collections::BTreeMap;
use std::path::Path;

use cert_path::{
    AlgorithmPolicy, Budget, Certificate, Evidence, Freshness, Origin, PolicyInputs,
    ProofsOfExistence, Purpose, RevocationMode, TrustAnchor,
};
use der::asn1::ObjectIdentifier;
use serde::Deserialize;
use support::{Question, time};

/// Cases that do not end as the suite says, each with what happens instead and why.
#[derive(Deserialize)]
struct Exceptions {
    #[serde(default)]
    exception: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    id: String,
    actual: String,
    reason: String,
}

fn exceptions() -> BTreeMap<String, Exception> {
    let exceptions: Exceptions = toml::from_str(include_str!("pkits-exceptions.toml")).unwrap();
    let count = exceptions.exception.len();
    let by_id: BTreeMap<_, _> = exceptions
        .exception
        .into_iter()
        .map(|exception| (exception.id.clone(), exception))
        .collect();
    assert_eq!(by_id.len(), count, "an exception is listed twice");
    assert!(by_id.values().all(|exception| exception.reason.len() > 10));
    by_id
}

fn policy(name: &str) -> ObjectIdentifier {
    match name.strip_prefix("NIST-test-policy-") {
        Some(number) => {
            ObjectIdentifier::new(&format!("2.16.840.1.101.3.2.1.48.{number}")).unwrap()
        }
        None => {
            assert_eq!(name, "anyPolicy");
            ObjectIdentifier::new_unwrap("2.5.29.32.0")
        }
    }
}

fn policies(names: &str) -> Option<Vec<ObjectIdentifier>> {
    (!names.is_empty()).then(|| names.split(',').map(policy).collect())
}

/// "accepted", or the reason of the refusal.
fn run(folder: &Path, columns: &[&str]) -> String {
    let load = |name: &str| {
        std::fs::read(folder.join("nist-pkits/certs").join(format!("{name}.crt"))).unwrap()
    };
    let mut certificates = Vec::new();
    for name in columns[3].split(' ') {
        match Certificate::from_der(&load(name)) {
            Ok(certificate) => certificates.push(certificate),
            Err(error) => return format!("unreadable: {error}"),
        }
    }
    let question = Question {
        signer: certificates.last().unwrap().clone(),
        evidence: certificates[1..certificates.len() - 1]
            .iter()
            .cloned()
            .fold(Evidence::new(), |mut all, one| {
                all.add_certificate(one, Origin::Unspecified);
                all
            }),
        anchors: vec![TrustAnchor::new(certificates[0].clone())],
        purpose: Purpose::DocumentSigning,
        at: time("2026-11-22T00:00:00Z"),
        now: None,
        proofs: ProofsOfExistence::new(),
        freshness: Freshness::default(),
        revocation: RevocationMode::Skip,
        policy: AlgorithmPolicy::permissive(),
        policies: PolicyInputs {
            acceptable: policies(columns[5]),
            require_explicit: columns[6] == "true",
            inhibit_mapping: columns[7] == "true",
            inhibit_any: columns[8] == "true",
        },
        budget: Budget::DEFAULT,
    };
    match question.ask() {
        Ok(_) => "accepted".to_owned(),
        Err(failure) => failure.reason.to_string(),
    }
}

#[test]
fn pkits() {
    let Some(folder) = corpus::folder("PKITS") else {
        return;
    };
    let folder = folder.join("pkix");
    let table = std::fs::read_to_string(folder.join("pkits.tsv")).unwrap();
    let mut exceptions = exceptions();
    let (mut passed, mut failures, mut skipped) = (0, Vec::new(), 0);
    for line in table.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let actual = run(&folder, &columns);
        let as_expected = (actual == "accepted") == (columns[2] == "true");
        match exceptions.remove(columns[0]) {
            None if as_expected => passed += 1,
            None => failures.push(format!(
                "{}\t{}\texpected {}\t{actual}",
                columns[0], columns[1], columns[2]
            )),
            Some(_) if as_expected => failures.push(format!(
                "{}\tlisted as an exception, and right: {actual}",
                columns[0]
            )),
            Some(exception) if actual.starts_with(&exception.actual) => skipped += 1,
            Some(exception) => failures.push(format!(
                "{}\texpected {}, got {actual}",
                columns[0], exception.actual
            )),
        }
    }
    assert!(
        exceptions.is_empty(),
        "exceptions for cases that do not exist: {:?}",
        exceptions.keys()
    );
    println!(
        "{passed} passed, {} failed, {skipped} skipped",
        failures.len()
    );
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    assert_eq!(passed + skipped, 249);
}
