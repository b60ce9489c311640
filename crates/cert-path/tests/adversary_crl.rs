//! What a hostile maker of CRLs, or of what they are read from, tries (RFC 5280 §5, §6.3).
#![allow(clippy::unwrap_used)]

mod support;

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use cert_path::{
    ByteSource, Crl, Evidence, Origin, PathReason, RevocationMode, RevocationState, Unusable,
    WhyNotChecked,
};
use demo_pki::extensions::{crl_distribution_points, extension};
use demo_pki::{
    Authority, CrlProfile, DistributionPoint, DistributionPointName, ExtraExtension, Idp, Issued,
    KeyKind, KeyUsage, Profile, Reason, RevokedEntry,
};
use jiff::{SignedDuration, Timestamp};
use support::{Question, begin, certificate, end, now, time};

const fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

fn ca(name: &str) -> Profile {
    Profile::authority(name, begin(), end())
}

/// A root, which is the anchor, a CA below it, and a signer.
struct World {
    root: Authority,
    ca: Authority,
    leaf: Issued,
}

impl World {
    fn new() -> Self {
        Self::with(&Profile::new("signer", begin(), end()))
    }

    fn with(leaf: &Profile) -> Self {
        let root = Authority::self_signed(&ca("Root")).unwrap();
        let middle = root.issue_authority(&ca("CA")).unwrap();
        let leaf = middle.issue(leaf).unwrap();
        Self {
            root,
            ca: middle,
            leaf,
        }
    }

    /// The leaf alone under its CA as anchor, so that only its own status counts.
    fn short(&self, crls: &[Vec<u8>]) -> Question {
        let mut question = Question::new(&self.leaf, &[], self.ca.issued());
        question.revocation = RevocationMode::Require;
        add(&mut question.evidence, crls);
        question
    }

    /// The whole path; the root says that the CA is good.
    fn long(&self, crls: &[Vec<u8>]) -> Question {
        let mut question = Question::new(&self.leaf, &[self.ca.issued()], self.root.issued());
        question.revocation = RevocationMode::Require;
        add(&mut question.evidence, &[list(&self.root, vec![])]);
        add(&mut question.evidence, crls);
        question
    }

    fn revoked(&self) -> RevokedEntry {
        RevokedEntry::new(&self.leaf.serial_number(), now() - hours(48))
            .because(Reason::KeyCompromise)
    }
}

fn fresh() -> CrlProfile {
    CrlProfile::new(now() - hours(1), now() + hours(24))
}

fn list(issuer: &Authority, entries: Vec<RevokedEntry>) -> Vec<u8> {
    let profile = CrlProfile { entries, ..fresh() };
    issuer.crl(&profile).unwrap()
}

