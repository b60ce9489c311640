//! OCSP: who may answer, what the answers mean, and asking (RFC 6960).
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod support;

use cert_path::{
    Budget, BudgetItem, Certificate, CryptoProvider, DigestAlgorithm, Encoding, Evidence,
    Freshness, NoAnswer, NonceCheck, OcspRequest, OcspRequestError, OcspResponse, OcspStatus,
    Origin, PathReason, RevocationMode, RevocationReason, RevocationState, Unusable, WhyNotChecked,
};
use demo_pki::extensions::{extension, ocsp_no_check};
use demo_pki::{
    Authority, CertIdHash, CertificateStatus, Issued, KeyUsage, OcspProfile, Profile, Reason,
    ResponderId, SingleAnswer, usages,
};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use support::{Question, begin, certificate, end, now, time};

const fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

/// A CA, which is the anchor, and one signer below it.
struct World {
    ca: Authority,
    leaf: Issued,
}

impl World {
    fn new() -> Self {
        let ca = Authority::self_signed(&Profile::authority("CA", begin(), end())).unwrap();
        let leaf = ca.issue(&Profile::new("signer", begin(), end())).unwrap();
        Self { ca, leaf }
    }

    fn single(&self, status: CertificateStatus) -> SingleAnswer {
        SingleAnswer {
            next_update: Some(now() + hours(24)),
            ..SingleAnswer::new(&self.leaf.serial_number(), status, now() - hours(1))
        }
    }

    fn good(&self) -> SingleAnswer {
        self.single(CertificateStatus::Good)
    }

    /// Signed by the CA.
    fn answers(&self, singles: Vec<SingleAnswer>) -> Vec<u8> {
        let profile = OcspProfile::new(now() - hours(1), singles);
        self.ca.ocsp(&profile, &self.ca).unwrap()
    }

    fn delegate_profile() -> Profile {
        Profile::ocsp_responder("responder", begin(), end())
    }

    /// "good", signed by a delegate that comes along.
    fn by(&self, delegate: &Authority, singles: Vec<SingleAnswer>) -> Vec<u8> {
        let profile = OcspProfile {
            certificates: vec![delegate.issued().certificate_der.clone()],
            ..OcspProfile::new(now() - hours(1), singles)
        };
        delegate.ocsp(&profile, &self.ca).unwrap()
    }

