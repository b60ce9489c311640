//! Name chaining and name constraints (RFC 5280 §7.1, §4.2.1.10), on real chains.
#![allow(clippy::unwrap_used)]

mod support;

use cert_path::{PathReason, Step};
use demo_pki::extensions::{name_constraints, subject_alternative_names};
use demo_pki::name::{NameAttribute, StringType, name, name_of_rdns};
use demo_pki::{Authority, ExtraExtension, GeneralName, KeyUsage, Profile, SubjectAttribute};
use support::{Question, begin, certificate, end};
use unicode_normalization::UnicodeNormalization;

fn ca() -> Profile {
    Profile::authority("Gốc THỬ", begin(), end())
}

fn signer() -> Profile {
    Profile {
        key_usage: vec![KeyUsage::DigitalSignature],
        ..Profile::new("Người ký THỬ", begin(), end())
    }
}

/// `O=<organisation>`, in one string type.
fn organisation(string_type: StringType, text: &str) -> Vec<u8> {
    name(&[NameAttribute::new(
        SubjectAttribute::Organisation,
        string_type,
        text,
    )])
    .unwrap()
}

/// Whether a certificate whose issuer is written one way chains to a CA whose name is written the other way.
fn chains(subject: Vec<u8>, issuer: Vec<u8>) -> bool {
    let root = Authority::self_signed(&Profile {
        subject_der: Some(subject),
        ..ca()
    })
    .unwrap();
    let issued = root
        .issue(&Profile {
            issuer_der: Some(issuer),
            ..signer()
        })
        .unwrap();
    match Question::new(&issued, &[], root.issued()).ask() {
        Ok(_) => true,
        Err(failure) => {
            assert!(matches!(failure.reason, PathReason::NoIssuerFound { .. }));
            false
        }
    }
}

#[test]
fn names_written_in_other_ways_are_the_same() {
    let decomposed: String = "ỦY BAN NHÂN DÂN TỈNH".nfd().collect();
    let composed: String = decomposed.nfc().collect();
    use StringType::{Bmp, Ia5, Printable, Teletex, Utf8};
    for ((one, first), (other, second)) in [
        ((Printable, "Kyso Demo"), (Utf8, "Kyso Demo")),
        ((Printable, "Kyso Demo"), (Utf8, "kYSO dEMO")),
        ((Printable, "Kyso Demo"), (Ia5, "Kyso Demo")),
        ((Printable, "Kyso Demo"), (Printable, "  Kyso   Demo ")),
        ((Utf8, &composed), (Utf8, &decomposed)),
        ((Utf8, &composed), (Bmp, &decomposed)),
        ((Utf8, &decomposed), (Bmp, "Ủy ban Nhân dân tỉnh")),
        ((Utf8, "Société"), (Teletex, "SOCIÉTÉ")),
        ((Utf8, "Bộ\u{a0}Nội\u{3000}vụ"), (Bmp, "Bộ Nội vụ")),
        ((Utf8, "Straße"), (Utf8, "STRASSE")),
        ((Utf8, "ＡＢＣ"), (Printable, "abc")),
    ] {
        assert!(
            chains(organisation(one, first), organisation(other, second)),
            "{first} {second}"
        );
    }
}

#[test]
fn names_that_differ_do_not_chain() {
    use StringType::Utf8;
    for (first, second) in [
        ("Kyso Demo", "KysoDemo"),
        ("Hòa", "Hoà"),
        ("Đà Nẵng", "Da Nang"),
        ("Ủy ban", "Ủy bản"),
        ("Kyso", "Kyso."),
    ] {
        assert!(
            !chains(organisation(Utf8, first), organisation(Utf8, second)),
            "{first} {second}"
        );
    }
}

