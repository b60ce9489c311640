//! Answers about certificates, read and checked by `openssl`. These tests fail without it.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Desk, NEXT_UPDATE, NOW, THIS_UPDATE, assert_says, at, begin, ca, end, signer};
use demo_pki::{
    Authority, CertIdHash, CertificateStatus, Issued, KeyKind, OcspProfile, OcspStatus, Profile,
    Reason, ResponderId, SignatureScheme, SingleAnswer, extensions,
};

fn answer(one: &Issued, status: CertificateStatus) -> SingleAnswer {
    SingleAnswer {
        next_update: Some(at(NEXT_UPDATE)),
        ..SingleAnswer::new(&one.serial_number(), status, at(THIS_UPDATE))
    }
}

fn about(one: &Issued, status: CertificateStatus) -> OcspProfile {
    OcspProfile::new(at(THIS_UPDATE), vec![answer(one, status)])
}

/// A desk with the CA, the certificate and the answer, and the words that ask `openssl` about them.
fn desk(issuer: &Authority, one: &Issued, response: &[u8]) -> Desk {
    let desk = Desk::new();
    desk.put_certificates("ca.pem", &[issuer.issued()])
        .put_certificates("one.pem", &[one])
        .put("answer.der", response);
    desk
}

fn ask(hash: &str) -> String {
    format!(
        "ocsp -respin answer.der -CAfile ca.pem -attime {NOW} -issuer ca.pem {hash} -cert one.pem -resp_text -no_nonce -validity_period 999999999"
    )
}

#[test]
fn openssl_accepts_the_issuers_own_answer_of_every_kind_of_key() {
    for key in [
        KeyKind::Rsa2048,
        KeyKind::P256,
        KeyKind::P384,
        KeyKind::P521,
        KeyKind::Ed25519,
    ] {
        for responder in [ResponderId::ByName, ResponderId::ByKeyHash] {
            let issuer = ca("CA", key);
            let one = issuer.issue(&signer("one")).unwrap();
            let profile = OcspProfile {
                responder,
                ..about(&one, CertificateStatus::Good)
            };
            let response = issuer.ocsp(&profile, &issuer).unwrap();
            let text = desk(&issuer, &one, &response).openssl(&ask("-sha1"));
            assert_says(&text, &["Response verify OK", "one.pem: good"]);
        }
    }
}

#[test]
fn openssl_finds_every_status_by_either_hash() {
    let issuer = ca("CA", KeyKind::P256);
    let one = issuer.issue(&signer("one")).unwrap();
    let revoked = |reason| CertificateStatus::Revoked {
        at: begin(),
        reason,
    };
    for (status, says) in [
        (CertificateStatus::Good, "one.pem: good"),
        (CertificateStatus::Unknown, "one.pem: unknown"),
        (revoked(None), "one.pem: revoked"),
        (revoked(Some(Reason::CaCompromise)), "Reason: cACompromise"),
    ] {
        for (hash, option) in [
            (CertIdHash::Sha1, "-sha1"),
            (CertIdHash::Sha256, "-sha256"),
            (CertIdHash::Sha384, "-sha384"),
            (CertIdHash::Sha512, "-sha512"),
        ] {
            let profile = OcspProfile::new(
                at(THIS_UPDATE),
                vec![SingleAnswer {
                    hash,
                    ..answer(&one, status)
                }],
            );
            let response = issuer.ocsp(&profile, &issuer).unwrap();
            let text = desk(&issuer, &one, &response).openssl(&ask(option));
            assert_says(&text, &["Response verify OK", says]);
        }
    }
}

#[test]
fn openssl_accepts_a_delegated_responder_and_no_other() {
    let issuer = ca("CA", KeyKind::Rsa2048);
    let one = issuer.issue(&signer("one")).unwrap();
    let delegate = Profile {
        extra_extensions: vec![extensions::ocsp_no_check()],
        ..Profile::ocsp_responder("Responder", begin(), end())
    };
    let desk_of = |profile: &Profile| {
        let responder = issuer.issue_authority(profile).unwrap();
        let answer = OcspProfile {
            certificates: vec![responder.issued().certificate_der.clone()],
            ..about(&one, CertificateStatus::Good)
        };
        let response = responder.ocsp(&answer, &issuer).unwrap();
        desk(&issuer, &one, &response)
    };
    assert_says(
        &desk_of(&delegate).openssl(&ask("-sha1")),
        &["Response verify OK", "OCSP No Check"],
    );
    let not_delegated = Profile {
        extended_key_usage: Vec::new(),
        ..delegate
    };
    assert_says(
        &desk_of(&not_delegated).openssl_refuses(&ask("-sha1")),
        &["missing ocspsigning usage"],
    );
}

