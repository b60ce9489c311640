//! Path building: hostile bags, anchors, and which reason is told.
#![allow(clippy::unwrap_used)]

mod support;

use cert_path::{
    Budget, BudgetItem, Certificate, Crl, Evidence, Origin, PathReason, Purpose, RevocationMode,
    Step, TrustAnchor,
};
use demo_pki::{Authority, CrlProfile, Issued, KeyUsage, Profile, RevokedEntry};
use support::{Question, begin, certificate, end, now, time};

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

/// 10,000 certificates that differ in their serial numbers only. Their signatures are broken: the attacker needs none.
fn hostile(model: &Issued, serial: [u8; 8]) -> Vec<Certificate> {
    let der = &model.certificate_der;
    let place = der.windows(8).position(|window| window == serial).unwrap();
    (0..10_000_u64)
        .map(|index| {
            let mut der = der.clone();
            let number = u64::from_be_bytes(serial) + 1 + index;
            der[place..place + 8].copy_from_slice(&number.to_be_bytes());
            Certificate::from_der(&der).unwrap()
        })
        .collect()
}

const SERIAL: [u8; 8] = [0x11; 8];

fn numbered(profile: Profile) -> Profile {
    Profile {
        serial: Some(SERIAL.to_vec()),
        ..profile
    }
}

fn assert_within_budget(spent: cert_path::Spent) {
    assert!(spent.signatures <= Budget::DEFAULT.signatures);
    assert!(spent.candidates <= Budget::DEFAULT.candidates);
    assert!(spent.name_comparisons <= Budget::DEFAULT.name_comparisons);
}

#[test]
fn ten_thousand_certificates_of_the_same_name_do_not_hide_the_one_that_fits() {
    let root = root("Gốc THỬ");
    let middle = root.issue_authority(&ca("Giữa THỬ")).unwrap();
    // The same name, another key: the key identifiers tell them apart.
    let other = root.issue(&numbered(ca("Giữa THỬ"))).unwrap();
    let issued = middle.issue(&signer()).unwrap();
    let mut question = Question::new(&issued, &[], root.issued());
    let bag = hostile(&other, SERIAL);
    question
        .evidence
        .add_certificates(bag, &Origin::Unspecified);
    let right = certificate(middle.issued());
    question
        .evidence
        .add_certificate(right, Origin::Unspecified);
    let path = question.ask().unwrap();
    let spent = path.spent();
    assert_eq!((spent.signatures, spent.candidates), (2, 10_002));
}

#[test]
fn ten_thousand_copies_with_the_same_name_and_key_end_within_the_budget() {
    let root = root("Gốc THỬ");
    let middle = root.issue_authority(&numbered(ca("Giữa THỬ"))).unwrap();
    let issued = middle.issue(&signer()).unwrap();
    let mut question = Question::new(&issued, &[], root.issued());
    let bag = hostile(middle.issued(), SERIAL);
    question
        .evidence
        .add_certificates(bag, &Origin::Unspecified);
    let failure = question.ask().unwrap_err();
    assert_eq!(
        failure.reason,
        PathReason::BudgetExhausted(BudgetItem::Signatures)
    );
    assert_eq!(failure.record.spent.signatures, Budget::DEFAULT.signatures);
    assert_within_budget(failure.record.spent);
}

/// `count` CAs in a ring, each certified by the next, with the same names and key identifiers everywhere else.
#[test]
fn a_ring_of_cross_certificates_is_walked_once() {
    let ring: Vec<_> = (0..6).map(|index| root(&format!("CA {index}"))).collect();
    let next = |index: usize| &ring[(index + 1) % ring.len()];
    let crosses: Vec<Issued> = (0..ring.len())
        .map(|index| {
            let subject = &ring[index];
            next(index)
                .issue_for_key_of(subject.profile(), subject.issued())
                .unwrap()
        })
        .collect();
    let issued = ring[0].issue(&signer()).unwrap();
    let bag: Vec<&Issued> = crosses.iter().collect();
    let failure = Question::new(&issued, &bag, root("Gốc").issued())
        .ask()
        .unwrap_err();
    assert_eq!(failure.reason, PathReason::NotAnchored);
    // The signer's and one for every link but the one that closes the ring.
    assert_eq!(failure.record.spent.signatures, 6);
    assert_eq!(failure.record.spent.candidates, 7);
}

