//! Wycheproof's vectors for signature verification: every file of the corpus, told one by one.
//!
//! - `valid` must verify, `invalid` must be refused as a bad signature.
//! - `acceptable` ("legacy cases, weak parameters etc.") may go either way. The only ones here are `DigestInfo` values
//!   without NULL; exactly one encoding verifies here (RFC 8017 §8.2.2 step 4), so they must be refused.
//! - P1363 files have r || s of fixed width, which is no form of X.509 or CMS (RFC 3279 §2.2.3). They are converted to
//!   DER, as `token-pkcs11` does with what tokens return; what has another width cannot be, and must be `invalid`.
//! - ML-DSA vectors with a context string are made for other protocols: X.509 and CMS leave it empty (RFC 9881 §3), so
//!   the signature must be refused though the file says `valid`.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

#[path = "support/corpus.rs"]
#[allow(unreachable_pub)]
mod corpus;

use std::fmt;
use std::path::Path;

use cert_path::{CryptoProvider, Curve, DigestAlgorithm, SignatureAlgorithm, VerifyError};
use der::asn1::{ObjectIdentifier, UintRef};
use der::{Decode, Encode, Sequence};
use serde::Deserialize;
use spki::SubjectPublicKeyInfoRef;

/// Why no vector of a file is a question for this library, as it was built.
fn not_offered(name: &str) -> Option<&'static str> {
    if name.contains("_sign_") {
        Some("signing: a provider has no private keys")
    } else if name.starts_with("mldsa") && !cfg!(feature = "ml-dsa") {
        Some("cert-path was built without its feature `ml-dsa`")
    } else {
        None
    }
}

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
    public_key_der: String,
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
    msg: String,
    /// The context string of ML-DSA.
    #[serde(default)]
    ctx: String,
    sig: String,
    result: Outcome,
    #[serde(default)]
    flags: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Outcome {
    Valid,
    Invalid,
    Acceptable,
}

/// What became of the vectors of one file.
#[derive(Default)]
struct Tally {
    total: usize,
    valid_accepted: usize,
    invalid_refused: usize,
    acceptable_refused: usize,
    other_context_refused: usize,
    failures: Vec<String>,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} vectors: {} valid accepted, {} invalid refused",
            self.total, self.valid_accepted, self.invalid_refused
        )?;
        for (count, what) in [
            (self.acceptable_refused, "acceptable refused"),
            (
                self.other_context_refused,
                "valid under a context of another protocol refused",
            ),
            (self.failures.len(), "WRONG"),
        ] {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        Ok(())
    }
}

