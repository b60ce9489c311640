//! Missing evidence, fetched from a network that exists only in this file.
#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex;

use cert_path::*;
use demo_pki::{
    Authority, CertificateStatus as Status, CrlProfile, Issued, OcspProfile, Profile, Reason,
    RevokedEntry, SingleAnswer,
};
use jiff::{SignedDuration, Timestamp};
use signing_workflow::evidence_loop::{NotUsed, Wanted};
use signing_workflow::{EvidenceLoop, Fetch, FetchError, FetchLimits, Fetched};

const NONCE: [u8; 32] = [7; 32];

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn begin() -> Timestamp {
    time("2026-01-01T00:00:00Z")
}

fn end() -> Timestamp {
    time("2031-01-01T00:00:00Z")
}

fn now() -> Timestamp {
    time("2026-11-22T00:00:00Z")
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

type Answer = Box<dyn Fn(&[u8]) -> Result<Vec<u8>, FetchError> + Send + Sync>;

/// Addresses and what they answer; what is not in it does not exist.
#[derive(Default)]
struct Net {
    places: HashMap<String, Answer>,
    asked: Mutex<Vec<String>>,
}

impl Net {
    fn with(mut self, address: &str, bytes: Vec<u8>) -> Self {
        let answer = move |_: &[u8]| Ok(bytes.clone());
        self.places.insert(address.to_owned(), Box::new(answer));
        self
    }

    fn answering(
        mut self,
        address: &str,
        answer: impl Fn(&[u8]) -> Result<Vec<u8>, FetchError> + Send + Sync + 'static,
    ) -> Self {
        self.places.insert(address.to_owned(), Box::new(answer));
        self
    }

    fn ask(&self, address: &str, body: &[u8], limit: u64) -> Result<Vec<u8>, FetchError> {
        self.asked.lock().unwrap().push(address.to_owned());
        let answer = self.places.get(address).ok_or(FetchError::Status(404))?;
        let bytes = answer(body)?;
        match bytes.len() as u64 > limit {
            true => Err(FetchError::TooLarge { limit }),
            false => Ok(bytes),
        }
    }
}

impl Fetch for Net {
    fn get(&self, address: &str, limit: u64) -> Result<Vec<u8>, FetchError> {
        self.ask(address, &[], limit)
    }

    fn get_large(&self, address: &str, limit: u64) -> Result<Arc<dyn ByteSource>, FetchError> {
        let bytes: Arc<[u8]> = self.ask(address, &[], limit)?.into();
        Ok(Arc::new(bytes))
    }

    fn post(
        &self,
        address: &str,
        content_type: &str,
        body: &[u8],
        limit: u64,
    ) -> Result<Vec<u8>, FetchError> {
        assert_eq!(content_type, "application/ocsp-request");
        self.ask(address, body, limit)
    }
}

/// Root, CA and signer; each certificate below the root says where the next thing is.
struct World {
    root: Authority,
    ca: Authority,
    leaf: Issued,
}

impl World {
    fn new() -> Self {
        let root = Authority::self_signed(&Profile::authority("root", begin(), end())).unwrap();
        let ca = root
            .issue_authority(&Profile {
                crl: Some("http://ca.example/root.crl".to_owned()),
                ..Profile::authority("CA", begin(), end())
            })
            .unwrap();
        let leaf = ca
            .issue(&Profile {
                ca_issuers: Some("http://ca.example/ca.crt".to_owned()),
                ocsp: Some("http://ocsp.example".to_owned()),
                crl: Some("http://ca.example/ca.crl".to_owned()),
                ..Profile::new("signer", begin(), end())
            })
            .unwrap();
        Self { root, ca, leaf }
    }

    fn ca_der(&self) -> Vec<u8> {
        self.ca.issued().certificate_der.clone()
    }

    fn list(of: &Authority, entries: Vec<RevokedEntry>) -> Vec<u8> {
        let window = CrlProfile::new(now() - hours(1), now() + hours(24));
        of.crl(&CrlProfile { entries, ..window }).unwrap()
    }

    /// Lists without entries, and the CA's certificate.
    fn net(&self) -> Net {
        Net::default()
            .with("http://ca.example/ca.crt", self.ca_der())
            .with("http://ca.example/root.crl", Self::list(&self.root, vec![]))
            .with("http://ca.example/ca.crl", Self::list(&self.ca, vec![]))
    }

    fn ocsp(&self, status: Status, nonce: Option<Vec<u8>>) -> Vec<u8> {
        let single = SingleAnswer {
            next_update: Some(now() + hours(24)),
            ..SingleAnswer::new(&self.leaf.serial_number(), status, now() - hours(1))
        };
        let profile = OcspProfile {
            nonce,
            ..OcspProfile::new(now() - hours(1), vec![single])
        };
        self.ca.ocsp(&profile, &self.ca).unwrap()
    }
}

struct Judged {
    result: Result<TrustedPath, PathFailure>,
    evidence: Evidence,
    told: Vec<Fetched>,
}

impl Judged {
    /// What was asked for, and what came of it, in short.
    fn story(&self) -> Vec<(&'static str, bool)> {
        let short = |told: &Fetched| (told.wanted.as_str(), told.outcome.is_ok());
        self.told.iter().map(short).collect()
    }

    fn why_not(&self, wanted: Wanted) -> &NotUsed {
        let told = self.told.iter().find(|told| told.wanted == wanted);
        told.unwrap().outcome.as_ref().unwrap_err()
    }
}

fn judge(world: &World, net: &Net, limits: FetchLimits) -> Judged {
    let anchor = Certificate::from_der(&world.root.issued().certificate_der).unwrap();
    let leaf = Certificate::from_der(&world.leaf.certificate_der).unwrap();
    judge_one(&leaf, &[TrustAnchor::new(anchor)], net, limits)
}

fn judge_one(
    leaf: &Certificate,
    anchors: &[TrustAnchor],
    net: &Net,
    limits: FetchLimits,
) -> Judged {
    let nonce = || Some(NONCE);
    let mut network = EvidenceLoop::new(net, nonce, CryptoProvider::aws_lc(), limits);
    let mut evidence = Evidence::new();
    network.fill(&mut evidence, &mut |evidence| {
        let (proofs, policy) = (ProofsOfExistence::new(), AlgorithmPolicy::default());
        let request = request(leaf, evidence, anchors, &proofs, &policy);
        needs(&request, &find_path(&request))
    });
    let (proofs, policy) = (ProofsOfExistence::new(), AlgorithmPolicy::default());
    Judged {
        result: find_path(&request(leaf, &evidence, anchors, &proofs, &policy)),
        told: network.told().to_vec(),
        evidence,
    }
}

fn request<'a>(
    signer: &'a Certificate,
    evidence: &'a Evidence,
    anchors: &'a [TrustAnchor],
    proofs: &'a ProofsOfExistence,
    policy: &'a AlgorithmPolicy,
) -> PathRequest<'a> {
    PathRequest {
        signer,
        evidence,
        anchors,
        purpose: Purpose::DocumentSigning,
        at: now(),
        now: now(),
        proofs,
        revocation: RevocationMode::Require,
        freshness: Freshness::default(),
        policy,
        policies: PolicyInputs::default(),
        profile: CertificateProfile::default(),
        provider: CryptoProvider::aws_lc(),
        budget: Budget::DEFAULT,
    }
}