fn add(evidence: &mut Evidence, crls: &[Vec<u8>]) {
    for der in crls {
        evidence.add_crl(Crl::from_der(der).unwrap(), Origin::Unspecified);
    }
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

/// What is said of the signer.
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

// --- what it is read from ------------------------------------------------------------------------------------------

/// Bytes that can be exchanged while they are in use.
struct Changing {
    bytes: Mutex<Vec<u8>>,
}

impl Changing {
    fn new(bytes: &[u8]) -> Arc<Self> {
        Arc::new(Self {
            bytes: Mutex::new(bytes.to_vec()),
        })
    }

    fn becomes(&self, bytes: &[u8]) {
        *self.bytes.lock().unwrap() = bytes.to_vec();
    }
}

fn read_from(bytes: &[u8], offset: u64, buffer: &mut [u8]) -> io::Result<()> {
    let start = usize::try_from(offset).map_err(|_| io::ErrorKind::UnexpectedEof)?;
    let there = bytes.get(start..).and_then(|rest| rest.get(..buffer.len()));
    buffer.copy_from_slice(there.ok_or(io::ErrorKind::UnexpectedEof)?);
    Ok(())
}

impl ByteSource for Changing {
    fn length(&self) -> u64 {
        self.bytes.lock().unwrap().len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        read_from(&self.bytes.lock().unwrap(), offset, buffer)
    }
}

fn ask_with(world: &World, leaf: &Issued, crl: &Crl) -> Found {
    let mut question = world.short(&[]);
    question.signer = certificate(leaf);
    question.evidence.add_crl(crl.clone(), Origin::Unspecified);
    found(&question)
}

/// Two lists of the same length that differ in one serial number: the file is rewritten between two questions.
#[test]
fn entries_that_change_after_the_first_question_are_not_believed() {
    for key in [KeyKind::P256, KeyKind::Ed25519] {
        let profile = ca("CA").with_key(key);
        let issuer = Authority::self_signed(&profile).unwrap();
        let first = issuer
            .issue(&Profile::new("first", begin(), end()))
            .unwrap();
        let second = issuer
            .issue(&Profile::new("second", begin(), end()))
            .unwrap();
        let world = World {
            root: issuer.clone(),
            ca: issuer,
            leaf: first,
        };
        let gone = RevokedEntry::new(&second.serial_number(), now() - hours(48));
        let genuine = list(&world.ca, vec![gone]);
        let mut altered = genuine.clone();
        let serial = second.serial_number();
        let place = altered
            .windows(serial.len())
            .position(|window| window == serial)
            .unwrap();
        altered[place + serial.len() - 1] ^= 0x01;

        let source = Changing::new(&genuine);
        let crl = Crl::from_source(source.clone()).unwrap();
        assert_eq!(ask_with(&world, &world.leaf, &crl), Found::Good);
        source.becomes(&altered);
        let answer = ask_with(&world, &second, &crl);
        assert!(matches!(answer, Found::Unknown(_)), "{key:?}: {answer:?}");
        // Nor is it taken for good when it is again what it was; read anew, it says what it says.
        source.becomes(&genuine);
        assert_ne!(ask_with(&world, &second, &crl), Found::Good, "{key:?}");
        let anew = Crl::from_source(source).unwrap();
        assert_eq!(ask_with(&world, &second, &anew), Found::Revoked, "{key:?}");
    }
}

/// The head is shown with a later nextUpdate than was signed; to be hashed, the genuine one is shown.
#[test]
fn a_head_that_changes_after_it_was_read_is_not_believed() {
    for key in [KeyKind::P256, KeyKind::Ed25519] {
        let issuer = Authority::self_signed(&ca("CA").with_key(key)).unwrap();
        let leaf = issuer
            .issue(&Profile::new("first", begin(), end()))
            .unwrap();
        let world = World {
            root: issuer.clone(),
            ca: issuer,
            leaf,
        };
        let stale = CrlProfile::new(now() - hours(400), now() - hours(300));
        let genuine = world.ca.crl(&stale).unwrap();
        let later = world
            .ca
            .crl(&CrlProfile::new(now() - hours(400), now() + hours(300)))
            .unwrap();
        let text = |der: &[u8], at: usize| der[at..at + 13].to_vec();
        let times: Vec<usize> = (0..genuine.len() - 15)
            .filter(|at| genuine[*at..*at + 2] == [0x17, 0x0d])
            .map(|at| at + 2)
            .collect();
        let mut altered = genuine.clone();
        altered[times[1]..times[1] + 13].copy_from_slice(&text(&later, times[1]));

        let source = Changing::new(&altered);
        let crl = Crl::from_source(source.clone()).unwrap();
        source.becomes(&genuine);
        let answer = ask_with(&world, &world.leaf, &crl);
        assert_eq!(answer, useless(Unusable::BadSignature), "{key:?}");
    }
}

/// Fails, or stops short, at the chosen read.
struct Failing {
    bytes: Vec<u8>,
    fails_at: AtomicUsize,
    failed: AtomicBool,
    kind: io::ErrorKind,
}

impl ByteSource for Failing {
    fn length(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        match self.fails_at.load(Ordering::SeqCst) {
            0 => {
                self.failed.store(true, Ordering::SeqCst);
                Err(self.kind.into())
            }
            usize::MAX => read_from(&self.bytes, offset, buffer),
            left => {
                self.fails_at.store(left - 1, Ordering::SeqCst);
                read_from(&self.bytes, offset, buffer)
            }
        }
    }
}

#[test]
fn a_read_that_fails_is_never_not_revoked_and_not_remembered() {
    let world = World::new();
    let entries = (0..40_000_u32)
        .map(|index| RevokedEntry::new(&(0x0100_0000 + index).to_be_bytes(), now() - hours(48)))
        .chain([world.revoked()])
        .collect();
    let bytes = list(&world.ca, entries);
    let source = Arc::new(Failing {
        bytes,
        fails_at: AtomicUsize::new(usize::MAX),
        failed: AtomicBool::new(false),
        kind: io::ErrorKind::TimedOut,
    });
    let crl = Crl::from_source(source.clone()).unwrap();
    for reads in 0..8 {
        source.fails_at.store(reads, Ordering::SeqCst);
        source.failed.store(false, Ordering::SeqCst);
        let answer = ask_with(&world, &world.leaf, &crl);
        let failed = source.failed.load(Ordering::SeqCst);
        let expected = if failed {
            useless(Unusable::Malformed)
        } else {
            Found::Revoked
        };
        assert_eq!(answer, expected, "after {reads} reads");
        if !failed {
            break;
        }
    }
    source.fails_at.store(usize::MAX, Ordering::SeqCst);
    assert_eq!(ask_with(&world, &world.leaf, &crl), Found::Revoked);
}

/// Ends earlier than it said.
#[test]
fn a_source_that_becomes_shorter_proves_nothing() {
    let world = World::new();
    let genuine = list(&world.ca, vec![world.revoked()]);
    let source = Changing::new(&genuine);
    let crl = Crl::from_source(source.clone()).unwrap();
    source.becomes(&genuine[..genuine.len() / 2]);
    let answer = ask_with(&world, &world.leaf, &crl);
    assert!(matches!(answer, Found::Unknown(_)), "{answer:?}");
}

#[test]
fn many_threads_ask_one_list() {
    let world = World::new();
    let other = world
        .ca
        .issue(&Profile::new("other", begin(), end()))
        .unwrap();
    let crl = Crl::from_der(&list(&world.ca, vec![world.revoked()])).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert_eq!(ask_with(&world, &world.leaf, &crl), Found::Revoked);
                    assert_eq!(ask_with(&world, &other, &crl), Found::Good);
                }
            });
        }
    });
}

