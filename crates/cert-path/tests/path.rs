//! Paths: found, refused, and why.
#![allow(clippy::unwrap_used)]

mod support;

use cert_path::{
    AlgorithmPolicy, BudgetItem, KeyUsageReason, PathReason, Purpose, Refused, RevocationMode,
    RevocationStatus, TrustAnchor, WhyNotChecked,
};
use demo_pki::{Authority, Ca, ExtraExtension, Issued, KeyKind, KeyUsage, Profile};
use jiff::ToSpan;
use support::{Question, begin, certificate, end, hierarchy, now, time};

fn leader_question() -> Question {
    let hierarchy = hierarchy();
    let leader = hierarchy.issue(&hierarchy.leader()).unwrap();
    Question::new(&leader, &[&hierarchy.sub_ca], &hierarchy.root)
}

fn refusal(question: &Question) -> PathReason {
    question.ask().unwrap_err().reason
}

fn signer() -> Profile {
    Profile {
        key_usage: vec![KeyUsage::DigitalSignature],
        ..Profile::new("Người ký THỬ", begin(), end())
    }
}

fn ca(name: &str) -> Profile {
    Profile::authority(name, begin(), end())
}

fn root(name: &str) -> Authority {
    Authority::self_signed(&ca(name)).unwrap()
}

#[test]
fn a_leader_below_the_sub_ca_is_trusted() {
    let question = leader_question();
    let path = question.ask().unwrap();
    assert_eq!(path.chain().len(), 3);
    assert_eq!(path.signer(), &question.signer);
    assert_eq!(path.anchor(), &question.anchors[0]);
    assert_eq!(
        path.revocation(),
        RevocationStatus::NotChecked(WhyNotChecked::Skipped)
    );
    assert_eq!(
        (path.at(), path.purpose()),
        (now(), Purpose::DocumentSigning)
    );
    assert!(path.anchor_is_within_validity());
}

#[test]
fn agency_records_room_and_timestamp_authority_are_trusted_for_their_purposes() {
    let hierarchy = hierarchy();
    for profile in [hierarchy.agency(), hierarchy.records_room()] {
        let issued = hierarchy.issue(&profile.with_key(KeyKind::P256)).unwrap();
        Question::new(&issued, &[&hierarchy.sub_ca], &hierarchy.root)
            .ask()
            .unwrap();
    }
    let authority = hierarchy.issue(&hierarchy.timestamp_authority()).unwrap();
    let mut question = Question::new(&authority, &[], &hierarchy.root);
    assert!(matches!(
        refusal(&question),
        PathReason::ExtendedKeyUsage {
            purpose: Purpose::DocumentSigning,
            ..
        }
    ));
    question.purpose = Purpose::Timestamping;
    assert_eq!(question.ask().unwrap().chain().len(), 2);
}

#[test]
fn a_timestamp_authority_needs_the_critical_usage() {
    let hierarchy = hierarchy();
    for profile in [
        hierarchy.timestamp_authority_without_critical_usage(),
        hierarchy.leader(),
    ] {
        let issued = hierarchy.issue(&profile.with_key(KeyKind::P256)).unwrap();
        let mut question = Question::new(&issued, &[&hierarchy.sub_ca], &hierarchy.root);
        question.purpose = Purpose::Timestamping;
        assert!(matches!(
            refusal(&question),
            PathReason::ExtendedKeyUsage {
                purpose: Purpose::Timestamping,
                ..
            }
        ));
    }
}

#[test]
fn validity_is_judged_at_the_time_asked_to_the_second() {
    let mut question = leader_question();
    for (at, expected) in [
        (
            begin().checked_sub(1.second()).unwrap(),
            Some(PathReason::NotYetValid {
                not_before: begin(),
            }),
        ),
        (begin(), None),
        (end(), None),
        (end().checked_add(999.milliseconds()).unwrap(), None),
        (
            end().checked_add(1.second()).unwrap(),
            Some(PathReason::Expired { not_after: end() }),
        ),
    ] {
        question.at = at;
        assert_eq!(
            question.ask().err().map(|failure| failure.reason),
            expected,
            "{at}"
        );
    }
}

