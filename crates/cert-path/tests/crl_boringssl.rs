//! BoringSSL's CRL files: each does what its name says.
//!
//! A file holds a certificate, the CAs above it and one CRL; the one above all is the anchor. The times are BoringSSL's:
//! judged on 9 March 2017, by a CRL that is at most a week old and, if it says when the next one is due, not past that.
//!
//! In the four files about key rollover the CA with the new key has no basicConstraints: RFC 5280 §6.1.4 (k) refuses the
//! path before any CRL is looked at. Here that refusal is demanded; what their CRLs say is judged without the path in
//! `src/revocation/crl/rollover_tests.rs`.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

#[path = "support/corpus.rs"]
#[allow(unreachable_pub)]
mod corpus;

use cert_path::{
    AlgorithmPolicy, Budget, Certificate, CertificateProfile, Crl, CryptoProvider, Evidence,
    Freshness, Origin, PathReason, PathRequest, PolicyInputs, ProofsOfExistence, Purpose,
    RevocationMode, TrustAnchor, find_path,
};
use jiff::{SignedDuration, Timestamp};

const AT: &str = "2017-03-09T00:00:00Z";

struct File {
    certificate: Certificate,
    above: Vec<Certificate>,
    /// What the reader says of it.
    crl: Result<Crl, String>,
}

/// The block with this label, as one of those that are read.
fn block(text: &str, label: &str, read_as: &str) -> Option<String> {
    let (begin, end) = (
        format!("-----BEGIN {label}-----"),
        format!("-----END {label}-----"),
    );
    let body = text.split_once(&begin)?.1.split_once(&end)?.0;
    Some(format!(
        "-----BEGIN {read_as}-----{body}-----END {read_as}-----\n"
    ))
}

impl File {
    fn read(text: &str) -> Self {
        let certificate = |label| {
            let pem = block(text, label, "CERTIFICATE")?;
            Some(Certificate::from_pem(pem.as_bytes()).unwrap())
        };
        let above = ["CA CERTIFICATE", "CA CERTIFICATE 2"];
        let crl = block(text, "CRL", "X509 CRL").unwrap();
        Self {
            certificate: certificate("CERTIFICATE").unwrap(),
            above: above.into_iter().filter_map(certificate).collect(),
            crl: Crl::many_from_pem(crl.as_bytes())
                .map(|mut all| all.remove(0))
                .map_err(|error| error.to_string()),
        }
    }

    fn ask(&self, freshness: Freshness) -> Result<(), PathReason> {
        let at: Timestamp = AT.parse().unwrap();
        let mut evidence = Evidence::new();
        evidence.add_crl(self.crl.clone().unwrap(), Origin::Unspecified);
        let (anchor, middle) = self.above.split_last().unwrap();
        evidence.add_certificates(middle.iter().cloned(), &Origin::Unspecified);
        let found = find_path(&PathRequest {
            signer: &self.certificate,
            evidence: &evidence,
            anchors: &[TrustAnchor::new(anchor.clone())],
            purpose: Purpose::Any,
            at,
            now: at,
            proofs: &ProofsOfExistence::new(),
            revocation: RevocationMode::Require,
            freshness,
            policy: &AlgorithmPolicy::permissive(),
            policies: PolicyInputs::default(),
            profile: CertificateProfile::Tolerant,
            provider: CryptoProvider::aws_lc(),
            budget: Budget::DEFAULT,
        });
        found.map(|_| ()).map_err(|failure| failure.reason)
    }

    /// `good`, `revoked`, or why the CRL is refused.
    fn judge(&self) -> String {
        let crl = match &self.crl {
            Ok(crl) => crl,
            Err(error) => return format!("not read: {error}"),
        };
        // Tolerated for CAs that write it, and told; `tests/crl.rs` has the strict profile refuse it.
        if crl.has_empty_list() {
            return "not conforming: an empty list of revoked certificates".to_owned();
        }
        let week = Freshness::MaxAge(SignedDuration::from_hours(7 * 24));
        let mut rules = vec![week];
        rules.extend(crl.next_update().map(|_| Freshness::IssuersWindow));
        for freshness in rules {
            match self.ask(freshness) {
                Ok(()) => {}
                Err(PathReason::Revoked(_)) => return "revoked".to_owned(),
                Err(reason @ PathReason::RevocationUnknown(_)) => {
                    return format!("not used: {reason}");
                }
                Err(PathReason::NotACa) => return "no path".to_owned(),
                Err(other) => return format!("WRONG, not about the CRL: {other}"),
            }
        }
        "good".to_owned()
    }
}

#[test]
fn every_file_does_what_its_name_says() {
    let Some(folder) = corpus::folder("boringssl-crl") else {
        return;
    };
    let mut files: Vec<_> = std::fs::read_dir(folder.join("pkix/boringssl-crl"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut wrong = Vec::new();
    for path in &files {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let actual = File::read(&std::fs::read_to_string(path).unwrap()).judge();
        println!("{name}\t{actual}");
        let as_named = match name.split('_').next().unwrap() {
            _ if name.contains("_key_rollover") => actual == "no path",
            "good" => actual == "good",
            "revoked" => actual == "revoked",
            "bad" | "invalid" => actual.starts_with("not "),
            other => panic!("a name of another kind: {other}"),
        };
        if !as_named {
            wrong.push(format!("{name}: {actual}"));
        }
    }
    println!(
        "boringssl-crl: {} files, {} wrong",
        files.len(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert_eq!(files.len(), 66);
}
