//! Impostors and liars among OCSP responders (RFC 6960).
#![allow(clippy::unwrap_used)]

mod support;

use cert_path::{
    Crl, Evidence, OcspResponse, Origin, PathReason, RevocationMode, RevocationState, TrustAnchor,
    Unusable, WhyNotChecked,
};
use demo_pki::extensions::ocsp_no_check;
use demo_pki::{
    Authority, CertIdHash, CertificateStatus, CrlProfile, Issued, KeyUsage, OcspProfile, Profile,
    Reason, ResponderId, RevokedEntry, SingleAnswer, cert_id, usages,
};
use jiff::SignedDuration;
use support::{Question, begin, certificate, end, now, time};

const fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

fn ca(name: &str) -> Profile {
    Profile::authority(name, begin(), end())
}

fn responder() -> Profile {
    Profile::ocsp_responder("responder", begin(), end())
}

/// A root, which is the anchor; two CAs of the same name below it; a signer of the first.
struct World {
    root: Authority,
    ca: Authority,
    sister: Authority,
    leaf: Issued,
}

impl World {
    fn new() -> Self {
        Self::with(&Profile::new("signer", begin(), end()))
    }

    fn with(leaf: &Profile) -> Self {
        let root = Authority::self_signed(&ca("Root")).unwrap();
        let [one, sister] = [(); 2].map(|()| root.issue_authority(&ca("CA")).unwrap());
        let leaf = one.issue(leaf).unwrap();
        Self {
            root,
            ca: one,
            sister,
            leaf,
        }
    }

    fn good(&self) -> SingleAnswer {
        self.single(CertificateStatus::Good)
    }

    fn single(&self, status: CertificateStatus) -> SingleAnswer {
        SingleAnswer {
            next_update: Some(now() + hours(24)),
            ..SingleAnswer::new(&self.leaf.serial_number(), status, now() - hours(1))
        }
    }

    /// Root, both CAs and the leaf at hand, the root's list about its CAs, and these responses.
    fn question(&self, responses: &[Vec<u8>]) -> Question {
        let at_hand = [self.ca.issued(), self.sister.issued(), &self.leaf];
        let mut question = Question::new(&self.leaf, &at_hand, self.root.issued());
        question.revocation = RevocationMode::Require;
        let list = CrlProfile::new(now() - hours(1), now() + hours(24));
        let list = Crl::from_der(&self.root.crl(&list).unwrap()).unwrap();
        question.evidence.add_crl(list, Origin::Unspecified);
        add(&mut question.evidence, responses);
        question
    }

    fn ask(&self, responses: &[Vec<u8>]) -> Found {
        found(&self.question(responses))
    }
}

fn add(evidence: &mut Evidence, responses: &[Vec<u8>]) {
    for der in responses {
        evidence.add_ocsp_response(OcspResponse::from_der(der).unwrap(), Origin::Unspecified);
    }
}

/// Signed by `signer` about certificates of `issuer`, with the signer's certificate.
fn signed(signer: &Authority, issuer: &Authority, singles: Vec<SingleAnswer>) -> Vec<u8> {
    said_by(signer, issuer, singles, ResponderId::ByName)
}