#[test]
fn wrong_leaders_are_refused_for_what_is_wrong() {
    let hierarchy = hierarchy();
    let reason = |profile: Profile| {
        let issued = hierarchy.issue(&profile.with_key(KeyKind::P256)).unwrap();
        let failure = Question::new(&issued, &[&hierarchy.sub_ca], &hierarchy.root)
            .ask()
            .unwrap_err();
        assert_eq!(failure.certificate, Some(certificate(&issued)));
        assert!(failure.anchored);
        failure.reason
    };
    assert!(matches!(
        reason(hierarchy.expired_leader()),
        PathReason::Expired { .. }
    ));
    assert!(matches!(
        reason(hierarchy.not_yet_valid_leader()),
        PathReason::NotYetValid { .. }
    ));
    assert!(matches!(
        reason(hierarchy.leader_with_wrong_key_usage()),
        PathReason::KeyUsage(KeyUsageReason::NoSignature(_))
    ));
    assert!(matches!(
        reason(hierarchy.leader_with_wrong_extended_key_usage()),
        PathReason::ExtendedKeyUsage { .. }
    ));
    let unknown = der::asn1::ObjectIdentifier::new_unwrap("1.3.6.1.4.1.32473.704.99");
    assert_eq!(
        reason(hierarchy.leader_with_unknown_critical_extension()),
        PathReason::UnknownCriticalExtension(unknown)
    );
}

#[test]
fn without_the_sub_ca_its_name_is_reported() {
    let mut question = leader_question();
    question.evidence = cert_path::Evidence::new();
    let PathReason::NoIssuerFound { issuer } = refusal(&question) else {
        panic!()
    };
    assert!(
        issuer.contains("CN=CA THỬ NGHIỆM phục vụ các cơ quan Nhà nước kyso"),
        "{issuer}"
    );
}

#[test]
fn without_anchors_the_top_of_the_chain_is_not_trusted() {
    let hierarchy = hierarchy();
    let leader = hierarchy
        .issue(&hierarchy.leader().with_key(KeyKind::P256))
        .unwrap();
    let mut question = Question::new(
        &leader,
        &[&hierarchy.sub_ca, &hierarchy.root],
        &hierarchy.root,
    );
    question.anchors.clear();
    let failure = question.ask().unwrap_err();
    assert_eq!(
        (failure.reason, failure.certificate),
        (PathReason::NotAnchored, Some(certificate(&hierarchy.root)))
    );
    assert_eq!((failure.chain.len(), failure.anchored), (3, false));
}

#[test]
fn the_twin_hierarchy_has_the_names_but_not_the_keys() {
    let hierarchy = hierarchy();
    let twin = hierarchy.untrusted_twin().unwrap();
    let impostor = twin.issue(&twin.leader().with_key(KeyKind::P256)).unwrap();
    let question = Question::new(&impostor, &[&twin.sub_ca, &twin.root], &hierarchy.root);
    let failure = question.ask().unwrap_err();
    assert_eq!(
        (failure.reason, failure.anchored),
        (PathReason::NotAnchored, false)
    );
    // The right certificates beside the wrong ones do not help it, and the wrong ones do not harm the right.
    let both = [&hierarchy.sub_ca, &hierarchy.root, &twin.sub_ca, &twin.root];
    assert_eq!(
        refusal(&Question::new(&impostor, &both, &hierarchy.root)),
        PathReason::NotAnchored
    );
    let leader = hierarchy
        .issue(&hierarchy.leader().with_key(KeyKind::P256))
        .unwrap();
    Question::new(&leader, &both, &hierarchy.root)
        .ask()
        .unwrap();
}

#[test]
fn a_changed_certificate_does_not_verify() {
    let mut question = leader_question();
    let mut der = question.signer.der().to_vec();
    let place = der
        .windows(5)
        .position(|window| window == b"CCCD:")
        .unwrap();
    der[place + 6] ^= 1;
    question.signer = cert_path::Certificate::from_der(&der).unwrap();
    assert_eq!(refusal(&question), PathReason::BadSignature);
}

