//! Certificates of odd shapes, read and checked by `openssl`. These tests fail without it.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Desk, NOW, assert_says, at, begin, ca, end, signer};
use demo_pki::extensions::{self, ANY_POLICY, Policy};
use demo_pki::name::{NameAttribute, StringType, name, name_of_rdns};
use demo_pki::{
    Authority, Ca, DistributionPoint, DistributionPointName, ExtraExtension, GeneralName, Issued,
    KeyKind, KeyUsage, Profile, Reason, SignatureScheme, SubjectAttribute,
};

const P1: &str = "1.3.6.1.4.1.32473.704.11";
const P2: &str = "1.3.6.1.4.1.32473.704.12";

fn text_of(one: &Issued) -> String {
    let desk = Desk::new();
    desk.put_certificates("one.pem", &[one]);
    desk.openssl("x509 -in one.pem -noout -text -nameopt RFC2253,utf8,-esc_msb")
}

/// A root, what lies between, and an end. The root stands among the others, too, because an empty file is an error.
fn chain(root: &Authority, between: &[&Issued], one: &Issued) -> Desk {
    let desk = Desk::new();
    desk.put_certificates("root.pem", &[root.issued()])
        .put_certificates("between.pem", &[&[root.issued()], between].concat())
        .put_certificates("one.pem", &[one]);
    desk
}

fn verify(more: &str) -> String {
    format!(
        "verify -attime {NOW} -x509_strict {more} -CAfile root.pem -untrusted between.pem one.pem"
    )
}

fn with(extra_extensions: Vec<ExtraExtension>, profile: Profile) -> Profile {
    Profile {
        extra_extensions,
        ..profile
    }
}

fn sub_ca(name: &str) -> Profile {
    Profile::authority(name, begin(), end())
}

#[test]
fn openssl_accepts_a_chain_of_every_kind_of_key() {
    for key in [
        KeyKind::Rsa2048,
        KeyKind::Rsa3072,
        KeyKind::P256,
        KeyKind::P384,
        KeyKind::P521,
        KeyKind::Ed25519,
    ] {
        let root = ca("Root", key);
        let limited = Profile {
            ca: Some(Ca {
                path_length: Some(0),
            }),
            ..sub_ca("Sub").with_key(key)
        };
        let sub = root.issue_authority(&limited).unwrap();
        let one = sub
            .issue(&with(vec![subject_key()], signer("one")))
            .unwrap();
        chain(&root, &[sub.issued()], &one).openssl(&verify(""));
        let below = sub.issue_authority(&sub_ca("Below")).unwrap();
        let too_long = below.issue(&signer("one")).unwrap();
        let desk = chain(&root, &[sub.issued(), below.issued()], &too_long);
        assert_says(
            &desk.openssl_refuses(&verify("")),
            &["path length constraint exceeded"],
        );
    }
}

/// `-x509_strict` wants one of every certificate.
fn subject_key() -> ExtraExtension {
    extensions::subject_key_identifier(&[1, 2, 3])
}

#[test]
fn openssl_accepts_every_signature_scheme() {
    for scheme in [
        SignatureScheme::RsaSha384,
        SignatureScheme::RsaSha512,
        SignatureScheme::RsaPssSha256,
    ] {
        let root = ca("Root", KeyKind::Rsa2048).with_signature_scheme(scheme);
        let one = root
            .issue(&with(vec![subject_key()], signer("one")))
            .unwrap();
        chain(&root, &[], &one).openssl(&verify(""));
    }
}

/// A key of 1024 bits, and SHA-1 with any: the arithmetic is our own, `openssl` checks it.
#[test]
fn openssl_accepts_weak_rsa_when_told_to() {
    for (key, scheme, says) in [
        (KeyKind::Rsa1024, SignatureScheme::OfTheKey, "sha256With"),
        (KeyKind::Rsa1024, SignatureScheme::RsaSha1, "sha1With"),
        (KeyKind::Rsa1024, SignatureScheme::RsaSha384, "sha384With"),
        (KeyKind::Rsa2048, SignatureScheme::RsaSha1, "sha1With"),
    ] {
        let root = ca("Root", key).with_signature_scheme(scheme);
        let profile = with(vec![subject_key()], signer("one").with_key(key));
        let one = root.issue(&profile).unwrap();
        assert_says(&text_of(&one), &[says]);
        let desk = chain(&root, &[], &one);
        desk.openssl(&verify("-auth_level 0"));
        assert_says(
            &desk.openssl_refuses(&verify("-auth_level 2")),
            &["too weak"],
        );
        desk.put("key.pem", one.private_key_pem());
        assert_says(
            &desk.openssl("pkey -in key.pem -check -noout"),
            &["Key is valid"],
        );
    }
    let pss = ca("Root", KeyKind::Rsa1024).with_signature_scheme(SignatureScheme::RsaPssSha256);
    assert!(pss.issue(&signer("one")).is_err());
}

