//! Which steps a certificate has passed, and which one refused it; usages through the chain.
#![allow(clippy::unwrap_used)]

mod support;

use cert_path::{KeyUsageReason, PathReason, Purpose, RevocationMode, Step, TrustAnchor};
use demo_pki::{Authority, Ca, ExtraExtension, Issued, KeyKind, KeyUsage, Profile};
use support::{Question, begin, certificate, end, time};

const EMAIL: &str = "1.3.6.1.5.5.7.3.4";
const TLS_SERVER: &str = "1.3.6.1.5.5.7.3.1";
const TIME_STAMPING: &str = "1.3.6.1.5.5.7.3.8";
const ANY: &str = "2.5.29.37.0";

fn ca(name: &str) -> Profile {
    Profile::authority(name, begin(), end())
}

fn signer() -> Profile {
    Profile {
        key_usage: vec![KeyUsage::DigitalSignature],
        ..Profile::new("Người ký THỬ", begin(), end())
    }
}

struct Chain {
    root: Authority,
    middle: Authority,
    issued: Issued,
}

fn chain(middle: &Profile, signer: &Profile) -> Chain {
    let root = Authority::self_signed(&ca("Gốc THỬ")).unwrap();
    let middle = root.issue_authority(middle).unwrap();
    let issued = middle.issue(signer).unwrap();
    Chain {
        root,
        middle,
        issued,
    }
}

impl Chain {
    fn question(&self) -> Question {
        Question::new(&self.issued, &[self.middle.issued()], self.root.issued())
    }
}

#[test]
fn an_accepted_path_tells_every_step_of_every_certificate() {
    let path = chain(&ca("Giữa THỬ"), &signer()).question().ask().unwrap();
    let passed = |index: usize| path.steps()[index].passed().collect::<Vec<_>>();
    assert_eq!(path.steps().len(), path.chain().len());
    assert!(path.steps().iter().all(|steps| steps.refused().is_none()));
    let both = [
        Step::Issuer,
        Step::Signature,
        Step::UniqueExtensions,
        Step::NameChaining,
        Step::AlgorithmPolicy,
        Step::Validity,
        Step::NameConstraints,
        Step::Policies,
    ];
    let of_signer = [
        Step::CriticalExtensions,
        Step::FinalPolicies,
        Step::KeyUsage,
        Step::ExtendedKeyUsage,
    ];
    let of_ca = [
        Step::PolicyMapping,
        Step::PolicyConstraints,
        Step::NextNameConstraints,
        Step::BasicConstraints,
        Step::PathLength,
        Step::KeyCertSign,
        Step::CriticalExtensions,
        Step::ExtendedKeyUsage,
    ];
    assert_eq!(passed(0), [both.as_slice(), &of_signer].concat());
    assert_eq!(passed(1), [both.as_slice(), &of_ca].concat());
    assert_eq!(
        passed(2),
        [Step::AnchorConditions, Step::NextNameConstraints]
    );
}

#[test]
fn a_refusal_names_its_step() {
    let unknown = ExtraExtension {
        oid: "1.3.6.1.4.1.32473.704.98".to_owned(),
        critical: true,
        value: vec![5, 0],
    };
    let with_usage = |key_usage| Profile {
        key_usage,
        ..ca("Giữa THỬ")
    };
    for (middle, expected) in [
        (
            Profile {
                not_after: time("2026-06-01T00:00:00Z"),
                ..ca("Giữa THỬ")
            },
            Step::Validity,
        ),
        (
            Profile {
                ca: None,
                ..ca("Giữa THỬ")
            },
            Step::BasicConstraints,
        ),
        (with_usage(vec![KeyUsage::CrlSign]), Step::KeyCertSign),
        (
            Profile {
                extra_extensions: vec![unknown.clone()],
                ..ca("Giữa THỬ")
            },
            Step::CriticalExtensions,
        ),
        (
            Profile {
                extra_extensions: vec![
                    ExtraExtension {
                        critical: false,
                        ..unknown.clone()
                    },
                    ExtraExtension {
                        critical: false,
                        ..unknown
                    },
                ],
                ..ca("Giữa THỬ")
            },
            Step::UniqueExtensions,
        ),
    ] {
        let failure = chain(&middle, &signer()).question().ask().unwrap_err();
        assert_eq!(failure.record.steps.len(), 3);
        assert_eq!(failure.record.steps[1].refused(), Some(expected));
        assert!(failure.record.steps[1].has_passed(Step::Signature));
        // What stands below was not looked at.
        assert_eq!(failure.record.steps[0].passed().count(), 0);
        assert_eq!(failure.record.steps[0].refused(), None);
    }
}

#[test]
fn critical_distribution_points_are_processed_where_crls_are() {
    let points = [demo_pki::DistributionPoint::uri(
        "http://ca.kyso.example/x.crl",
    )];
    let points = demo_pki::extensions::crl_distribution_points(&points).unwrap();
    let middle = Profile {
        extra_extensions: vec![ExtraExtension {
            critical: true,
            ..points
        }],
        ..ca("Giữa THỬ")
    };
    let mut question = chain(&middle, &signer()).question();
    let failure = question.ask().unwrap_err();
    assert_eq!(
        failure.record.steps[1].refused(),
        Some(Step::CriticalExtensions)
    );
    question.revocation = RevocationMode::IfAvailable;
    question.ask().unwrap();
}