// --- scope ---------------------------------------------------------------------------------------------------------

const HALF: [Reason; 4] = [
    Reason::KeyCompromise,
    Reason::CaCompromise,
    Reason::AffiliationChanged,
    Reason::Superseded,
];
const OTHER_HALF: [Reason; 4] = [
    Reason::CessationOfOperation,
    Reason::CertificateHold,
    Reason::PrivilegeWithdrawn,
    Reason::AaCompromise,
];

fn partition(reasons: &[Reason]) -> Option<Idp> {
    Some(Idp {
        only_some_reasons: Some(reasons.to_vec()),
        ..Idp::default()
    })
}

/// Two lists, each for half of the reasons: the one long stale, the other good for years.
#[test]
fn a_stale_partition_of_reasons_is_not_hidden_by_a_fresh_one() {
    let world = World::new();
    let in_part = |reasons, from, until| {
        let profile = CrlProfile {
            issuing_distribution_point: partition(reasons),
            ..CrlProfile::new(from, until)
        };
        world.ca.crl(&profile).unwrap()
    };
    let long = in_part(&HALF, now() - hours(3_000), now() + hours(3_000));
    let stale = in_part(&OTHER_HALF, now() - hours(2_000), now() - hours(1_900));
    let current = in_part(&OTHER_HALF, now() - hours(1), now() + hours(24));
    let answer = found(&world.short(&[long.clone(), stale.clone()]));
    assert!(
        matches!(answer, Found::Unknown(WhyNotChecked::Stale { .. })),
        "{answer:?}"
    );
    assert_eq!(found(&world.short(&[long.clone(), current])), Found::Good);
    assert_eq!(
        found(&world.short(&[long])),
        useless(Unusable::ReasonsNotCovered)
    );
}

/// certificateIssuer moves entries to another CA, and is for indirect CRLs only (RFC 5280 §5.3.3).
#[test]
fn certificate_issuer_hides_no_entry_of_a_direct_list() {
    let world = World::new();
    let stranger = Authority::self_signed(&ca("Stranger")).unwrap();
    let decoy = RevokedEntry {
        certificate_issuer: Some(stranger.name_der().unwrap()),
        ..RevokedEntry::new(&[0x05], now() - hours(48))
    };
    let hidden = list(&world.ca, vec![decoy, world.revoked()]);
    let answer = found(&world.short(&[hidden]));
    assert_ne!(answer, Found::Good);
}

