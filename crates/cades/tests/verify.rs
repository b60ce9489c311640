//! What each departure from the standards is called.
#![allow(clippy::unwrap_used)]

mod common;

use cades::{
    BindingMismatch, Intact, IntegrityFailure, ParsedContainer, ProtectionFailure,
    SigningCertificateBinding, Tolerance,
};
use cert_path::{Certificate, DigestAlgorithm, UnsupportedAlgorithm};
use common::{
    CONTENT, CONTENT_TYPE, DATA, ECDSA_SHA_256, MESSAGE_DIGEST, PROTECTION, Recipe, SHA_256,
    SHA_384, SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2, SIGNING_TIME, TST_INFO, algorithm,
    attribute, digest, oid, provider, sha256, tlv,
};
use demo_pki::{ExtraExtension, KeyKind, Profile};
use der::asn1::ObjectIdentifier;

fn verify(recipe: &Recipe) -> Result<Intact, IntegrityFailure> {
    let parsed = ParsedContainer::parse(&recipe.build()).unwrap();
    parsed.verify(&sha256(CONTENT), provider())
}

fn failure(recipe: &Recipe) -> IntegrityFailure {
    verify(recipe).unwrap_err()
}

fn named(oid: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(oid)
}

#[test]
fn the_recipe_itself_conforms() {
    let intact = verify(&Recipe::new()).unwrap();
    assert_eq!(intact.tolerances(), []);
    assert_eq!(*intact.binding(), SigningCertificateBinding::Absent);
}

#[test]
fn mandatory_attributes() {
    let mut recipe = Recipe::new();
    recipe.signed_attributes.as_mut().unwrap().remove(0);
    assert_eq!(
        failure(&recipe),
        IntegrityFailure::AttributeMissing(named(CONTENT_TYPE))
    );
    let mut recipe = Recipe::new();
    recipe.signed_attributes.as_mut().unwrap().remove(1);
    assert_eq!(
        failure(&recipe),
        IntegrityFailure::AttributeMissing(named(MESSAGE_DIGEST))
    );
    let value = tlv(4, sha256(CONTENT).as_bytes());
    let twice =
        Recipe::new().with_attribute(attribute(MESSAGE_DIGEST, std::slice::from_ref(&value)));
    assert_eq!(
        failure(&twice),
        IntegrityFailure::AttributeDuplicate(named(MESSAGE_DIGEST))
    );
    let mut two_values = Recipe::new();
    two_values.signed_attributes.as_mut().unwrap()[1] =
        attribute(MESSAGE_DIGEST, &[value.clone(), value.clone()]);
    assert_eq!(
        failure(&two_values),
        IntegrityFailure::AttributeNotSingleValued(named(MESSAGE_DIGEST))
    );
    let mut malformed = Recipe::new();
    malformed.signed_attributes.as_mut().unwrap()[1] = attribute(MESSAGE_DIGEST, &[oid(DATA)]);
    assert_eq!(
        failure(&malformed),
        IntegrityFailure::AttributeMalformed(named(MESSAGE_DIGEST))
    );
    let time = attribute(SIGNING_TIME, &[tlv(0x17, b"261121000000Z")]);
    let times = Recipe::new().with_attribute(time.clone());
    assert!(verify(&times.clone().sorted()).is_ok());
    assert_eq!(
        failure(&times.with_attribute(time)),
        IntegrityFailure::AttributeDuplicate(named(SIGNING_TIME))
    );
}

#[test]
fn the_content_type_attribute_must_agree() {
    let mut recipe = Recipe::new();
    recipe.signed_attributes.as_mut().unwrap()[0] = attribute(CONTENT_TYPE, &[oid(TST_INFO)]);
    assert_eq!(failure(&recipe), IntegrityFailure::ContentTypeMismatch);
}

#[test]
fn unsorted_attributes() {
    let mut recipe = Recipe::new();
    recipe.signed_attributes.as_mut().unwrap().sort();
    recipe.signed_attributes.as_mut().unwrap().reverse();
    let intact = verify(&recipe).unwrap();
    assert_eq!(intact.tolerances(), [Tolerance::UnsortedSignedAttributes]);
    recipe.sign_as_sent = true;
    let intact = verify(&recipe).unwrap();
    assert_eq!(
        intact.tolerances(),
        [
            Tolerance::SignedAttributesNotDerWhenSigned,
            Tolerance::UnsortedSignedAttributes
        ]
    );
}

#[test]
fn no_signed_attributes_at_all() {
    let mut recipe = Recipe::new();
    recipe.signed_attributes = None;
    let intact = verify(&recipe).unwrap();
    assert_eq!(*intact.binding(), SigningCertificateBinding::Absent);
    let parsed = ParsedContainer::parse(&recipe.build()).unwrap();
    assert!(!parsed.has_signed_attributes());
    assert_eq!(
        parsed.verify(&sha256(b"other"), provider()),
        Err(IntegrityFailure::SignatureMismatch)
    );
    recipe.content_type = TST_INFO;
    assert_eq!(failure(&recipe), IntegrityFailure::SignedAttributesMissing);
}