fn said_by(
    signer: &Authority,
    issuer: &Authority,
    singles: Vec<SingleAnswer>,
    responder: ResponderId,
) -> Vec<u8> {
    let profile = OcspProfile {
        responder,
        certificates: vec![signer.issued().certificate_der.clone()],
        ..OcspProfile::new(now() - hours(1), singles)
    };
    signer.ocsp(&profile, issuer).unwrap()
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Found {
    Good,
    Revoked,
    OnHold,
    Unknown(WhyNotChecked),
    Other,
}

const fn useless(why: Unusable) -> Found {
    Found::Unknown(WhyNotChecked::Unusable(why))
}

fn found(question: &Question) -> Found {
    match question.ask() {
        Ok(path) => match path.statuses()[0].state {
            RevocationState::Good { .. } => Found::Good,
            RevocationState::Unknown(why) => Found::Unknown(why),
            _ => Found::Other,
        },
        Err(failure) => match failure.reason {
            PathReason::Revoked(_) => Found::Revoked,
            PathReason::OnHold { .. } => Found::OnHold,
            PathReason::RevocationUnknown(why) => Found::Unknown(why),
            _ => Found::Other,
        },
    }
}

/// RFC 6960 §4.2.2.2: the CA that issued the certificate, or who it issued a certificate to directly, with the same key.
#[test]
fn impostors_are_not_heard() {
    let world = World::new();
    let plain = Profile {
        key_usage: vec![KeyUsage::DigitalSignature],
        ..Profile::new("responder", begin(), end())
    };
    let with = |usage: &str| Profile {
        extended_key_usage: vec![usage.to_owned()],
        ..plain.clone()
    };
    let under_own = world.ca.issue_authority(&ca("Below")).unwrap();
    let stranger = Authority::self_signed(&ca("CA")).unwrap();
    let make = |issuer: &Authority, profile: &Profile| issuer.issue_authority(profile).unwrap();
    let impostors = [
        ("the other CA of that name", world.sister.clone()),
        ("a CA of that name nobody knows", stranger.clone()),
        (
            "a delegate of the other CA of that name",
            make(&world.sister, &responder()),
        ),
        (
            "a delegate of a stranger of that name",
            make(&stranger, &responder()),
        ),
        ("a delegate of the root", make(&world.root, &responder())),
        ("the root", world.root.clone()),
        ("a delegate of a CA below", make(&under_own, &responder())),
        (
            "any extended key usage",
            make(&world.ca, &with("2.5.29.37.0")),
        ),
        (
            "another extended key usage",
            make(&world.ca, &with(usages::CLIENT_AUTH)),
        ),
        ("no extended key usage", make(&world.ca, &plain)),
        (
            "a key usage that signs nothing",
            make(
                &world.ca,
                &Profile {
                    key_usage: vec![KeyUsage::KeyEncipherment],
                    ..responder()
                },
            ),
        ),
        (
            "one that has expired",
            make(
                &world.ca,
                &Profile {
                    not_after: now() - hours(2),
                    ..responder()
                },
            ),
        ),
        (
            "one that is not valid yet",
            make(
                &world.ca,
                &Profile {
                    not_before: now() + hours(2),
                    ..responder()
                },
            ),
        ),
        (
            "the certificate in question",
            Authority::of(world.leaf.clone(), Profile::new("signer", begin(), end())),
        ),
    ];
    for (what, impostor) in impostors {
        for id in [ResponderId::ByName, ResponderId::ByKeyHash] {
            let response = said_by(&impostor, &world.ca, vec![world.good()], id);
            for mode in [RevocationMode::Require, RevocationMode::IfAvailable] {
                let mut question = world.question(std::slice::from_ref(&response));
                question.revocation = mode;
                question.evidence.add_certificates(
                    [
                        certificate(impostor.issued()),
                        certificate(under_own.issued()),
                    ],
                    &Origin::Unspecified,
                );
                let answer = found(&question);
                assert!(matches!(answer, Found::Unknown(_)), "{what}: {answer:?}");
            }
        }
    }
    // The one who may.
    let delegate = make(&world.ca, &responder());
    assert_eq!(
        world.ask(&[signed(&delegate, &world.ca, vec![world.good()])]),
        Found::Good
    );
}

/// The responderID names the CA, by name or by key; another key signed.
#[test]
fn a_responder_id_is_a_claim() {
    let world = World::new();
    let own_key = {
        let response = said_by(
            &world.ca,
            &world.ca,
            vec![world.good()],
            ResponderId::ByKeyHash,
        );
        let response = OcspResponse::from_der(&response).unwrap();
        match response.basic().unwrap().responder() {
            cert_path::ResponderId::ByKey(hash) => hash.clone(),
            cert_path::ResponderId::ByName(_) => unreachable!("asked for the key"),
        }
    };
    for id in [
        ResponderId::KeyHash(own_key.clone()),
        ResponderId::Name(world.ca.name_der().unwrap()),
        ResponderId::KeyHash(own_key[..8].to_vec()),
        ResponderId::KeyHash(Vec::new()),
    ] {
        for signer in [&world.sister, &world.root] {
            let response = said_by(signer, &world.ca, vec![world.good()], id.clone());
            let answer = world.ask(&[response]);
            assert!(matches!(answer, Found::Unknown(_)), "{id:?}: {answer:?}");
        }
    }
}

/// A delegate, which is also a signer of documents, answers about itself; with and without nocheck.
#[test]
fn nobody_answers_about_himself() {
    for extra_extensions in [vec![], vec![ocsp_no_check()]] {
        let profile = Profile {
            extended_key_usage: vec![
                usages::OCSP_SIGNING.to_owned(),
                usages::EMAIL_PROTECTION.to_owned(),
            ],
            extra_extensions,
            ..responder()
        };
        let world = World::with(&profile);
        let itself = Authority::of(world.leaf.clone(), profile.clone());
        let response = signed(&itself, &world.ca, vec![world.good()]);
        for mode in [RevocationMode::Require, RevocationMode::IfAvailable] {
            let mut question = world.question(std::slice::from_ref(&response));
            question.revocation = mode;
            let answer = found(&question);
            assert!(matches!(answer, Found::Unknown(_)), "{mode:?}: {answer:?}");
        }
        // Renewed with the same key it is still the same holder of the key.
        let renewed = world
            .ca
            .issue_for_key_of(&responder(), &world.leaf)
            .unwrap();
        let renewed = Authority::of(renewed, responder());
        let answer = world.ask(&[signed(&renewed, &world.ca, vec![world.good()])]);
        assert!(matches!(answer, Found::Unknown(_)), "{answer:?}");
    }
}

/// Two delegates that vouch for each other, and one that vouches for itself by a response of its own.
#[test]
fn no_circle_of_responders_is_heard() {
    let world = World::new();
    // It names a responder, so its own status must be known.
    let asked_for = Profile {
        ocsp: Some("http://ocsp.test".to_owned()),
        ..responder()
    };
    let [one, two] = [(); 2].map(|()| world.ca.issue_authority(&asked_for).unwrap());
    let about = |of: &Authority| SingleAnswer {
        serial: of.issued().serial_number(),
        ..world.good()
    };
    let circle = [
        signed(&one, &world.ca, vec![world.good()]),
        signed(&one, &world.ca, vec![about(&two)]),
        signed(&two, &world.ca, vec![about(&one)]),
    ];
    let answer = world.ask(&circle);
    assert_eq!(answer, useless(Unusable::SignerRevocationUnknown));
    let itself = [
        signed(&one, &world.ca, vec![world.good(), about(&one)]),
        signed(&one, &world.ca, vec![about(&one)]),
    ];
    assert_eq!(
        world.ask(&itself),
        useless(Unusable::SignerRevocationUnknown)
    );
    // The CA's word about it is what is needed.
    let vouched = [
        circle[0].clone(),
        signed(&world.ca, &world.ca, vec![about(&one)]),
    ];
    assert_eq!(world.ask(&vouched), Found::Good);
    let gone = SingleAnswer {
        status: CertificateStatus::Revoked {
            at: now() - hours(48),
            reason: Some(Reason::KeyCompromise),
        },
        ..about(&one)
    };
    let revoked = [circle[0].clone(), signed(&world.ca, &world.ca, vec![gone])];
    assert_eq!(world.ask(&revoked), useless(Unusable::SignerRevoked));
}

/// A certificate of a CA is its issuer's business, not its own.
#[test]
fn a_ca_says_nothing_of_itself() {
    let world = World::new();
    let own = SingleAnswer {
        serial: world.ca.issued().serial_number(),
        ..world.good()
    };
    let question = |responses: &[Vec<u8>]| {
        let at_hand = [world.ca.issued()];
        let mut question = Question::new(&world.leaf, &at_hand, world.root.issued());
        question.revocation = RevocationMode::Require;
        add(&mut question.evidence, responses);
        question
    };
    let about_leaf = signed(&world.ca, &world.ca, vec![world.good()]);
    for issuer in [&world.ca, &world.root] {
        let response = signed(&world.ca, issuer, vec![own.clone()]);
        let failure = question(&[about_leaf.clone(), response]).ask().unwrap_err();
        assert!(matches!(failure.reason, PathReason::RevocationUnknown(_)));
        assert_eq!(failure.certificate, Some(certificate(world.ca.issued())));
    }
    let right = signed(&world.root, &world.root, vec![own]);
    assert_eq!(found(&question(&[about_leaf, right])), Found::Good);
}

/// A certID is one thing whole: serial number, name and key, by the hash it names.
#[test]
fn a_cert_id_of_another_is_not_ours() {
    let world = World::new();
    let serial = world.leaf.serial_number();
    let ours = cert_id(CertIdHash::Sha256, &world.ca, &serial).unwrap();
    // The hashes are those of SHA-256, the name that of SHA-384.
    let mut renamed = ours.clone();
    let oid = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
    let place = renamed.windows(9).position(|window| window == oid).unwrap();
    renamed[place + 8] = 0x02;
    let mut other_key = ours.clone();
    let place = other_key.len() - serial.len() - 3;
    other_key[place] ^= 1;
    let theirs = cert_id(CertIdHash::Sha1, &world.sister, &serial).unwrap();
    let elsewhere = cert_id(CertIdHash::Sha1, &world.root, &serial).unwrap();
    for id in [renamed, other_key, theirs, elsewhere] {
        let single = SingleAnswer {
            cert_id_der: Some(id),
            ..world.good()
        };
        let response = signed(&world.ca, &world.ca, vec![single]);
        assert_eq!(
            world.ask(&[response]),
            Found::Unknown(WhyNotChecked::NoEvidence)
        );
    }
}

/// Answers that contradict each other, in one response or in two: the worst counts.
#[test]
fn of_contradicting_answers_the_worst_counts() {
    let world = World::new();
    let revoked = |hours_ago| {
        world.single(CertificateStatus::Revoked {
            at: now() - hours(hours_ago),
            reason: None,
        })
    };
    let held = world.single(CertificateStatus::Revoked {
        at: now() - hours(48),
        reason: Some(Reason::CertificateHold),
    });
    let unknown = world.single(CertificateStatus::Unknown);
    let by_other_hash = SingleAnswer {
        hash: CertIdHash::Sha512,
        ..revoked(48)
    };
    let cases = [
        (vec![world.good(), revoked(48)], Found::Revoked),
        (vec![world.good(), by_other_hash], Found::Revoked),
        (vec![world.good(), held.clone()], Found::OnHold),
        (vec![held, revoked(1)], Found::Revoked),
        (
            vec![world.good(), unknown],
            useless(Unusable::ResponderDoesNotKnow),
        ),
    ];
    for (singles, expected) in cases {
        let mut turned = singles.clone();
        turned.reverse();
        for together in [&singles, &turned] {
            let whole = signed(&world.ca, &world.ca, together.clone());
            assert_eq!(world.ask(&[whole]), expected, "{together:?}");
        }
    }
    let apart = [
        signed(&world.ca, &world.ca, vec![world.good()]),
        signed(&world.ca, &world.ca, vec![revoked(48)]),
    ];
    assert_eq!(world.ask(&apart), Found::Revoked);
}

/// Times that cannot be, and a cutoff that claims too much or too little.
#[test]
fn times_that_cannot_be_prove_nothing() {
    let world = World::new();
    let produced = |at, single: SingleAnswer| {
        let profile = OcspProfile::new(at, vec![single]);
        world.ca.ocsp(&profile, &world.ca).unwrap()
    };
    let second = SignedDuration::from_secs(1);
    let future = produced(now() + second, world.good());
    assert_eq!(world.ask(&[future]), useless(Unusable::FromTheFuture));
    let from_the_future = SingleAnswer {
        this_update: now() + second,
        ..world.good()
    };
    assert_eq!(
        world.ask(&[produced(now(), from_the_future)]),
        useless(Unusable::FromTheFuture)
    );
    let backwards = SingleAnswer {
        next_update: Some(now() - hours(100)),
        ..world.good()
    };
    assert!(matches!(
        world.ask(&[produced(now() - hours(1), backwards)]),
        Found::Unknown(WhyNotChecked::Stale { .. })
    ));
    let endless = SingleAnswer {
        next_update: None,
        ..world.good()
    };
    assert!(matches!(
        world.ask(&[produced(now(), endless)]),
        Found::Unknown(WhyNotChecked::Stale { .. })
    ));
}

#[test]
fn an_archive_cutoff_covers_what_expired_after_it() {
    let until = time("2026-06-01T00:00:00Z");
    let world = World::with(&Profile::new("signer", begin(), until));
    let ask = |archive_cutoff| {
        let single = SingleAnswer {
            archive_cutoff,
            ..world.good()
        };
        let mut question = world.question(&[signed(&world.ca, &world.ca, vec![single])]);
        question.at = time("2026-05-01T00:00:00Z");
        question.now = Some(now());
        found(&question)
    };
    let second = SignedDuration::from_secs(1);
    assert_eq!(ask(None), useless(Unusable::CertificateHadExpired));
    assert_eq!(
        ask(Some(until + second)),
        useless(Unusable::CertificateHadExpired)
    );
    assert_eq!(ask(Some(until)), Found::Good);
}

/// A revoked delegate is not heard, however stale the list that says so. With `nocheck` it is: the CA's choice (RFC 6960
/// §4.2.2.2.1), known and not stopped (docs/attacks.md).
#[test]
fn a_revoked_delegate_is_not_heard_but_for_nocheck() {
    let world = World::new();
    for (extra_extensions, is_heard) in [(vec![], false), (vec![ocsp_no_check()], true)] {
        let profile = Profile {
            extra_extensions,
            ..responder()
        };
        let delegate = world.ca.issue_authority(&profile).unwrap();
        let entry = RevokedEntry::new(&delegate.issued().serial_number(), now() - hours(48));
        let list = CrlProfile {
            entries: vec![entry],
            ..CrlProfile::new(now() - hours(40), now() - hours(30))
        };
        let list = Crl::from_der(&world.ca.crl(&list).unwrap()).unwrap();
        let mut question = world.question(&[signed(&delegate, &world.ca, vec![world.good()])]);
        assert_eq!(found(&question), Found::Good);
        question.evidence.add_crl(list, Origin::Unspecified);
        assert_eq!(found(&question) == Found::Good, is_heard);
    }
}

/// The anchor is trusted until a day that has passed; the time asked lies before it. A delegate's answer counts as the
/// CA's own does.
#[test]
fn an_anchor_with_an_end_still_has_responders() {
    let world = World::new();
    let delegate = world.ca.issue_authority(&responder()).unwrap();
    for signer in [&world.ca, &delegate] {
        let mut question = world.question(&[signed(signer, &world.ca, vec![world.good()])]);
        question.at = now() - hours(48);
        question.now = Some(now());
        let anchor = TrustAnchor::new(certificate(world.root.issued())).until(now() - hours(24));
        question.anchors = vec![anchor];
        assert_eq!(found(&question), Found::Good);
    }
}

/// A bag of responses costs what it may cost, and running out is never a yes.
#[test]
fn a_thousand_responses_by_impostors_end_undecided() {
    let world = World::new();
    let impostor = world.sister.issue_authority(&responder()).unwrap();
    let answers: Vec<_> = (0..300)
        .map(|index| {
            let single = SingleAnswer {
                next_update: Some(now() + SignedDuration::from_secs(index)),
                ..world.good()
            };
            signed(&impostor, &world.ca, vec![single])
        })
        .collect();
    let question = world.question(&answers);
    let failure = question.ask().unwrap_err();
    assert!(
        matches!(
            failure.reason,
            PathReason::BudgetExhausted(_) | PathReason::RevocationUnknown(_)
        ),
        "{:?}",
        failure.reason
    );
}