    fn question(&self, responses: &[Vec<u8>]) -> Question {
        let mut question = Question::new(&self.leaf, &[], self.ca.issued());
        question.revocation = RevocationMode::Require;
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

#[derive(Clone, Copy, Debug, PartialEq)]
enum Found {
    Good,
    Revoked(Timestamp, Option<RevocationReason>),
    OnHold(Timestamp),
    Unknown(WhyNotChecked),
}

const fn useless(why: Unusable) -> Found {
    Found::Unknown(WhyNotChecked::Unusable(why))
}

fn found(question: &Question) -> Found {
    match question.ask() {
        Ok(path) => match path.statuses()[0].state {
            RevocationState::Good { later: None } => Found::Good,
            RevocationState::Unknown(why) => Found::Unknown(why),
            other => panic!("{other:?}"),
        },
        Err(failure) => match failure.reason {
            PathReason::Revoked(revoked) => Found::Revoked(revoked.since, revoked.reason),
            PathReason::OnHold { since } => Found::OnHold(since),
            PathReason::RevocationUnknown(why) => Found::Unknown(why),
            other => panic!("{other}"),
        },
    }
}

#[test]
fn every_hash_of_a_cert_id_names_the_certificate() {
    let world = World::new();
    for hash in [
        CertIdHash::Sha1,
        CertIdHash::Sha256,
        CertIdHash::Sha384,
        CertIdHash::Sha512,
    ] {
        let single = SingleAnswer {
            hash,
            ..world.good()
        };
        assert_eq!(
            world.ask(&[world.answers(vec![single])]),
            Found::Good,
            "{hash:?}"
        );
    }
    let by_key = OcspProfile {
        responder: ResponderId::ByKeyHash,
        ..OcspProfile::new(now() - hours(1), vec![world.good()])
    };
    assert_eq!(
        world.ask(&[world.ca.ocsp(&by_key, &world.ca).unwrap()]),
        Found::Good
    );
}

/// RFC 6960 §4.1.1: "it is possible that two CAs may choose to use the same Name"; the key tells them apart.
#[test]
fn the_serial_number_of_another_issuer_is_another_certificate() {
    let world = World::new();
    for name in ["another CA", "CA"] {
        let other = Authority::self_signed(&Profile::authority(name, begin(), end())).unwrap();
        let profile = OcspProfile::new(now() - hours(1), vec![world.good()]);
        // Even if our CA signs it.
        let response = world.ca.ocsp(&profile, &other).unwrap();
        assert_eq!(
            world.ask(&[response]),
            Found::Unknown(WhyNotChecked::NoEvidence),
            "{name}"
        );
    }
}

#[test]
fn the_three_answers() {
    let world = World::new();
    let at = now() - hours(48);
    let ask = |status| world.ask(&[world.answers(vec![world.single(status)])]);
    let revoked = |reason| CertificateStatus::Revoked { at, reason };
    assert_eq!(ask(CertificateStatus::Good), Found::Good);
    assert_eq!(ask(revoked(None)), Found::Revoked(at, None));
    for (reason, read) in [
        (Reason::KeyCompromise, RevocationReason::KeyCompromise),
        (Reason::Superseded, RevocationReason::Superseded),
        // No sense in OCSP, but the status says revoked.
        (Reason::RemoveFromCrl, RevocationReason::RemoveFromCrl),
    ] {
        assert_eq!(ask(revoked(Some(reason))), Found::Revoked(at, Some(read)));
    }
    assert_eq!(
        ask(revoked(Some(Reason::CertificateHold))),
        Found::OnHold(at)
    );
    assert_eq!(
        ask(CertificateStatus::Unknown),
        useless(Unusable::ResponderDoesNotKnow)
    );
}

/// RFC 6960 §2.2, §4.4.8: on hold since 1970 is how "never issued" is said, with its extension.
#[test]
fn a_certificate_never_issued_is_revoked_for_ever() {
    let world = World::new();
    let at = Timestamp::UNIX_EPOCH;
    let status = CertificateStatus::Revoked {
        at,
        reason: Some(Reason::CertificateHold),
    };
    let mut profile = OcspProfile::new(now() - hours(1), vec![world.single(status)]);
    let hold = world.ca.ocsp(&profile, &world.ca).unwrap();
    assert_eq!(world.ask(&[hold]), Found::OnHold(at));
    profile.extra_extensions = vec![extension("1.3.6.1.5.5.7.48.1.9", false, vec![5, 0])];
    let never_issued = world.ca.ocsp(&profile, &world.ca).unwrap();
    let reason = Some(RevocationReason::CertificateHold);
    assert_eq!(world.ask(&[never_issued]), Found::Revoked(at, reason));
}

#[test]
fn a_revocation_after_the_time_asked_does_not_count_for_it() {
    let world = World::new();
    let at = now() - hours(48);
    let status = CertificateStatus::Revoked { at, reason: None };
    let mut question = world.question(&[world.answers(vec![world.single(status)])]);
    question.now = Some(now());
    question.at = at - hours(1);
    let path = question.ask().unwrap();
    let RevocationState::Good { later: Some(later) } = path.statuses()[0].state else {
        panic!("{:?}", path.statuses());
    };
    assert_eq!(later.since, at);
}

/// Delegates (RFC 6960 §4.2.2.2), each with what `openssl ocsp` says of the response's signature, where that asks the
/// same question.
#[test]
fn who_may_answer_for_a_ca() {
    let world = World::new();
    let other_name = Authority::self_signed(&Profile::authority("other", begin(), end())).unwrap();
    let other_key = Authority::self_signed(&Profile::authority("CA", begin(), end())).unwrap();
    let right = World::delegate_profile;
    let eku = |usages: &[&str]| Profile {
        extended_key_usage: usages.iter().map(|one| (*one).to_owned()).collect(),
        ..right()
    };
    let extended = |extension| Profile {
        extra_extensions: vec![extension],
        ..right()
    };
    let (yes, no) = (Some(true), Some(false));
    let not_authorised = useless(Unusable::SignerNotAuthorised);
    let not_valid = useless(Unusable::SignerNotValid);
    let rows: [(&str, &Authority, Profile, Found, Option<bool>); 13] = [
        (
            "nocheck",
            &world.ca,
            extended(ocsp_no_check()),
            Found::Good,
            yes,
        ),
        ("no way to check", &world.ca, right(), Found::Good, yes),
        (
            "two usages",
            &world.ca,
            eku(&[usages::CLIENT_AUTH, usages::OCSP_SIGNING]),
            Found::Good,
            yes,
        ),
        ("of another CA", &other_name, right(), not_authorised, no),
        ("of another key", &other_key, right(), not_authorised, no),
        ("no usage", &world.ca, eku(&[]), not_authorised, no),
        (
            "any usage",
            &world.ca,
            eku(&["2.5.29.37.0"]),
            not_authorised,
            no,
        ),
        (
            "another usage",
            &world.ca,
            eku(&[usages::TIME_STAMPING]),
            not_authorised,
            no,
        ),
        (
            "encryption only",
            &world.ca,
            Profile {
                key_usage: vec![KeyUsage::KeyEncipherment],
                ..right()
            },
            not_authorised,
            // OpenSSL does not look at the key usage of a responder.
            None,
        ),
        (
            "expired",
            &world.ca,
            Profile {
                not_after: now() - hours(2),
                ..right()
            },
            not_valid,
            no,
        ),
        (
            "not yet valid",
            &world.ca,
            Profile {
                not_before: now() + hours(2),
                ..right()
            },
            not_valid,
            no,
        ),
        (
            "valid since it was produced",
            &world.ca,
            Profile {
                not_before: now() - SignedDuration::from_mins(30),
                ..right()
            },
            not_valid,
            // OpenSSL judges the delegate now, not when it signed.
            None,
        ),
        (
            "unknown critical extension",
            &world.ca,
            extended(extension("1.2.3.4", true, vec![5, 0])),
            useless(Unusable::SignerNotTrusted),
            no,
        ),
    ];
    for (name, issuer, profile, expected, openssl_accepts) in rows {
        let delegate = issuer.issue_authority(&profile).unwrap();
        let response = world.by(&delegate, vec![world.good()]);
        assert_eq!(
            world.ask(std::slice::from_ref(&response)),
            expected,
            "{name}"
        );
        if let Some(accepts) = openssl_accepts {
            assert_eq!(
                openssl_verifies(&world, &response),
                accepts,
                "openssl: {name}"
            );
        }
    }
}

fn openssl(folder: &std::path::Path, arguments: &[&str]) -> String {
    let mut command = std::process::Command::new("openssl");
    let output = command
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8_lossy(&text).into_owned()
}

fn folder_of(world: &World) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("ca.pem", &world.ca.issued().certificate_pem());
    write("leaf.pem", &world.leaf.certificate_pem());
    folder
}

fn openssl_verifies(world: &World, response: &[u8]) -> bool {
    let folder = folder_of(world);
    std::fs::write(folder.path().join("response.der"), response).unwrap();
    let at = now().as_second().to_string();
    let said = openssl(
        folder.path(),
        &[
            "ocsp",
            "-respin",
            "response.der",
            "-issuer",
            "ca.pem",
            "-cert",
            "leaf.pem",
            "-CAfile",
            "ca.pem",
            "-attime",
            &at,
            "-no_nonce",
        ],
    );
    match (
        said.contains("Response verify OK"),
        said.contains("Response Verify Failure"),
    ) {
        (true, false) => true,
        (false, true) => false,
        _ => panic!("{said}"),
    }
}

#[test]
fn the_delegate_may_be_found_elsewhere_but_must_be_found() {
    let world = World::new();
    let delegate = world
        .ca
        .issue_authority(&World::delegate_profile())
        .unwrap();
    let profile = OcspProfile::new(now() - hours(1), vec![world.good()]);
    let response = delegate.ocsp(&profile, &world.ca).unwrap();
    let mut question = world.question(&[response]);
    assert_eq!(found(&question), useless(Unusable::SignerNotTrusted));
    let certificate = certificate(delegate.issued());
    question
        .evidence
        .add_certificate(certificate, Origin::Unspecified);
    assert_eq!(found(&question), Found::Good);
}

#[test]
fn the_responder_is_the_one_it_says() {
    let world = World::new();
    let name = Authority::self_signed(&Profile::authority("other", begin(), end())).unwrap();
    for responder in [
        ResponderId::Name(name.name_der().unwrap()),
        ResponderId::KeyHash(vec![0; 20]),
        ResponderId::KeyHash(Vec::new()),
    ] {
        let profile = OcspProfile {
            responder,
            ..OcspProfile::new(now() - hours(1), vec![world.good()])
        };
        let response = world.ca.ocsp(&profile, &world.ca).unwrap();
        assert_eq!(world.ask(&[response]), useless(Unusable::SignerNotTrusted));
    }
    // Says to be the CA, and is not.
    let forger = Authority::self_signed(&Profile::authority("CA", begin(), end())).unwrap();
    let profile = OcspProfile::new(now() - hours(1), vec![world.good()]);
    let response = forger.ocsp(&profile, &world.ca).unwrap();
    assert_eq!(world.ask(&[response]), useless(Unusable::BadSignature));
}

/// RFC 6960 §4.2.2.2.1: a delegate without nocheck that names a responder.
#[test]
fn the_revocation_of_a_delegate_must_be_known_when_the_ca_says_how() {
    let world = World::new();
    let profile = Profile {
        ocsp: Some("http://ocsp.example".to_owned()),
        ..World::delegate_profile()
    };
    let delegate = world.ca.issue_authority(&profile).unwrap();
    let response = world.by(&delegate, vec![world.good()]);
    let about = |status| SingleAnswer {
        next_update: Some(now() + hours(24)),
        ..SingleAnswer::new(&delegate.issued().serial_number(), status, now() - hours(1))
    };
    let unknown = useless(Unusable::SignerRevocationUnknown);
    assert_eq!(world.ask(std::slice::from_ref(&response)), unknown);
    let mut lenient = world.question(std::slice::from_ref(&response));
    lenient.revocation = RevocationMode::IfAvailable;
    assert_eq!(found(&lenient), Found::Good);

    let known = world.answers(vec![about(CertificateStatus::Good)]);
    assert_eq!(world.ask(&[response.clone(), known]), Found::Good);
    let status = |reason| CertificateStatus::Revoked {
        at: now() - hours(2),
        reason,
    };
    let revoked = world.answers(vec![about(status(None))]);
    assert_eq!(
        world.ask(&[response.clone(), revoked.clone()]),
        useless(Unusable::SignerRevoked)
    );
    let mut lenient = world.question(&[response.clone(), revoked]);
    lenient.revocation = RevocationMode::IfAvailable;
    assert_eq!(found(&lenient), useless(Unusable::SignerRevoked));
    let on_hold = world.answers(vec![about(status(Some(Reason::CertificateHold)))]);
    assert_eq!(world.ask(&[response.clone(), on_hold]), unknown);

    // Nobody vouches for himself,
    let himself = world.by(&delegate, vec![about(CertificateStatus::Good)]);
    assert_eq!(world.ask(&[response.clone(), himself]), unknown);
    // nor two for one another;
    let second = world.ca.issue_authority(&profile).unwrap();
    let about_second = SingleAnswer {
        serial: second.issued().serial_number(),
        ..about(CertificateStatus::Good)
    };
    let circle = [
        response.clone(),
        world.by(&second, vec![about(CertificateStatus::Good)]),
        world.by(&delegate, vec![about_second.clone()]),
    ];
    assert_eq!(world.ask(&circle), unknown);
    // but a chain that ends at the CA is one.
    let chain = [
        response,
        world.by(&second, vec![about(CertificateStatus::Good)]),
        world.answers(vec![about_second]),
    ];
    assert_eq!(world.ask(&chain), Found::Good);
}

#[test]
fn a_certificate_does_not_vouch_for_itself() {
    let mut world = World::new();
    for extra_extensions in [vec![], vec![ocsp_no_check()]] {
        let profile = Profile {
            extra_extensions,
            ..World::delegate_profile()
        };
        let delegate = world.ca.issue_authority(&profile).unwrap();
        world.leaf = delegate.issued().clone();
        let ask = |response| {
            let mut question = world.question(&[response]);
            question.purpose = cert_path::Purpose::OcspSigning;
            found(&question)
        };
        let by_itself = ask(world.by(&delegate, vec![world.good()]));
        assert_eq!(by_itself, useless(Unusable::SignerRevocationUnknown));
        assert_eq!(ask(world.answers(vec![world.good()])), Found::Good);
        // Nor by another certificate of the same key.
        let renewed = world.ca.issue_for_key_of(&profile, delegate.issued());
        let renewed = Authority::of(renewed.unwrap(), profile);
        let by_its_key = ask(world.by(&renewed, vec![world.good()]));
        assert_eq!(by_its_key, useless(Unusable::SignerRevocationUnknown));
    }
}

/// The delegate is judged at the time its response is proven to have existed.
#[test]
fn a_proof_of_existence_keeps_the_response_of_a_delegate_that_expired() {
    let world = World::new();
    let profile = Profile {
        not_after: now() + hours(10),
        ..World::delegate_profile()
    };
    let delegate = world.ca.issue_authority(&profile).unwrap();
    let mut question = world.question(&[world.by(&delegate, vec![world.good()])]);
    question.now = Some(now() + hours(20));
    assert_eq!(found(&question), useless(Unusable::SignerNotValid));
    let fingerprint = question.evidence.ocsp_responses()[0].fingerprint();
    question.proofs.record(fingerprint, now() + hours(5));
    assert_eq!(found(&question), Found::Good);
}

#[test]
fn answers_from_the_future_are_not_used() {
    let world = World::new();
    let soon = now() + SignedDuration::from_secs(1);
    let early = SingleAnswer {
        this_update: soon,
        ..world.good()
    };
    assert_eq!(
        world.ask(&[world.answers(vec![early])]),
        useless(Unusable::FromTheFuture)
    );
    let profile = OcspProfile::new(soon, vec![world.good()]);
    let response = world.ca.ocsp(&profile, &world.ca).unwrap();
    assert_eq!(world.ask(&[response]), useless(Unusable::FromTheFuture));
}

#[test]
fn freshness_is_the_callers_rule() {
    let world = World::new();
    let single = SingleAnswer {
        next_update: None,
        ..world.good()
    };
    let mut question = world.question(&[world.answers(vec![single])]);
    assert!(matches!(
        found(&question),
        Found::Unknown(WhyNotChecked::Stale { .. })
    ));
    question.freshness = Freshness::MaxAge(hours(1));
    assert_eq!(found(&question), Found::Good);
    question.freshness = Freshness::MaxAge(hours(1) - SignedDuration::from_secs(1));
    assert!(matches!(
        found(&question),
        Found::Unknown(WhyNotChecked::Stale { .. })
    ));
}

/// RFC 6960 §4.4.4.
#[test]
fn expired_certificates_are_known_as_far_back_as_the_archive_cutoff() {
    let mut world = World::new();
    let expiry = now() - hours(24);
    let profile = Profile::new("signer", begin(), expiry);
    world.leaf = world.ca.issue(&profile).unwrap();
    let ask = |archive_cutoff| {
        let single = SingleAnswer {
            archive_cutoff,
            ..world.good()
        };
        let mut question = world.question(&[world.answers(vec![single])]);
        question.at = expiry - hours(1);
        question.now = Some(now());
        found(&question)
    };
    assert_eq!(ask(None), useless(Unusable::CertificateHadExpired));
    assert_eq!(ask(Some(expiry)), Found::Good);
    assert_eq!(ask(Some(expiry - hours(1000))), Found::Good);
    let too_late = expiry + SignedDuration::from_secs(1);
    assert_eq!(
        ask(Some(too_late)),
        useless(Unusable::CertificateHadExpired)
    );
    // A revocation is news at any time.
    let at = begin() + hours(1);
    let revoked = world.single(CertificateStatus::Revoked { at, reason: None });
    let mut question = world.question(&[world.answers(vec![revoked])]);
    (question.at, question.now) = (expiry - hours(1), Some(now()));
    assert_eq!(found(&question), Found::Revoked(at, None));
}

#[test]
fn of_several_responses_the_newest_counts_and_a_revocation_always() {
    let world = World::new();
    let at = now() - hours(200);
    let aged = |status, age| {
        let single = SingleAnswer {
            this_update: now() - hours(age),
            ..world.single(status)
        };
        let profile = OcspProfile::new(now() - hours(age), vec![single]);
        world.ca.ocsp(&profile, &world.ca).unwrap()
    };
    let revoked = |reason| CertificateStatus::Revoked { at, reason };
    let hold = revoked(Some(Reason::CertificateHold));
    let good = CertificateStatus::Good;
    let both_ways = |one: Vec<u8>, two: Vec<u8>| {
        let found = world.ask(&[one.clone(), two.clone()]);
        assert_eq!(world.ask(&[two, one]), found);
        found
    };
    assert_eq!(both_ways(aged(good, 2), aged(hold, 1)), Found::OnHold(at));
    assert_eq!(both_ways(aged(hold, 2), aged(good, 1)), Found::Good);
    assert_eq!(
        both_ways(aged(revoked(None), 100), aged(good, 1)),
        Found::Revoked(at, None)
    );
    // One that knows nothing does not spoil another that does.
    assert_eq!(
        both_ways(aged(CertificateStatus::Unknown, 1), aged(good, 2)),
        Found::Good
    );
}

#[test]
fn of_several_answers_in_one_response_the_worst_counts() {
    let world = World::new();
    let at = now() - hours(200);
    let hold = CertificateStatus::Revoked {
        at,
        reason: Some(Reason::CertificateHold),
    };
    let revoked = CertificateStatus::Revoked { at, reason: None };
    let both_ways = |one, two| {
        let ask =
            |one, two| world.ask(&[world.answers(vec![world.single(one), world.single(two)])]);
        let found = ask(one, two);
        assert_eq!(ask(two, one), found);
        found
    };
    let (good, unknown) = (CertificateStatus::Good, CertificateStatus::Unknown);
    assert_eq!(both_ways(good, good), Found::Good);
    assert_eq!(both_ways(good, hold), Found::OnHold(at));
    assert_eq!(both_ways(hold, revoked), Found::Revoked(at, None));
    assert_eq!(both_ways(unknown, revoked), Found::Revoked(at, None));
    assert_eq!(
        both_ways(good, unknown),
        useless(Unusable::ResponderDoesNotKnow)
    );
}

#[test]
fn unknown_critical_extensions_forbid_the_use() {
    let world = World::new();
    let extra = |critical| vec![extension("1.2.3.4", critical, vec![5, 0])];
    for (critical, expected) in [
        (true, useless(Unusable::UnknownCriticalExtension)),
        (false, Found::Good),
    ] {
        let single = SingleAnswer {
            extra_extensions: extra(critical),
            ..world.good()
        };
        assert_eq!(world.ask(&[world.answers(vec![single])]), expected);
        let profile = OcspProfile {
            extra_extensions: extra(critical),
            ..OcspProfile::new(now() - hours(1), vec![world.good()])
        };
        assert_eq!(
            world.ask(&[world.ca.ocsp(&profile, &world.ca).unwrap()]),
            expected
        );
    }
}

/// RFC 6960 §4.4.5: extensions of CRL entries.
#[test]
fn an_invalidity_date_is_passed_on() {
    let world = World::new();
    let status = CertificateStatus::Revoked {
        at: now() - hours(9),
        reason: None,
    };
    let single = SingleAnswer {
        extra_extensions: vec![
            extension("2.5.29.24", false, b"\x18\x0f20260301000000Z".to_vec()),
            extension("2.5.29.21", false, vec![0x0a, 1, 1]),
        ],
        ..world.single(status)
    };
    let failure = world
        .question(&[world.answers(vec![single])])
        .ask()
        .unwrap_err();
    let PathReason::Revoked(revoked) = failure.reason else {
        panic!("{failure}")
    };
    assert_eq!(revoked.invalidity_date, Some(time("2026-03-01T00:00:00Z")));
    assert_eq!(revoked.reason, Some(RevocationReason::KeyCompromise));
}

#[test]
fn refusals_are_read_and_prove_nothing() {
    let world = World::new();
    for (status, read) in [
        (demo_pki::OcspStatus::TryLater, OcspStatus::TryLater),
        (demo_pki::OcspStatus::Unauthorized, OcspStatus::Unauthorized),
    ] {
        let profile = OcspProfile {
            status,
            ..OcspProfile::new(now(), Vec::new())
        };
        let der = world.ca.ocsp(&profile, &world.ca).unwrap();
        assert_eq!(OcspResponse::from_der(&der).unwrap().status(), read);
        assert_eq!(world.ask(&[der]), Found::Unknown(WhyNotChecked::NoEvidence));
    }
}

#[test]
fn a_response_answers_its_request() {
    let world = World::new();
    let (leaf, ca) = (certificate(&world.leaf), certificate(world.ca.issued()));
    let provider = CryptoProvider::aws_lc();
    let request = |hash, nonce: Option<&[u8]>| OcspRequest::new(&leaf, &ca, hash, nonce, provider);
    let response = |nonce: Option<&[u8]>| {
        let profile = OcspProfile {
            nonce: nonce.map(<[u8]>::to_vec),
            ..OcspProfile::new(now(), vec![world.good()])
        };
        OcspResponse::from_der(&world.ca.ocsp(&profile, &world.ca).unwrap()).unwrap()
    };
    let sha_1 = DigestAlgorithm::Sha1;
    let (mine, other) = ([7; 32], [8; 32]);
    let asked = request(sha_1, Some(&mine)).unwrap();
    assert_eq!(response(Some(&mine)).answers(&asked), Ok(NonceCheck::Same));
    assert_eq!(response(None).answers(&asked), Ok(NonceCheck::Absent));
    assert_eq!(
        response(Some(&other)).answers(&asked),
        Err(NoAnswer::OtherNonce)
    );
    assert_eq!(
        response(Some(&mine[1..])).answers(&asked),
        Err(NoAnswer::OtherNonce)
    );
    let plain = request(sha_1, None).unwrap();
    assert_eq!(
        response(Some(&other)).answers(&plain),
        Ok(NonceCheck::NotAsked)
    );
    let sha_256 = request(DigestAlgorithm::Sha256, None).unwrap();
    assert_eq!(
        response(None).answers(&sha_256),
        Err(NoAnswer::OtherCertificate)
    );
    let refusal = OcspResponse::from_der(&[0x30, 3, 0x0a, 1, 6]).unwrap();
    let refused = NoAnswer::Refused(OcspStatus::Unauthorized);
    assert_eq!(refusal.answers(&asked), Err(refused));
    for (length, fits) in [(0, false), (1, true), (128, true), (129, false)] {
        let made = request(sha_1, Some(&vec![1; length]));
        let error = OcspRequestError::NonceLength(length);
        assert_eq!(made.err(), (!fits).then_some(error));
    }
}

/// Byte for byte what OpenSSL asks, and it reads the nonce.
#[test]
fn requests_are_those_of_openssl() {
    let world = World::new();
    let folder = folder_of(&world);
    let (leaf, ca) = (certificate(&world.leaf), certificate(world.ca.issued()));
    let provider = CryptoProvider::aws_lc();
    for (name, hash) in [
        ("-sha1", DigestAlgorithm::Sha1),
        ("-sha256", DigestAlgorithm::Sha256),
        ("-sha512", DigestAlgorithm::Sha512),
    ] {
        let arguments = [
            "ocsp",
            name,
            "-issuer",
            "ca.pem",
            "-cert",
            "leaf.pem",
            "-no_nonce",
            "-reqout",
            "request.der",
        ];
        let said = openssl(folder.path(), &arguments);
        let theirs =
            std::fs::read(folder.path().join("request.der")).unwrap_or_else(|_| panic!("{said}"));
        let ours = OcspRequest::new(&leaf, &ca, hash, None, provider).unwrap();
        assert_eq!(ours.der(), theirs, "{name}");
    }
    let nonce = [0xa5; 128];
    let ours = OcspRequest::new(&leaf, &ca, DigestAlgorithm::Sha1, Some(&nonce), provider).unwrap();
    std::fs::write(folder.path().join("ours.der"), ours.der()).unwrap();
    let said = openssl(folder.path(), &["ocsp", "-reqin", "ours.der", "-req_text"]);
    assert!(said.contains("OCSP Nonce"), "{said}");
}

#[test]
fn pem_is_tolerated_and_named_and_der_is_strict() {
    let world = World::new();
    let der = world.answers(vec![world.good()]);
    let pem = demo_pki::to_pem("OCSP RESPONSE", &der);
    let (read, encoding) = OcspResponse::read_any(pem.as_bytes()).unwrap();
    assert_eq!((read.len(), encoding), (1, Encoding::Pem));
    assert_eq!(read[0].der(), der);
    assert_eq!(OcspResponse::read_any(&der).unwrap().1, Encoding::Der);
    assert!(OcspResponse::from_der(pem.as_bytes()).is_err());
    let trailing = [&der[..], &[0]].concat();
    let error = OcspResponse::from_der(&trailing).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("1 bytes after the end at offset {}", der.len())
    );
    let huge = vec![0x30; 1024 * 1024 + 1];
    let error = OcspResponse::from_der(&huge).unwrap_err();
    assert!(error.to_string().contains("more than the limit"), "{error}");
}