#[test]
fn an_end_entity_is_no_ca() {
    let root = root("Gốc THỬ");
    for not_a_ca in [
        Profile {
            key_usage: vec![KeyUsage::KeyCertSign],
            ..signer()
        },
        Profile {
            key_usage: vec![],
            ..signer()
        },
        signer(),
    ] {
        let middle = root.issue_authority(&not_a_ca).unwrap();
        let issued = middle
            .issue(&Profile::new("Dưới THỬ", begin(), end()))
            .unwrap();
        let failure = Question::new(&issued, &[middle.issued()], root.issued())
            .ask()
            .unwrap_err();
        assert_eq!(
            (failure.reason, failure.certificate),
            (PathReason::NotACa, Some(certificate(middle.issued())))
        );
    }
}

#[test]
fn a_ca_needs_key_cert_sign_when_it_has_a_key_usage() {
    let root = root("Gốc THỬ");
    let middle = root
        .issue_authority(&Profile {
            key_usage: vec![KeyUsage::CrlSign],
            ..ca("Giữa THỬ")
        })
        .unwrap();
    let issued = middle.issue(&signer()).unwrap();
    let question = Question::new(&issued, &[middle.issued()], root.issued());
    assert!(matches!(
        refusal(&question),
        PathReason::KeyUsage(KeyUsageReason::NoCertificateSigning(_))
    ));
    let middle = root
        .issue_authority(&Profile {
            key_usage: vec![],
            ..ca("Giữa THỬ")
        })
        .unwrap();
    let issued = middle.issue(&signer()).unwrap();
    Question::new(&issued, &[middle.issued()], root.issued())
        .ask()
        .unwrap();
}

#[test]
fn the_path_length_counts_cas_below_but_not_self_issued_ones() {
    let root = root("Gốc THỬ");
    let constrained = root
        .issue_authority(&Profile {
            ca: Some(Ca {
                path_length: Some(0),
            }),
            ..ca("Giữa THỬ")
        })
        .unwrap();
    let below = constrained.issue_authority(&ca("Dưới THỬ")).unwrap();
    let issued = below.issue(&signer()).unwrap();
    let question = Question::new(
        &issued,
        &[constrained.issued(), below.issued()],
        root.issued(),
    );
    let failure = question.ask().unwrap_err();
    assert_eq!(
        (failure.reason, failure.certificate),
        (PathReason::PathTooLong, Some(certificate(below.issued())))
    );
    // Key rollover: the same CA, another key, certified by the first.
    let rolled_over = constrained.issue_authority(&ca("Giữa THỬ")).unwrap();
    let issued = rolled_over.issue(&signer()).unwrap();
    Question::new(
        &issued,
        &[constrained.issued(), rolled_over.issued()],
        root.issued(),
    )
    .ask()
    .unwrap();
}

#[test]
fn the_path_length_of_the_anchor_binds_too() {
    let root = Authority::self_signed(&Profile {
        ca: Some(Ca {
            path_length: Some(0),
        }),
        ..ca("Gốc THỬ")
    })
    .unwrap();
    let middle = root.issue_authority(&ca("Giữa THỬ")).unwrap();
    let issued = middle.issue(&signer()).unwrap();
    assert_eq!(
        refusal(&Question::new(&issued, &[middle.issued()], root.issued())),
        PathReason::PathTooLong
    );
}

#[test]
fn an_unknown_critical_extension_of_a_ca_is_refused_and_an_uncritical_one_is_not() {
    let root = root("Gốc THỬ");
    for critical in [true, false] {
        let extra = ExtraExtension {
            oid: "1.3.6.1.4.1.32473.704.98".to_owned(),
            critical,
            value: vec![5, 0],
        };
        let middle = root
            .issue_authority(&Profile {
                extra_extensions: vec![extra],
                ..ca("Giữa THỬ")
            })
            .unwrap();
        let issued = middle.issue(&signer()).unwrap();
        let outcome = Question::new(&issued, &[middle.issued()], root.issued()).ask();
        assert_eq!(
            matches!(outcome, Err(failure) if matches!(failure.reason, PathReason::UnknownCriticalExtension(_))),
            critical
        );
    }
}