#[test]
fn a_path_that_is_revoked_gives_way_to_one_that_is_not() {
    let (first, second) = (root("Gốc THỬ 1"), root("Gốc THỬ 2"));
    let middle = root("Giữa THỬ");
    // The revoked certificate is newer, so it is tried first.
    let newer = Profile {
        not_before: time("2026-02-01T00:00:00Z"),
        ..ca("Giữa THỬ")
    };
    let by_first = first.issue_for_key_of(&newer, middle.issued()).unwrap();
    let by_second = second
        .issue_for_key_of(&ca("Giữa THỬ"), middle.issued())
        .unwrap();
    let issued = middle.issue(&signer()).unwrap();
    let revoked_at = time("2026-06-01T00:00:00Z");
    let list = CrlProfile {
        entries: vec![RevokedEntry::new(&by_first.serial_number(), revoked_at)],
        ..CrlProfile::new(revoked_at, end())
    };
    let crl = Crl::from_der(&first.crl(&list).unwrap()).unwrap();
    let mut question = Question::new(&issued, &[&by_first, &by_second], first.issued());
    question.evidence.add_crl(crl, Origin::Unspecified);
    question.revocation = RevocationMode::IfAvailable;
    let failure = question.ask().unwrap_err();
    assert!(matches!(failure.reason, PathReason::Revoked(_)));
    assert_eq!(failure.certificate, Some(certificate(&by_first)));
    assert_eq!(failure.record.steps[1].refused(), Some(Step::Revocation));
    assert_eq!(failure.record.statuses.len(), 1);
    assert!(failure.record.statuses[0].basis.is_some());
    let other = TrustAnchor::new(certificate(second.issued()));
    question.anchors.push(other.clone());
    let path = question.ask().unwrap();
    assert_eq!(path.anchor(), &other);
    assert_eq!(path.chain()[1], certificate(&by_second));
}

#[test]
fn of_many_failures_the_nearest_is_told_with_its_certificate() {
    // One issuer is not trusted, one is trusted and expired: the second came nearer, in whatever order they stand.
    let (trusted, other) = (root("Gốc THỬ"), root("Gốc khác"));
    let middle = root("Giữa THỬ");
    let until = time("2026-06-01T00:00:00Z");
    let expired = Profile {
        not_after: until,
        ..ca("Giữa THỬ")
    };
    let right = trusted.issue_for_key_of(&expired, middle.issued()).unwrap();
    let wrong = other
        .issue_for_key_of(&ca("Giữa THỬ"), middle.issued())
        .unwrap();
    let issued = middle.issue(&signer()).unwrap();
    for bag in [[&right, &wrong], [&wrong, &right]] {
        let failure = Question::new(&issued, &bag, trusted.issued())
            .ask()
            .unwrap_err();
        assert_eq!(failure.reason, PathReason::Expired { not_after: until });
        assert_eq!(failure.certificate, Some(certificate(&right)));
        assert!(failure.anchored);
        assert_eq!(failure.record.steps[1].refused(), Some(Step::Validity));
        assert!(failure.record.steps[1].has_passed(Step::Signature));
        assert_eq!(failure.record.steps[0].passed().count(), 0);
    }
}

#[test]
fn a_pinned_anchor_is_found_in_the_evidence_by_its_fingerprint() {
    let root = root("Gốc THỬ");
    let issued = root.issue(&signer()).unwrap();
    let own = certificate(root.issued());
    let mut question = Question::new(&issued, &[], root.issued());
    question.anchors = vec![TrustAnchor::pinned(own.fingerprint())];
    // Its certificate is not at hand.
    assert!(matches!(
        question.ask().unwrap_err().reason,
        PathReason::NoIssuerFound { .. }
    ));
    question
        .evidence
        .add_certificate(own.clone(), Origin::Document);
    let path = question.ask().unwrap();
    assert_eq!(path.anchor(), &question.anchors[0]);
    assert_eq!(path.anchor_certificate(), &own);
    // Twice is once.
    assert!(!question.evidence.add_certificate(own, Origin::Unspecified));
    question.ask().unwrap();
    // Another certificate of the same name and key has another fingerprint.
    let renewed = Authority::self_signed_for_key_of(
        &Profile {
            not_before: time("2026-02-01T00:00:00Z"),
            ..ca("Gốc THỬ")
        },
        root.issued(),
    )
    .unwrap();
    question.evidence = Evidence::new();
    question
        .evidence
        .add_certificate(certificate(renewed.issued()), Origin::Document);
    assert_eq!(question.ask().unwrap_err().reason, PathReason::NotAnchored);
}

#[test]
fn a_signer_that_is_pinned_itself_is_trusted() {
    let own = root("Gốc THỬ").issue(&signer()).unwrap();
    let mut question = Question::new(&own, &[], root("Gốc khác").issued());
    question.anchors = vec![TrustAnchor::pinned(question.signer.fingerprint())];
    let path = question.ask().unwrap();
    assert_eq!(path.chain().len(), 1);
    assert!(path.steps()[0].has_passed(Step::Validity));
}

