//! The strict certificate profile (RFC 5280 §4): each defect refused by it, and accepted without it.
#![allow(clippy::unwrap_used)]

mod support;

use cert_path::{CertificateProfile, PathReason, ProfileDefect, Step};
use demo_pki::extensions::{
    self, Policy, certificate_policies, name_constraints, policy_constraints,
    subject_alternative_names, subject_key_identifier,
};
use demo_pki::{Authority, Ca, ExtraExtension, GeneralName, KeyUsage, Profile};
use der::asn1::ObjectIdentifier;
use support::{Question, begin, certificate, end, time};

fn root_profile() -> Profile {
    Profile::authority("Gốc THỬ", begin(), end())
}

fn signer() -> Profile {
    Profile {
        key_usage: vec![KeyUsage::DigitalSignature],
        ..Profile::new("Người ký THỬ", begin(), end())
    }
}

/// What the strict profile says of root → signer, after the tolerant one has accepted it.
fn strict(root: &Profile, signer: &Profile) -> Option<(PathReason, Step)> {
    let root = Authority::self_signed(root).unwrap();
    let issued = root.issue(signer).unwrap();
    let mut question = Question::new(&issued, &[], root.issued());
    question.ask().unwrap();
    question.profile = CertificateProfile::Rfc5280;
    let failure = question.ask().err()?;
    let step = failure
        .record
        .steps
        .iter()
        .find_map(|steps| steps.refused());
    Some((failure.reason, step.unwrap()))
}

fn defect(root: &Profile, signer: &Profile) -> ProfileDefect {
    match strict(root, signer) {
        Some((PathReason::Profile(defect), Step::Profile)) => defect,
        other => panic!("{other:?}"),
    }
}

fn with(extra: ExtraExtension) -> Profile {
    Profile {
        extra_extensions: vec![extra],
        ..signer()
    }
}

fn critical(critical: bool, extension: ExtraExtension) -> ExtraExtension {
    ExtraExtension {
        critical,
        ..extension
    }
}

fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

#[test]
fn conforming_certificates_pass() {
    assert_eq!(strict(&root_profile(), &signer()), None);
}

#[test]
fn serial_numbers() {
    for (serial, expected) in [
        (vec![0], ProfileDefect::SerialNumberNotPositive),
        (vec![0x11; 21], ProfileDefect::SerialNumberTooLong),
    ] {
        let wrong = Profile {
            serial: Some(serial),
            ..signer()
        };
        assert_eq!(defect(&root_profile(), &wrong), expected);
    }
}

#[test]
fn key_identifiers() {
    let without = Profile {
        authority_key_identifier: false,
        ..signer()
    };
    assert_eq!(
        defect(&root_profile(), &without),
        ProfileDefect::NoAuthorityKeyIdentifier
    );
    let root = Profile {
        subject_key_identifier: false,
        ..root_profile()
    };
    assert_eq!(
        defect(&root, &signer()),
        ProfileDefect::NoSubjectKeyIdentifier
    );
    // A self-signed root needs no key identifier of its issuer.
    let root = Profile {
        authority_key_identifier: false,
        ..root_profile()
    };
    assert_eq!(strict(&root, &signer()), None);
    let marked = critical(true, subject_key_identifier(b"key"));
    assert_eq!(
        defect(&root_profile(), &with(marked)),
        ProfileDefect::Critical(oid("2.5.29.14"))
    );
}

#[test]
fn what_only_a_ca_may_have() {
    let wrong = Profile {
        key_usage: vec![KeyUsage::DigitalSignature, KeyUsage::KeyCertSign],
        ..signer()
    };
    assert_eq!(
        defect(&root_profile(), &wrong),
        ProfileDefect::KeyCertSignWithoutCa
    );
    let constraints = critical(
        false,
        name_constraints(&[GeneralName::Dns("a.example".to_owned())], &[]),
    );
    assert_eq!(
        defect(&root_profile(), &with(constraints.clone())),
        ProfileDefect::NotCritical(oid("2.5.29.30"))
    );
    let wrong = Profile {
        ca: Some(Ca {
            path_length: Some(0),
        }),
        ..signer()
    };
    assert_eq!(
        defect(&root_profile(), &wrong),
        ProfileDefect::PathLengthWithoutCa
    );
}