#[test]
fn looking_at_answers_is_paid_for() {
    let world = World::new();
    let mut question = world.question(&[world.answers(vec![world.good(); 4])]);
    question.budget = Budget::DEFAULT;
    question.budget.evidence = 3;
    let failure = question.ask().unwrap_err();
    let exhausted = PathReason::BudgetExhausted(BudgetItem::Evidence);
    assert_eq!(failure.reason, exhausted);
    question.budget.evidence = 4;
    // The signature on the certificate is one, that on the response another.
    question.budget.signatures = 1;
    let exhausted = PathReason::BudgetExhausted(BudgetItem::Signatures);
    assert_eq!(question.ask().unwrap_err().reason, exhausted);
    question.budget.signatures = 2;
    assert_eq!(found(&question), Found::Good);
}

/// A hundred delegates, all without nocheck, each vouched for by all: ends within the budget.
#[test]
fn a_hostile_crowd_of_delegates_ends() {
    let world = World::new();
    let profile = Profile {
        ocsp: Some("http://ocsp.example".to_owned()),
        ..World::delegate_profile()
    };
    let crowd: Vec<_> = (0..30)
        .map(|_| world.ca.issue_authority(&profile).unwrap())
        .collect();
    let mut about: Vec<_> = crowd
        .iter()
        .map(|one| SingleAnswer {
            serial: one.issued().serial_number(),
            ..world.good()
        })
        .collect();
    about.push(world.good());
    let responses: Vec<_> = crowd
        .iter()
        .map(|one| world.by(one, about.clone()))
        .collect();
    let reason = world.question(&responses).ask().unwrap_err().reason;
    assert!(
        matches!(
            reason,
            PathReason::BudgetExhausted(_) | PathReason::RevocationUnknown(_)
        ),
        "{reason}"
    );
}