#[test]
fn attributes_of_one_part_have_no_order_and_parts_have_one() {
    let attribute = |kind, text| NameAttribute::new(kind, StringType::Utf8, text);
    let country = || attribute(SubjectAttribute::Country, "VN");
    let organisation = || attribute(SubjectAttribute::Organisation, "Kyso");
    let part = |attributes: &[NameAttribute]| name_of_rdns(&[attributes]).unwrap();
    assert!(chains(
        part(&[country(), organisation()]),
        part(&[organisation(), country()])
    ));
    assert!(!chains(
        name(&[country(), organisation()]).unwrap(),
        name(&[organisation(), country()]).unwrap()
    ));
    assert!(!chains(
        part(&[country(), organisation()]),
        name(&[country(), organisation()]).unwrap()
    ));
    // The type of an attribute counts, whatever its value.
    let unit = attribute(SubjectAttribute::OrganisationalUnit, "Kyso");
    assert!(!chains(
        name(&[organisation()]).unwrap(),
        name(&[unit]).unwrap()
    ));
}

/// root → a CA with constraints → a signer with these names; `None` when accepted, else the name refused.
fn constrained(
    constraints: &ExtraExtension,
    subject: Option<Vec<u8>>,
    names: &[GeneralName],
) -> Option<String> {
    let root = Authority::self_signed(&ca()).unwrap();
    let middle = root
        .issue_authority(&Profile {
            extra_extensions: vec![constraints.clone()],
            ..Profile::authority("Giữa THỬ", begin(), end())
        })
        .unwrap();
    let alternatives = (!names.is_empty()).then(|| subject_alternative_names(names));
    let issued = middle
        .issue(&Profile {
            subject_der: subject,
            extra_extensions: alternatives.into_iter().collect(),
            ..signer()
        })
        .unwrap();
    let failure = Question::new(&issued, &[middle.issued()], root.issued())
        .ask()
        .err()?;
    assert_eq!(failure.certificate, Some(certificate(&issued)));
    assert_eq!(
        failure.record.steps[0].refused(),
        Some(Step::NameConstraints)
    );
    assert!(failure.record.steps[1].has_passed(Step::NextNameConstraints));
    match failure.reason {
        PathReason::NameConstraints(name) => Some(name),
        other => panic!("{other:?}"),
    }
}

fn dns(text: &str) -> GeneralName {
    GeneralName::Dns(text.to_owned())
}

fn email(text: &str) -> GeneralName {
    GeneralName::Email(text.to_owned())
}

fn uri(text: &str) -> GeneralName {
    GeneralName::Uri(text.to_owned())
}

#[test]
fn every_form_of_name_is_constrained() {
    let v6 = |last: u8| [[0x20, 1, 0x0d, 0xb8].as_slice(), &[0; 11], &[last]].concat();
    let v6_net = [v6(0), [[0xff; 4].as_slice(), &[0; 12]].concat()].concat();
    let ip = |octets: &[u8]| GeneralName::Ip(octets.to_vec());
    for (base, inside, outside) in [
        (
            dns("lachong.example"),
            dns("www.LACHONG.example"),
            dns("xlachong.example"),
        ),
        (
            email("lachong.example"),
            email("mau@lachong.example"),
            email("mau@sub.lachong.example"),
        ),
        (
            email(".lachong.example"),
            email("mau@sub.lachong.example"),
            email("mau@lachong.example"),
        ),
        (
            email("mau@lachong.example"),
            email("mau@LACHONG.example"),
            email("Mau@lachong.example"),
        ),
        (
            uri(".lachong.example"),
            uri("https://www.lachong.example:8443/a"),
            uri("https://lachong.example/"),
        ),
        (
            uri("lachong.example"),
            uri("https://lachong.example/"),
            uri("https://www.lachong.example/"),
        ),
        (
            ip(&[192, 0, 2, 0, 255, 255, 255, 0]),
            ip(&[192, 0, 2, 9]),
            ip(&[192, 0, 3, 9]),
        ),
        (ip(&v6_net), ip(&v6(9)), ip(&[0xfe; 16])),
    ] {
        let permitted = name_constraints(std::slice::from_ref(&base), &[]);
        let excluded = name_constraints(&[], std::slice::from_ref(&base));
        assert_eq!(
            constrained(&permitted, None, std::slice::from_ref(&inside)),
            None
        );
        assert!(constrained(&permitted, None, std::slice::from_ref(&outside)).is_some());
        assert!(constrained(&excluded, None, std::slice::from_ref(&inside)).is_some());
        assert_eq!(
            constrained(&excluded, None, std::slice::from_ref(&outside)),
            None
        );
        // One name outside is enough to be refused, one inside is not enough to be accepted.
        assert!(constrained(&permitted, None, &[inside, outside]).is_some());
    }
}

