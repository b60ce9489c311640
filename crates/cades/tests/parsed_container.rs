//! Reading: padding, BER, odd certificates, several signers.
#![allow(clippy::unwrap_used)]

mod common;

use cades::{
    CadesErrorKind, Limit, Malformed, ParsedContainer, SoftwareSigner, Tolerance, Unsupported,
};
use common::{
    CONTENT, DATA, Recipe, SIGNED_DATA, anyone, attribute, oid, provider, sha256, sign, signer, tlv,
};
use demo_pki::KeyKind;

fn container() -> Vec<u8> {
    sign(&signer(anyone()), CONTENT)
}

fn intact(input: &[u8]) -> Vec<Tolerance> {
    let parsed = ParsedContainer::parse(input).unwrap();
    let intact = parsed.verify(&sha256(CONTENT), provider()).unwrap();
    intact.tolerances().to_vec()
}

#[test]
fn zeros_may_follow_and_nothing_else() {
    let der = container();
    let mut padded = der.clone();
    padded.extend([0; 100]);
    let parsed = ParsedContainer::parse(&padded).unwrap();
    assert_eq!(parsed.encoded(), der);
    assert_eq!(intact(&padded), []);
    padded.push(1);
    let error = ParsedContainer::parse(&padded).unwrap_err();
    assert_eq!(
        error.kind,
        CadesErrorKind::Malformed(Malformed::TrailingBytes)
    );
    assert_eq!(error.position, Some(der.len() + 100));
    assert!(
        error
            .to_string()
            .contains(&format!("at offset {}", der.len() + 100))
    );
}

/// Ed25519 values end in zero once in 16 times or so (the last byte is below 0x10); the padding must not be stripped into them.
#[test]
fn a_signature_that_ends_in_zero() {
    let signer: SoftwareSigner = signer(&common::issue(KeyKind::Ed25519));
    for number in 0_u32..10_000 {
        let der = sign(&signer, &number.to_be_bytes());
        if der.ends_with(&[0]) {
            let mut padded = der.clone();
            padded.extend([0; 64]);
            let parsed = ParsedContainer::parse(&padded).unwrap();
            assert_eq!(parsed.encoded_length(), der.len());
            let algorithm = cert_path::DigestAlgorithm::Sha512;
            let digest = common::digest(algorithm, &number.to_be_bytes());
            assert!(parsed.verify(&digest, provider()).is_ok());
            return;
        }
    }
    panic!("no signature ended in zero");
}

/// Every constructed element rewritten with an indefinite length, outside certificates; the signature value in two segments.
fn indefinite(der: &[u8], inside_certificates: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = der;
    while let [tag, first, ..] = *rest {
        let (header, length) = match first {
            0x81 => (3, usize::from(rest[2])),
            0x82 => (4, usize::from(rest[2]) << 8 | usize::from(rest[3])),
            short => (2, usize::from(short)),
        };
        let (element, after) = rest.split_at(header + length);
        let is_certificate =
            !inside_certificates && length > 300 && rest[header..].starts_with(&[0x30, 0x82]);
        if tag & 0x20 != 0 && !is_certificate {
            out.extend([tag, 0x80]);
            out.extend(indefinite(&element[header..], inside_certificates));
            out.extend([0, 0]);
        } else if tag == 4 && (60..80).contains(&length) {
            let (one, two) = element[header..].split_at(length / 2);
            out.extend([0x24, 0x80]);
            out.extend([tlv(4, one), tlv(4, two)].concat());
            out.extend([0, 0]);
        } else {
            out.extend(element);
        }
        rest = after;
    }
    out
}

#[test]
fn ber_is_read_and_reported() {
    let ber = indefinite(&container(), false);
    assert_eq!(intact(&ber), [Tolerance::BerEncoding]);
    let mut padded = ber.clone();
    padded.extend([0; 33]);
    assert_eq!(intact(&padded), [Tolerance::BerEncoding]);
    let parsed = ParsedContainer::parse(&padded).unwrap();
    assert_eq!(parsed.encoded_length(), ber.len());
}