#[test]
fn openssl_reads_every_extension() {
    let root = ca("Root", KeyKind::P256);
    let part = NameAttribute::new(SubjectAttribute::CommonName, StringType::Utf8, "part 7");
    let point = DistributionPoint {
        reasons: Some(vec![Reason::KeyCompromise, Reason::Superseded]),
        crl_issuer: Some(root.name_der().unwrap()),
        ..DistributionPoint::uri("http://ca.example/some.crl")
    };
    let relative = DistributionPoint {
        name: Some(DistributionPointName::RelativeToIssuer(vec![part])),
        ..DistributionPoint::default()
    };
    let policy = Policy {
        cps: vec!["http://ca.example/cps".to_owned()],
        notices: vec!["only a test".to_owned()],
        ..Policy::new(P1)
    };
    let names = [
        GeneralName::Dns("a.example".to_owned()),
        GeneralName::Ip(vec![192, 0, 2, 1]),
        GeneralName::Uri("http://a.example/".to_owned()),
    ];
    let permitted = [
        GeneralName::Email(".example".to_owned()),
        GeneralName::Ip(vec![192, 0, 2, 0, 255, 255, 255, 0]),
    ];
    let extra = vec![
        extensions::certificate_policies(&[policy, Policy::new(ANY_POLICY)]).unwrap(),
        extensions::policy_mappings(&[(P1, P2)]).unwrap(),
        extensions::policy_constraints(Some(2), Some(200)),
        extensions::inhibit_any_policy(3),
        extensions::name_constraints(&permitted, &[GeneralName::Dns("b.example".to_owned())]),
        extensions::subject_alternative_names(&names),
        extensions::crl_distribution_points(&[point, relative]).unwrap(),
        extensions::freshest_crl(&[DistributionPoint::uri("http://ca.example/d.crl")]).unwrap(),
        extensions::authority_information_access(
            &["http://o1.example/", "http://o2.example/"],
            &["http://ca.example/ca.p7c"],
        )
        .unwrap(),
        extensions::ocsp_no_check(),
        extensions::authority_key_identifier(
            Some(&[9, 8, 7]),
            Some((&root.name_der().unwrap(), &[0x80])),
        ),
    ];
    let profile = Profile {
        authority_key_identifier: false,
        ..with(extra, sub_ca("Sub"))
    };
    let text = text_of(&root.issue(&profile).unwrap());
    assert_says(
        &text,
        &[
            "Policy: 1.3.6.1.4.1.32473.704.11",
            "CPS: http://ca.example/cps",
            "Explicit Text: only a test",
            "Policy: X509v3 Any Policy",
            "X509v3 Policy Mappings: critical",
            "1.3.6.1.4.1.32473.704.11:1.3.6.1.4.1.32473.704.12",
            "X509v3 Policy Constraints: critical",
            "Require Explicit Policy:2, Inhibit Policy Mapping:200",
            "X509v3 Inhibit Any Policy: critical",
            "X509v3 Name Constraints: critical",
            "email:.example",
            "IP:192.0.2.0/255.255.255.0",
            "Excluded:\n                  DNS:b.example",
            "DNS:a.example, IP Address:192.0.2.1, URI:http://a.example/",
            "URI:http://ca.example/some.crl",
            "Key Compromise, Superseded",
            "CRL Issuer:",
            "part 7",
            "X509v3 Freshest CRL",
            "OCSP - URI:http://o1.example/",
            "OCSP - URI:http://o2.example/",
            "CA Issuers - URI:http://ca.example/ca.p7c",
            "OCSP No Check",
            "keyid:09:08:07",
            "serial:80",
        ],
    );
}

#[test]
fn openssl_follows_policies() {
    let root = ca("Root", KeyKind::P256);
    let mapping = vec![
        extensions::certificate_policies(&[Policy::new(P1)]).unwrap(),
        extensions::policy_mappings(&[(P1, P2)]).unwrap(),
        extensions::policy_constraints(Some(0), None),
    ];
    let sub = root.issue_authority(&with(mapping, sub_ca("Sub"))).unwrap();
    let [mapped, unmapped] = [P2, P1].map(|policy| {
        let policy = extensions::certificate_policies(&[Policy::new(policy)]).unwrap();
        sub.issue(&with(vec![subject_key(), policy], signer("one")))
            .unwrap()
    });
    let words = verify(&format!("-policy_check -policy {P1}"));
    chain(&root, &[sub.issued()], &mapped).openssl(&words);
    let refused = chain(&root, &[sub.issued()], &unmapped).openssl_refuses(&words);
    assert_says(&refused, &["no explicit policy"]);
}