#[test]
fn directory_names_bind_the_subject_and_the_alternative_names() {
    let organisation = |text: &str| organisation(StringType::Utf8, text);
    let below = |text: &str| {
        let own = NameAttribute::new(SubjectAttribute::Organisation, StringType::Printable, text);
        let person = NameAttribute::new(SubjectAttribute::CommonName, StringType::Utf8, "Mẫu");
        name(&[own, person]).unwrap()
    };
    let base = GeneralName::Directory(organisation("Lac Hong"));
    let permitted = name_constraints(std::slice::from_ref(&base), &[]);
    let excluded = name_constraints(&[], &[base]);
    assert_eq!(constrained(&permitted, Some(below("LAC  HONG")), &[]), None);
    assert!(constrained(&permitted, Some(below("Lac Hong 2")), &[]).is_some());
    assert!(constrained(&excluded, Some(below("LAC  HONG")), &[]).is_some());
    assert_eq!(constrained(&excluded, Some(below("Lac Hong 2")), &[]), None);
    let other = GeneralName::Directory(below("Khac"));
    assert!(constrained(&permitted, Some(below("Lac Hong")), &[other]).is_some());
}

#[test]
fn an_address_in_the_subject_is_an_address() {
    let address = NameAttribute::new(
        SubjectAttribute::Other("1.2.840.113549.1.9.1".to_owned()),
        StringType::Ia5,
        "mau@khac.example",
    );
    let permitted = name_constraints(&[email("lachong.example")], &[]);
    let subject = name(&[address]).unwrap();
    assert_eq!(
        constrained(&permitted, Some(subject), &[]),
        Some("mau@khac.example".to_owned())
    );
}

#[test]
fn a_form_that_is_not_constrained_is_free_and_one_that_is_not_understood_is_refused() {
    let permitted = name_constraints(&[dns("lachong.example")], &[]);
    assert_eq!(constrained(&permitted, None, &[email("a@b.example")]), None);
    // registeredID 1.2.3, as constraint and as name.
    let identifier = GeneralName::Raw(vec![0x88, 2, 0x2a, 3]);
    let excluded = name_constraints(&[], std::slice::from_ref(&identifier));
    assert_eq!(constrained(&excluded, None, &[dns("a.example")]), None);
    let root = Authority::self_signed(&Profile {
        extra_extensions: vec![excluded],
        ..ca()
    })
    .unwrap();
    let issued = root
        .issue(&Profile {
            extra_extensions: vec![subject_alternative_names(&[identifier])],
            ..signer()
        })
        .unwrap();
    assert_eq!(
        Question::new(&issued, &[], root.issued())
            .ask()
            .unwrap_err()
            .reason,
        PathReason::UnsupportedNameConstraint
    );
}

#[test]
fn self_issued_cas_on_the_way_are_not_bound_but_a_self_issued_signer_is() {
    let elsewhere = organisation(StringType::Utf8, "Ở nơi khác");
    let constraints = name_constraints(&[GeneralName::Directory(elsewhere.clone())], &[]);
    let root = Authority::self_signed(&Profile {
        extra_extensions: vec![constraints],
        ..ca()
    })
    .unwrap();
    // The root's own name is not permitted; its self-issued certificate for a new key passes all the same.
    let renewed = root.issue_authority(&ca()).unwrap();
    let inside = renewed
        .issue(&Profile {
            subject_der: Some(elsewhere),
            ..signer()
        })
        .unwrap();
    Question::new(&inside, &[renewed.issued()], root.issued())
        .ask()
        .unwrap();
    let itself = renewed
        .issue(&Profile {
            subject: ca().subject,
            ..signer()
        })
        .unwrap();
    assert!(certificate(&itself).is_self_issued());
    let failure = Question::new(&itself, &[renewed.issued()], root.issued())
        .ask()
        .unwrap_err();
    assert!(matches!(failure.reason, PathReason::NameConstraints(_)));
}