#[test]
fn a_path_length_is_refused_at_the_ca_that_is_too_many() {
    let none_below = Profile {
        ca: Some(Ca {
            path_length: Some(0),
        }),
        ..ca("Giữa THỬ")
    };
    let chain = chain(&none_below, &signer());
    let below = chain.middle.issue_authority(&ca("Dưới THỬ")).unwrap();
    let issued = below.issue(&signer()).unwrap();
    let bag = [chain.middle.issued(), below.issued()];
    let failure = Question::new(&issued, &bag, chain.root.issued())
        .ask()
        .unwrap_err();
    assert_eq!(failure.record.steps[1].refused(), Some(Step::PathLength));
    assert_eq!(failure.record.steps[2].refused(), None);
}

#[test]
fn an_issuer_that_is_not_at_hand_is_a_step_of_its_own() {
    let chain = chain(&ca("Giữa THỬ"), &signer());
    let failure = Question::new(&chain.issued, &[], chain.root.issued())
        .ask()
        .unwrap_err();
    assert_eq!(failure.record.steps.len(), 1);
    assert_eq!(failure.record.steps[0].refused(), Some(Step::Issuer));
    let question = Question {
        anchors: vec![],
        ..chain.question()
    };
    let failure = question.ask().unwrap_err();
    assert_eq!(failure.record.steps[1].refused(), Some(Step::Issuer));
    assert!(failure.record.steps[0].has_passed(Step::Signature));
}

#[test]
fn revocation_that_is_demanded_and_not_known_is_the_step_that_refuses() {
    let mut question = chain(&ca("Giữa THỬ"), &signer()).question();
    question.revocation = RevocationMode::Require;
    let failure = question.ask().unwrap_err();
    assert!(matches!(failure.reason, PathReason::RevocationUnknown(_)));
    let refused: Vec<_> = failure
        .record
        .steps
        .iter()
        .map(|steps| steps.refused())
        .collect();
    assert_eq!(
        refused.iter().flatten().copied().collect::<Vec<_>>(),
        [Step::Revocation]
    );
    assert!(!failure.record.statuses.is_empty());
    // Not demanded and not known: neither passed nor refused.
    question.revocation = RevocationMode::IfAvailable;
    let path = question.ask().unwrap();
    assert!(!path.steps()[0].has_passed(Step::Revocation));
}

#[test]
fn the_extended_key_usage_of_a_ca_binds_what_is_below() {
    let with = |usages: &[&str]| Profile {
        extended_key_usage: usages.iter().map(|text| (*text).to_owned()).collect(),
        ..ca("Giữa THỬ")
    };
    for (usages, accepted) in [
        (&[][..], true),
        (&[EMAIL], true),
        (&[ANY], true),
        (&[TLS_SERVER, EMAIL], true),
        (&[TLS_SERVER], false),
        (&[TIME_STAMPING], false),
    ] {
        let chain = chain(&with(usages), &signer());
        match chain.question().ask() {
            Ok(_) => assert!(accepted, "{usages:?}"),
            Err(failure) => {
                assert!(!accepted, "{usages:?}");
                assert!(matches!(
                    failure.reason,
                    PathReason::ExtendedKeyUsage { .. }
                ));
                let middle = certificate(chain.middle.issued());
                assert_eq!(failure.certificate, Some(middle));
                assert_eq!(
                    failure.record.steps[1].refused(),
                    Some(Step::ExtendedKeyUsage)
                );
            }
        }
        // RFC 5280 §6.1 alone says nothing of it.
        let mut question = chain.question();
        question.purpose = Purpose::Any;
        question.ask().unwrap();
    }
}

#[test]
fn a_timestamp_authority_below_a_ca_with_usages_needs_its_own_among_them() {
    let tsa = Profile {
        extended_key_usage: vec![TIME_STAMPING.to_owned()],
        extended_key_usage_critical: true,
        ..signer()
    };
    for (usage, accepted) in [(TIME_STAMPING, true), (ANY, true), (EMAIL, false)] {
        let middle = Profile {
            extended_key_usage: vec![usage.to_owned()],
            ..ca("Giữa THỬ")
        };
        let mut question = chain(&middle, &tsa).question();
        question.purpose = Purpose::Timestamping;
        assert_eq!(question.ask().is_ok(), accepted, "{usage}");
    }
}

#[test]
fn without_a_purpose_no_usage_is_asked() {
    let odd = Profile {
        key_usage: vec![KeyUsage::KeyEncipherment],
        extended_key_usage: vec![TLS_SERVER.to_owned()],
        ..Profile::new("Máy chủ THỬ", begin(), end())
    };
    let mut question = chain(&ca("Giữa THỬ"), &odd).question();
    assert!(matches!(
        question.ask().unwrap_err().reason,
        PathReason::KeyUsage(KeyUsageReason::NoSignature(_))
    ));
    question.purpose = Purpose::Any;
    let path = question.ask().unwrap();
    assert!(path.steps()[0].has_passed(Step::KeyUsage));
    assert_eq!(
        path.working_public_key(),
        path.signer().spki_der(),
        "a key with parameters of its own is used as it stands"
    );
}

#[test]
fn an_issuers_key_that_does_not_fit_is_told_apart_from_a_wrong_signature() {
    let chain = chain(&ca("Giữa THỬ"), &signer());
    for (kind, expected) in [
        (KeyKind::Rsa2048, PathReason::BadIssuerKey),
        (KeyKind::P256, PathReason::BadSignature),
    ] {
        let namesake = Authority::self_signed(&ca("Gốc THỬ").with_key(kind)).unwrap();
        let mut question = chain.question();
        question.anchors = vec![TrustAnchor::new(certificate(namesake.issued()))];
        let failure = question.ask().unwrap_err();
        assert_eq!(failure.reason, expected);
        assert_eq!(failure.record.steps[1].refused(), Some(Step::Signature));
    }
}