/// On an indirect list the issuer stays the one named last, and may be named again in another encoding.
#[test]
fn entries_of_an_indirect_list_belong_to_the_issuer_named_last() {
    use demo_pki::SubjectAttribute as Is;
    use demo_pki::name::{NameAttribute, StringType, name};
    let world = World::new();
    let indirect = || {
        Some(Idp {
            indirect: true,
            ..Idp::default()
        })
    };
    let with = |entries| {
        let profile = CrlProfile {
            issuing_distribution_point: indirect(),
            entries,
            ..fresh()
        };
        world.ca.crl(&profile).unwrap()
    };
    let stranger = Authority::self_signed(&ca("Stranger")).unwrap();
    let of = |issuer: Vec<u8>, serial: &[u8]| RevokedEntry {
        certificate_issuer: Some(issuer),
        ..RevokedEntry::new(serial, now() - hours(48))
    };
    let serial = world.leaf.serial_number();
    let strange = stranger.name_der().unwrap();
    let own = world.ca.name_der().unwrap();
    // another issuer's certificate with our serial number
    let theirs = with(vec![of(strange.clone(), &serial)]);
    assert_eq!(found(&world.short(&[theirs])), Found::Good);
    // ours, after theirs
    let after = with(vec![of(strange.clone(), &[5]), of(own, &serial)]);
    assert_eq!(found(&world.short(&[after])), Found::Revoked);
    // ours by name in another encoding and case
    let written = name(&[
        NameAttribute::new(Is::Country, StringType::Printable, "vn"),
        NameAttribute::new(
            Is::OrganisationalUnit,
            StringType::Utf8,
            &demo_pki::MARK.to_lowercase(),
        ),
        NameAttribute::new(Is::CommonName, StringType::Bmp, " ca "),
    ])
    .unwrap();
    let otherwise = with(vec![of(strange.clone(), &[5]), of(written, &serial)]);
    assert_eq!(found(&world.short(&[otherwise])), Found::Revoked);
    // ours first, without a name; then theirs
    let first = with(vec![
        RevokedEntry::new(&serial, now() - hours(48)),
        of(strange, &[5]),
    ]);
    assert_eq!(found(&world.short(&[first])), Found::Revoked);
}

// --- who signs -----------------------------------------------------------------------------------------------------

/// A leaf that has the name of its CA, and no key usage, signs "the CA's" list about itself.
#[test]
fn nobody_vouches_for_himself() {
    let leaf = Profile::new("CA", begin(), end());
    let world = World::with(&leaf);
    let impostor = Authority::of(world.leaf.clone(), leaf);
    let own = list(&impostor, vec![]);
    for mode in [RevocationMode::Require, RevocationMode::IfAvailable] {
        let mut question = world.short(std::slice::from_ref(&own));
        question.revocation = mode;
        question
            .evidence
            .add_certificate(certificate(&world.leaf), Origin::Unspecified);
        let answer = found(&question);
        assert!(matches!(answer, Found::Unknown(_)), "{mode:?}: {answer:?}");
    }
}

/// Another subscriber of the CA, with the CA's name and a key usage that is no CA's.
#[test]
fn a_leaf_of_the_right_name_signs_no_lists() {
    let world = World::new();
    for key_usage in [
        vec![KeyUsage::DigitalSignature],
        vec![KeyUsage::KeyCertSign],
    ] {
        let profile = Profile {
            key_usage,
            ..Profile::new("CA", begin(), end())
        };
        let impostor = world.ca.issue_authority(&profile).unwrap();
        let mut question = world.short(&[list(&impostor, vec![])]);
        question
            .evidence
            .add_certificate(certificate(impostor.issued()), Origin::Unspecified);
        assert_eq!(found(&question), useless(Unusable::SignerNotAuthorised));
    }
}

