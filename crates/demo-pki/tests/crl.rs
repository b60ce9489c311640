//! Revocation lists, read and checked by `openssl`. These tests fail without it.
#![allow(clippy::unwrap_used)]

mod common;

use std::cell::Cell;

use common::{Desk, NEXT_UPDATE, NOW, THIS_UPDATE, assert_says, at, begin, ca, end, signer};
use demo_pki::name::{NameAttribute, StringType};
use demo_pki::{
    Authority, CrlProfile, DistributionPoint, DistributionPointName, ExtraExtension, Idp, Issued,
    KeyKind, Profile, Reason, RevokedEntry, SignatureScheme, SubjectAttribute, extensions, to_pem,
};

fn list() -> CrlProfile {
    CrlProfile::new(at(THIS_UPDATE), at(NEXT_UPDATE))
}

fn revoked(one: &Issued) -> RevokedEntry {
    RevokedEntry::new(&one.serial_number(), at("2026-03-04T05:06:07Z"))
}

fn text_of(crl: &[u8]) -> String {
    let desk = Desk::new();
    desk.put("list.der", crl);
    desk.openssl("crl -in list.der -inform DER -text -noout -nameopt utf8")
}

/// `openssl verify` of one certificate against a CA with lists.
fn verify(authority: &Authority, lists: &[Vec<u8>], one: &Issued, good: bool) -> String {
    let desk = Desk::new();
    let pem: String = lists.iter().map(|list| to_pem("X509 CRL", list)).collect();
    desk.put_certificates("ca.pem", &[authority.issued()])
        .put_certificates("one.pem", &[one])
        .put("lists.pem", pem);
    let command = format!(
        "verify -attime {NOW} -crl_check -extended_crl -use_deltas -CAfile ca.pem -CRLfile lists.pem one.pem"
    );
    if good {
        desk.openssl(&command)
    } else {
        desk.openssl_refuses(&command)
    }
}

#[test]
fn openssl_accepts_the_list_of_every_kind_of_key() {
    for key in [
        KeyKind::Rsa2048,
        KeyKind::Rsa3072,
        KeyKind::P256,
        KeyKind::P384,
        KeyKind::P521,
        KeyKind::Ed25519,
    ] {
        let authority = ca("CA", key);
        let [good, bad] = ["good", "bad"].map(|name| authority.issue(&signer(name)).unwrap());
        let crl = authority
            .crl(&CrlProfile {
                entries: vec![revoked(&bad).because(Reason::KeyCompromise)],
                ..list()
            })
            .unwrap();
        verify(&authority, std::slice::from_ref(&crl), &good, true);
        let text = verify(&authority, &[crl], &bad, false);
        assert_says(&text, &["certificate revoked"]);
    }
}

#[test]
fn openssl_accepts_every_signature_scheme() {
    for (scheme, says) in [
        (SignatureScheme::RsaSha384, "sha384WithRSAEncryption"),
        (SignatureScheme::RsaSha512, "sha512WithRSAEncryption"),
        (SignatureScheme::RsaPssSha256, "rsassaPss"),
    ] {
        let authority = ca("CA", KeyKind::Rsa2048).with_signature_scheme(scheme);
        let good = authority.issue(&signer("good")).unwrap();
        let crl = authority.crl(&list()).unwrap();
        verify(&authority, std::slice::from_ref(&crl), &good, true);
        assert_says(&text_of(&crl), &[says]);
    }
    let of_another_key = ca("CA", KeyKind::P256).with_signature_scheme(SignatureScheme::RsaSha384);
    assert!(of_another_key.crl(&list()).is_err());
}

#[test]
fn a_changed_octet_breaks_the_signature() {
    let authority = ca("CA", KeyKind::P256);
    let good = authority.issue(&signer("good")).unwrap();
    let mut crl = authority.crl(&list()).unwrap();
    *crl.last_mut().unwrap() ^= 1;
    let text = verify(&authority, &[crl], &good, false);
    assert_says(&text, &["CRL signature failure"]);
}

