//! Hostile certificates, names and anchors (RFC 5280 §6.1).
#![allow(clippy::unwrap_used)]

mod support;

use std::time::{Duration, Instant};

use cert_path::{
    Certificate, Crl, DistinguishedName, Origin, PathReason, Purpose, RevocationMode, TrustAnchor,
};
use demo_pki::SubjectAttribute as Is;
use demo_pki::extensions::{extension, name_constraints, subject_alternative_names};
use demo_pki::name::{NameAttribute, StringType, name, name_of_rdns};
use demo_pki::{Authority, CrlProfile, GeneralName, Issued, KeyUsage, Profile, usages};
use jiff::Timestamp;
use support::{Question, begin, certificate, end, now, time};

fn ca(name: &str) -> Profile {
    Profile::authority(name, begin(), end())
}

fn root() -> Authority {
    Authority::self_signed(&ca("Root")).unwrap()
}

fn signer() -> Profile {
    Profile {
        key_usage: vec![KeyUsage::DigitalSignature],
        ..Profile::new("signer", begin(), end())
    }
}

fn named(attributes: &[(Is, StringType, &str)]) -> Vec<u8> {
    let attributes: Vec<_> = attributes
        .iter()
        .map(|(is, form, text)| NameAttribute::new(is.clone(), *form, text))
        .collect();
    name(&attributes).unwrap()
}

// --- names ---------------------------------------------------------------------------------------------------------

fn same(one: &[u8], other: &[u8]) -> bool {
    DistinguishedName::from_der(one).unwrap() == DistinguishedName::from_der(other).unwrap()
}

#[test]
fn names_that_look_alike_are_not_the_same() {
    use StringType::Utf8;
    let cn = |text: &str| named(&[(Is::CommonName, Utf8, text)]);
    for (one, other) in [
        ("Bộ Nội vụ", "Bộ Nội vu"),
        ("Cuc A", "Сuc A"), // a Cyrillic letter
        ("issuer", "ıssuer"),
        ("CA 1", "CA1"),
        ("A", "A\u{301}"),
        ("a,b", "a, b"),
    ] {
        assert!(!same(&cn(one), &cn(other)), "{one} / {other}");
    }
    let two = |one, other| named(&[one, other]);
    let (o, cn_) = ((Is::Organisation, Utf8, "A"), (Is::CommonName, Utf8, "B"));
    assert!(!same(
        &two(o.clone(), cn_.clone()),
        &two(cn_.clone(), o.clone())
    ));
    assert!(!same(
        &two(o.clone(), cn_.clone()),
        &named(std::slice::from_ref(&o))
    ));
    // One part with two attributes is not two parts.
    let attribute = |row: &(Is, StringType, &str)| NameAttribute::new(row.0.clone(), row.1, row.2);
    let pair = [attribute(&o), attribute(&cn_)];
    let joined = name_of_rdns(&[&pair]).unwrap();
    assert!(!same(&joined, &two(o.clone(), cn_.clone())));
    let mut turned = pair.to_vec();
    turned.reverse();
    assert!(same(&joined, &name_of_rdns(&[&turned]).unwrap()));
    // Latin-1 in a TeletexString, UCS-2 in a BMPString.
    for form in [StringType::Teletex, StringType::Bmp] {
        assert!(same(&cn("Đông Á é").clone(), &cn("đông á É")));
        let written = named(&[(Is::CommonName, form, "caf\u{e9}")]);
        assert!(same(&written, &cn("CAFE\u{301}")));
    }
}

/// What a CA below a constraint tries to say all the same; `true` when it is let through.
fn passes(constraint: demo_pki::ExtraExtension, leaf: &Profile) -> bool {
    let root = root();
    let middle = Profile {
        extra_extensions: vec![constraint],
        ..ca("CA")
    };
    let middle = root.issue_authority(&middle).unwrap();
    let leaf = middle.issue(leaf).unwrap();
    match Question::new(&leaf, &[middle.issued()], root.issued()).ask() {
        Ok(_) => true,
        Err(failure) => {
            assert!(
                matches!(
                    failure.reason,
                    PathReason::NameConstraints(_)
                        | PathReason::UnsupportedNameConstraint
                        | PathReason::Malformed(_)
                ),
                "{}",
                failure.reason
            );
            false
        }
    }
}

fn with_names(names: &[GeneralName]) -> Profile {
    Profile {
        extra_extensions: vec![subject_alternative_names(names)],
        ..signer()
    }
}