#[test]
fn openssl_follows_inhibit_any_policy() {
    let root = ca("Root", KeyKind::P256);
    let words = verify(&format!("-explicit_policy -policy {P1}"));
    for (skip, good) in [(5, true), (1, true), (0, false)] {
        let inhibiting = vec![
            extensions::certificate_policies(&[Policy::new(P1)]).unwrap(),
            extensions::inhibit_any_policy(skip),
        ];
        let sub = root
            .issue_authority(&with(inhibiting, sub_ca("Sub")))
            .unwrap();
        let any = extensions::certificate_policies(&[Policy::new(ANY_POLICY)]).unwrap();
        let one = sub
            .issue(&with(vec![subject_key(), any], signer("one")))
            .unwrap();
        let desk = chain(&root, &[sub.issued()], &one);
        if good {
            desk.openssl(&words);
        } else {
            let refused = desk.openssl_refuses(&words);
            assert_says(&refused, &["no explicit policy"]);
        }
    }
}

#[test]
fn openssl_follows_name_constraints() {
    let root = ca("Root", KeyKind::P256);
    let country = NameAttribute::new(SubjectAttribute::Country, StringType::Printable, "VN");
    let in_vietnam = GeneralName::Directory(name(&[country]).unwrap());
    let mail = GeneralName::Email("lachong.example".to_owned());
    let constraint = extensions::name_constraints(&[in_vietnam, mail], &[]);
    let sub = root
        .issue_authority(&with(vec![constraint], sub_ca("Sub")))
        .unwrap();
    let issue = |subject: Profile, email: &str| {
        let profile = Profile {
            emails: vec![email.to_owned()],
            ..with(vec![subject_key()], subject)
        };
        chain(&root, &[sub.issued()], &sub.issue(&profile).unwrap())
    };
    issue(signer("one"), "a@lachong.example").openssl(&verify(""));
    let elsewhere = Profile {
        subject: vec![(SubjectAttribute::Country, "LA".to_owned())],
        ..signer("one")
    };
    for desk in [
        issue(signer("one"), "a@other.example"),
        issue(elsewhere, "a@lachong.example"),
    ] {
        let refused = desk.openssl_refuses(&verify(""));
        assert_says(&refused, &["permitted subtree violation"]);
    }
}

#[test]
fn both_certificates_of_a_rollover_join_the_keys() {
    let old = ca("CA", KeyKind::P256);
    let later = Profile::authority("CA", at("2026-06-01T00:00:00Z"), end());
    let rollover = old.rollover(&later.with_key(KeyKind::P384)).unwrap();
    let profile = with(vec![subject_key()], signer("one"));
    let of_old = old.issue(&profile).unwrap();
    let of_new = rollover.new.issue(&profile).unwrap();
    chain(&old, &[&rollover.new_with_old], &of_new).openssl(&verify(""));
    chain(&rollover.new, &[&rollover.old_with_new], &of_old).openssl(&verify(""));
    chain(&old, &[], &of_new).openssl_refuses(&verify(""));
}

#[test]
fn a_cross_certificate_leads_to_another_root() {
    let [one, other] = ["One", "Other"].map(|name| ca(name, KeyKind::P256));
    let cross = other.issue_for_key_of(one.profile(), one.issued()).unwrap();
    let leaf = one
        .issue(&with(vec![subject_key()], signer("leaf")))
        .unwrap();
    chain(&other, &[&cross], &leaf).openssl(&verify(""));
    assert_ne!(cross.serial_number(), one.issued().serial_number());
    let renewed = Authority::self_signed_for_key_of(one.profile(), one.issued()).unwrap();
    chain(&renewed, &[], &leaf).openssl(&verify(""));
}