#[test]
fn an_anchor_serves_the_purpose_and_the_time_it_is_given_for() {
    let root = root("Gốc THỬ");
    let issued = root.issue(&signer()).unwrap();
    let mut question = Question::new(&issued, &[], root.issued());
    let anchor = |change: &dyn Fn(TrustAnchor) -> TrustAnchor| {
        change(TrustAnchor::new(certificate(root.issued())))
    };
    let refused = |question: &Question| {
        let failure = question.ask().unwrap_err();
        assert_eq!(failure.reason, PathReason::AnchorNotForThis);
        assert_eq!(failure.certificate, Some(certificate(root.issued())));
        let of_anchor = failure.record.steps.last().unwrap();
        assert_eq!(of_anchor.refused(), Some(Step::AnchorConditions));
    };
    for (accepted, one) in [
        (true, anchor(&|a| a.only_for(Purpose::DocumentSigning))),
        (false, anchor(&|a| a.only_for(Purpose::Timestamping))),
        (true, anchor(&|a| a.from(now()))),
        (false, anchor(&|a| a.from(end()))),
        (false, anchor(&|a| a.until(now()))),
        (true, anchor(&|a| a.until(end()))),
    ] {
        question.anchors = vec![one];
        if accepted {
            question.ask().unwrap();
        } else {
            refused(&question);
        }
    }
    // Who asks for no purpose meets no condition on it.
    question.anchors = vec![anchor(&|a| a.only_for(Purpose::Timestamping))];
    question.purpose = Purpose::Any;
    question.ask().unwrap();
}

#[test]
fn one_certificate_may_be_an_anchor_twice() {
    let root = root("Gốc THỬ");
    let issued = root.issue(&signer()).unwrap();
    let own = certificate(root.issued());
    let pinned = || TrustAnchor::pinned(own.fingerprint());
    let mut question = Question::new(&issued, &[root.issued()], root.issued());
    for purposes in [
        [Purpose::DocumentSigning, Purpose::Timestamping],
        [Purpose::Timestamping, Purpose::DocumentSigning],
    ] {
        question.anchors = purposes.map(|purpose| pinned().only_for(purpose)).to_vec();
        assert_eq!(
            question.ask().unwrap().anchor().purpose(),
            Some(Purpose::DocumentSigning)
        );
        let itself = TrustAnchor::new(question.signer.clone());
        question.anchors = purposes
            .map(|purpose| itself.clone().only_for(purpose))
            .to_vec();
        assert_eq!(question.ask().unwrap().chain().len(), 1);
    }
}

#[test]
fn the_caller_may_bound_the_path_below_an_anchor() {
    let root = root("Gốc THỬ");
    let middle = root.issue_authority(&ca("Giữa THỬ")).unwrap();
    let issued = middle.issue(&signer()).unwrap();
    let mut question = Question::new(&issued, &[middle.issued()], root.issued());
    let anchor = TrustAnchor::new(certificate(root.issued()));
    question.anchors = vec![anchor.clone().with_path_length(1)];
    question.ask().unwrap();
    question.anchors = vec![anchor.with_path_length(0)];
    let failure = question.ask().unwrap_err();
    assert_eq!(failure.reason, PathReason::PathTooLong);
    assert_eq!(failure.certificate, Some(certificate(middle.issued())));
}

#[test]
fn a_key_rollover_is_bridged_by_self_issued_certificates() {
    let old = root("Gốc THỬ");
    let rollover = old
        .rollover(&Profile {
            not_before: time("2026-06-01T00:00:00Z"),
            ..ca("Gốc THỬ")
        })
        .unwrap();
    // Who trusts the old key accepts what the new one signs, and the other way round.
    let by_new = rollover.new.issue(&signer()).unwrap();
    let by_old = old.issue(&signer()).unwrap();
    for (issued, bridge, anchor) in [
        (&by_new, &rollover.new_with_old, old.issued()),
        (&by_old, &rollover.old_with_new, rollover.new.issued()),
    ] {
        let path = Question::new(issued, &[bridge], anchor).ask().unwrap();
        assert_eq!(path.chain().len(), 3);
        assert!(path.chain()[1].is_self_issued());
    }
}

#[test]
fn times_at_the_ends_of_the_calendar_are_answered() {
    let root = root("Gốc THỬ");
    let issued = root.issue(&signer()).unwrap();
    let mut question = Question::new(&issued, &[], root.issued());
    for revocation in [RevocationMode::Skip, RevocationMode::IfAvailable] {
        question.revocation = revocation;
        question.at = jiff::Timestamp::MIN;
        question.now = Some(jiff::Timestamp::MAX);
        assert!(matches!(
            question.ask().unwrap_err().reason,
            PathReason::NotYetValid { .. }
        ));
        question.at = jiff::Timestamp::MAX;
        assert!(matches!(
            question.ask().unwrap_err().reason,
            PathReason::Expired { .. }
        ));
    }
}