#[test]
fn certificates_in_ber_are_restored() {
    let ber = indefinite(&container(), true);
    assert_eq!(
        intact(&ber),
        [Tolerance::BerEncoding, Tolerance::BerCertificate]
    );
}

#[test]
fn one_odd_certificate_does_not_spoil_the_container() {
    let mut recipe = Recipe::new();
    let attribute_certificate = tlv(0xa2, &[5, 0]);
    recipe.certificates.insert(0, tlv(0x30, &[2, 1, 7]));
    recipe.certificates.push(attribute_certificate.clone());
    let der = recipe.build();
    assert_eq!(intact(&der), []);
    let parsed = ParsedContainer::parse(&der).unwrap();
    assert_eq!(parsed.certificates().len(), 1);
    let odd = parsed.unreadable_certificates();
    assert_eq!(odd.len(), 2);
    assert_eq!(odd[1].der, attribute_certificate);
    assert!(der[odd[1].position..].starts_with(&attribute_certificate));
}

#[test]
fn exactly_one_signer() {
    for signers in [0, 2, 3] {
        let recipe = Recipe {
            signers,
            ..Recipe::new()
        };
        let error = ParsedContainer::parse(&recipe.build()).unwrap_err();
        assert_eq!(error.kind, CadesErrorKind::NotOneSigner(signers));
    }
}

#[test]
fn other_things_are_not_signed_data() {
    let data = tlv(0x30, &[oid(DATA), tlv(0xa0, &tlv(4, b"x"))].concat());
    let error = ParsedContainer::parse(&data).unwrap_err();
    assert!(matches!(
        error.kind,
        CadesErrorKind::Unsupported(Unsupported::ContentType(_))
    ));
    let empty = tlv(
        0x30,
        &[oid(SIGNED_DATA), tlv(0xa0, &tlv(0x30, &[]))].concat(),
    );
    let error = ParsedContainer::parse(&empty).unwrap_err();
    assert_eq!(error.kind, CadesErrorKind::Malformed(Malformed::SignedData));
    for input in [&[][..], &[0x30], &[0; 64], b"-----BEGIN"] {
        assert!(ParsedContainer::parse(input).is_err());
    }
}

#[test]
fn every_truncation_is_an_error() {
    let der = container();
    for length in 0..der.len() {
        assert!(ParsedContainer::parse(&der[..length]).is_err(), "{length}");
    }
}

#[test]
fn attributes_and_certificates_are_counted() {
    let mut recipe = Recipe::new();
    let many = attribute("1.2.3", &[oid(DATA)]);
    recipe.unsigned_attributes = vec![many; 129];
    let error = ParsedContainer::parse(&recipe.build()).unwrap_err();
    assert_eq!(error.kind, CadesErrorKind::Limit(Limit::Attributes));
    let mut recipe = Recipe::new();
    recipe.certificates = vec![tlv(0x30, &[]); 129];
    let error = ParsedContainer::parse(&recipe.build()).unwrap_err();
    assert_eq!(error.kind, CadesErrorKind::Limit(Limit::Certificates));
}

#[test]
fn encapsulated_content_is_handed_out() {
    let recipe = Recipe {
        content: Some(CONTENT.to_vec()),
        ..Recipe::new()
    };
    let parsed = ParsedContainer::parse(&recipe.build()).unwrap();
    assert_eq!(parsed.encapsulated_content(), Some(CONTENT));
    assert_eq!(
        parsed.message_digest().as_deref(),
        Some(sha256(CONTENT).as_bytes())
    );
}

#[test]
fn versions_and_lists_that_do_not_fit_are_named() {
    let der = container();
    let version = [2, 1, 1, 0x31];
    let at = der.windows(4).position(|w| w == version).unwrap();
    let mut odd = der.clone();
    odd[at + 2] = 3;
    assert_eq!(intact(&odd), [Tolerance::VersionNumber]);
    let mut recipe = Recipe::new();
    recipe.unsigned_attributes = vec![attribute("1.2.3", &[oid(DATA)])];
    assert_eq!(intact(&recipe.build()), []);
}
