//! Signatures without a time-stamp by every kind of certificate and list: the word of the trust axis, the indication, the reason.
//!
//! Nothing proves when they were made, so trust is judged at the moment of validation and what speaks against it is never final
//! (EN 319 102-1 Table 6): INDETERMINATE, whatever time the signer claims.
#![allow(clippy::unwrap_used)]

mod common;

use common::signed::{
    authority, crl, crl_of_now, day, hours, judged, lists, person, person_profile, signed,
    signed_on, told, told_of, verdict,
};
use common::{base, hierarchy, now};
use demo_pki::{
    Authority, CrlProfile, DemoHierarchy, DistributionPointName, Idp, Issued, KeyKind, KeyUsage,
    Profile, Reason, RevokedEntry, usages,
};
use jiff::Timestamp;
use pades_verify::Axis;

/// What is expected: trust, indication, sub-indication, and words of the reason.
type Expected = (&'static str, &'static str, &'static str, &'static str);

const OPEN: &str = "INDETERMINATE";
const PASSED: Expected = ("trusted", "TOTAL-PASSED", "-", "");

fn check(name: &str, bytes: &[u8], crls: &[Vec<u8>], expected: Expected) {
    let report = judged(bytes, crls);
    let one = told_of(&report, 0);
    let (trust, indication, sub, words) = expected;
    let axis = &report.signatures[0].trust;
    assert!(!matches!(axis, Axis::NotReached(_)), "{name}");
    let refused = axis.refuted();
    let reason = refused.map_or_else(String::new, |failure| failure.reason.to_string());
    assert_eq!(verdict(&one), (trust, indication, sub), "{name}: {reason}");
    assert!(reason.contains(words), "{name}: {reason}");
    assert_eq!(refused.is_none(), trust == "trusted", "{name}");
    assert_eq!(one.integrity, "intact", "{name}");
    assert_eq!(
        (one.level, one.signing_time.proof),
        (Some("B-B"), "claimed"),
        "{name}"
    );
    let whole = if trust == "trusted" {
        "passed"
    } else {
        "indeterminate"
    };
    assert_eq!(told(&report).verdict, whole, "{name}");
}

/// Signed with a certificate of this profile; the lists are of now and name nobody.
fn by(change: impl FnOnce(&mut Profile)) -> Vec<u8> {
    signed(&person(change), day("05-20"), None)
}

#[test]
fn certificates() {
    let cases: Vec<(&str, Vec<u8>, Expected)> = vec![
        ("good", by(|_| {}), PASSED),
        (
            "expired since the time claimed",
            by(|profile| profile.not_after = day("05-25")),
            ("expired", OPEN, "OUT_OF_BOUNDS_NO_POE", "expired"),
        ),
        (
            "expired before the time claimed",
            by(|profile| profile.not_after = day("05-10")),
            ("expired", OPEN, "OUT_OF_BOUNDS_NO_POE", "expired"),
        ),
        (
            "not yet valid",
            by(|profile| profile.not_before = day("06-02")),
            (
                "not-yet-valid",
                OPEN,
                "OUT_OF_BOUNDS_NO_POE",
                "not valid before",
            ),
        ),
        (
            "for TLS servers only",
            by(|profile| profile.extended_key_usage = vec![usages::SERVER_AUTH.to_owned()]),
            (
                "untrusted",
                OPEN,
                "CHAIN_CONSTRAINTS_FAILURE",
                "extended key usage",
            ),
        ),
        (
            "for time-stamping only",
            by(|profile| profile.extended_key_usage = vec![usages::TIME_STAMPING.to_owned()]),
            (
                "untrusted",
                OPEN,
                "CHAIN_CONSTRAINTS_FAILURE",
                "extended key usage",
            ),
        ),
        (
            "for enciphering keys only",
            by(|profile| profile.key_usage = vec![KeyUsage::KeyEncipherment]),
            ("untrusted", OPEN, "CHAIN_CONSTRAINTS_FAILURE", "key usage"),
        ),
        (
            "unknown critical extension",
            by(|profile| {
                *profile = {
                    let wrong = hierarchy().leader_with_unknown_critical_extension();
                    wrong.with_key(KeyKind::P256)
                }
            }),
            (
                "untrusted",
                OPEN,
                "CHAIN_CONSTRAINTS_FAILURE",
                "critical extension",
            ),
        ),
    ];
    let crls = lists(vec![], vec![]);
    for (name, bytes, expected) in cases {
        check(name, &bytes, &crls, expected);
    }
}

