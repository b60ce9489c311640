//! A letter signed for real and verified: what the report proves becomes a fact.
#![cfg(feature = "report")]
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use cades::{ExternalSigner, SoftwareSigner};
use cert_path::{Certificate, Crl, CryptoProvider, Evidence, Origin, TrustAnchor};
use demo_pki::{CrlProfile, DemoHierarchy, KeyKind};
use gov_ca_model::VietnamDay;
use jiff::{SignedDuration, Timestamp};
use pades_sign::{ChainNotVerified, CheckedSigner, SignatureRequest, SignerIdentity};
use pades_verify::{Policy, verify};
use pdf_revisions::PdfFile;
use regulation_rules::facts::{
    CallerFacts, Digest, KeyAlgorithm, RsaScheme, SignedFacts, document_facts,
};

/// Fresh CRLs of both CAs.
fn crls(hierarchy: &DemoHierarchy) -> Evidence {
    let hour = SignedDuration::from_hours(1);
    let list = CrlProfile::new(now() - hour, now() + 20 * hour);
    let mut evidence = Evidence::new();
    for authority in [hierarchy.root_authority(), hierarchy.sub_authority()] {
        let crl = Crl::from_der(&authority.crl(&list).unwrap()).unwrap();
        evidence.add_crl(crl, Origin::Unspecified);
    }
    evidence
}

const LETTER: &[u8] = include_bytes!("../../kyso/assets/cong-van-mau.pdf");

fn now() -> Timestamp {
    "2026-11-22T03:00:00Z".parse().unwrap()
}

/// The facts of the letter signed with a key of this kind, its issuer's root trusted.
fn facts(key: KeyKind) -> SignedFacts {
    let hierarchy = DemoHierarchy::new(
        "2026-11-20T17:30:00Z".parse().unwrap(),
        "2028-01-01T00:00:00Z".parse().unwrap(),
    )
    .unwrap();
    let issued = hierarchy.issue(&hierarchy.leader().with_key(key)).unwrap();
    let certificate = |der: &[u8]| Certificate::from_der(der).unwrap();
    let chain = vec![certificate(&hierarchy.sub_ca.certificate_der)];
    let device = SoftwareSigner::from_pkcs8(
        &issued.private_key_pkcs8_der,
        certificate(&issued.certificate_der),
        chain,
    )
    .unwrap();
    let acknowledged = ChainNotVerified::acknowledged_by("a test");
    let signer =
        CheckedSigner::with_unverified_chain(SignerIdentity::of(&device), now(), acknowledged)
            .unwrap();
    let file = PdfFile::open(Arc::new(LETTER.to_vec())).unwrap();
    let device: &dyn ExternalSigner = &device;
    let signed = pades_sign::sign(
        &file,
        &SignatureRequest::new(now()),
        &signer,
        device,
        CryptoProvider::aws_lc(),
    )
    .unwrap();
    let file = PdfFile::open(Arc::new([LETTER, signed.tail()].concat())).unwrap();
    let anchors = [TrustAnchor::new(certificate(
        &hierarchy.root.certificate_der,
    ))];
    let report = verify(
        &file,
        &crls(&hierarchy),
        &anchors,
        &Policy::default(),
        now(),
    )
    .unwrap();
    document_facts(&report, &CallerFacts::default(), now())
        .signatures
        .remove(0)
}

#[test]
fn what_the_verifier_proves_is_a_fact() {
    let signature = facts(KeyKind::P256).signature;
    assert_eq!(signature.verifies_with_key, Some(true));
    assert_eq!(signature.covers_entire_revision, Some(true));
    assert_eq!(signature.digest_resists_collisions, Some(true));
    assert_eq!(signature.digest, Some(Digest::Sha256));
    assert_eq!(
        (signature.key_algorithm, signature.key_bits),
        (Some(KeyAlgorithm::Ecdsa), Some(256))
    );
    assert_eq!(signature.rsa_scheme, None);
    assert_eq!(
        (signature.pades_profile, signature.has_timestamp),
        (Some(true), Some(false))
    );
    assert_eq!(
        (signature.timestamp_signed, signature.timestamp_matches),
        (None, Some(false))
    );
    assert_eq!(signature.signing_time, Some(now()));
    // issued in the evening by UTC, on the next day in Vietnam
    assert_eq!(
        signature.certificate_issued_on,
        Some(VietnamDay::new(2026, 11, 21))
    );
}

#[test]
fn what_the_certificate_says_is_a_fact() {
    let signed = facts(KeyKind::P256);
    let (signature, certificate) = (signed.signature, signed.certificate);
    assert_eq!(
        (certificate.not_before, certificate.not_after),
        (signature.not_before, signature.not_after)
    );
    assert!(certificate.not_before.is_some() && certificate.not_after.is_some());
    for (fact, what) in [
        (certificate.names_issuer, "issuer"),
        (certificate.names_subscriber, "subscriber"),
        (certificate.has_serial_number, "number"),
        (certificate.has_validity_period, "period"),
        (certificate.has_public_key, "key"),
        (certificate.signed_by_issuer, "signed"),
        (certificate.states_limits_of_use, "limits"),
    ] {
        assert_eq!(fact, Some(true), "{what}");
    }
    assert_eq!(certificate.is_ca, Some(false));
    assert_eq!(
        (signature.path_trusted, signature.usage_allows_signing),
        (Some(true), Some(true))
    );
    assert_eq!(signature.checked_at, Some(now()));
}

#[test]
fn an_rsa_signature_tells_its_scheme() {
    let signature = facts(KeyKind::Rsa2048).signature;
    assert_eq!(
        (signature.key_algorithm, signature.key_bits),
        (Some(KeyAlgorithm::Rsa), Some(2048))
    );
    assert_eq!(signature.rsa_scheme, Some(RsaScheme::Pkcs1));
}
