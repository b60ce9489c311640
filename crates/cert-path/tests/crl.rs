//! Reading CRLs, and what they cost (RFC 5280 §5, §6.3.3). Hostile ones: `adversary_crl.rs`; the public suites:
//! `pkits.rs`, `crl_boringssl.rs`, `limbo.rs`.
#![allow(clippy::unwrap_used)]

mod support;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use cert_path::{
    Budget, BudgetItem, ByteSource, CertificateErrorKind, CertificateProfile, Crl, CrlEntry,
    Origin, PathReason, RevocationMode, RevocationReason, RevocationState, Unusable, WhyNotChecked,
};
use demo_pki::extensions::crl_distribution_points;
use demo_pki::{
    Authority, CrlProfile, DistributionPoint, DistributionPointName, Idp, Issued, Profile, Reason,
    RevokedEntry, to_pem,
};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use support::{Question, begin, certificate, end, now};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

struct World {
    ca: Authority,
    leaf: Issued,
}

fn world() -> World {
    world_with(&Profile::new("signer", begin(), end()))
}

fn world_with(leaf: &Profile) -> World {
    let ca = Authority::self_signed(&Profile::authority("CA", begin(), end())).unwrap();
    let leaf = ca.issue(leaf).unwrap();
    World { ca, leaf }
}

fn fresh() -> CrlProfile {
    CrlProfile::new(now() - HOUR, now() + HOUR * 24)
}

impl World {
    fn list(&self, entries: Vec<RevokedEntry>) -> Vec<u8> {
        self.ca.crl(&CrlProfile { entries, ..fresh() }).unwrap()
    }

    fn question(&self, crls: impl IntoIterator<Item = Crl>) -> Question {
        let mut question = Question::new(&self.leaf, &[], self.ca.issued());
        question.revocation = RevocationMode::Require;
        for crl in crls {
            question.evidence.add_crl(crl, Origin::Unspecified);
        }
        question
    }
}

fn read(der: &[u8]) -> Crl {
    Crl::from_der(der).unwrap()
}

fn refusal(question: &Question) -> PathReason {
    question.ask().unwrap_err().reason
}

fn useless(why: Unusable) -> PathReason {
    PathReason::RevocationUnknown(WhyNotChecked::Unusable(why))
}

// --- reading -------------------------------------------------------------------------------------------------------

#[test]
fn the_head_is_read() {
    let world = world();
    let profile = CrlProfile {
        number: Some(300),
        delta_base: Some(299),
        expired_certs_on_crl: Some(begin()),
        freshest_crl: vec![DistributionPoint {
            name: Some(DistributionPointName::uri("http://x.example/delta.crl")),
            ..DistributionPoint::default()
        }],
        ..fresh()
    };
    let crl = read(&world.ca.crl(&profile).unwrap());
    assert_eq!(crl.version(), 2);
    assert_eq!(crl.issuer(), certificate(world.ca.issued()).subject());
    assert_eq!(crl.this_update(), profile.this_update);
    assert_eq!(crl.next_update(), profile.next_update);
    assert_eq!(crl.number().unwrap().to_string(), "012C");
    assert_eq!(crl.base_number().unwrap().to_string(), "012B");
    assert!(crl.is_delta() && !crl.is_indirect() && !crl.has_empty_list());
    assert_eq!(crl.keeps_expired_since(), Some(begin()));
    assert_eq!(crl.delta_addresses(), ["http://x.example/delta.crl"]);
    assert_eq!(crl.entries().count(), 0);
    assert!(crl.signature_algorithm().is_ok());
}

#[test]
fn pem_is_read_and_told() {
    let world = world();
    let der = world.list(vec![]);
    let pem = to_pem("X509 CRL", &der);
    let two = format!("{pem}{pem}");
    assert_eq!(Crl::many_from_pem(two.as_bytes()).unwrap().len(), 2);
    let (crls, encoding) = Crl::read_any(pem.as_bytes()).unwrap();
    assert_eq!(crls, [read(&der)]);
    assert_eq!(encoding, cert_path::Encoding::Pem);
    assert_eq!(Crl::read_any(&der).unwrap().1, cert_path::Encoding::Der);
    let certificate = world.leaf.certificate_pem();
    assert!(Crl::many_from_pem(certificate.as_bytes()).is_err());
}