#[test]
fn issuer_answer_and_list_are_fetched_and_each_keeps_its_address() {
    let world = World::new();
    let good = world.ocsp(Status::Good, Some(NONCE.to_vec()));
    let net = world.net().with("http://ocsp.example", good.clone());
    let judged = judge(&world, &net, FetchLimits::DEFAULT);
    assert_eq!(judged.result.as_ref().unwrap().chain().len(), 3);
    let expected = [("issuer", true), ("ocsp", true), ("crl", true)];
    assert_eq!(judged.story(), expected);

    let answer = &judged.told[1];
    let received = answer.received.unwrap();
    assert_eq!(received.size, good.len() as u64);
    assert_eq!(
        received.sha256,
        judged.evidence.ocsp_responses()[0].fingerprint()
    );
    assert_eq!(
        answer.outcome.as_ref().unwrap().nonce,
        Some(NonceCheck::Same)
    );
    assert_eq!(
        judged.evidence.origin(&received.sha256),
        Some(&Origin::Network("http://ocsp.example".to_owned()))
    );
}

#[test]
fn with_what_was_fetched_the_verdict_is_the_same_without_a_network() {
    let world = World::new();
    let first = judge(&world, &world.net(), FetchLimits::DEFAULT);
    let leaf = Certificate::from_der(&world.leaf.certificate_der).unwrap();
    let anchor = Certificate::from_der(&world.root.issued().certificate_der).unwrap();
    let anchors = [TrustAnchor::new(anchor)];
    let (proofs, policy) = (ProofsOfExistence::new(), AlgorithmPolicy::default());
    let again = find_path(&request(&leaf, &first.evidence, &anchors, &proofs, &policy)).unwrap();
    assert_eq!(again.statuses(), first.result.unwrap().statuses());
}