#[test]
fn excluded_names_are_excluded_however_they_are_written() {
    let dns = |text: &str| GeneralName::Dns(text.to_owned());
    let email = |text: &str| GeneralName::Email(text.to_owned());
    let uri = |text: &str| GeneralName::Uri(text.to_owned());
    let cases = [
        (
            dns("evil.test"),
            vec![
                dns("evil.test"),
                dns("EVIL.TEST"),
                dns("a.evil.test"),
                dns("evil.test."),
                dns("a.evil.test."),
                dns("*.test"),
                dns(""),
            ],
        ),
        (
            email("evil.test"),
            vec![
                email("a@evil.test"),
                email("a@EVIL.test"),
                email("a@evil.test."),
                email("a@b@evil.test"),
                email("\"a@good.test\"@evil.test"),
                email("a@evil.test@good.test"),
            ],
        ),
        (
            email("a@evil.test"),
            vec![email("a@evil.test"), email("a@EVIL.TEST")],
        ),
        (
            uri("evil.test"),
            vec![
                uri("http://evil.test"),
                uri("http://evil.test:80/x"),
                uri("http://good.test@evil.test/"),
                uri("http://good.test:x@evil.test/"),
                uri("HTTP://Evil.Test?x"),
                uri("http://evil.test./"),
                uri("http://%65vil.test/"),
                uri("http://evil.test\\@good.test/"),
                uri("http://evil.test\u{0}.good.test/"),
                uri("http:evil.test"),
                uri("http://[::1]/"),
                uri("http://192.0.2.1/"),
            ],
        ),
        (
            uri(".evil.test"),
            vec![uri("http://a.evil.test/"), uri("http://a.evil.test./")],
        ),
    ];
    for (excluded, names) in cases {
        for name in names {
            let constraint = name_constraints(&[], std::slice::from_ref(&excluded));
            let leaf = with_names(std::slice::from_ref(&name));
            assert!(!passes(constraint, &leaf), "{name:?} under -{excluded:?}");
        }
    }
}

#[test]
fn permitted_names_let_no_others_in() {
    let dns = |text: &str| GeneralName::Dns(text.to_owned());
    let email = |text: &str| GeneralName::Email(text.to_owned());
    let uri = |text: &str| GeneralName::Uri(text.to_owned());
    let cases = [
        (
            dns("good.test"),
            vec![
                dns("evil.test"),
                dns("xgood.test"),
                dns("good.test.evil.test"),
                dns("test"),
            ],
        ),
        (
            email("good.test"),
            vec![
                email("a@evil.test"),
                email("a@sub.good.test"),
                email("a@good.test@evil.test"),
                email("good.test"),
            ],
        ),
        (
            uri("good.test"),
            vec![
                uri("http://good.test@evil.test/"),
                uri("http://evil.test/good.test"),
                uri("http://evil.test#@good.test"),
                uri("http://evil.test?@good.test"),
                uri("urn:good.test"),
                uri("http://evil.test\\@good.test/"),
            ],
        ),
    ];
    for (permitted, names) in cases {
        for name in names {
            let constraint = name_constraints(std::slice::from_ref(&permitted), &[]);
            let leaf = with_names(std::slice::from_ref(&name));
            assert!(!passes(constraint, &leaf), "{name:?} under +{permitted:?}");
        }
        let constraint = name_constraints(std::slice::from_ref(&permitted), &[]);
        assert!(passes(constraint, &signer()), "no name of this form at all");
    }
}

/// The address in the subject's name counts as one in the subjectAltName does, also beside one that fits.
#[test]
fn an_address_in_the_subject_is_an_address() {
    let only_good = name_constraints(&[GeneralName::Email("good.test".to_owned())], &[]);
    let email = Is::Other("1.2.840.113549.1.9.1".to_owned());
    let leaf = |address: &str| Profile {
        subject_der: Some(named(&[
            (Is::CommonName, StringType::Utf8, "signer"),
            (email.clone(), StringType::Ia5, address),
        ])),
        ..with_names(&[GeneralName::Email("a@good.test".to_owned())])
    };
    assert!(passes(only_good.clone(), &leaf("b@good.test")));
    assert!(!passes(only_good, &leaf("b@evil.test")));
}

/// A subject outside a permitted subtree, in another encoding; and inside it in another encoding.
#[test]
fn directory_names_are_constrained_as_names() {
    let tree = |form, text| named(&[(Is::Organisation, form, text)]);
    let permitted = name_constraints(
        &[GeneralName::Directory(tree(StringType::Printable, "Good"))],
        &[],
    );
    let excluded = name_constraints(
        &[],
        &[GeneralName::Directory(tree(StringType::Bmp, "GOOD"))],
    );
    let leaf = |rows: &[(Is, StringType, &str)]| Profile {
        subject_der: Some(named(rows)),
        ..signer()
    };
    let cn = (Is::CommonName, StringType::Utf8, "x");
    let good = leaf(&[(Is::Organisation, StringType::Utf8, " good "), cn.clone()]);
    let behind = leaf(&[cn.clone(), (Is::Organisation, StringType::Utf8, "Good")]);
    assert!(passes(permitted.clone(), &good));
    assert!(!passes(permitted, &behind));
    assert!(!passes(excluded, &good));
}