#[test]
fn an_extension_twice_is_refused() {
    let root = root("Gốc THỬ");
    let extra = ExtraExtension {
        oid: "1.3.6.1.4.1.32473.704.98".to_owned(),
        critical: false,
        value: vec![5, 0],
    };
    let issued = root
        .issue(&Profile {
            extra_extensions: vec![extra.clone(), extra],
            ..signer()
        })
        .unwrap();
    assert!(matches!(
        refusal(&Question::new(&issued, &[], root.issued())),
        PathReason::DuplicateExtension(_)
    ));
}

#[test]
fn an_expired_intermediate_is_named() {
    let root = root("Gốc THỬ");
    let until = time("2026-06-01T00:00:00Z");
    let middle = root
        .issue_authority(&Profile {
            not_after: until,
            ..ca("Giữa THỬ")
        })
        .unwrap();
    let issued = middle.issue(&signer()).unwrap();
    let failure = Question::new(&issued, &[middle.issued()], root.issued())
        .ask()
        .unwrap_err();
    assert_eq!(failure.reason, PathReason::Expired { not_after: until });
    assert_eq!(failure.certificate, Some(certificate(middle.issued())));
    assert_eq!(
        failure.to_string(),
        format!(
            "certificate expired at 2026-06-01T00:00:00Z ({})",
            certificate(middle.issued()).subject()
        )
    );
}

#[test]
fn a_renewed_intermediate_takes_the_place_of_the_expired_one() {
    let root = root("Gốc THỬ");
    let middle = root
        .issue_authority(&Profile {
            not_after: time("2026-06-01T00:00:00Z"),
            ..ca("Giữa THỬ")
        })
        .unwrap();
    let renewed = root
        .issue_for_key_of(&ca("Giữa THỬ"), middle.issued())
        .unwrap();
    let issued = middle.issue(&signer()).unwrap();
    let path = Question::new(&issued, &[middle.issued(), &renewed], root.issued())
        .ask()
        .unwrap();
    assert_eq!(path.chain()[1], certificate(&renewed));
}

#[test]
fn the_anchors_own_validity_is_a_fact_and_no_condition() {
    let until = time("2026-06-01T00:00:00Z");
    let root = Authority::self_signed(&Profile {
        not_after: until,
        ..ca("Gốc THỬ")
    })
    .unwrap();
    let issued = root.issue(&signer()).unwrap();
    let path = Question::new(&issued, &[], root.issued()).ask().unwrap();
    assert!(!path.anchor_is_within_validity());
}

#[test]
fn cross_certificates_lead_to_the_anchor_and_loops_end() {
    let (a, b) = (root("Gốc THỬ A"), root("Gốc THỬ B"));
    let a_by_b = b.issue_for_key_of(&ca("Gốc THỬ A"), a.issued()).unwrap();
    let b_by_a = a.issue_for_key_of(&ca("Gốc THỬ B"), b.issued()).unwrap();
    let issued = a.issue(&signer()).unwrap();
    let bag = [a.issued(), &a_by_b, &b_by_a, b.issued()];
    // A's own people under B, through the cross-certificate.
    assert_eq!(
        Question::new(&issued, &bag, b.issued())
            .ask()
            .unwrap()
            .chain()
            .len(),
        3
    );
    // Without any anchor, A → B → A is not walked for ever.
    let mut question = Question::new(&issued, &bag, b.issued());
    question.anchors.clear();
    assert_eq!(refusal(&question), PathReason::NotAnchored);
}

/// `count` CAs, each certified by every other: factorially many paths, none to the anchor.
fn mesh(count: usize) -> (Vec<Issued>, Issued, Issued) {
    let authorities: Vec<_> = (0..count)
        .map(|index| root(&format!("CA THỬ {index}")))
        .collect();
    let mut bag: Vec<Issued> = Vec::new();
    for issuer in &authorities {
        for subject in &authorities {
            bag.push(
                issuer
                    .issue_for_key_of(subject.profile(), subject.issued())
                    .unwrap(),
            );
        }
    }
    let issued = authorities[0].issue(&signer()).unwrap();
    (bag, issued, root("Gốc THỬ khác").issued().clone())
}