#[test]
fn a_revoked_answer_is_final_and_nothing_more_is_fetched() {
    let world = World::new();
    let revoked = Status::Revoked {
        at: now() - hours(48),
        reason: Some(Reason::KeyCompromise),
    };
    let net = world.net().with(
        "http://ocsp.example",
        world.ocsp(revoked, Some(NONCE.to_vec())),
    );
    let judged = judge(&world, &net, FetchLimits::DEFAULT);
    let failure = judged.result.unwrap_err();
    assert!(
        matches!(failure.reason, PathReason::Revoked { .. }),
        "{failure}"
    );
    assert!(
        !net.asked
            .lock()
            .unwrap()
            .contains(&"http://ca.example/ca.crl".to_owned())
    );
}

#[test]
fn an_answer_to_another_request_is_not_used_and_the_list_is_fetched_instead() {
    let world = World::new();
    let net = world.net().with(
        "http://ocsp.example",
        world.ocsp(Status::Good, Some(vec![8; 32])),
    );
    let judged = judge(&world, &net, FetchLimits::DEFAULT);
    assert!(judged.result.is_ok());
    let why = judged.why_not(Wanted::Ocsp);
    assert_eq!(*why, NotUsed::NoAnswer(NoAnswer::OtherNonce));
    assert!(judged.evidence.ocsp_responses().is_empty());
    assert_eq!(judged.evidence.crls().len(), 2);
    // What came is told all the same.
    let told = judged.told.iter().find(|told| told.wanted == Wanted::Ocsp);
    assert!(told.unwrap().received.is_some());
}

#[test]
fn the_request_carries_the_nonce_and_an_answer_without_one_is_accepted_and_said_so() {
    let world = World::new();
    let good = world.ocsp(Status::Good, None);
    let net = world.net().answering("http://ocsp.example", move |body| {
        assert!(body.ends_with(&NONCE));
        Ok(good.clone())
    });
    let judged = judge(&world, &net, FetchLimits::DEFAULT);
    let told = judged.told.iter().find(|told| told.wanted == Wanted::Ocsp);
    let used = told.unwrap().outcome.as_ref().unwrap();
    assert_eq!(used.nonce, Some(NonceCheck::Absent));
}

#[test]
fn garbage_errors_and_too_much_are_told_per_address() {
    let world = World::new();
    let ca_only = |net: Net| judge(&world, &net, FetchLimits::DEFAULT);

    let judged = ca_only(Net::default());
    let missing = NotUsed::Fetch(FetchError::Status(404));
    assert_eq!(*judged.why_not(Wanted::Issuer), missing);
    let failure = judged.result.unwrap_err();
    assert!(matches!(failure.reason, PathReason::NoIssuerFound { .. }));

    let garbage = b"<html>not here</html>".to_vec();
    let judged = ca_only(Net::default().with("http://ca.example/ca.crt", garbage));
    assert!(matches!(
        judged.why_not(Wanted::Issuer),
        NotUsed::Unreadable(_)
    ));
    assert_eq!(judged.told[0].received.unwrap().size, 21);

    let huge = vec![0x30; (256 << 10) + 1];
    let judged = ca_only(Net::default().with("http://ca.example/ca.crt", huge));
    let limit = FetchLimits::DEFAULT.certificate_bytes;
    let why = NotUsed::Fetch(FetchError::TooLarge { limit });
    assert_eq!(*judged.why_not(Wanted::Issuer), why);
}

#[test]
fn pem_where_der_is_due_is_tolerated_and_named() {
    let world = World::new();
    let certificate = demo_pki::to_pem("CERTIFICATE", &world.ca_der());
    let list = demo_pki::to_pem("X509 CRL", &World::list(&world.ca, vec![]));
    let net = world
        .net()
        .with("http://ca.example/ca.crt", certificate.into_bytes())
        .with("http://ca.example/ca.crl", list.into_bytes());
    let judged = judge(&world, &net, FetchLimits::DEFAULT);
    assert!(judged.result.is_ok());
    let pem = |told: &&Fetched| {
        let used = told.outcome.as_ref();
        used.is_ok_and(|used| used.encoding == Encoding::Pem)
    };
    assert_eq!(judged.told.iter().filter(pem).count(), 2);
}