#[test]
fn names_have_the_string_types_and_characters_that_are_asked_for() {
    let common = |string_type, text: &str| {
        name(&[NameAttribute::new(
            SubjectAttribute::CommonName,
            string_type,
            text,
        )])
        .unwrap()
    };
    for (string_type, text, says, octets) in [
        (
            StringType::Printable,
            "VietNam",
            "PRINTABLESTRING",
            &b"VietNam"[..],
        ),
        (StringType::Ia5, "a@b", "IA5STRING", b"a@b"),
        (StringType::Teletex, "\u{e9}", "T61STRING", b"\xe9"),
        (StringType::Bmp, "\u{1ea2}", "BMPSTRING", b"\x1e\xa2"),
        (
            StringType::Utf8,
            "\u{1ec7}",
            "UTF8STRING",
            "\u{1ec7}".as_bytes(),
        ),
        (
            StringType::Utf8,
            "e\u{323}\u{302}",
            "UTF8STRING",
            "e\u{323}\u{302}".as_bytes(),
        ),
    ] {
        let subject = common(string_type, text);
        assert!(subject.ends_with(octets));
        let profile = Profile {
            subject_der: Some(subject),
            ..signer("")
        };
        let one = ca("CA", KeyKind::P256).issue(&profile).unwrap();
        let desk = Desk::new();
        desk.put_certificates("one.pem", &[&one]);
        assert_says(&desk.openssl("asn1parse -in one.pem"), &[says]);
    }
    for (string_type, text) in [
        (StringType::Printable, "a@b"),
        (StringType::Ia5, "\u{e9}"),
        (StringType::Teletex, "\u{1ec7}"),
    ] {
        let attribute = NameAttribute::new(SubjectAttribute::CommonName, string_type, text);
        assert!(name(&[attribute]).is_err(), "{text}");
    }
}

#[test]
fn an_rdn_may_have_several_attributes() {
    let attribute = |kind, text: &str| NameAttribute::new(kind, StringType::Utf8, text);
    let both = [
        attribute(SubjectAttribute::UserId, "CCCD:0"),
        attribute(SubjectAttribute::CommonName, "one"),
    ];
    let last = [attribute(SubjectAttribute::Title, "Văn thư")];
    let profile = Profile {
        subject_der: Some(name_of_rdns(&[&both, &last]).unwrap()),
        ..signer("")
    };
    let text = text_of(&ca("CA", KeyKind::P256).issue(&profile).unwrap());
    assert_says(&text, &["title=Văn thư,UID=CCCD:0+CN=one"]); // SET OF: the shorter encoding first
}

/// RFC 5280 §7.1: names that differ in case and string type chain; `openssl` folds them, too.
#[test]
fn an_issuer_may_be_named_otherwise() {
    let root = ca("Root", KeyKind::P256);
    let otherwise = name(&[
        NameAttribute::new(SubjectAttribute::Country, StringType::Printable, "vn"),
        NameAttribute::new(
            SubjectAttribute::OrganisationalUnit,
            StringType::Utf8,
            demo_pki::MARK,
        ),
        NameAttribute::new(SubjectAttribute::CommonName, StringType::Printable, "ROOT"),
    ])
    .unwrap();
    let profile = Profile {
        issuer_der: Some(otherwise),
        ..with(vec![subject_key()], signer("one"))
    };
    let one = root.issue(&profile).unwrap();
    assert_says(&text_of(&one), &["Issuer: CN=ROOT"]);
    chain(&root, &[], &one).openssl(&verify(""));
}

#[test]
fn version_serial_and_identifiers_are_as_asked() {
    let root = ca("Root", KeyKind::P256);
    let bare = Profile {
        version: 1,
        serial: Some(vec![0xff, 0x01]),
        key_usage: Vec::new(),
        ..signer("one")
    };
    let one = root.issue(&bare).unwrap();
    let text = text_of(&one);
    assert_says(
        &text,
        &["Version: 1 (0x0)", "Serial Number: 65281 (0xff01)"],
    );
    assert!(!text.contains("extensions"), "{text}");
    assert_eq!(one.serial_number(), [0, 0xff, 0x01]);
    let without = Profile {
        authority_key_identifier: false,
        subject_key_identifier: false,
        ..sub_ca("Sub")
    };
    let text = text_of(&root.issue(&without).unwrap());
    assert_says(&text, &["CA:TRUE", "Version: 3 (0x2)"]);
    assert!(!text.contains("Key Identifier"), "{text}");
    let again = root.issue(&without).unwrap();
    assert_eq!(again.serial_number().len(), 20);
}

#[test]
fn openssl_takes_our_timestamp_authority() {
    let root = ca("Root", KeyKind::P256);
    let tsa = root
        .issue(&with(
            vec![subject_key()],
            Profile::timestamp_authority("TSA", begin(), end()),
        ))
        .unwrap();
    chain(&root, &[], &tsa).openssl(&verify("-purpose timestampsign"));
    let not = Profile {
        key_usage: vec![KeyUsage::KeyEncipherment],
        ..with(vec![subject_key()], signer("not"))
    };
    let not = root.issue(&not).unwrap();
    chain(&root, &[], &not).openssl_refuses(&verify("-purpose timestampsign"));
}
