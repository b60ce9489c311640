//! BoringSSL's four CRL files about key rollover, without the path that RFC 5280 §6.1.4 (k) refuses (the CA with the new
//! key has no basicConstraints). The other files: `tests/crl_boringssl.rs`.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

use std::path::Path;

use jiff::Timestamp;

use super::{Crl, state};
use crate::certificate::Certificate;
use crate::revocation::chain::{Said, Statements, Target};
use crate::work::Work;
use crate::{
    AlgorithmPolicy, Budget, CertificateProfile, CryptoProvider, Evidence, Freshness, Origin,
    PathRequest, PolicyInputs, ProofsOfExistence, Purpose, RevocationMode, TrustAnchor, Unusable,
};

const AT: &str = "2017-03-09T00:00:00Z";

fn block(text: &str, label: &str, read_as: &str) -> String {
    let (begin, end) = (
        format!("-----BEGIN {label}-----"),
        format!("-----END {label}-----"),
    );
    let body = text.split_once(&begin).unwrap().1;
    let body = body.split_once(&end).unwrap().0;
    format!("-----BEGIN {read_as}-----{body}-----END {read_as}-----\n")
}

fn ask(text: &str) -> Statements {
    let certificate = |label| {
        let pem = block(text, label, "CERTIFICATE");
        Certificate::from_pem(pem.as_bytes()).unwrap()
    };
    let leaf = certificate("CERTIFICATE");
    let new = certificate("CA CERTIFICATE");
    let anchors = [TrustAnchor::new(certificate("CA CERTIFICATE 2"))];
    let mut evidence = Evidence::new();
    let crls = Crl::many_from_pem(block(text, "CRL", "X509 CRL").as_bytes()).unwrap();
    for crl in crls {
        evidence.add_crl(crl, Origin::Unspecified);
    }
    let at: Timestamp = AT.parse().unwrap();
    let request = PathRequest {
        signer: &leaf,
        evidence: &evidence,
        anchors: &anchors,
        purpose: Purpose::Any,
        at,
        now: at,
        proofs: &ProofsOfExistence::new(),
        revocation: RevocationMode::Require,
        freshness: Freshness::IssuersWindow,
        policy: &AlgorithmPolicy::permissive(),
        policies: PolicyInputs::default(),
        profile: CertificateProfile::Tolerant,
        provider: CryptoProvider::aws_lc(),
        budget: Budget::DEFAULT,
    };
    let target = Target {
        certificate: &leaf,
        issuer: &new,
        issuer_key: new.spki_der(),
        anchor: &anchors[0],
        control: at,
    };
    let mut found = Statements::default();
    state(
        &request,
        &target,
        &mut Work::new(Budget::DEFAULT, request.now),
        &mut found,
    )
    .unwrap();
    found
}

#[test]
fn crls_signed_with_the_key_before_the_rollover() {
    let Some(corpus) = std::env::var_os("KYSO_CORPUS") else {
        println!("NOT RUN: boringssl-crl, key rollover: KYSO_CORPUS is not set");
        return;
    };
    let folder = Path::new(&corpus).join("pkix/boringssl-crl");
    let ask =
        |name: &str| ask(&std::fs::read_to_string(folder.join(format!("{name}.pem"))).unwrap());
    let said = |name| {
        ask(name)
            .usable
            .iter()
            .map(|one| one.said)
            .collect::<Vec<_>>()
    };
    let why = |name| {
        let found = ask(name);
        assert!(found.usable.is_empty());
        found.unusable.iter().map(|one| one.why).collect::<Vec<_>>()
    };
    assert_eq!(said("good_key_rollover"), [Said::NotRevoked]);
    assert!(matches!(*said("revoked_key_rollover"), [Said::Revoked(_)]));
    assert_eq!(why("bad_key_rollover_signature"), [Unusable::BadSignature]);
    assert_eq!(
        why("invalid_key_rollover_issuer_keyusage_no_crlsign"),
        [Unusable::SignerNotAuthorised]
    );
}