#[test]
fn a_ca_below_one_that_may_have_none() {
    let profile = Profile::authority("CA third", day("01-01"), day("12-01"));
    let third = hierarchy()
        .sub_authority()
        .issue_authority(&profile)
        .unwrap();
    let signer = third.issue(&person_profile(|_| {})).unwrap();
    let chain = [third.issued(), &hierarchy().sub_ca];
    let bytes = signed_on(&base(), &signer, &chain, day("05-20"), None);
    let mut crls = lists(vec![], vec![]);
    crls.push(crl_of_now(&third, vec![]));
    let expected = (
        "untrusted",
        OPEN,
        "CHAIN_CONSTRAINTS_FAILURE",
        "path is too long",
    );
    check("path length", &bytes, &crls, expected);
}

/// Names are no proof: the same ones under other keys, with and without the other root at hand.
#[test]
fn a_rogue_hierarchy_of_the_same_names() {
    let rogue = hierarchy().untrusted_twin().unwrap();
    let signer = rogue.issue(&person_profile(|_| {})).unwrap();
    let honest = lists(vec![], vec![]);
    let rogues = vec![
        crl_of_now(rogue.root_authority(), vec![]),
        crl_of_now(rogue.sub_authority(), vec![]),
    ];
    let (none, broken) = (
        "NO_CERTIFICATE_CHAIN_FOUND",
        "CERTIFICATE_CHAIN_GENERAL_FAILURE",
    );
    let (no_issuer, no_anchor) = ("issuer certificate not found", "ends at a certificate");
    let sub_ca = [&rogue.sub_ca];
    let all = [&rogue.sub_ca, &rogue.root];
    let honest_ca = [&hierarchy().sub_ca];
    let chains: [(&[&Issued], &str, &str); 4] = [
        (&[], none, no_issuer),
        // Directly below the anchor by its name, not by its key.
        (&sub_ca, broken, "does not verify"),
        (&all, none, no_anchor),
        (&honest_ca, broken, "does not verify"),
    ];
    for (chain, sub, words) in chains {
        let bytes = signed_on(&base(), &signer, chain, day("05-20"), None);
        for crls in [&honest, &rogues] {
            let name = format!("{} of its CAs: {words}", chain.len());
            check(&name, &bytes, crls, ("untrusted", OPEN, sub, words));
        }
    }
}

#[test]
fn a_certificate_that_signed_itself() {
    let profile = person_profile(|_| {});
    let own = Authority::self_signed(&profile).unwrap();
    let bytes = signed_on(&base(), own.issued(), &[], day("05-20"), None);
    let expected = (
        "untrusted",
        OPEN,
        "NO_CERTIFICATE_CHAIN_FOUND",
        "ends at a certificate",
    );
    check("self-signed", &bytes, &lists(vec![], vec![]), expected);
}

#[test]
fn revocation_without_a_proven_time() {
    let signer = person(|_| {});
    let serial = signer.serial_number();
    let bytes = signed(&signer, day("05-20"), None);
    let entry = |on: &str, reason| RevokedEntry::new(&serial, day(on)).because(reason);
    let revoked = ("revoked", OPEN, "REVOKED_NO_POE", "revoked");
    let cases = [
        (
            "before the time claimed",
            entry("05-10", Reason::KeyCompromise),
            revoked,
        ),
        (
            "after the time claimed",
            entry("05-25", Reason::KeyCompromise),
            revoked,
        ),
        (
            "superseded after the time claimed",
            entry("05-25", Reason::Superseded),
            revoked,
        ),
        (
            "without a reason",
            RevokedEntry::new(&serial, day("05-25")),
            revoked,
        ),
        (
            "on hold",
            entry("05-10", Reason::CertificateHold),
            ("unknown", OPEN, "TRY_LATER", "hold"),
        ),
        (
            "somebody else",
            RevokedEntry::new(&[0x2a], day("05-10")).because(Reason::KeyCompromise),
            PASSED,
        ),
    ];
    for (name, entry, expected) in cases {
        check(name, &bytes, &lists(vec![], vec![entry]), expected);
    }
}