#[test]
fn openssl_reads_every_field() {
    let issuer = ca("CA", KeyKind::Rsa2048).with_signature_scheme(SignatureScheme::RsaSha384);
    let [one, two] = ["one", "two"].map(|name| issuer.issue(&signer(name)).unwrap());
    let extra = extensions::extension("1.3.6.1.4.1.32473.704.97", true, vec![5, 0]);
    let first = SingleAnswer {
        archive_cutoff: Some(at("2020-01-02T03:04:05Z")),
        extra_extensions: vec![extra],
        ..answer(&one, CertificateStatus::Good)
    };
    let second = SingleAnswer::new(&two.serial_number(), CertificateStatus::Unknown, begin());
    let profile = OcspProfile {
        nonce: Some(vec![0xaa; 16]),
        extra_extensions: vec![extensions::extension(
            "1.3.6.1.4.1.32473.704.96",
            false,
            vec![5, 0],
        )],
        ..OcspProfile::new(at(THIS_UPDATE), vec![first, second])
    };
    let response = issuer.ocsp(&profile, &issuer).unwrap();
    let text =
        desk(&issuer, &one, &response).openssl("ocsp -respin answer.der -resp_text -noverify");
    assert_says(
        &text,
        &[
            "OCSP Response Status: successful (0x0)",
            "Responder Id: C = VN",
            "Produced At: Aug 31 00:00:00 2026 GMT",
            "This Update: Aug 31 00:00:00 2026 GMT",
            "Next Update: Sep  7 00:00:00 2026 GMT",
            "OCSP Archive Cutoff",
            "Jan  2 03:04:05 2020 GMT",
            "1.3.6.1.4.1.32473.704.97: critical",
            "Cert Status: unknown",
            "OCSP Nonce: \n            0410AAAAAAAA",
            "1.3.6.1.4.1.32473.704.96",
            "sha384WithRSAEncryption",
        ],
    );
}

#[test]
fn openssl_reads_every_refusal() {
    let issuer = ca("CA", KeyKind::P256);
    let one = issuer.issue(&signer("one")).unwrap();
    for (status, says) in [
        (OcspStatus::MalformedRequest, "malformedrequest (1)"),
        (OcspStatus::InternalError, "internalerror (2)"),
        (OcspStatus::TryLater, "trylater (3)"),
        (OcspStatus::SigRequired, "sigrequired (5)"),
        (OcspStatus::Unauthorized, "unauthorized (6)"),
    ] {
        let profile = OcspProfile {
            status,
            ..about(&one, CertificateStatus::Good)
        };
        let response = issuer.ocsp(&profile, &issuer).unwrap();
        assert_eq!(response, [0x30, 3, 0x0a, 1, status as u8]);
        let desk = desk(&issuer, &one, &response);
        assert_says(&desk.openssl_refuses("ocsp -respin answer.der"), &[says]);
    }
}

#[test]
fn responder_and_cert_id_may_be_anything() {
    let [issuer, other] = ["CA", "Other"].map(|name| ca(name, KeyKind::P256));
    let one = issuer.issue(&signer("one")).unwrap();
    let desk_of = |profile: OcspProfile| {
        let response = issuer.ocsp(&profile, &issuer).unwrap();
        desk(&issuer, &one, &response)
    };
    let good = || about(&one, CertificateStatus::Good);
    for responder in [
        ResponderId::Name(other.name_der().unwrap()),
        ResponderId::KeyHash(vec![7; 20]),
    ] {
        let text = desk_of(OcspProfile {
            responder,
            ..good()
        })
        .openssl_refuses(&ask("-sha1"));
        assert_says(&text, &["signer certificate not found"]);
    }
    let of_other = demo_pki::cert_id(CertIdHash::Sha1, &other, &one.serial_number()).unwrap();
    let mut wrong = answer(&one, CertificateStatus::Good);
    wrong.cert_id_der = Some(of_other);
    let text =
        desk_of(OcspProfile::new(at(THIS_UPDATE), vec![wrong])).openssl_refuses(&ask("-sha1"));
    assert_says(&text, &["No Status found"]);
}