// --- anchors -------------------------------------------------------------------------------------------------------

/// One root, pinned twice: for signers, and for time-stamps.
#[test]
fn every_pin_of_a_certificate_counts() {
    let root = root();
    let leaf = root.issue(&signer()).unwrap();
    let stamp = root
        .issue(&Profile::timestamp_authority("TSA", begin(), end()))
        .unwrap();
    let sha256 = certificate(root.issued()).fingerprint();
    let pins = [Purpose::DocumentSigning, Purpose::Timestamping]
        .map(|purpose| TrustAnchor::pinned(sha256).only_for(purpose));
    for (asked, purpose) in [
        (&leaf, Purpose::DocumentSigning),
        (&stamp, Purpose::Timestamping),
    ] {
        for turn in 0..2 {
            let mut question = Question::new(asked, &[root.issued()], root.issued());
            question.purpose = purpose;
            question.anchors = pins.to_vec();
            question.anchors.rotate_left(turn);
            assert!(question.ask().is_ok(), "{purpose} {turn}");
        }
    }
}

/// The signer's certificate is itself an anchor, twice: for another purpose, and for this.
#[test]
fn every_anchor_that_is_the_signer_counts() {
    let own = Authority::self_signed(&signer()).unwrap();
    let anchor = || TrustAnchor::new(certificate(own.issued()));
    for turn in 0..2 {
        let mut question = Question::new(own.issued(), &[], own.issued());
        question.anchors = vec![
            anchor().only_for(Purpose::Timestamping),
            anchor().only_for(Purpose::DocumentSigning),
        ];
        question.anchors.rotate_left(turn);
        assert!(question.ask().is_ok(), "{turn}");
    }
}

/// A pin trusts a certificate of this very hash, not one of the same name and key.
#[test]
fn a_pin_trusts_no_twin() {
    let root = root();
    let leaf = root.issue(&signer()).unwrap();
    let longer = Profile {
        not_after: time("2049-01-01T00:00:00Z"),
        ..ca("Root")
    };
    let twin = Authority::self_signed_for_key_of(&longer, root.issued()).unwrap();
    let mut question = Question::new(&leaf, &[twin.issued()], root.issued());
    question.anchors = vec![TrustAnchor::pinned(
        certificate(root.issued()).fingerprint(),
    )];
    assert!(question.ask().is_err(), "the pinned one is not at hand");
    question
        .evidence
        .add_certificate(certificate(root.issued()), Origin::Unspecified);
    assert!(question.ask().is_ok());
}

/// Conditions on an anchor hold at the nanosecond, and on every way that ends there.
#[test]
fn an_anchor_is_not_trusted_outside_its_time() {
    let root = root();
    let leaf = root.issue(&signer()).unwrap();
    let (from, until) = (time("2026-05-01T00:00:00Z"), time("2026-06-01T00:00:00Z"));
    let nano = jiff::SignedDuration::from_nanos(1);
    for (at, trusted) in [
        (from - nano, false),
        (from, true),
        (until - nano, true),
        (until, false),
    ] {
        let mut question = Question::new(&leaf, &[], root.issued());
        question.at = at;
        question.anchors = vec![
            TrustAnchor::new(certificate(root.issued()))
                .from(from)
                .until(until),
        ];
        assert_eq!(question.ask().is_ok(), trusted, "{at}");
    }
}

/// An expired certificate of the CA, and a renewed one for the same key: either order.
#[test]
fn an_expired_twin_does_not_stand_in_the_way() {
    let root = root();
    let old = Profile {
        not_after: time("2026-02-01T00:00:00Z"),
        ..ca("CA")
    };
    let expired = root.issue_authority(&old).unwrap();
    let renewed = root.issue_for_key_of(&ca("CA"), expired.issued()).unwrap();
    let leaf = expired.issue(&signer()).unwrap();
    for order in [[expired.issued(), &renewed], [&renewed, expired.issued()]] {
        assert!(Question::new(&leaf, &order, root.issued()).ask().is_ok());
    }
    let failure = Question::new(&leaf, &[expired.issued()], root.issued()).ask();
    assert!(matches!(
        failure.unwrap_err().reason,
        PathReason::Expired { .. }
    ));
}

// --- usages --------------------------------------------------------------------------------------------------------

