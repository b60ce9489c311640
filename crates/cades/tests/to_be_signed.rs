//! Step 1 of 2, also across a restart.
#![allow(clippy::unwrap_used)]

mod common;

use cades::{
    CadesErrorKind, ExternalSigner, ParsedContainer, SignatureValue, Statements, ToBeSigned,
    ToBeSignedParts,
};
use cert_path::{DigestAlgorithm, SignatureAlgorithm};
use common::{CONTENT, anyone, certificate, digest, issue, provider, sha256, signer};
use demo_pki::KeyKind;

const ECDSA: SignatureAlgorithm = SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256);

fn parts() -> ToBeSignedParts {
    let to_be_signed = ToBeSigned::new(&sha256(CONTENT), &certificate(anyone()), ECDSA).unwrap();
    let text = serde_json::to_string(&to_be_signed.to_parts().unwrap()).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn resumed_after_a_restart() {
    let device = signer(anyone());
    let resumed = ToBeSigned::from_parts(&parts(), &sha256(CONTENT), device.certificate()).unwrap();
    let value = device.sign(&resumed).unwrap();
    assert!(resumed.assemble(value, &[], provider()).is_ok());
}

#[test]
fn nothing_stored_is_trusted() {
    let signer = certificate(anyone());
    let kind = |parts: &ToBeSignedParts, content: &[u8], signer| {
        let resumed = ToBeSigned::from_parts(parts, &sha256(content), signer);
        resumed.unwrap_err().kind
    };
    let altered = CadesErrorKind::DeferredStateAltered;
    assert_eq!(kind(&parts(), b"other", &signer), altered("message digest"));
    let other = certificate(&issue(KeyKind::P256));
    assert_eq!(
        kind(&parts(), CONTENT, &other),
        altered("signer certificate")
    );
    let mut changed = parts();
    changed.signed_attributes.replace_range(20..22, "00");
    assert_eq!(
        kind(&changed, CONTENT, &signer),
        altered("signed attributes")
    );
    let mut changed = parts();
    changed.signature_algorithm = "3000".to_owned();
    assert_eq!(
        kind(&changed, CONTENT, &signer),
        altered("signature algorithm")
    );
    let mut changed = parts();
    changed.digest_algorithm = "1.2.3".to_owned();
    assert_eq!(
        kind(&changed, CONTENT, &signer),
        altered("digest algorithm")
    );
}

#[test]
fn contradicting_algorithms_are_refused() {
    let certificate = certificate(anyone());
    let sha384 = digest(DigestAlgorithm::Sha384, CONTENT);
    let error = ToBeSigned::new(&sha384, &certificate, ECDSA).unwrap_err();
    assert!(matches!(
        error.kind,
        CadesErrorKind::DigestMismatchesSignature { .. }
    ));
    let rsa = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256);
    let error = ToBeSigned::new(&sha256(CONTENT), &certificate, rsa).unwrap_err();
    assert_eq!(error.kind, CadesErrorKind::KeyDoesNotFitAlgorithm);
    let ed25519 = common::certificate(&issue(KeyKind::Ed25519));
    let error = ToBeSigned::new(&sha256(CONTENT), &ed25519, SignatureAlgorithm::Ed25519);
    assert!(matches!(
        error.unwrap_err().kind,
        CadesErrorKind::DigestMismatchesSignature { .. }
    ));
}

#[test]
fn a_value_of_another_key_is_refused() {
    let other = signer(&issue(KeyKind::P256));
    let to_be_signed = ToBeSigned::new(&sha256(CONTENT), &certificate(anyone()), ECDSA).unwrap();
    let value = other.sign(&to_be_signed).unwrap();
    let error = to_be_signed.clone().assemble(value, &[], provider());
    assert_eq!(
        error.unwrap_err().kind,
        CadesErrorKind::SignatureValueRefused
    );
    let error = to_be_signed.assemble(SignatureValue::new(Vec::new()), &[], provider());
    assert_eq!(
        error.unwrap_err().kind,
        CadesErrorKind::SignatureValueRefused
    );
}

#[test]
fn a_claimed_time_is_signed_where_it_is_asked_for() {
    let device = signer(anyone());
    let at = "2026-11-23T01:02:03Z".parse().unwrap();
    let digest = sha256(CONTENT);
    let (certificate, algorithm) = (device.certificate(), device.algorithm());
    let claiming = |at| {
        let mut statements = Statements::default();
        statements.signing_time = Some(at);
        ToBeSigned::stating(&digest, certificate, algorithm, &statements)
    };
    let with = claiming(at).unwrap();
    let value = device.sign(&with).unwrap();
    let container = with.assemble(value, device.chain(), provider()).unwrap();
    let parsed = ParsedContainer::parse(container.der()).unwrap();
    assert_eq!(parsed.signing_time(), Some(at));
    assert!(parsed.tolerances().is_empty());
    assert!(parsed.verify(&digest, provider()).is_ok());
    let without = ToBeSigned::new(&digest, certificate, algorithm).unwrap();
    let value = device.sign(&without).unwrap();
    let container = without.assemble(value, device.chain(), provider()).unwrap();
    let parsed = ParsedContainer::parse(container.der()).unwrap();
    assert_eq!(
        parsed.signing_time(),
        None,
        "EN 319 142-1 §6.3 forbids it in PAdES"
    );
    let before_christ = "-000001-01-01T00:00:00Z".parse().unwrap();
    let error = claiming(before_christ);
    assert_eq!(
        error.unwrap_err().kind,
        CadesErrorKind::Encoding("signing time")
    );
}