#[test]
fn a_mesh_of_cross_certificates_ends_within_the_budget() {
    let (bag, issued, anchor) = mesh(9);
    let mut question = Question::new(&issued, &bag.iter().collect::<Vec<_>>(), &anchor);
    let PathReason::BudgetExhausted(_) = refusal(&question) else {
        panic!()
    };
    question.budget.signatures = 10;
    assert_eq!(
        refusal(&question),
        PathReason::BudgetExhausted(BudgetItem::Signatures)
    );
    question.budget.candidates = 5;
    assert_eq!(
        refusal(&question),
        PathReason::BudgetExhausted(BudgetItem::Candidates)
    );
}

#[test]
fn more_certificates_than_the_budget_has_are_too_many() {
    let mut question = leader_question();
    question.budget.path_length = 2;
    assert_eq!(refusal(&question), PathReason::PathTooLong);
    question.budget.path_length = 3;
    question.ask().unwrap();
}

#[test]
fn a_signer_that_is_an_anchor_is_trusted_for_its_time_and_purpose() {
    let own = Authority::self_signed(&signer()).unwrap();
    let mut question = Question::new(own.issued(), &[], own.issued());
    assert_eq!(question.ask().unwrap().chain().len(), 1);
    question.at = end().checked_add(1.second()).unwrap();
    assert!(matches!(refusal(&question), PathReason::Expired { .. }));
    question.at = now();
    question.purpose = Purpose::Timestamping;
    assert!(matches!(
        refusal(&question),
        PathReason::ExtendedKeyUsage { .. }
    ));
    let other = root("Gốc THỬ");
    assert_eq!(
        refusal(&Question::new(own.issued(), &[], other.issued())),
        PathReason::NotAnchored
    );
}

#[test]
fn revocation_is_never_called_checked() {
    let mut question = leader_question();
    question.revocation = RevocationMode::Require;
    assert_eq!(
        refusal(&question),
        PathReason::RevocationUnknown(WhyNotChecked::NoEvidence)
    );
    question.revocation = RevocationMode::IfAvailable;
    assert_eq!(
        question.ask().unwrap().revocation(),
        RevocationStatus::NotChecked(WhyNotChecked::NoEvidence)
    );
}

#[test]
fn the_algorithm_policy_is_chosen_by_the_time_asked() {
    let mut question = leader_question();
    let from = time("2026-12-01T00:00:00Z");
    let line = cert_path::CutOff {
        refused: Refused::Digest(cert_path::DigestAlgorithm::Sha256),
        from,
        source: "this test".to_owned(),
    };
    question.policy = AlgorithmPolicy::new(vec![line]);
    question.ask().unwrap();
    question.at = from;
    let PathReason::WeakAlgorithm(weakness) = refusal(&question) else {
        panic!()
    };
    assert_eq!(
        weakness.to_string(),
        "signatures with SHA-256 are refused since 2026-12-01 (this test)"
    );
}

#[test]
fn composed_and_decomposed_names_chain() {
    use unicode_normalization::UnicodeNormalization;
    let root = root("Gốc chứng thực THỬ NGHIỆM");
    let decomposed: String = "GỐC  chứng thực thử nghiệm".nfd().collect();
    let other_spelling = Authority::self_signed(&ca(&decomposed)).unwrap();
    // The same key under the other spelling, as an anchor.
    let anchor = other_spelling
        .issue_for_key_of(&ca(&decomposed), root.issued())
        .unwrap();
    let issued = root.issue(&signer()).unwrap();
    let question = Question::new(&issued, &[], &anchor);
    assert_ne!(
        question.signer.issuer_der(),
        question.anchors[0].certificate().unwrap().subject_der()
    );
    question.ask().unwrap();
}

#[test]
fn the_same_key_under_another_name_is_no_issuer() {
    let root = root("Gốc THỬ");
    let renamed = Authority::self_signed(&ca("Tên khác")).unwrap();
    let anchor = renamed
        .issue_for_key_of(&ca("Tên khác"), root.issued())
        .unwrap();
    let issued = root.issue(&signer()).unwrap();
    assert!(matches!(
        refusal(&Question::new(&issued, &[], &anchor)),
        PathReason::NoIssuerFound { .. }
    ));
}