/// The same name under another anchor, or under none.
#[test]
fn a_ca_of_the_same_name_elsewhere_says_nothing() {
    let world = World::new();
    let elsewhere = Authority::self_signed(&ca("Elsewhere")).unwrap();
    let twin = elsewhere.issue_authority(&ca("CA")).unwrap();
    let alone = Authority::self_signed(&ca("CA")).unwrap();
    for signer in [&twin, &alone] {
        for entries in [vec![], vec![world.revoked()]] {
            let mut question = world.long(&[list(signer, entries)]);
            question.evidence.add_certificates(
                [
                    certificate(signer.issued()),
                    certificate(elsewhere.issued()),
                ],
                &Origin::Unspecified,
            );
            // Both are anchors, even; the list must lead to that of the path (RFC 5280 §6.3.3 (f)).
            let other = cert_path::TrustAnchor::new(certificate(elsewhere.issued()));
            question.anchors.push(other);
            let answer = found(&question);
            assert!(matches!(answer, Found::Unknown(_)), "{answer:?}");
        }
    }
}

/// Known and not stopped (docs/attacks.md): RFC 5280 §6.3.3 (f) asks for the name and the anchor, no more. A sister CA of
/// the same name under the same anchor can sign; she cannot hide what the CA itself says.
#[test]
fn a_sister_of_the_same_name_may_speak_and_cannot_hide() {
    let world = World::new();
    let sister = world.root.issue_authority(&ca("CA")).unwrap();
    let theirs = list(&sister, vec![]);
    let own = list(&world.ca, vec![world.revoked()]);
    for (crls, expected) in [
        (vec![theirs.clone()], Found::Good),
        (vec![theirs, own], Found::Revoked),
    ] {
        let mut question = world.long(&crls);
        question
            .evidence
            .add_certificate(certificate(sister.issued()), Origin::Unspecified);
        assert_eq!(found(&question), expected);
    }
}

/// Named by the list's key identifier or not: a key that did not sign does not count.
#[test]
fn the_key_identifier_is_no_signature() {
    let world = World::new();
    let mut forged = list(&world.ca, vec![]);
    let last = forged.len() - 1;
    forged[last] ^= 1;
    assert_eq!(
        found(&world.short(&[forged])),
        useless(Unusable::BadSignature)
    );
}

/// A CRL signer whose certificate expired, or was revoked by the CA.
#[test]
fn an_expired_or_revoked_signer_signs_no_lists() {
    let world = World::new();
    let signing = |until: Timestamp| Profile {
        key_usage: vec![KeyUsage::CrlSign],
        ..Profile::new("CA", begin(), until)
    };
    let expired = world
        .ca
        .issue_authority(&signing(now() - hours(1)))
        .unwrap();
    let revoked = world.ca.issue_authority(&signing(end())).unwrap();
    let out = RevokedEntry::new(&revoked.issued().serial_number(), now() - hours(5));
    // The CA's list about its signers is out of scope for the leaf: other reasons are missing nothing, it is stale.
    let stale = CrlProfile {
        entries: vec![out],
        ..CrlProfile::new(now() - hours(4), now() - hours(2))
    };
    let cases = [
        (&expired, vec![], Unusable::SignerNotValid),
        (
            &revoked,
            vec![world.ca.crl(&stale).unwrap()],
            Unusable::SignerRevoked,
        ),
    ];
    for (signer, more, why) in cases {
        let mut question = world.short(&more);
        add(&mut question.evidence, &[list(signer, vec![])]);
        question
            .evidence
            .add_certificate(certificate(signer.issued()), Origin::Unspecified);
        let answer = found(&question);
        assert!(matches!(answer, Found::Unknown(_)), "{answer:?}");
        let failure = question.ask().unwrap_err();
        let reasons: Vec<_> = failure.record.statuses[0]
            .unusable
            .iter()
            .map(|one| one.why)
            .collect();
        assert!(reasons.contains(&why), "{reasons:?}");
    }
}

// --- delta ---------------------------------------------------------------------------------------------------------

fn numbered(number: u64, base: Option<u64>, entries: Vec<RevokedEntry>, age: i64) -> CrlProfile {
    CrlProfile {
        number: Some(number),
        delta_base: base,
        entries,
        ..CrlProfile::new(now() - hours(age), now() + hours(24))
    }
}

