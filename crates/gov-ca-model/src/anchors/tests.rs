use super::*;

fn first_hand(name: &str) -> Vec<TrustAnchor> {
    TrustProfile::named(name).unwrap().accepted()
}

#[test]
fn names_and_fingerprints_stand_once() {
    let mut names: Vec<_> = TRUST_PROFILES.iter().map(|one| one.name).collect();
    let mut prints: Vec<_> = TRUST_PROFILES
        .iter()
        .flat_map(|one| one.anchors)
        .map(|anchor| anchor.fingerprint)
        .collect();
    let counts = (names.len(), prints.len());
    names.sort_unstable();
    names.dedup();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!((names.len(), prints.len()), counts);
    assert_eq!(TrustProfile::named("VGCA"), None);
}

#[test]
fn the_government_roots_are_pinned_for_signers_and_timestamps_within_their_validity() {
    let roots = first_hand("vgca");
    assert_eq!(roots.len(), 2);
    let [g1, g2] = &roots[..] else { unreachable!() };
    assert_eq!(g1.fingerprint()[..2], [0xF7, 0xBC]);
    assert_eq!(g2.fingerprint()[30..], [0xFD, 0xB8]);
    for root in &roots {
        assert!(root.certificate().is_none(), "by fingerprint only");
        assert!(root.serves(Purpose::DocumentSigning) && root.serves(Purpose::Timestamping));
        assert_eq!(root.profile(), Some("vgca"));
        assert!(root.source().is_some());
    }
    let at = |text: &str| text.parse().unwrap();
    assert!(!g1.is_trusted_at(at("2010-03-09T12:00:00Z")));
    assert!(g1.is_trusted_at(at("2030-03-05T12:00:00Z")));
    assert!(!g1.is_trusted_at(at("2030-03-05T17:00:00Z"))); // the 6th in Vietnam
    assert!(g2.is_trusted_at(at("2026-07-01T00:00:00Z")));
}

#[test]
fn what_is_known_second_hand_is_listed_and_never_accepted() {
    let public = TrustProfile::named("public").unwrap();
    assert_eq!(public.anchors.len(), 2);
    let roots = first_hand("public");
    assert_eq!(roots.len(), 1);
    assert_eq!(roots[0].purpose(), Some(Purpose::DocumentSigning));
    let second_hand = public
        .anchors
        .iter()
        .find(|one| !one.is_verified())
        .unwrap();
    assert_eq!(
        Hierarchy::of_root(&second_hand.fingerprint),
        Hierarchy::Other
    );
    assert_eq!(
        KnownAnchor::find(&second_hand.fingerprint).map(|found| found.0.name),
        Some("public")
    );
}

#[test]
fn a_root_tells_the_hierarchy_and_a_strange_one_tells_nothing() {
    let of = |name: &str| Hierarchy::of_root(&first_hand(name)[0].fingerprint());
    assert_eq!(of("vgca").kind(), Some(CertificateKind::Government));
    assert_eq!(of("public").kind(), Some(CertificateKind::Public));
    assert_eq!(Hierarchy::of_root(&[0; 32]).kind(), None);
}
