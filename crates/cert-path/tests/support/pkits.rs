//! NIST PKITS: its table, its files, and how a case is asked. Shared by `tests/pkits.rs` and `examples/pkits.rs`.
#![allow(dead_code, unreachable_pub, clippy::disallowed_methods)]

use std::path::{Path, PathBuf};

use cert_path::{
    AlgorithmPolicy, Budget, Certificate, CertificateProfile, Crl, CryptoProvider, Evidence,
    Freshness, Origin, PathRequest, PolicyInputs, ProofsOfExistence, Purpose, RevocationMode,
    TrustAnchor, find_path,
};
use der::asn1::ObjectIdentifier;

use super::suite::{self, Fallible, Judged};

/// The suite's certificates are valid, and its CRLs current, from 2010 to 2030.
const AT: &str = "2026-11-22T00:00:00Z";

/// One line of the table.
pub struct Case {
    pub id: String,
    pub should_validate: bool,
    certificates: Vec<String>,
    crls: Vec<String>,
    policies: PolicyInputs,
}

impl Case {
    fn read(line: &str) -> Fallible<Self> {
        let columns: Vec<&str> = line.split('\t').collect();
        let column = |index: usize| columns.get(index).copied().unwrap_or_default();
        let names = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        Ok(Self {
            id: column(0).to_owned(),
            should_validate: column(2).parse()?,
            certificates: names(column(3)),
            crls: names(column(4)),
            policies: PolicyInputs {
                acceptable: policies(column(5))?,
                require_explicit: column(6) == "true",
                inhibit_mapping: column(7) == "true",
                inhibit_any: column(8) == "true",
            },
        })
    }

    /// Accepted, or the reason of the refusal. The outer error: files of the suite are missing.
    fn ask(&self, folder: &Path) -> Fallible<Result<(), String>> {
        let mut certificates = Vec::new();
        for name in &self.certificates {
            let der = std::fs::read(folder.join("certs").join(format!("{name}.crt")))?;
            match Certificate::from_der(&der) {
                Ok(certificate) => certificates.push(certificate),
                Err(error) => return Ok(Err(format!("unreadable certificate: {error}"))),
            }
        }
        let mut evidence = Evidence::new();
        for name in &self.crls {
            let der = std::fs::read(folder.join("crls").join(format!("{name}.crl")))?;
            // A CRL that cannot be read is none.
            if let Ok(crl) = Crl::from_der(&der) {
                evidence.add_crl(crl, Origin::Unspecified);
            }
        }
        let signer = certificates.pop().ok_or("a case without certificates")?;
        let anchor = certificates.remove(0);
        evidence.add_certificates(certificates, &Origin::Unspecified);
        let at = AT.parse()?;
        let found = find_path(&PathRequest {
            signer: &signer,
            evidence: &evidence,
            anchors: &[TrustAnchor::new(anchor)],
            purpose: Purpose::DocumentSigning,
            at,
            now: at,
            proofs: &ProofsOfExistence::new(),
            revocation: RevocationMode::Require,
            freshness: Freshness::IssuersWindow,
            // The suite is about paths, not about the age of its algorithms.
            policy: &AlgorithmPolicy::permissive(),
            policies: self.policies.clone(),
            provider: CryptoProvider::aws_lc(),
            profile: CertificateProfile::Tolerant,
            budget: Budget::DEFAULT,
        });
        Ok(found.map(|_| ()).map_err(|failure| failure.to_string()))
    }
}

fn word(valid: bool) -> &'static str {
    if valid { "valid" } else { "invalid" }
}

fn policies(names: &str) -> Fallible<Option<Vec<ObjectIdentifier>>> {
    let policy = |name: &str| match name.strip_prefix("NIST-test-policy-") {
        Some(number) => Ok(ObjectIdentifier::new(&format!(
            "2.16.840.1.101.3.2.1.48.{number}"
        ))?),
        None if name == "anyPolicy" => Ok(ObjectIdentifier::new("2.5.29.32.0")?),
        None => Err(format!("unknown policy {name}").into()),
    };
    if names.is_empty() {
        return Ok(None);
    }
    names
        .split(',')
        .map(policy)
        .collect::<Fallible<_>>()
        .map(Some)
}

/// The folder that holds `certs` and `crls`: the one given, or one below it.
pub fn folder(given: &Path) -> Fallible<PathBuf> {
    let below = ["", "nist-pkits", "PKITS_data", "x509/PKITS_data"];
    let mut tried = below.iter().map(|name| given.join(name));
    let found = tried.find(|folder| folder.join("certs").is_dir() && folder.join("crls").is_dir());
    found.ok_or_else(|| format!("no certs and crls in {}", given.display()).into())
}

/// The suite's section: `4.10` of `4.10.1.1`.
pub fn section(id: &str) -> &str {
    let second = id.match_indices('.').nth(1);
    second.and_then(|(end, _)| id.get(..end)).unwrap_or(id)
}

/// Asks every case of a table. An exception that is none any more is a failure, and so is one for no case.
pub fn run(folder: &Path, table: &str) -> Fallible<Vec<Judged>> {
    let mut exceptions = suite::exceptions("pkits")?;
    let mut all = Vec::new();
    for line in table.lines().skip(1).filter(|line| !line.is_empty()) {
        let case = Case::read(line)?;
        let answer = case.ask(folder)?;
        let (expected, actual) = (word(case.should_validate), word(answer.is_ok()));
        let why = answer.err().unwrap_or_default();
        let exception = exceptions.remove(&case.id);
        all.push(suite::judge(&case.id, expected, actual, &why, exception));
    }
    match exceptions.keys().next() {
        Some(id) => Err(format!("an exception for {id}, which is no case").into()),
        None => Ok(all),
    }
}