#[test]
fn digest_algorithms_must_agree() {
    let mut recipe = Recipe::new();
    recipe.digest_algorithm = algorithm(SHA_384);
    let parsed = ParsedContainer::parse(&recipe.build()).unwrap();
    let result = parsed.verify(&digest(DigestAlgorithm::Sha384, CONTENT), provider());
    assert!(matches!(
        result,
        Err(IntegrityFailure::AlgorithmMismatch { .. })
    ));
    let parsed = ParsedContainer::parse(&Recipe::new().build()).unwrap();
    let result = parsed.verify(&digest(DigestAlgorithm::Sha384, CONTENT), provider());
    assert!(matches!(
        result,
        Err(IntegrityFailure::OtherDigestGiven { .. })
    ));
}

#[test]
fn unknown_algorithms_are_unsupported_not_wrong() {
    let unknown = || {
        IntegrityFailure::UnsupportedAlgorithm(UnsupportedAlgorithm {
            name: "1.2.3.4".to_owned(),
        })
    };
    let mut recipe = Recipe::new();
    recipe.signature_algorithm = algorithm("1.2.3.4");
    assert_eq!(failure(&recipe), unknown());
    let mut recipe = Recipe::new();
    recipe.digest_algorithm = algorithm("1.2.3.4");
    assert_eq!(failure(&recipe), unknown());
}

#[test]
fn a_key_type_as_signature_algorithm_is_forgiven() {
    let mut recipe = Recipe::new();
    recipe.signature_algorithm = algorithm("1.2.840.10045.2.1");
    let intact = verify(&recipe).unwrap();
    assert_eq!(
        intact.tolerances(),
        [Tolerance::KeyTypeAsSignatureAlgorithm]
    );
}

#[test]
fn the_signer_certificate() {
    let mut recipe = Recipe::new();
    recipe.certificates = vec![common::hierarchy().root.certificate_der.clone()];
    assert_eq!(failure(&recipe), IntegrityFailure::NoSignerCertificate);
    let parsed = ParsedContainer::parse(&recipe.build()).unwrap();
    let further = [Certificate::from_der(&recipe.identity.certificate_der).unwrap()];
    let intact = parsed.verify_with(&sha256(CONTENT), &further, provider());
    assert_eq!(intact.unwrap().signer_certificate(), &further[0]);
    let mut other_key = Recipe::new();
    other_key.identity.private_key_pkcs8_der = common::issue(KeyKind::P256).private_key_pkcs8_der;
    assert_eq!(failure(&other_key), IntegrityFailure::SignatureMismatch);
}

#[test]
fn a_signer_named_by_key_identifier() {
    let identifier = vec![7; 20];
    let extension = ExtraExtension {
        oid: "2.5.29.14".to_owned(),
        critical: false,
        value: tlv(4, &identifier),
    };
    let profile = Profile {
        key: KeyKind::P256,
        extra_extensions: vec![extension],
        ..common::hierarchy().leader()
    };
    let identity = common::hierarchy().issue(&profile).unwrap();
    let mut recipe = Recipe {
        certificates: vec![identity.certificate_der.clone()],
        key_identifier: Some(identifier),
        identity,
        ..Recipe::new()
    };
    let intact = verify(&recipe).unwrap();
    assert_eq!(intact.tolerances(), []);
    recipe.key_identifier = Some(vec![8; 20]);
    assert_eq!(failure(&recipe), IntegrityFailure::NoSignerCertificate);
}

/// Two certificates with one issuer and serial number: the signed hash decides which is meant, not the order.
#[test]
fn certificates_with_equal_serial_numbers() {
    let recipe = Recipe::new();
    let certificate = Certificate::from_der(&recipe.identity.certificate_der).unwrap();
    // The same certificate with another signature value: readable, same names, another hash.
    let mut twin = recipe.identity.certificate_der.clone();
    *twin.last_mut().unwrap() ^= 1;
    let mut recipe = recipe
        .with_attribute(v2(&certificate.fingerprint(), &[]))
        .sorted();
    recipe.certificates.insert(0, twin);
    let intact = verify(&recipe).unwrap();
    assert_eq!(intact.signer_certificate(), &certificate);
}

fn v2(hash: &[u8], rest: &[u8]) -> Vec<u8> {
    let id = tlv(0x30, &[&tlv(4, hash), rest].concat());
    let value = tlv(0x30, &tlv(0x30, &id));
    attribute(SIGNING_CERTIFICATE_V2, &[value])
}