#[test]
fn usages_bind_through_the_chain() {
    let root = root();
    let with = |usages: &[&str]| Profile {
        extended_key_usage: usages.iter().map(|usage| (*usage).to_owned()).collect(),
        ..ca("CA")
    };
    for (usages, documents, stamps) in [
        (&[usages::SERVER_AUTH][..], false, false),
        (&[usages::OCSP_SIGNING], false, false),
        (&[usages::EMAIL_PROTECTION], true, false),
        (&[usages::TIME_STAMPING], false, true),
        (&["2.5.29.37.0"], true, true),
    ] {
        let middle = root.issue_authority(&with(usages)).unwrap();
        let leaf = middle.issue(&signer()).unwrap();
        let stamp = middle
            .issue(&Profile::timestamp_authority("TSA", begin(), end()))
            .unwrap();
        let ask = |asked: &Issued, purpose| {
            let mut question = Question::new(asked, &[middle.issued()], root.issued());
            question.purpose = purpose;
            question.ask().is_ok()
        };
        assert_eq!(
            ask(&leaf, Purpose::DocumentSigning),
            documents,
            "{usages:?}"
        );
        assert_eq!(ask(&stamp, Purpose::Timestamping), stamps, "{usages:?}");
        assert!(!ask(&leaf, Purpose::Timestamping) && !ask(&leaf, Purpose::OcspSigning));
    }
}

// --- time ----------------------------------------------------------------------------------------------------------

/// At the ends of what a Timestamp can say, with every rule that moves times.
#[test]
fn the_ends_of_time_are_no_accident() {
    let root = root();
    let leaf = root.issue(&signer()).unwrap();
    let list = |from, until| root.crl(&CrlProfile::new(from, until)).unwrap();
    let crl = Crl::from_der(&list(now(), end())).unwrap();
    let rules = [
        cert_path::Freshness::IssuersWindow,
        cert_path::Freshness::AfterTime,
        cert_path::Freshness::MaxAge(jiff::SignedDuration::MAX),
        cert_path::Freshness::MaxAge(jiff::SignedDuration::MIN),
    ];
    let times = [Timestamp::MIN, Timestamp::UNIX_EPOCH, now(), Timestamp::MAX];
    for at in times {
        for moment in times {
            for proof in times {
                for freshness in rules {
                    let mut question = Question::new(&leaf, &[], root.issued());
                    question.revocation = RevocationMode::Require;
                    question.evidence.add_crl(crl.clone(), Origin::Unspecified);
                    question.proofs.record(crl.fingerprint(), proof);
                    question.freshness = freshness;
                    question.at = at;
                    question.now = Some(moment);
                    let outcome = question.ask();
                    assert!(outcome.is_err() || at == now(), "{at} {moment} {proof}");
                }
            }
        }
    }
}

// --- work ----------------------------------------------------------------------------------------------------------

/// Layers of CAs, two of each name-and-key, all certified by both above: 2^12 ways, and none of them leads home.
fn mesh(in_extension: usize, in_name: usize) -> (Vec<Certificate>, Issued) {
    let filler = extension("1.3.6.1.4.1.32473.9", false, vec![0x04; in_extension]);
    let name = "x".repeat(in_name);
    let layer = |index: usize| {
        ["a", "b"].map(|side| Profile {
            extra_extensions: vec![filler.clone()],
            ..ca(&format!("{name} {index} {side}"))
        })
    };
    let mut above = layer(0).map(|profile| Authority::self_signed(&profile).unwrap());
    let mut bag = Vec::new();
    for index in 1..12 {
        let profiles = layer(index);
        let next = profiles
            .each_ref()
            .map(|profile| above[0].issue_authority(profile).unwrap());
        for (authority, profile) in next.iter().zip(&profiles) {
            bag.push(certificate(authority.issued()));
            let cross = above[1]
                .issue_for_key_of(profile, authority.issued())
                .unwrap();
            bag.push(Certificate::from_der(&cross.certificate_der).unwrap());
        }
        above = next;
    }
    let leaf = above[0].issue(&signer()).unwrap();
    (bag, leaf)
}

/// Large certificates make a search no longer than their number does: the budget counts, and what it counts is cheap.
#[test]
fn large_certificates_in_a_mesh_end_soon() {
    let home = root();
    let mut took = Vec::new();
    for (in_extension, in_name) in [(0, 0), (200_000, 0), (0, 100_000)] {
        let (bag, leaf) = mesh(in_extension, in_name);
        // Names are prepared for comparison once each, which takes as long as they are; the search is what is measured.
        assert!(bag.iter().all(|one| !one.is_self_issued()));
        let mut question = Question::new(&leaf, &[], home.issued());
        question
            .evidence
            .add_certificates(bag, &Origin::Unspecified);
        let start = Instant::now();
        let failure = question.ask().unwrap_err();
        took.push(start.elapsed());
        assert!(
            matches!(
                failure.reason,
                PathReason::BudgetExhausted(_)
                    | PathReason::NotAnchored
                    | PathReason::NoIssuerFound { .. }
            ),
            "{:?}",
            failure.reason
        );
    }
    let bound = took[0] * 10 + Duration::from_secs(1);
    assert!(took.iter().all(|one| *one < bound), "{took:?}");
}
