//! Wycheproof's vectors for signature verification.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

#[path = "support/corpus.rs"]
#[allow(unreachable_pub)]
mod corpus;

use cert_path::{CryptoProvider, DigestAlgorithm, SignatureAlgorithm, VerifyError};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    algorithm: String,
    schema: String,
    number_of_tests: usize,
    test_groups: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    #[serde(default)]
    public_key_der: String,
    /// The same key, with `rsaEncryption` or with PSS parameters.
    #[serde(default)]
    public_key_asn: String,
    sha: Option<String>,
    mgf_sha: Option<String>,
    s_len: Option<u32>,
    tests: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    tc_id: u32,
    #[serde(default)]
    comment: String,
    #[serde(default)]
    msg: String,
    sig: String,
    result: String,
    #[serde(default)]
    flags: Vec<String>,
}

fn octets(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

fn digest(name: &str) -> DigestAlgorithm {
    DigestAlgorithm::all()
        .find(|algorithm| algorithm.name() == name)
        .unwrap_or_else(|| panic!("{name}"))
}

fn algorithm(file: &File, group: &Group) -> Option<SignatureAlgorithm> {
    let sha = || digest(group.sha.as_deref().unwrap());
    match file.algorithm.as_str() {
        "ECDSA" => Some(SignatureAlgorithm::Ecdsa(sha())),
        "RSASSA-PKCS1-v1_5" => Some(SignatureAlgorithm::RsaPkcs1(sha())),
        "RSASSA-PSS" => Some(SignatureAlgorithm::RsaPss {
            digest: sha(),
            mgf_digest: group
                .mgf_sha
                .as_deref()
                .filter(|name| !name.is_empty())
                .map_or_else(sha, digest),
            salt_length: group.s_len.unwrap(),
        }),
        _ => None,
    }
}

/// Files whose algorithm is not offered: every vector must be answered `Unsupported`, never "bad".
fn is_offered(name: &str) -> bool {
    !name.contains("brainpool")
}

#[test]
fn every_vector_of_the_algorithms_offered() {
    let Some(folder) = corpus::folder("wycheproof") else {
        return;
    };
    let mut files: Vec<_> = std::fs::read_dir(folder.join("wycheproof"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let (mut run, mut failures) = (0, Vec::new());
    for path in &files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let file: File = match serde_json::from_slice(&std::fs::read(path).unwrap()) {
            Ok(file) => file,
            Err(_) if name.starts_with("mldsa") => continue, // ML-DSA is not offered, and the file has another form
            Err(error) => panic!("{name}: {error}"),
        };
        // r || s of fixed width is no form of X.509 or CMS (RFC 3279 §2.2.3); tokens' values are converted by their crate.
        if file.schema.contains("p1363") {
            continue;
        }
        let before = run;
        for group in &file.test_groups {
            let Some(algorithm) = algorithm(&file, group) else {
                continue;
            };
            for case in &group.tests {
                run += 1;
                if let Some(failure) = judge(name, &algorithm, group, case) {
                    failures.push(failure);
                }
            }
        }
        assert!(
            run == before || run - before == file.number_of_tests,
            "{name}"
        );
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    println!("{run} vectors");
    assert!(run > 5_000, "only {run} vectors ran");
}

fn judge(name: &str, algorithm: &SignatureAlgorithm, group: &Group, case: &Case) -> Option<String> {
    let key = if group.public_key_der.is_empty() {
        &group.public_key_asn
    } else {
        &group.public_key_der
    };
    let outcome = CryptoProvider::aws_lc().verify(
        algorithm,
        &octets(key),
        &octets(&case.msg),
        &octets(&case.sig),
    );
    let fine = match (is_offered(name), case.result.as_str()) {
        (false, _) => matches!(outcome, Err(VerifyError::Unsupported(_))),
        (true, "valid") => outcome.is_ok(),
        (true, "invalid") => matches!(outcome, Err(VerifyError::BadSignature)),
        // "acceptable": a DigestInfo without NULL parameters. Here exactly one encoding verifies.
        (true, _) => matches!(outcome, Err(VerifyError::BadSignature)),
    };
    (!fine).then(|| {
        format!(
            "{name} {} ({}, {:?}): expected {}, got {outcome:?}",
            case.tc_id, case.comment, case.flags, case.result
        )
    })
}
