//! Keys in PEM and PKCS #8, without any other program.
#![allow(clippy::unwrap_used)]

mod common;

use cades::{ExternalSigner, SoftwareKeyError, SoftwareSigner};
use common::{CONTENT, anyone, certificate, chain, issue, sign, signer};
use demo_pki::KeyKind;
use secrecy::SecretString;

#[test]
fn pem_of_key_and_certificates() {
    let issued = issue(KeyKind::Rsa2048);
    let root = common::hierarchy().root.certificate_pem();
    let certificates = [root, issued.certificate_pem()].concat();
    let key = issued.private_key_pem();
    let signer = SoftwareSigner::from_pem(key.as_bytes(), certificates.as_bytes(), None).unwrap();
    assert_eq!(signer.certificate(), &certificate(&issued));
    assert_eq!(signer.chain().len(), 1);
    sign(&signer, CONTENT);
    let both = [certificates, key.clone()].concat();
    assert!(SoftwareSigner::from_pem(both.as_bytes(), both.as_bytes(), None).is_ok());
    let alone = SoftwareSigner::from_pem_key(
        &SecretString::from(key),
        certificate(&issued),
        vec![certificate(&issued)],
    )
    .unwrap();
    assert!(alone.chain().is_empty());
    assert_eq!(
        alone.with_chain(chain()).with_chain(chain()).chain(),
        chain()
    );
}

#[test]
fn a_key_of_someone_else() {
    let other = issue(KeyKind::P256);
    let key = &other.private_key_pkcs8_der;
    let result = SoftwareSigner::from_pkcs8(key, certificate(anyone()), Vec::new());
    assert_eq!(result.unwrap_err(), SoftwareKeyError::InconsistentKeys);
    let pem = anyone().certificate_pem();
    let result = SoftwareSigner::from_pem(other.private_key_pem().as_bytes(), pem.as_bytes(), None);
    assert_eq!(result.unwrap_err(), SoftwareKeyError::InconsistentKeys);
    let rsa = issue(KeyKind::Rsa2048);
    let result = SoftwareSigner::from_pkcs8(
        &rsa.private_key_pkcs8_der,
        certificate(anyone()),
        Vec::new(),
    );
    assert_eq!(result.unwrap_err(), SoftwareKeyError::InconsistentKeys);
}

#[test]
fn what_is_not_a_key() {
    let pem = anyone().certificate_pem();
    let result = SoftwareSigner::from_pem(pem.as_bytes(), pem.as_bytes(), None);
    assert_eq!(result.unwrap_err(), SoftwareKeyError::NoKey);
    let result = SoftwareSigner::from_pkcs8(&[0x30, 0], certificate(anyone()), Vec::new());
    assert!(matches!(result, Err(SoftwareKeyError::Encoding(_))));
    let cut = anyone().private_key_pem().replace("-----END", "");
    let result = SoftwareSigner::from_pem(cut.as_bytes(), pem.as_bytes(), None);
    assert!(matches!(result, Err(SoftwareKeyError::Malformed(_))));
    let empty = SecretString::from("");
    for input in [
        &[][..],
        &[0x30, 0],
        b"-----BEGIN CERTIFICATE-----",
        &[0x30, 3, 2, 1, 3],
    ] {
        let error = SoftwareSigner::from_pkcs12(input, &empty).unwrap_err();
        assert!(matches!(error, SoftwareKeyError::Encoding(_)), "{error:?}");
    }
}

#[test]
fn nothing_shows_the_key() {
    let issued = issue(KeyKind::P256);
    let shown = format!("{:?}", signer(&issued));
    assert!(shown.contains("SoftwareSigner") && shown.contains("algorithm"));
    // The private scalar of a P-256 key: 32 octets behind `04 20` in PKCS #8.
    let der = &issued.private_key_pkcs8_der;
    let at = der
        .windows(2)
        .position(|window| window == [4, 0x20])
        .unwrap()
        + 2;
    let scalar = &der[at..at + 32];
    let hexadecimal: String = scalar.iter().map(|byte| format!("{byte:02x}")).collect();
    let decimal = format!("{scalar:?}");
    assert!(!shown.to_lowercase().contains(&hexadecimal));
    assert!(!shown.contains(decimal.trim_matches(['[', ']'])));
}

#[test]
fn only_the_announced_algorithm_is_signed() {
    use cades::ToBeSigned;
    use cert_path::{DigestAlgorithm, SignatureAlgorithm};
    let signer = signer(&issue(KeyKind::Rsa2048));
    let digest = common::digest(DigestAlgorithm::Sha512, CONTENT);
    let other = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha512);
    let to_be_signed = ToBeSigned::new(&digest, signer.certificate(), other).unwrap();
    assert!(signer.sign(&to_be_signed).is_err());
}