#[test]
fn alternative_names() {
    let names = |names: &[GeneralName]| with(subject_alternative_names(names));
    let dns = |text: &str| GeneralName::Dns(text.to_owned());
    for (wrong, expected) in [
        (dns("under_score.example"), ProfileDefect::DnsName),
        (dns("192.0.2.1"), ProfileDefect::DnsName),
        (
            GeneralName::Email("a@b@c".to_owned()),
            ProfileDefect::EmailAddress,
        ),
        (GeneralName::Uri("/relative".to_owned()), ProfileDefect::Uri),
        (GeneralName::Ip(vec![1, 2, 3]), ProfileDefect::IpAddress),
    ] {
        assert_eq!(defect(&root_profile(), &names(&[wrong])), expected);
    }
    assert_eq!(
        strict(&root_profile(), &names(&[dns("*.example.vn")])),
        None
    );
    assert_eq!(
        defect(&root_profile(), &names(&[])),
        ProfileDefect::EmptyExtension(oid("2.5.29.17"))
    );
    let nameless = |extra: Vec<ExtraExtension>| Profile {
        subject_der: Some(vec![0x30, 0x00]),
        extra_extensions: extra,
        ..signer()
    };
    assert_eq!(
        defect(&root_profile(), &nameless(vec![])),
        ProfileDefect::NoName
    );
    let own = subject_alternative_names(&[dns("a.example")]);
    assert_eq!(
        defect(
            &root_profile(),
            &nameless(vec![critical(false, own.clone())])
        ),
        ProfileDefect::NotCritical(oid("2.5.29.17"))
    );
    assert_eq!(
        strict(&root_profile(), &nameless(vec![critical(true, own)])),
        None
    );
    // Unreadable, and not needed by §6.1: refused with its place.
    let garbled = extensions::extension("2.5.29.17", false, b"example".to_vec());
    let found = strict(&root_profile(), &with(garbled));
    assert!(matches!(
        found,
        Some((PathReason::Malformed(_), Step::Profile))
    ));
}

#[test]
fn policies_and_their_constraints() {
    let twice = [Policy::new("1.2.3"), Policy::new("1.2.3")];
    assert_eq!(
        defect(
            &root_profile(),
            &with(certificate_policies(&twice).unwrap())
        ),
        ProfileDefect::PolicyTwice
    );
    assert_eq!(
        defect(&root_profile(), &with(policy_constraints(None, None))),
        ProfileDefect::EmptyExtension(oid("2.5.29.36"))
    );
    let unmarked = critical(false, policy_constraints(Some(5), None));
    assert_eq!(
        defect(&root_profile(), &with(unmarked)),
        ProfileDefect::NotCritical(oid("2.5.29.36"))
    );
}

#[test]
fn a_year_after_2049_in_its_own_form_passes() {
    let root = Authority::self_signed(&root_profile()).unwrap();
    let long = Profile {
        not_after: time("2051-01-01T00:00:00Z"),
        ..signer()
    };
    let issued = root.issue(&long).unwrap();
    let mut question = Question::new(&issued, &[], root.issued());
    question.profile = CertificateProfile::Rfc5280;
    question.ask().unwrap();
}

#[test]
fn the_anchor_must_be_valid_itself() {
    let until = time("2026-06-01T00:00:00Z");
    let expired = Profile {
        not_after: until,
        ..root_profile()
    };
    assert_eq!(
        strict(&expired, &signer()),
        Some((PathReason::Expired { not_after: until }, Step::Validity))
    );
    let no_ca = Profile {
        ca: None,
        key_usage: vec![],
        ..root_profile()
    };
    assert_eq!(
        strict(&no_ca, &signer()),
        Some((PathReason::NotACa, Step::BasicConstraints))
    );
    let unknown = extensions::extension("1.3.6.1.4.1.32473.1", true, vec![5, 0]);
    let unknown = Profile {
        extra_extensions: vec![unknown],
        ..root_profile()
    };
    assert!(matches!(
        strict(&unknown, &signer()),
        Some((
            PathReason::UnknownCriticalExtension(_),
            Step::CriticalExtensions
        ))
    ));
}

#[test]
fn a_defect_names_its_clause() {
    let wrong = Profile {
        serial: Some(vec![0]),
        ..signer()
    };
    let root = Authority::self_signed(&root_profile()).unwrap();
    let issued = root.issue(&wrong).unwrap();
    let mut question = Question::new(&issued, &[], root.issued());
    question.profile = CertificateProfile::Rfc5280;
    let failure = question.ask().unwrap_err();
    assert_eq!(failure.certificate, Some(certificate(&issued)));
    assert!(
        failure
            .to_string()
            .starts_with("against RFC 5280 §4.1.2.2: serial number is not positive"),
        "{failure}"
    );
}