#[test]
fn deltas_add_and_lift_and_nothing_else() {
    let world = World::new();
    let serial = world.leaf.serial_number();
    let entry = |reason| vec![RevokedEntry::new(&serial, now() - hours(48)).because(reason)];
    let make = |profile: &CrlProfile| world.ca.crl(profile).unwrap();
    let base = |entries| make(&numbered(10, None, entries, 20));
    let delta = |number, from, entries, age| make(&numbered(number, Some(from), entries, age));
    let held = || base(entry(Reason::CertificateHold));
    let removed = || entry(Reason::RemoveFromCrl);
    let cases = [
        ("lifted", held(), delta(12, 10, removed(), 2), Found::Good),
        (
            "removed without a hold: a revocation is for ever",
            base(entry(Reason::KeyCompromise)),
            delta(12, 10, removed(), 2),
            Found::Revoked,
        ),
        (
            "the hold becomes a revocation",
            held(),
            delta(12, 10, entry(Reason::KeyCompromise), 2),
            Found::Revoked,
        ),
        (
            "a delta older than its base",
            held(),
            delta(9, 8, removed(), 30),
            Found::OnHold,
        ),
        (
            "issued before its base",
            held(),
            delta(12, 10, removed(), 30),
            Found::OnHold,
        ),
        (
            "issued with its base",
            held(),
            delta(12, 10, removed(), 20),
            Found::OnHold,
        ),
        (
            "of the same number",
            held(),
            delta(10, 10, removed(), 2),
            Found::OnHold,
        ),
        (
            "begins later",
            held(),
            delta(12, 11, removed(), 2),
            Found::OnHold,
        ),
        (
            "a hold in the delta",
            base(vec![]),
            delta(12, 10, entry(Reason::CertificateHold), 2),
            Found::OnHold,
        ),
        ("silent", held(), delta(12, 10, vec![], 2), Found::OnHold),
    ];
    for (what, base, delta, expected) in cases {
        for order in [[base.clone(), delta.clone()], [delta, base]] {
            assert_eq!(found(&world.short(&order)), expected, "{what}");
        }
    }
    assert_eq!(
        found(&world.short(&[delta(12, 10, vec![], 2)])),
        useless(Unusable::NoCompleteCrl)
    );
}

/// A delta of another scope, or signed by another key of the same name, lifts nothing.
#[test]
fn a_foreign_delta_lifts_nothing() {
    let world = World::new();
    let serial = world.leaf.serial_number();
    let because = |reason| vec![RevokedEntry::new(&serial, now() - hours(48)).because(reason)];
    let held = world
        .ca
        .crl(&numbered(10, None, because(Reason::CertificateHold), 20))
        .unwrap();
    let lifting = numbered(12, Some(10), because(Reason::RemoveFromCrl), 2);
    let users = CrlProfile {
        issuing_distribution_point: Some(Idp {
            only_user: true,
            ..Idp::default()
        }),
        ..lifting.clone()
    };
    let twin = world.root.issue_authority(&ca("CA")).unwrap();
    let unnamed = CrlProfile {
        authority_key_identifier: false,
        ..lifting.clone()
    };
    for delta in [
        world.ca.crl(&users).unwrap(),
        twin.crl(&lifting).unwrap(),
        twin.crl(&unnamed).unwrap(),
        world.ca.crl(&unnamed).unwrap(),
    ] {
        let mut question = world.long(&[held.clone(), delta]);
        question
            .evidence
            .add_certificate(certificate(twin.issued()), Origin::Unspecified);
        assert_eq!(found(&question), Found::OnHold);
    }
}

/// Two complete lists of one number that contradict each other: the revocation counts.
#[test]
fn of_two_lists_with_one_number_the_worse_counts() {
    let world = World::new();
    let silent = world.ca.crl(&numbered(7, None, vec![], 2)).unwrap();
    let speaks = world
        .ca
        .crl(&numbered(7, None, vec![world.revoked()], 3))
        .unwrap();
    assert_eq!(found(&world.short(&[silent, speaks])), Found::Revoked);
}