#[test]
fn openssl_reads_every_field() {
    let authority = ca("CA", KeyKind::P256);
    let other = ca("Other CA", KeyKind::P256);
    let full = RevokedEntry {
        reason: Some(Reason::CessationOfOperation),
        invalidity_date: Some(at("2026-02-01T00:00:00Z")),
        certificate_issuer: Some(other.name_der().unwrap()),
        ..RevokedEntry::new(&[0xab, 0xcd], begin())
    };
    let crl = authority.crl(&CrlProfile {
        number: Some(300),
        issuing_distribution_point: Some(Idp {
            name: Some(DistributionPointName::uri("http://ca.example/part.crl")),
            only_user: true,
            only_some_reasons: Some(vec![Reason::KeyCompromise, Reason::AaCompromise]),
            indirect: true,
            ..Idp::default()
        }),
        freshest_crl: vec![DistributionPoint::uri("http://ca.example/delta.crl")],
        expired_certs_on_crl: Some(begin()),
        extra_extensions: vec![ExtraExtension {
            oid: "1.3.6.1.4.1.32473.704.98".to_owned(),
            critical: true,
            value: vec![5, 0],
        }],
        entries: vec![full, RevokedEntry::new(&[5], begin())],
        ..list()
    });
    assert_says(
        &text_of(&crl.unwrap()),
        &[
            "Version 2 (0x1)",
            "Last Update: Aug 31 00:00:00 2026 GMT",
            "Next Update: Sep  7 00:00:00 2026 GMT",
            "X509v3 Authority Key Identifier",
            "X509v3 CRL Number: \n                300",
            "X509v3 Issuing Distribution Point: critical",
            "URI:http://ca.example/part.crl",
            "Only User Certificates",
            "Indirect CRL",
            "Key Compromise, AA Compromise",
            "X509v3 Freshest CRL",
            "URI:http://ca.example/delta.crl",
            "2.5.29.60",
            "1.3.6.1.4.1.32473.704.98: critical",
            "Serial Number: ABCD",
            "Revocation Date: Jan  1 00:00:00 2026 GMT",
            "Cessation Of Operation",
            "Invalidity Date: \n                Feb  1 00:00:00 2026 GMT",
            "X509v3 Certificate Issuer: critical",
            "CN=Other CA",
            "Serial Number: 05",
        ],
    );
}

#[test]
fn openssl_reads_the_other_kinds_of_scope() {
    let authority = ca("CA", KeyKind::P256);
    let text_with = |point: Idp| {
        let profile = CrlProfile {
            issuing_distribution_point: Some(point),
            ..list()
        };
        text_of(&authority.crl(&profile).unwrap())
    };
    let relative = NameAttribute::new(SubjectAttribute::CommonName, StringType::Utf8, "part 1");
    let of_cas = Idp {
        name: Some(DistributionPointName::RelativeToIssuer(vec![relative])),
        only_ca: true,
        ..Idp::default()
    };
    assert_says(
        &text_with(of_cas),
        &["Only CA Certificates", "Relative Name", "CN = part 1"],
    );
    let directory = demo_pki::GeneralName::Directory(authority.name_der().unwrap());
    let of_attributes = Idp {
        name: Some(DistributionPointName::Full(vec![directory])),
        only_attribute: true,
        ..Idp::default()
    };
    assert_says(
        &text_with(of_attributes),
        &["Only Attribute Certificates", "DirName:C = VN"],
    );
}

#[test]
fn a_list_can_be_as_bare_as_version_1() {
    let authority = ca("CA", KeyKind::P256);
    let crl = authority.crl(&CrlProfile {
        version: 1,
        next_update: None,
        entries: vec![RevokedEntry::new(&[0xff], begin()).because(Reason::Superseded)],
        ..list()
    });
    let text = text_of(&crl.unwrap());
    assert_says(
        &text,
        &["Version 1 (0x0)", "Next Update: NONE", "Serial Number: FF"],
    );
    assert!(!text.contains("extensions"), "{text}");
}