/// Lists that say nothing of the signer's certificate: the state is not known, and nothing is refuted.
#[test]
fn no_usable_revocation_data() {
    let bytes = signed(&person(|_| {}), day("05-20"), None);
    let (root, sub_ca) = (hierarchy().root_authority(), hierarchy().sub_authority());
    let twin: DemoHierarchy = hierarchy().untrusted_twin().unwrap();
    let scoped = |point: Idp| {
        let profile = CrlProfile {
            issuing_distribution_point: Some(point),
            ..CrlProfile::new(now() - hours(1), now() + hours(24))
        };
        sub_ca.crl(&profile).unwrap()
    };
    let at = |name: &str| Some(DistributionPointName::uri(name));
    let between = |from: Timestamp, until| crl(sub_ca, from, until, vec![]);
    let own = "http://ca.kyso.example/sub-ca.crl";
    let some = Some(vec![Reason::KeyCompromise]);
    let unknown = |words| ("unknown", OPEN, "TRY_LATER", words);
    let cases = [
        (
            "for users",
            scoped(Idp {
                only_user: true,
                ..Idp::default()
            }),
            PASSED,
        ),
        (
            "of its own distribution point",
            scoped(Idp {
                name: at(own),
                ..Idp::default()
            }),
            PASSED,
        ),
        (
            "for CAs",
            scoped(Idp {
                only_ca: true,
                ..Idp::default()
            }),
            unknown("cover"),
        ),
        (
            "for attributes",
            scoped(Idp {
                only_attribute: true,
                ..Idp::default()
            }),
            unknown("cover"),
        ),
        (
            "of another distribution point",
            scoped(Idp {
                name: at("http://ca.kyso.example/other.crl"),
                ..Idp::default()
            }),
            unknown("cover"),
        ),
        (
            "for some reasons",
            scoped(Idp {
                only_some_reasons: some,
                ..Idp::default()
            }),
            unknown("reasons"),
        ),
        (
            "of another CA",
            crl_of_now(root, vec![]),
            unknown("no CRL and no OCSP"),
        ),
        (
            "of a rogue CA of this name",
            crl_of_now(twin.sub_authority(), vec![]),
            unknown("not known or not trusted"),
        ),
        (
            "out of date",
            between(day("05-21"), day("05-28")),
            unknown("not fresh enough"),
        ),
        (
            "of the future",
            between(now() + hours(1), now() + hours(24)),
            unknown("after the time"),
        ),
    ];
    for (name, list, expected) in cases {
        let crls = [crl_of_now(root, vec![]), list];
        check(name, &bytes, &crls, expected);
    }
    check(
        "none for the signer",
        &bytes,
        &[crl_of_now(root, vec![])],
        unknown("no CRL and no OCSP"),
    );
    check(
        "none for its CA",
        &bytes,
        &[crl_of_now(sub_ca, vec![])],
        unknown("no CRL and no OCSP"),
    );
    check("none", &bytes, &[], unknown("no CRL and no OCSP"));
}

/// A good certificate for time-stamping does not sign documents either.
#[test]
fn a_time_stamp_authority_as_a_signer() {
    let bytes = signed(&authority(|_| {}), day("05-20"), None);
    let expected = (
        "untrusted",
        OPEN,
        "CHAIN_CONSTRAINTS_FAILURE",
        "extended key usage",
    );
    check(
        "time-stamp authority",
        &bytes,
        &lists(vec![], vec![]),
        expected,
    );
}