#[test]
fn errors_name_their_place() {
    let world = world();
    let der = world.list(vec![RevokedEntry::new(&[1], now() - HOUR)]);
    let longer = [&der[..], &[0]].concat();
    let error = Crl::from_der(&longer).unwrap_err();
    assert_eq!(error.kind, CertificateErrorKind::TrailingBytes { count: 1 });
    assert_eq!(error.offset, der.len());
    assert_eq!(
        Crl::from_der(&[]).unwrap_err().kind,
        CertificateErrorKind::Truncated
    );
    // The one entry: SEQUENCE { INTEGER 1, UTCTime }
    let entry = [0x30, 0x12, 0x02, 0x01, 0x01, 0x17, 0x0d];
    let place = der.windows(7).position(|window| window == entry).unwrap();
    let mut damaged = der.clone();
    damaged[place + 7] = b'x';
    let error = Crl::from_der(&damaged).unwrap_err();
    assert_eq!(error.kind, CertificateErrorKind::Time);
    assert_eq!(error.offset, place + 5);
}

/// SEQUENCE OF nothing in the place of the list (RFC 5280 §5.1.2.6).
#[test]
fn an_empty_list_is_read_and_refused_where_the_profile_is_demanded() {
    let world = world();
    let one = world.list(vec![RevokedEntry::new(&[1], now() - HOUR)]);
    let entry_length = 20;
    let list = [0x30, 0x14, 0x30, 0x12, 0x02, 0x01, 0x01];
    let place = one.windows(7).position(|window| window == list).unwrap();
    let mut der = one.clone();
    der.drain(place + 2..place + 2 + entry_length);
    der[place + 1] = 0;
    shorten(&mut der, 0, entry_length);
    let signed_at = header_length(&der);
    shorten(&mut der, signed_at, entry_length);
    let crl = read(&der);
    assert!(crl.has_empty_list());
    // The signature is over other bytes: without the profile, that is what is found.
    let mut question = world.question([crl]);
    assert_eq!(refusal(&question), useless(Unusable::BadSignature));
    question.profile = CertificateProfile::Rfc5280;
    assert_eq!(refusal(&question), useless(Unusable::Malformed));
}

/// Octets of identifier and length.
fn header_length(der: &[u8]) -> usize {
    match der[1] {
        short @ 0..=0x7f => usize::from(short >> 7) + 2,
        long => usize::from(long & 0x7f) + 2,
    }
}

/// The element at `at` becomes shorter; the length keeps its form.
fn shorten(der: &mut [u8], at: usize, by: usize) {
    let digits = match der[at + 1] {
        0..=0x7f => at + 1..at + 2,
        long => at + 2..at + 2 + usize::from(long & 0x7f),
    };
    let length = der[digits.clone()]
        .iter()
        .fold(0, |sum, digit| sum << 8 | usize::from(*digit));
    let mut left = length - by;
    for index in digits.rev() {
        der[index] = u8::try_from(left & 0xff).unwrap();
        left >>= 8;
    }
}

// --- a model -------------------------------------------------------------------------------------------------------

/// An entry as it is made, and as it must be read.
#[derive(Clone, Debug)]
struct Made {
    serial: Vec<u8>,
    at: Timestamp,
    reason: Option<Reason>,
    invalid: bool,
    of: Option<bool>,
}

const REASONS: [(Reason, RevocationReason); 4] = [
    (Reason::KeyCompromise, RevocationReason::KeyCompromise),
    (Reason::Superseded, RevocationReason::Superseded),
    (Reason::CertificateHold, RevocationReason::CertificateHold),
    (Reason::AaCompromise, RevocationReason::AaCompromise),
];

fn made() -> impl Strategy<Value = Made> {
    let serial = proptest::collection::vec(any::<u8>(), 1..20);
    // From 1950 to 2200: both forms of time.
    let at = (-600_000_000_i64..7_000_000_000).prop_map(|at| Timestamp::from_second(at).unwrap());
    let reason = proptest::option::of(proptest::sample::select(
        REASONS.map(|pair| pair.0).to_vec(),
    ));
    let of = proptest::option::weighted(0.1, any::<bool>());
    (serial, at, reason, proptest::bool::weighted(0.1), of).prop_map(
        |(serial, at, reason, invalid, of)| Made {
            serial,
            at,
            reason,
            invalid,
            of,
        },
    )
}

fn entry(made: &Made, issuers: &[Vec<u8>; 2]) -> RevokedEntry {
    RevokedEntry {
        reason: made.reason,
        invalidity_date: made.invalid.then(begin),
        certificate_issuer: made.of.map(|own| issuers[usize::from(own)].clone()),
        ..RevokedEntry::new(&made.serial, made.at)
    }
}