#[test]
fn a_delta_adds_to_its_base() {
    let authority = ca("CA", KeyKind::P256);
    let point = extensions::freshest_crl(&[DistributionPoint::uri("http://ca.example/d.crl")]);
    let profile = |name| Profile {
        extra_extensions: vec![point.as_ref().unwrap().clone()],
        ..signer(name)
    };
    let [early, late, good] =
        ["early", "late", "good"].map(|name| authority.issue(&profile(name)).unwrap());
    let base = CrlProfile {
        number: Some(10),
        freshest_crl: vec![DistributionPoint::uri("http://ca.example/d.crl")],
        entries: vec![revoked(&early)],
        ..list()
    };
    let delta = CrlProfile {
        number: Some(11),
        delta_base: Some(10),
        entries: vec![revoked(&late)],
        ..list()
    };
    let lists = [&base, &delta].map(|profile| authority.crl(profile).unwrap());
    assert_says(
        &text_of(&lists[1]),
        &["X509v3 Delta CRL Indicator: critical\n                10"],
    );
    verify(&authority, &lists, &good, true);
    verify(&authority, &lists[..1], &late, true);
    for one in [&early, &late] {
        assert_says(
            &verify(&authority, &lists, one, false),
            &["certificate revoked"],
        );
    }
}

#[test]
fn an_indirect_list_names_the_issuer_of_its_entries() {
    let root = ca("Root", KeyKind::P256);
    let sub = root
        .issue_authority(&Profile::authority("Sub", begin(), end()))
        .unwrap();
    let publisher = root
        .issue_authority(&Profile {
            ca: None,
            key_usage: vec![demo_pki::KeyUsage::CrlSign],
            ..Profile::new("Publisher", begin(), end())
        })
        .unwrap();
    let point = DistributionPoint {
        crl_issuer: Some(publisher.name_der().unwrap()),
        ..DistributionPoint::uri("http://ca.example/all.crl")
    };
    let points = extensions::crl_distribution_points(&[point]).unwrap();
    let [good, bad] = ["good", "bad"].map(|name| {
        sub.issue(&Profile {
            extra_extensions: vec![points.clone()],
            ..signer(name)
        })
        .unwrap()
    });
    let crl = publisher.crl(&CrlProfile {
        issuing_distribution_point: Some(Idp {
            name: Some(DistributionPointName::uri("http://ca.example/all.crl")),
            indirect: true,
            ..Idp::default()
        }),
        entries: vec![RevokedEntry {
            certificate_issuer: Some(sub.name_der().unwrap()),
            ..revoked(&bad)
        }],
        ..list()
    });
    let desk = Desk::new();
    desk.put_certificates("root.pem", &[root.issued()])
        .put_certificates("more.pem", &[sub.issued(), publisher.issued()])
        .put_certificates("good.pem", &[&good])
        .put_certificates("bad.pem", &[&bad])
        .put("lists.pem", to_pem("X509 CRL", &crl.unwrap()));
    let command = format!(
        "verify -attime {NOW} -crl_check -extended_crl -CAfile root.pem -untrusted more.pem -CRLfile lists.pem"
    );
    desk.openssl(&format!("{command} good.pem"));
    let text = desk.openssl_refuses(&format!("{command} bad.pem"));
    assert_says(&text, &["certificate revoked"]);
}

/// The lengths of every layer change their form at 128, 256, 65536 octets; the list made on the way is the same.
#[test]
fn a_list_made_on_the_way_is_the_list() {
    let authority = ca("CA", KeyKind::Rsa2048);
    let entry = |number: u32| {
        let entry = RevokedEntry::new(&(number + 1).to_be_bytes(), begin());
        match number % 3 {
            0 => entry.because(Reason::Superseded),
            _ => entry,
        }
    };
    for count in [0, 1, 2, 3, 10, 2000] {
        let whole = authority.crl(&CrlProfile {
            entries: (0..count).map(entry).collect(),
            ..list()
        });
        let asked = Cell::new(0);
        let mut streamed = Vec::new();
        let entries = || {
            asked.set(asked.get() + 1);
            (0..count).map(entry)
        };
        authority
            .write_crl(&list(), entries, &mut streamed)
            .unwrap();
        assert_eq!(asked.get(), 3);
        assert_eq!(streamed, whole.unwrap(), "{count}"); // PKCS #1 v1.5 signs the same way each time
        let text = text_of(&streamed);
        assert_eq!(text.matches("Serial Number:").count(), count as usize);
    }
}