#[test]
fn every_file_of_the_corpus() {
    let Some(folder) = corpus::folder("wycheproof") else {
        return;
    };
    let mut paths: Vec<_> = std::fs::read_dir(folder.join("wycheproof"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let (mut files, mut not_run, mut run, mut failures) = (0, 0, 0, Vec::new());
    for path in &paths {
        let name = path.file_name().unwrap().to_str().unwrap();
        if let Some(reason) = not_offered(name) {
            println!("{name}: NOT OFFERED: {reason}");
            not_run += 1;
            continue;
        }
        let tally = read(path).run(name);
        println!("{name}: {tally}");
        files += 1;
        run += tally.total;
        failures.extend(tally.failures);
    }
    println!("{run} vectors of {files} files");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(files + not_run, paths.len());
    assert!(not_run <= 2, "{not_run} files are not offered");
    assert!(run > 9_500, "only {run} vectors");
}

/// Without the feature nothing is known about the signatures, and the answer names the feature.
#[cfg(not(feature = "ml-dsa"))]
#[test]
fn ml_dsa_without_its_feature_is_unsupported() {
    let Some(folder) = corpus::folder("wycheproof, ML-DSA") else {
        return;
    };
    let file = read(&folder.join("wycheproof/mldsa_44_verify_test.json"));
    for group in &file.test_groups {
        let spki = octets(&group.public_key_der);
        for case in &group.tests {
            let algorithm = file.algorithm(group);
            let answer = CryptoProvider::aws_lc().verify(
                &algorithm,
                &spki,
                &octets(&case.msg),
                &octets(&case.sig),
            );
            match answer {
                Err(VerifyError::Unsupported(what)) => {
                    assert!(what.name.contains("`ml-dsa`"), "{what}");
                }
                other => assert!(case.has_bad_key() && other == Err(VerifyError::BadKey)),
            }
        }
    }
}

fn read(path: &Path) -> File {
    serde_json::from_slice(&std::fs::read(path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

impl File {
    fn run(&self, name: &str) -> Tally {
        let mut tally = Tally::default();
        for group in &self.test_groups {
            let algorithm = self.algorithm(group);
            for case in &group.tests {
                self.judge(algorithm, group, case, name, &mut tally);
            }
        }
        assert_eq!(tally.total, self.number_of_tests, "{name}");
        tally
    }

    fn algorithm(&self, group: &Group) -> SignatureAlgorithm {
        let sha = || digest(group.sha.as_deref().unwrap());
        match self.algorithm.as_str() {
            "ECDSA" => SignatureAlgorithm::Ecdsa(sha()),
            "RSASSA-PKCS1-v1_5" => SignatureAlgorithm::RsaPkcs1(sha()),
            "RSASSA-PSS" => SignatureAlgorithm::RsaPss {
                digest: sha(),
                mgf_digest: group
                    .mgf_sha
                    .as_deref()
                    .filter(|name| !name.is_empty())
                    .map_or_else(sha, digest),
                salt_length: group.s_len.unwrap(),
            },
            "ML-DSA-44" => SignatureAlgorithm::MlDsa44,
            "ML-DSA-65" => SignatureAlgorithm::MlDsa65,
            "ML-DSA-87" => SignatureAlgorithm::MlDsa87,
            other => panic!("a file for an algorithm without a name here: {other}"),
        }
    }

    /// Asks, compares and counts.
    fn judge(
        &self,
        algorithm: SignatureAlgorithm,
        group: &Group,
        case: &Case,
        name: &str,
        tally: &mut Tally,
    ) {
        tally.total += 1;
        let spki = octets(&group.public_key_der);
        let value = if self.schema.contains("p1363") {
            from_p1363(&octets(&case.sig), width(&spki))
        } else {
            Some(octets(&case.sig))
        };
        let answer = value.map_or(Err(VerifyError::BadSignature), |value| {
            CryptoProvider::aws_lc().verify(&algorithm, &spki, &octets(&case.msg), &value)
        });
        let counter = if expected(case, &answer) {
            match case.result {
                Outcome::Valid if !case.ctx.is_empty() => Some(&mut tally.other_context_refused),
                Outcome::Valid => Some(&mut tally.valid_accepted),
                Outcome::Invalid => Some(&mut tally.invalid_refused),
                Outcome::Acceptable => Some(&mut tally.acceptable_refused),
            }
        } else {
            None
        };
        match counter {
            Some(counter) => *counter += 1,
            None => tally.failures.push(format!(
                "{name} {} ({}, {:?}): {:?}, but {answer:?}",
                case.tc_id, case.comment, case.flags, case.result
            )),
        }
    }
}

impl Case {
    fn has_bad_key(&self) -> bool {
        self.flags
            .iter()
            .any(|flag| flag == "IncorrectPublicKeyLength")
    }
}

fn expected(case: &Case, answer: &Result<(), VerifyError>) -> bool {
    if case.has_bad_key() {
        return *answer == Err(VerifyError::BadKey);
    }
    match case.result {
        Outcome::Valid if case.ctx.is_empty() => answer.is_ok(),
        _ => *answer == Err(VerifyError::BadSignature),
    }
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

/// Octets of each half of a P1363 value: those of the group's order.
fn width(spki: &[u8]) -> usize {
    let key = SubjectPublicKeyInfoRef::from_der(spki).unwrap();
    let curve: ObjectIdentifier = key.algorithm.parameters.unwrap().decode_as().unwrap();
    let bits = Curve::from_oid(curve).bits().unwrap();
    usize::try_from(bits.div_ceil(8)).unwrap()
}

/// `ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279 §2.2.3).
#[derive(Sequence)]
struct EcdsaValue<'a> {
    r: UintRef<'a>,
    s: UintRef<'a>,
}

/// `None` when the value has another width.
fn from_p1363(value: &[u8], width: usize) -> Option<Vec<u8>> {
    let (r, s) = value.split_at_checked(width)?;
    if s.len() != width {
        return None;
    }
    let value = EcdsaValue {
        r: UintRef::new(r).unwrap(),
        s: UintRef::new(s).unwrap(),
    };
    Some(value.to_der().unwrap())
}