/// The integer without the leading octets it does not need.
fn shortest(serial: &[u8]) -> &[u8] {
    let start = serial.iter().position(|octet| *octet != 0);
    &serial[start.unwrap_or(serial.len() - 1)..]
}

fn same_serial(read: &CrlEntry, made: &Made) -> bool {
    shortest(read.serial.as_bytes()) == shortest(&made.serial)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Every entry is read as it was made, and a certificate is found on the list exactly where a reader of all of it
    /// would find it.
    #[test]
    fn a_lookup_is_what_reading_everything_would_be(
        all in proptest::collection::vec(made(), 0..60),
        put in proptest::option::of((any::<proptest::sample::Index>(), 0_usize..4, any::<bool>())),
    ) {
        let world = world();
        let stranger = Authority::self_signed(&Profile::authority("Stranger", begin(), end())).unwrap();
        let issuers = [stranger.name_der().unwrap(), world.ca.name_der().unwrap()];
        let mut all = all;
        if let Some((place, reason, after_now)) = put {
            let at = if after_now { now() + HOUR } else { now() - HOUR };
            let made = Made { serial: world.leaf.serial_number(), at, reason: Some(REASONS[reason].0), invalid: false, of: None };
            all.insert(place.index(all.len() + 1), made);
        }
        let der = world.ca.crl(&CrlProfile {
            issuing_distribution_point: Some(Idp { indirect: true, ..Idp::default() }),
            entries: all.iter().map(|made| entry(made, &issuers)).collect(),
            ..fresh()
        }).unwrap();
        let crl = read(&der);
        let entries: Vec<CrlEntry> = crl.entries().collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(entries.len(), all.len());
        let (mut own, mut expected) = (true, None);
        let leaf = certificate(&world.leaf);
        for (read, made) in entries.iter().zip(&all) {
            own = made.of.unwrap_or(own);
            prop_assert!(same_serial(read, made));
            prop_assert_eq!(read.since, made.at);
            let reason = made.reason.map(|reason| REASONS.iter().find(|pair| pair.0 == reason).unwrap().1);
            prop_assert_eq!(read.reason, reason);
            prop_assert_eq!(read.invalidity_date, made.invalid.then(begin));
            let is_ours = read.certificate_issuer.as_ref() == Some(leaf.issuer());
            prop_assert_eq!(is_ours, own);
            if is_ours && read.serial == *leaf.serial() {
                expected = Some(read.clone());
            }
        }
        let question = world.question([crl]);
        match (question.ask(), expected) {
            (Ok(path), expected) => match path.statuses()[0].state {
                RevocationState::Good { later: None } => prop_assert!(
                    expected.is_none_or(|entry| entry.reason == Some(RevocationReason::CertificateHold) && entry.since > now())
                ),
                RevocationState::Good { later: Some(later) } => {
                    let entry = expected.unwrap();
                    prop_assert_eq!((later.since, later.reason), (entry.since, entry.reason));
                    prop_assert!(entry.since > now());
                }
                other => prop_assert!(false, "{:?}", other),
            },
            (Err(failure), Some(entry)) => match failure.reason {
                PathReason::Revoked(revoked) => prop_assert_eq!((revoked.since, revoked.reason), (entry.since, entry.reason)),
                PathReason::OnHold { since } => prop_assert_eq!(since, entry.since),
                other => prop_assert!(false, "{}", other),
            },
            (Err(failure), None) => prop_assert!(false, "{}", failure),
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(crl) = Crl::from_der(&bytes) {
            prop_assert!(crl.entries().all(|entry| entry.is_ok()));
        }
    }

    /// A list cut off is never read; one with an octet changed is read, or refused, and never believed.
    #[test]
    fn damaged_lists_are_not_believed(at in any::<proptest::sample::Index>(), change in 1_u8..) {
        let world = world();
        let entries = (1..5).map(|serial| RevokedEntry::new(&[serial], now() - HOUR).because(Reason::Superseded));
        let der = world.list(entries.collect());
        let at = at.index(der.len());
        prop_assert!(Crl::from_der(&der[..at]).is_err());
        let mut changed = der;
        changed[at] ^= change;
        if let Ok(crl) = Crl::from_der(&changed) {
            prop_assert!(world.question([crl]).ask().is_err());
        }
    }
}

// --- scope: a tolerance --------------------------------------------------------------------------------------------

fn addressed(uri: &str) -> Option<Idp> {
    Some(Idp {
        name: Some(DistributionPointName::uri(uri)),
        ..Idp::default()
    })
}

/// docs/decisions/0012
#[test]
fn a_crl_with_an_address_covers_certificates_that_name_no_point() {
    let without = world();
    let mut leaf = Profile::new("signer", begin(), end());
    leaf.extra_extensions = vec![
        crl_distribution_points(&[DistributionPoint {
            name: Some(DistributionPointName::uri("http://x.example/other.crl")),
            ..DistributionPoint::default()
        }])
        .unwrap(),
    ];
    let with_another = world_with(&leaf);
    let ask = |world: &World, idp| {
        let profile = CrlProfile {
            issuing_distribution_point: idp,
            ..fresh()
        };
        let crl = read(&world.ca.crl(&profile).unwrap());
        world
            .question([crl])
            .ask()
            .map(|_| ())
            .map_err(|failure| failure.reason)
    };
    let address = || addressed("http://x.example/list.crl");
    assert_eq!(ask(&without, address()), Ok(()));
    let out_of_scope = Err(useless(Unusable::OutOfScope));
    assert_eq!(ask(&with_another, address()), out_of_scope);
    let indirect = address().map(|idp| Idp {
        indirect: true,
        ..idp
    });
    assert_eq!(ask(&without, indirect), out_of_scope);
    let for_cas = address().map(|idp| Idp {
        only_ca: true,
        ..idp
    });
    assert_eq!(ask(&without, for_cas), out_of_scope);
}

// --- cost ----------------------------------------------------------------------------------------------------------

/// Counts the bytes read.
struct Counting {
    bytes: Vec<u8>,
    read: AtomicU64,
}

impl ByteSource for Counting {
    fn length(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.read.fetch_add(buffer.len() as u64, Ordering::SeqCst);
        let start = usize::try_from(offset).unwrap();
        let there = self.bytes.get(start..start + buffer.len());
        buffer.copy_from_slice(there.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

fn many(count: u32) -> Vec<RevokedEntry> {
    (0..count)
        .map(|index| RevokedEntry::new(&(0x4000_0000 + index).to_be_bytes(), now() - HOUR))
        .collect()
}

/// Once to open it, once to verify and search it: for all signers of a document, and again and again.
#[test]
fn a_large_list_is_read_twice_whoever_asks() {
    let world = world();
    let other = world
        .ca
        .issue(&Profile::new("other", begin(), end()))
        .unwrap();
    let mut entries = many(50_000);
    entries.push(RevokedEntry::new(&other.serial_number(), now() - HOUR));
    let source = Arc::new(Counting {
        bytes: world.list(entries),
        read: AtomicU64::new(0),
    });
    let crl = Crl::from_source(source.clone()).unwrap();
    let length = source.length();
    let mut question = world.question([crl]);
    for leaf in [&world.leaf, &other] {
        question
            .evidence
            .add_certificate(certificate(leaf), Origin::Unspecified);
    }
    for _ in 0..3 {
        question.signer = certificate(&world.leaf);
        assert!(question.ask().is_ok());
        question.signer = certificate(&other);
        assert!(matches!(refusal(&question), PathReason::Revoked(_)));
    }
    let read = source.read.load(Ordering::SeqCst);
    assert!(read < 2 * length + 4096, "{read} of {length}");
}

#[test]
fn the_bytes_of_lists_are_counted() {
    let world = world();
    let crl = read(&world.list(many(1_000)));
    let mut question = world.question([crl]);
    question.budget.crl_bytes = 1_000;
    let exhausted = PathReason::BudgetExhausted(BudgetItem::CrlBytes);
    assert_eq!(refusal(&question), exhausted);
    question.budget = Budget::DEFAULT;
    assert!(question.ask().is_ok());
}

#[test]
fn a_bag_of_lists_ends_within_the_budget() {
    let world = world();
    let genuine = world.list(vec![]);
    let forged = |index: u16| {
        let mut der = genuine.clone();
        let at = der.len() - 20;
        der[at..at + 2].copy_from_slice(&index.to_be_bytes());
        read(&der)
    };
    let mut question = world.question((0..10_000).map(forged));
    let exhausted = |item| PathReason::BudgetExhausted(item);
    assert_eq!(refusal(&question), exhausted(BudgetItem::Signatures));
    question.budget.signatures = u32::MAX;
    question.budget.evidence = 5_000;
    assert_eq!(refusal(&question), exhausted(BudgetItem::Evidence));
}