fn issuer_serial(issuer: &[u8], serial: &[u8]) -> Vec<u8> {
    let names = tlv(0x30, &tlv(0xa4, issuer));
    tlv(0x30, &[names, tlv(2, serial)].concat())
}

#[test]
fn the_binding_to_the_certificate() {
    let recipe = || Recipe::new();
    let certificate = Certificate::from_der(&recipe().identity.certificate_der).unwrap();
    let hash = certificate.fingerprint();
    let good = issuer_serial(certificate.issuer_der(), certificate.serial().as_bytes());
    for rest in [&[][..], &good] {
        let intact = verify(&recipe().with_attribute(v2(&hash, rest)).sorted()).unwrap();
        assert_eq!(*intact.binding(), SigningCertificateBinding::V2);
    }
    let mismatch = |attribute| failure(&recipe().with_attribute(attribute));
    assert_eq!(
        mismatch(v2(&[7; 32], &[])),
        IntegrityFailure::BindingMismatch(BindingMismatch::Hash)
    );
    let other_serial = issuer_serial(certificate.issuer_der(), &[9]);
    assert_eq!(
        mismatch(v2(&hash, &other_serial)),
        IntegrityFailure::BindingMismatch(BindingMismatch::IssuerSerial)
    );
    let other_issuer = issuer_serial(certificate.subject_der(), certificate.serial().as_bytes());
    assert_eq!(
        mismatch(v2(&hash, &other_issuer)),
        IntegrityFailure::BindingMismatch(BindingMismatch::IssuerSerial)
    );
    assert_eq!(
        mismatch(attribute(SIGNING_CERTIFICATE_V2, &[tlv(0x30, &[])])),
        IntegrityFailure::BindingMismatch(BindingMismatch::Malformed)
    );
    let twice = recipe()
        .with_attribute(v2(&hash, &[]))
        .with_attribute(v2(&hash, &good));
    assert_eq!(
        failure(&twice),
        IntegrityFailure::BindingMismatch(BindingMismatch::Duplicate)
    );
}

#[test]
fn version_1_of_the_binding_is_sha_1() {
    let recipe = Recipe::new();
    let sha1 = digest(DigestAlgorithm::Sha1, &recipe.identity.certificate_der);
    let v1 = |hash: &[u8]| {
        let value = tlv(0x30, &tlv(0x30, &tlv(0x30, &tlv(4, hash))));
        attribute(SIGNING_CERTIFICATE, &[value])
    };
    let intact = verify(&recipe.clone().with_attribute(v1(sha1.as_bytes())).sorted()).unwrap();
    assert_eq!(*intact.binding(), SigningCertificateBinding::V1);
    assert_eq!(
        failure(&recipe.clone().with_attribute(v1(&[1; 20]))),
        IntegrityFailure::BindingMismatch(BindingMismatch::Hash)
    );
    // Both may stand there; then both must agree (RFC 5035 §3).
    let hash = Certificate::from_der(&recipe.identity.certificate_der)
        .unwrap()
        .fingerprint();
    let both = recipe.with_attribute(v2(&hash, &[]));
    let intact = verify(&both.clone().with_attribute(v1(sha1.as_bytes())).sorted()).unwrap();
    assert_eq!(*intact.binding(), SigningCertificateBinding::V2);
    assert_eq!(
        failure(&both.with_attribute(v1(&[1; 20]))),
        IntegrityFailure::BindingMismatch(BindingMismatch::Hash)
    );
}

fn protection(digest: &str, signature: &str) -> Vec<u8> {
    let value = [algorithm(digest), tlv(0xa1, &oid(signature))].concat();
    attribute(PROTECTION, &[tlv(0x30, &value)])
}

#[test]
fn algorithm_protection() {
    let with = |attribute| verify(&Recipe::new().with_attribute(attribute).sorted());
    assert!(with(protection(SHA_256, ECDSA_SHA_256)).is_ok());
    let wrong = |why| Err(IntegrityFailure::AlgorithmProtection(why));
    let mismatch = wrong(ProtectionFailure::Mismatch);
    assert_eq!(with(protection(SHA_384, ECDSA_SHA_256)), mismatch);
    assert_eq!(with(protection(SHA_256, "1.2.3")), mismatch);
    let incomplete = attribute(PROTECTION, &[tlv(0x30, &algorithm(SHA_256))]);
    assert_eq!(with(incomplete), wrong(ProtectionFailure::Malformed));
    let mut unsigned = Recipe::new();
    unsigned.unsigned_attributes = vec![protection(SHA_256, ECDSA_SHA_256)];
    assert_eq!(verify(&unsigned), wrong(ProtectionFailure::Unsigned));
    let twice = Recipe::new()
        .with_attribute(protection(SHA_256, ECDSA_SHA_256))
        .with_attribute(protection(SHA_256, ECDSA_SHA_256));
    assert_eq!(verify(&twice), wrong(ProtectionFailure::Duplicate));
}