fn sample() -> Vec<u8> {
    let world = World::new();
    let delegate = world
        .ca
        .issue_authority(&World::delegate_profile())
        .unwrap();
    let revoked = CertificateStatus::Revoked {
        at: now(),
        reason: Some(Reason::Superseded),
    };
    let single = SingleAnswer {
        archive_cutoff: Some(begin()),
        ..world.single(revoked)
    };
    let profile = OcspProfile {
        nonce: Some(vec![1; 32]),
        certificates: vec![delegate.issued().certificate_der.clone()],
        ..OcspProfile::new(now(), vec![single, world.good()])
    };
    delegate.ocsp(&profile, &world.ca).unwrap()
}

#[test]
fn every_beginning_of_a_response_is_an_error_within_it() {
    let der = sample();
    for end in 0..der.len() {
        let error = OcspResponse::from_der(&der[..end]).unwrap_err();
        assert!(error.offset <= end, "{error}");
    }
}

proptest! {
    #[test]
    fn any_octets_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = OcspResponse::from_der(&bytes);
        let _ = OcspResponse::read_any(&bytes);
    }

    /// One changed octet: never a panic; what can still be read is what was given; and it proves nothing.
    #[test]
    fn one_changed_octet_proves_nothing(place in any::<prop::sample::Index>(), change in 1..=255_u8) {
        let world = World::new();
        let mut der = world.answers(vec![world.good()]);
        *place.get_mut(&mut der) ^= change;
        if let Ok(response) = OcspResponse::from_der(&der) {
            prop_assert_eq!(response.der(), &der[..]);
            prop_assert_ne!(world.ask(&[der]), Found::Good);
        }
    }
}

#[test]
fn certificates_that_come_along_are_read_in_place() {
    let response = OcspResponse::from_der(&sample()).unwrap();
    let came: Vec<Certificate> = response.basic().unwrap().certificates().to_vec();
    assert_eq!(came.len(), 1);
    assert_eq!(came[0].subject().common_name(), Some("responder"));
}