#[test]
fn of_two_anchors_the_fitting_one_is_taken() {
    let question = leader_question();
    let mut with_twin = leader_question();
    let twin = hierarchy().untrusted_twin().unwrap();
    with_twin
        .anchors
        .insert(0, TrustAnchor::new(certificate(&twin.root)));
    let path = with_twin.ask().unwrap();
    assert_eq!(path.anchor(), &with_twin.anchors[1]);
    assert_ne!(path.anchor(), &question.anchors[0]);
}

/// `SEQUENCE { [tag] SEQUENCE { [4] name } }`: permitted (0) or excluded (1) subtrees with one directoryName.
fn name_constraints(tag: u8, name: &[u8]) -> ExtraExtension {
    let tlv = |tag: u8, content: &[u8]| {
        let length = u8::try_from(content.len()).unwrap();
        let header = if length < 0x80 {
            vec![tag, length]
        } else {
            vec![tag, 0x81, length]
        };
        [header, content.to_vec()].concat()
    };
    let subtree = tlv(0x30, &tlv(0xa4, name));
    ExtraExtension {
        oid: "2.5.29.30".to_owned(),
        critical: true,
        value: tlv(0x30, &tlv(0xa0 | tag, &subtree)),
    }
}

#[test]
fn name_constraints_bind_all_that_is_below() {
    let root = root("Gốc THỬ");
    let own = signer();
    let subject = certificate(&root.issue(&own).unwrap())
        .subject_der()
        .to_vec();
    let other = certificate(
        &root
            .issue(&Profile::new("Người khác", begin(), end()))
            .unwrap(),
    )
    .subject_der()
    .to_vec();
    for (tag, name, allowed) in [
        (0, &subject, true),
        (0, &other, false),
        (1, &subject, false),
        (1, &other, true),
    ] {
        let constrained = Profile {
            extra_extensions: vec![name_constraints(tag, name)],
            ..ca("Giữa THỬ")
        };
        let middle = root.issue_authority(&constrained).unwrap();
        let issued = middle.issue(&own).unwrap();
        let outcome = Question::new(&issued, &[middle.issued()], root.issued()).ask();
        assert_eq!(outcome.is_ok(), allowed);
        assert!(
            outcome
                .err()
                .is_none_or(|failure| matches!(failure.reason, PathReason::NameConstraints(_)))
        );
    }
    let misplaced = Profile {
        extra_extensions: vec![name_constraints(0, &subject)],
        ..signer()
    };
    let issued = root.issue(&misplaced).unwrap();
    assert_eq!(
        refusal(&Question::new(&issued, &[], root.issued())),
        PathReason::UnsupportedNameConstraint
    );
}

#[test]
fn policies_are_demanded_when_asked_and_reported() {
    let policy = der::asn1::ObjectIdentifier::new_unwrap(demo_pki::policies::SIGNER);
    let mut question = leader_question();
    assert_eq!(question.ask().unwrap().policies(), [policy]);
    question.policies.require_explicit = true;
    question.policies.acceptable = Some(vec![policy]);
    question.ask().unwrap();
    question.policies.acceptable = Some(vec![der::asn1::ObjectIdentifier::new_unwrap(
        demo_pki::policies::TIMESTAMP,
    )]);
    assert_eq!(refusal(&question), PathReason::CertificatePolicy);
}

#[test]
fn an_expired_cross_certificate_does_not_hide_what_is_wrong_with_the_signer() {
    let (root, other) = (root("Gốc THỬ"), root("Gốc THỬ 2"));
    let expired = Profile {
        not_after: time("2026-06-01T00:00:00Z"),
        ..ca("Gốc THỬ")
    };
    let cross = other.issue_for_key_of(&expired, root.issued()).unwrap();
    let issued = root.issue(&signer()).unwrap();
    let mut question = Question::new(&issued, &[&cross], root.issued());
    question
        .anchors
        .push(TrustAnchor::new(certificate(other.issued())));
    assert_eq!(question.ask().unwrap().chain().len(), 2);
    question.purpose = Purpose::Timestamping;
    assert!(matches!(
        refusal(&question),
        PathReason::ExtendedKeyUsage { .. }
    ));
}
