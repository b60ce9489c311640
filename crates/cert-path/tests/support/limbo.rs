//! x509-limbo: its file, and how a case is asked. Shared by `tests/limbo.rs` and `examples/limbo.rs`.
//!
//! Judged under RFC 5280: path validation of §6.1, the strict certificate profile of §4, revocation of §6.3 where the
//! case brings CRLs. No purpose is asked: limbo's certificates are for TLS servers.
#![allow(dead_code, unreachable_pub)]

use cert_path::{
    AlgorithmPolicy, Budget, Certificate, CertificateProfile, Crl, CryptoProvider, Evidence,
    Freshness, Origin, PathRequest, PolicyInputs, ProofsOfExistence, Purpose, RevocationMode,
    Spent, TrustAnchor, find_path,
};
use jiff::Timestamp;
use serde::Deserialize;

use super::suite::{self, Fallible, Judged};

/// The time of cases that set none: their certificates are valid for centuries.
const AT: &str = "2026-11-22T00:00:00Z";

/// Cases that say nothing about certification paths under RFC 5280, by the beginning of their id.
const SKIPPED: &[(&str, &str)] = &[
    (
        "webpki::",
        "the profile of the CA/Browser Forum for TLS servers, not RFC 5280",
    ),
    (
        "online::",
        "TLS servers on the Internet: host names and TLS usages, not RFC 5280 paths",
    ),
];

#[derive(Deserialize)]
struct Limbo {
    testcases: Vec<Case>,
}

/// One case of the file, as far as it is used.
#[derive(Deserialize)]
pub struct Case {
    pub id: String,
    trusted_certs: Vec<String>,
    untrusted_intermediates: Vec<String>,
    peer_certificate: String,
    validation_time: Option<Timestamp>,
    pub expected_result: String,
    max_chain_depth: Option<u32>,
    crls: Vec<String>,
}

pub fn cases(json: &[u8]) -> Fallible<Vec<Case>> {
    let limbo: Limbo = serde_json::from_slice(json)?;
    Ok(limbo.testcases)
}

impl Case {
    pub fn skipped(&self) -> Option<&'static str> {
        let listed = SKIPPED.iter().find(|row| self.id.starts_with(row.0));
        listed.map(|row| row.1)
    }

    /// What it cost, or the reason of the refusal.
    pub fn ask(&self) -> Result<Spent, String> {
        let text = |error: &dyn core::fmt::Display| error.to_string();
        let read =
            |pem: &String| Certificate::from_pem(pem.as_bytes()).map_err(|error| text(&error));
        let signer = read(&self.peer_certificate)?;
        let mut evidence = Evidence::new();
        for pem in &self.untrusted_intermediates {
            evidence.add_certificate(read(pem)?, Origin::Unspecified);
        }
        for pem in &self.crls {
            let (_, der) = der::pem::decode_vec(pem.as_bytes()).map_err(|error| text(&error))?;
            // A CRL that cannot be read is none.
            if let Ok(crl) = Crl::from_der(&der) {
                evidence.add_crl(crl, Origin::Unspecified);
            }
        }
        let anchor = |certificate| match self.max_chain_depth {
            // "the maximum chain depth … not counting the leaf or root"
            Some(depth) => TrustAnchor::new(certificate).with_path_length(depth),
            None => TrustAnchor::new(certificate),
        };
        let trusted = self.trusted_certs.iter().map(read);
        let anchors = trusted
            .map(|certificate| certificate.map(anchor))
            .collect::<Result<Vec<_>, _>>()?;
        self.find(&signer, &evidence, &anchors)
    }

    fn find(
        &self,
        signer: &Certificate,
        evidence: &Evidence,
        anchors: &[TrustAnchor],
    ) -> Result<Spent, String> {
        let at = match self.validation_time {
            Some(time) => time,
            None => AT.parse().map_err(|error| format!("{error}"))?,
        };
        let found = find_path(&PathRequest {
            signer,
            evidence,
            anchors,
            purpose: Purpose::Any,
            at,
            now: at,
            proofs: &ProofsOfExistence::new(),
            revocation: if self.crls.is_empty() {
                RevocationMode::Skip
            } else {
                RevocationMode::Require
            },
            freshness: Freshness::IssuersWindow,
            // The suite is about paths, not about the age of its algorithms.
            policy: &AlgorithmPolicy::permissive(),
            policies: PolicyInputs::default(),
            profile: CertificateProfile::Rfc5280,
            provider: CryptoProvider::aws_lc(),
            budget: Budget::DEFAULT,
        });
        found
            .map(|path| path.spent())
            .map_err(|failure| failure.to_string())
    }
}

/// Asks every case. An exception that is none any more is a failure, and so is one for no case.
pub fn run(json: &[u8]) -> Fallible<Vec<Judged>> {
    let mut exceptions = suite::exceptions("limbo")?;
    let mut all = Vec::new();
    for case in cases(json)? {
        let expected = case.expected_result.as_str();
        if let Some(reason) = case.skipped() {
            all.push(Judged::skipped(&case.id, expected, reason));
            continue;
        }
        let (actual, why) = match case.ask() {
            Ok(_) => ("SUCCESS", String::new()),
            Err(why) => ("FAILURE", why),
        };
        let exception = exceptions.remove(&case.id);
        all.push(suite::judge(&case.id, expected, actual, &why, exception));
    }
    match exceptions.keys().next() {
        Some(id) => Err(format!("an exception for {id}, which is no case").into()),
        None => Ok(all),
    }
}