/// removeFromCRL belongs to deltas (RFC 5280 §5.3.1).
#[test]
fn a_complete_list_removes_nothing() {
    let world = World::new();
    let entry = RevokedEntry::new(&world.leaf.serial_number(), now() - hours(48))
        .because(Reason::RemoveFromCrl);
    assert_eq!(
        found(&world.short(&[list(&world.ca, vec![entry])])),
        useless(Unusable::Malformed)
    );
    // nor does a second entry for the same certificate
    let twice = [
        Reason::KeyCompromise,
        Reason::RemoveFromCrl,
        Reason::CertificateHold,
    ]
    .map(|why| RevokedEntry::new(&world.leaf.serial_number(), now() - hours(48)).because(why));
    for turn in 0..3 {
        let mut entries = twice.to_vec();
        entries.rotate_left(turn);
        assert_eq!(
            found(&world.short(&[list(&world.ca, entries)])),
            Found::Revoked
        );
    }
}

// --- sizes and forms -----------------------------------------------------------------------------------------------

fn extra(index: u32, critical: bool, size: usize) -> ExtraExtension {
    extension(
        &format!("1.3.6.1.4.1.32473.{index}"),
        critical,
        vec![0x04; size],
    )
}

#[test]
fn absurd_entries_are_refused_and_hide_nothing() {
    let world = World::new();
    let with = |extra_extensions| RevokedEntry {
        extra_extensions,
        ..RevokedEntry::new(&[0x05], now() - hours(48))
    };
    let many = with((0..100_000).map(|index| extra(index, false, 2)).collect());
    let huge = with(vec![extra(1, false, 100_000)]);
    let serial = RevokedEntry::new(&vec![0x7f; 1 << 20], now() - hours(48));
    for entry in [many, huge, serial] {
        let der = list(&world.ca, vec![world.revoked(), entry]);
        assert!(Crl::from_der(&der).is_err());
        let source: Arc<[u8]> = der.into();
        let crl = Crl::from_source(Arc::new(source)).unwrap();
        assert_eq!(
            ask_with(&world, &world.leaf, &crl),
            useless(Unusable::Malformed)
        );
    }
    // an unknown critical extension on anybody's entry
    let critical = list(&world.ca, vec![with(vec![extra(1, true, 2)])]);
    assert_eq!(
        found(&world.short(&[critical])),
        useless(Unusable::UnknownCriticalExtension)
    );
}

/// 02 02 00 05 and 02 01 05 would be one number; only the second is DER.
#[test]
fn serial_numbers_are_compared_as_numbers() {
    let leaf = Profile {
        serial: Some(vec![0x85]),
        ..Profile::new("signer", begin(), end())
    };
    let world = World::with(&leaf);
    let listed = |serial: &[u8]| {
        let entry = RevokedEntry::new(serial, now() - hours(48));
        let der = list(&world.ca, vec![entry]);
        Crl::from_der(&der).map(|crl| ask_with(&world, &world.leaf, &crl))
    };
    let own = world.leaf.serial_number();
    assert_eq!(listed(&own).unwrap(), Found::Revoked, "{own:02x?}");
    // Its twos-complement neighbour is another number.
    let other: &[u8] = if own == [0x85] {
        &[0x00, 0x85]
    } else {
        &[0x85]
    };
    if let Ok(answer) = listed(other) {
        assert!(matches!(answer, Found::Good | Found::Revoked));
    }
}

#[test]
fn a_window_that_ends_before_it_begins_is_stale() {
    let world = World::new();
    let backwards = CrlProfile::new(now() - hours(1), now() - hours(100));
    let answer = found(&world.short(&[world.ca.crl(&backwards).unwrap()]));
    assert!(
        matches!(answer, Found::Unknown(WhyNotChecked::Stale { .. })),
        "{answer:?}"
    );
}

/// Bytes after the entries where version 1 has none.
#[test]
fn version_1_has_no_extensions() {
    let world = World::new();
    let second = list(&world.ca, vec![world.revoked()]);
    let first = CrlProfile {
        version: 1,
        entries: vec![RevokedEntry::new(
            &world.leaf.serial_number(),
            now() - hours(48),
        )],
        ..fresh()
    };
    let first = world.ca.crl(&first).unwrap();
    assert_eq!(found(&world.short(&[first])), Found::Revoked);
    // A list of version 2 that says it is of version 1: the INTEGER is gone, and the lengths fit.
    let version = [0x02, 0x01, 0x01];
    let place = second
        .windows(3)
        .position(|window| window == version)
        .unwrap();
    let mut claims = second;
    claims[place + 2] = 0;
    assert!(Crl::from_der(&claims).is_err());
}

// --- caches --------------------------------------------------------------------------------------------------------

