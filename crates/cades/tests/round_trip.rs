//! Sign, read, verify: every algorithm the software signer offers.
#![allow(clippy::unwrap_used)]

mod common;

use cades::{
    ExternalSigner, ParsedContainer, SignerIdentifier, SigningCertificateBinding, SoftwareSigner,
    estimated_size, expected_digest,
};
use cert_path::{DigestAlgorithm, SignatureAlgorithm};
use common::{CONTENT, chain, digest, issue, provider, sign, signer};
use demo_pki::KeyKind;

fn comes_back(signer: &SoftwareSigner) {
    let der = sign(signer, CONTENT);
    let parsed = ParsedContainer::parse(&der).unwrap();
    assert_eq!(parsed.encoded_length(), der.len());
    assert_eq!(parsed.tolerances(), []);
    assert_eq!(parsed.signature_algorithm(), Ok(signer.algorithm()));
    assert_eq!(parsed.signer_certificate(), Some(signer.certificate()));
    assert_eq!(parsed.certificates().len(), 1 + chain().len());
    assert_eq!(parsed.unreadable_certificates(), []);
    assert_eq!(parsed.signing_time(), None);
    assert_eq!(parsed.encapsulated_content(), None);
    assert!(matches!(
        parsed.signer_identifier(),
        SignerIdentifier::IssuerAndSerial { .. }
    ));
    let algorithm = expected_digest(signer.algorithm()).unwrap();
    let intact = parsed
        .verify(&digest(algorithm, CONTENT), provider())
        .unwrap();
    assert_eq!(intact.signer_certificate(), signer.certificate());
    assert_eq!(*intact.binding(), SigningCertificateBinding::V2);
    assert_eq!(intact.signature_algorithm(), signer.algorithm());
    assert_eq!(intact.digest_algorithm(), algorithm);
    let estimate = estimated_size(
        signer.certificate(),
        signer.chain(),
        algorithm,
        signer.algorithm(),
        None,
    );
    let slack = estimate.unwrap().checked_sub(der.len()).unwrap();
    // ECDSA values differ in length by their leading zeros, which are rarely more than a few.
    let exact = !matches!(signer.algorithm(), SignatureAlgorithm::Ecdsa(_));
    assert!(if exact { slack == 0 } else { slack < 8 }, "slack {slack}");
    let changed = digest(algorithm, b"other content");
    assert_eq!(
        parsed.verify(&changed, provider()),
        Err(cades::IntegrityFailure::DigestMismatch)
    );
}

#[test]
fn rsa() {
    use DigestAlgorithm::{Sha256, Sha384, Sha512};
    for key in [KeyKind::Rsa2048, KeyKind::Rsa3072] {
        let issued = issue(key);
        comes_back(&signer(&issued));
        for digest in [Sha256, Sha384, Sha512] {
            let pkcs1 = SignatureAlgorithm::RsaPkcs1(digest);
            comes_back(&signer(&issued).with_algorithm(pkcs1).unwrap());
            let pss = SignatureAlgorithm::RsaPss {
                digest,
                mgf_digest: digest,
                salt_length: u32::try_from(digest.output_length()).unwrap(),
            };
            comes_back(&signer(&issued).with_algorithm(pss).unwrap());
        }
    }
}

#[test]
fn ecdsa() {
    for key in [KeyKind::P256, KeyKind::P384, KeyKind::P521] {
        comes_back(&signer(&issue(key)));
    }
    let p521 = signer(&issue(KeyKind::P521));
    let sha384 = SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha384);
    comes_back(&p521.with_algorithm(sha384).unwrap());
}

#[test]
fn ed25519_goes_with_sha_512() {
    comes_back(&signer(&issue(KeyKind::Ed25519)));
}

#[test]
fn algorithms_of_other_keys_are_refused() {
    let rsa = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256);
    let sha3 = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha3_256);
    let ecdsa = SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256);
    assert!(signer(&issue(KeyKind::P256)).with_algorithm(rsa).is_err());
    assert!(signer(&issue(KeyKind::P384)).with_algorithm(ecdsa).is_err());
    let issued = issue(KeyKind::Rsa2048);
    assert!(signer(&issued).with_algorithm(ecdsa).is_err());
    assert!(signer(&issued).with_algorithm(sha3).is_err());
}