#[test]
fn what_is_fetched_is_not_trusted() {
    let world = World::new();
    let stranger = Authority::self_signed(&Profile::authority("root", begin(), end())).unwrap();
    let false_ca = stranger
        .issue_authority(&Profile::authority("CA", begin(), end()))
        .unwrap();
    let list = World::list(&false_ca, vec![]);
    let net = world
        .net()
        .with(
            "http://ca.example/ca.crt",
            false_ca.issued().certificate_der.clone(),
        )
        .with("http://ca.example/ca.crl", list);
    let judged = judge(&world, &net, FetchLimits::DEFAULT);
    assert!(judged.result.is_err());

    // A list that says so, signed by a stranger, revokes nobody.
    let revoked = RevokedEntry::new(&world.leaf.serial_number(), now() - hours(48));
    let net = world.net().with(
        "http://ca.example/ca.crl",
        World::list(&false_ca, vec![revoked]),
    );
    let failure = judge(&world, &net, FetchLimits::DEFAULT)
        .result
        .unwrap_err();
    assert!(
        matches!(failure.reason, PathReason::RevocationUnknown(_)),
        "{failure}"
    );
}

#[test]
fn an_address_is_asked_once_in_a_run_and_told_to_every_file_that_wants_it() {
    let world = World::new();
    let net = world.net(); // the responder does not exist
    let nonce = || None;
    let limits = FetchLimits::DEFAULT;
    let mut network = EvidenceLoop::new(&net, nonce, CryptoProvider::aws_lc(), limits);
    let leaf = Certificate::from_der(&world.leaf.certificate_der).unwrap();
    let anchor = Certificate::from_der(&world.root.issued().certificate_der).unwrap();
    let anchors = [TrustAnchor::new(anchor)];
    let mut ask = |evidence: &Evidence| {
        let (proofs, policy) = (ProofsOfExistence::new(), AlgorithmPolicy::default());
        let request = request(&leaf, evidence, &anchors, &proofs, &policy);
        needs(&request, &find_path(&request))
    };
    network.fill(&mut Evidence::new(), &mut ask);
    assert_eq!(network.told().len(), 4);
    let asked = net.asked.lock().unwrap().len();
    let mut second = Evidence::new();
    network.fill(&mut second, &mut ask);
    assert_eq!(net.asked.lock().unwrap().len(), asked);
    assert_eq!((second.certificates().len(), second.crls().len()), (1, 2));
    // One more need of the same responder, by a file that has nothing: the failure is told again, not asked again.
    let (proofs, policy) = (ProofsOfExistence::new(), AlgorithmPolicy::default());
    let mut bare = Evidence::new();
    bare.add_certificate(
        Certificate::from_der(&world.ca_der()).unwrap(),
        Origin::Unspecified,
    );
    let asked_for = request(&leaf, &bare, &anchors, &proofs, &policy);
    let needed = needs(&asked_for, &find_path(&asked_for));
    network.begin();
    network.round(&needed, &mut bare);
    assert_eq!(net.asked.lock().unwrap().len(), asked);
    assert!(network.told().iter().any(|told| told.outcome.is_err()));
}

/// A chain without end: every certificate names an address that has one more.
#[test]
fn strangers_do_not_decide_how_much_is_fetched() {
    let address = |n: usize| format!("http://ca.example/{n}");
    let mut above = Authority::self_signed(&Profile::authority("top", begin(), end())).unwrap();
    let mut net = Net::default();
    for n in (0..30).rev() {
        let profile = Profile {
            ca_issuers: Some(address(n)),
            ..Profile::authority(&format!("CA {n}"), begin(), end())
        };
        net = net.with(&address(n), above.issued().certificate_der.clone());
        above = above.issue_authority(&profile).unwrap();
    }
    let leaf = Certificate::from_der(&above.issued().certificate_der).unwrap();
    let rounds = FetchLimits::DEFAULT.rounds;
    let judged = judge_one(&leaf, &[], &net, FetchLimits::DEFAULT);
    assert!(judged.result.is_err());
    assert!(net.asked.lock().unwrap().len() <= rounds);

    let few = FetchLimits {
        addresses: 2,
        ..FetchLimits::DEFAULT
    };
    net.asked.lock().unwrap().clear();
    let judged = judge_one(&leaf, &[], &net, few);
    assert_eq!(net.asked.lock().unwrap().len(), 2);
    let last = judged.told.last().unwrap();
    assert_eq!(last.outcome, Err(NotUsed::OverLimit));
}