/// What was found under one key is not taken for another: both keys, either order, one question.
#[test]
fn a_signature_found_good_under_one_key_is_not_good_under_another() {
    let world = World::new();
    let twin = world.root.issue_authority(&ca("CA")).unwrap();
    let theirs = twin.issue(&Profile::new("theirs", begin(), end())).unwrap();
    let crl = Crl::from_der(&list(&world.ca, vec![])).unwrap();
    // No certificate of the other CA is at hand: a list of the same name under an unknown key.
    for (leaf, ca, expected) in [
        (&world.leaf, &world.ca, true),
        (&theirs, &twin, false),
        (&world.leaf, &world.ca, true),
    ] {
        let mut question = Question::new(leaf, &[], ca.issued());
        question.revocation = RevocationMode::Require;
        question.evidence.add_crl(crl.clone(), Origin::Unspecified);
        assert_eq!(found(&question) == Found::Good, expected);
    }
}

/// The bytes of a CRL given as something else do not make it disappear.
#[test]
fn evidence_of_one_kind_does_not_displace_another() {
    let world = World::new();
    let der = list(&world.ca, vec![world.revoked()]);
    let mut evidence = Evidence::new();
    evidence.add_timestamp(der.clone(), Origin::Document);
    evidence.add_timestamp(world.ca.issued().certificate_der.clone(), Origin::Document);
    let mut question = world.short(&[]);
    question.evidence = evidence;
    question.revocation = RevocationMode::IfAvailable;
    let operators = Origin::File("operator.crl".to_owned());
    let crl = Crl::from_der(&der).unwrap();
    assert!(question.evidence.add_crl(crl, operators.clone()));
    let ca = certificate(world.ca.issued());
    assert!(question.evidence.add_certificate(ca, operators.clone()));
    assert_eq!(found(&question), Found::Revoked);
    // Nor by merging.
    let mut merged = Evidence::new();
    merged.add_timestamp(der.clone(), Origin::Document);
    let mut given = Evidence::new();
    given.add_crl(Crl::from_der(&der).unwrap(), operators);
    merged.merge(given);
    assert_eq!((merged.crls().len(), merged.timestamps().len()), (1, 1));
}

/// A distribution point of the certificate does not make another CA's list its own.
#[test]
fn a_point_without_an_issuer_lends_no_authority() {
    let name = DistributionPointName::uri("http://crl.test/a.crl");
    let points = [DistributionPoint {
        name: Some(name.clone()),
        reasons: None,
        crl_issuer: None,
    }];
    let leaf = Profile {
        extra_extensions: vec![crl_distribution_points(&points).unwrap()],
        ..Profile::new("signer", begin(), end())
    };
    let world = World::with(&leaf);
    let sister = world.root.issue_authority(&ca("Sister")).unwrap();
    let theirs = CrlProfile {
        issuing_distribution_point: Some(Idp {
            name: Some(name),
            indirect: true,
            ..Idp::default()
        }),
        ..fresh()
    };
    let mut question = world.long(&[sister.crl(&theirs).unwrap()]);
    question
        .evidence
        .add_certificate(certificate(sister.issued()), Origin::Unspecified);
    assert_eq!(found(&question), Found::Unknown(WhyNotChecked::NoEvidence));
}

/// A list from after the certificate expired may have dropped it (RFC 5280 §3.3).
#[test]
fn a_list_that_drops_the_expired_shows_nothing() {
    let leaf = Profile::new("signer", begin(), time("2026-06-01T00:00:00Z"));
    let world = World::with(&leaf);
    let at = time("2026-05-01T00:00:00Z");
    let ask = |profile: &CrlProfile| {
        let mut question = world.short(&[world.ca.crl(profile).unwrap()]);
        question.at = at;
        question.now = Some(now());
        found(&question)
    };
    assert_eq!(ask(&fresh()), useless(Unusable::CertificateHadExpired));
    let kept = |since: &str| CrlProfile {
        expired_certs_on_crl: Some(time(since)),
        ..fresh()
    };
    assert_eq!(ask(&kept("2026-06-01T00:00:00Z")), Found::Good);
    assert_eq!(
        ask(&kept("2026-06-01T00:00:01Z")),
        useless(Unusable::CertificateHadExpired)
    );
}
