//! Times at their boundaries, and proofs of existence where they do not belong (EN 319 102-1 §5.6.2).
#![allow(clippy::unwrap_used)]

mod support;

use cert_path::{
    Crl, Evidence, Freshness, OcspResponse, Origin, PathReason, RevocationMode, RevocationState,
    WhyNotChecked,
};
use demo_pki::extensions::ocsp_no_check;
use demo_pki::{
    Authority, CertificateStatus, CrlProfile, Issued, KeyUsage, OcspProfile, Profile, Reason,
    RevokedEntry, SingleAnswer,
};
use jiff::{SignedDuration, Timestamp};
use support::{Question, begin, certificate, end, now, time};

const fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

const NANO: SignedDuration = SignedDuration::from_nanos(1);

fn ca(name: &str) -> Profile {
    Profile::authority(name, begin(), end())
}

/// A root, which is the anchor, a CA, and a signer.
struct World {
    root: Authority,
    ca: Authority,
    leaf: Issued,
}

impl World {
    fn new() -> Self {
        let root = Authority::self_signed(&ca("Root")).unwrap();
        let middle = root.issue_authority(&ca("CA")).unwrap();
        let leaf = middle
            .issue(&Profile::new("signer", begin(), end()))
            .unwrap();
        Self {
            root,
            ca: middle,
            leaf,
        }
    }

    /// Under the CA as anchor: only the signer's status counts.
    fn short(&self, at: Timestamp, crls: &[&Crl]) -> Question {
        self.asked(Question::new(&self.leaf, &[], self.ca.issued()), at, crls)
    }

    fn long(&self, at: Timestamp, crls: &[&Crl]) -> Question {
        let question = Question::new(&self.leaf, &[self.ca.issued()], self.root.issued());
        self.asked(question, at, crls)
    }

    fn asked(&self, mut question: Question, at: Timestamp, crls: &[&Crl]) -> Question {
        question.revocation = RevocationMode::Require;
        question.at = at;
        question.now = Some(now());
        for crl in crls {
            question
                .evidence
                .add_crl((*crl).clone(), Origin::Unspecified);
        }
        question
    }

    fn entry(&self, since: Timestamp, reason: Reason) -> Vec<RevokedEntry> {
        vec![RevokedEntry::new(&self.leaf.serial_number(), since).because(reason)]
    }
}

fn list(issuer: &Authority, issued: Timestamp, entries: Vec<RevokedEntry>) -> Crl {
    let profile = CrlProfile {
        entries,
        ..CrlProfile::new(issued, issued + hours(24))
    };
    Crl::from_der(&issuer.crl(&profile).unwrap()).unwrap()
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Found {
    Good,
    GoodThen(Timestamp),
    Revoked,
    OnHold,
    Unknown,
    Other,
}

fn found(question: &Question) -> Found {
    match question.ask() {
        Ok(path) => match path.statuses()[0].state {
            RevocationState::Good { later: None } => Found::Good,
            RevocationState::Good { later: Some(later) } => Found::GoodThen(later.since),
            _ => Found::Other,
        },
        Err(failure) => match failure.reason {
            PathReason::Revoked(_) => Found::Revoked,
            PathReason::OnHold { .. } => Found::OnHold,
            PathReason::RevocationUnknown(_) => Found::Unknown,
            _ => Found::Other,
        },
    }
}

#[test]
fn a_revocation_counts_from_its_very_instant() {
    let world = World::new();
    let since = now() - hours(100);
    let crl = list(
        &world.ca,
        now() - hours(1),
        world.entry(since, Reason::KeyCompromise),
    );
    for (at, expected) in [
        (since - NANO, Found::GoodThen(since)),
        (since, Found::Revoked),
        (since + NANO, Found::Revoked),
        (now(), Found::Revoked),
    ] {
        assert_eq!(found(&world.short(at, &[&crl])), expected, "{at}");
    }
}

/// A list is fresh at its nextUpdate, and a nanosecond later no more; it is not from the future at its thisUpdate.
#[test]
fn windows_end_at_their_last_instant() {
    let world = World::new();
    let issued = now() - hours(24);
    let crl = list(&world.ca, issued, vec![]);
    assert_eq!(found(&world.short(now(), &[&crl])), Found::Good);
    let mut later = world.short(now() + NANO, &[&crl]);
    later.now = Some(now() + NANO);
    assert_eq!(found(&later), Found::Unknown);
    let mut early = world.short(issued, &[&crl]);
    early.now = Some(issued);
    assert_eq!(found(&early), Found::Good);
    early.at = issued - NANO;
    early.now = Some(issued - NANO);
    assert_eq!(found(&early), Found::Unknown);
}

/// A revocation announced for a day to come says nothing good of the days before it once the list is stale.
#[test]
fn a_revocation_to_come_is_no_promise_until_then() {
    let world = World::new();
    let coming = now() - hours(10);
    let old = list(
        &world.ca,
        now() - hours(500),
        world.entry(coming, Reason::Superseded),
    );
    let question = world.short(now() - hours(100), &[&old]);
    assert_eq!(found(&question), Found::Unknown);
    assert_eq!(found(&world.short(now(), &[&old])), Found::Revoked);
}

#[test]
fn a_hold_is_lifted_by_later_news_only() {
    let world = World::new();
    let held = world.entry(now() - hours(200), Reason::CertificateHold);
    let hold = list(&world.ca, now() - hours(100), held.clone());
    let before = list(&world.ca, now() - hours(101), vec![]);
    let after = list(&world.ca, now() - hours(2), vec![]);
    let again = list(&world.ca, now() - hours(1), held);
    let at = now() - hours(90);
    for (crls, expected) in [
        (vec![&hold], Found::OnHold),
        (vec![&hold, &before], Found::OnHold),
        (vec![&hold, &after], Found::Good),
        (vec![&hold, &after, &again], Found::OnHold),
    ] {
        assert_eq!(found(&world.short(at, &crls)), expected);
    }
    let question = world.short(at, &[&hold, &after]);
    let status = question.ask().unwrap().statuses()[0].clone();
    assert_eq!(
        status.lifted_hold,
        Some(now() - hours(200)),
        "and it is told"
    );
}

/// The CA is revoked at S; what its key signed later can be dated back. The signature was made before S.
struct Fallen {
    world: World,
    roots: Crl,
    old: Crl,
    at: Timestamp,
    fell: Timestamp,
}

impl Fallen {
    fn new() -> Self {
        let world = World::new();
        let fell = now() - hours(200);
        let gone = RevokedEntry::new(&world.ca.issued().serial_number(), fell)
            .because(Reason::KeyCompromise);
        let roots = list(&world.root, now() - hours(1), vec![gone]);
        let old = list(&world.ca, now() - hours(302), vec![]);
        Self {
            world,
            roots,
            old,
            at: now() - hours(300),
            fell,
        }
    }

    fn question(&self, proofs: &[([u8; 32], Timestamp)]) -> Question {
        let mut question = self.world.long(self.at, &[&self.roots, &self.old]);
        for (of, at) in proofs {
            question.proofs.record(*of, *at);
        }
        question
    }
}

#[test]
fn below_a_fallen_ca_everything_needs_its_own_proof() {
    let fallen = Fallen::new();
    let leaf = certificate(&fallen.world.leaf).fingerprint();
    let middle = certificate(fallen.world.ca.issued()).fingerprint();
    let list = fallen.old.fingerprint();
    let (early, late) = (fallen.fell, fallen.fell + NANO);
    for (proofs, expected) in [
        (vec![], Found::Unknown),
        (vec![(leaf, early)], Found::Unknown),
        (vec![(list, early)], Found::Unknown),
        (vec![(leaf, early), (list, late)], Found::Unknown),
        (vec![(leaf, late), (list, early)], Found::Unknown),
        // proofs of other things
        (vec![(leaf, early), (middle, early)], Found::Unknown),
        (
            vec![(leaf, early), (fallen.roots.fingerprint(), early)],
            Found::Unknown,
        ),
        (vec![(leaf, early), ([0; 32], early)], Found::Unknown),
        (vec![(leaf, early), (list, early)], Found::Good),
    ] {
        assert_eq!(found(&fallen.question(&proofs)), expected, "{proofs:?}");
    }
    // At the moment of the fall itself nothing helps.
    let mut question = fallen.question(&[(leaf, early), (list, early)]);
    question.at = fallen.fell;
    assert_eq!(found(&question), Found::Revoked);
}

/// Whoever has the fallen CA's key makes himself a signer of lists, or a responder, dated back. What he signed with that
/// key before, and had time-stamped, is proven; his certificate is not.
#[test]
fn a_signer_made_after_the_fall_is_not_proven_by_what_he_signed_before() {
    let fallen = Fallen::new();
    let ca = &fallen.world.ca;
    let leaf = certificate(&fallen.world.leaf).fingerprint();
    let signer = ca
        .issue_authority(&Profile {
            key_usage: vec![KeyUsage::CrlSign],
            ..Profile::new("CA", begin(), end())
        })
        .unwrap();
    let own = list(&signer, now() - hours(302), vec![]);
    let about_signers = list(ca, now() - hours(302), vec![]);
    let mut evidence = Evidence::new();
    evidence.add_certificates(
        [certificate(ca.issued()), certificate(signer.issued())],
        &Origin::Unspecified,
    );
    for crl in [&fallen.roots, &own, &about_signers] {
        evidence.add_crl(crl.clone(), Origin::Unspecified);
    }
    let his = certificate(signer.issued()).fingerprint();
    let ask = |proven: &[[u8; 32]]| {
        let mut question = fallen.question(&[(leaf, fallen.fell)]);
        question.evidence = evidence.clone();
        proven
            .iter()
            .for_each(|of| question.proofs.record(*of, fallen.fell));
        found(&question)
    };
    assert_eq!(ask(&[own.fingerprint()]), Found::Unknown);
    assert_eq!(ask(&[own.fingerprint(), his]), Found::Unknown);
    let all = [own.fingerprint(), his, about_signers.fingerprint()];
    assert_eq!(ask(&all), Found::Good);
}

#[test]
fn a_responder_made_after_the_fall_is_not_proven_by_what_he_signed_before() {
    let fallen = Fallen::new();
    let ca = &fallen.world.ca;
    let leaf = certificate(&fallen.world.leaf);
    let profile = Profile {
        extra_extensions: vec![ocsp_no_check()],
        ..Profile::ocsp_responder("responder", begin(), end())
    };
    let responder = ca.issue_authority(&profile).unwrap();
    let issued = now() - hours(302);
    let single = SingleAnswer {
        next_update: Some(issued + hours(24)),
        ..SingleAnswer::new(
            &fallen.world.leaf.serial_number(),
            CertificateStatus::Good,
            issued,
        )
    };
    let his = certificate(responder.issued());
    let ask = |with_certificate: bool, proven: &[[u8; 32]]| {
        let certificates = with_certificate.then(|| responder.issued().certificate_der.clone());
        let answer = OcspProfile {
            certificates: certificates.into_iter().collect(),
            ..OcspProfile::new(issued, vec![single.clone()])
        };
        let answer = OcspResponse::from_der(&responder.ocsp(&answer, ca).unwrap()).unwrap();
        let mut question = fallen.question(&[(leaf.fingerprint(), fallen.fell)]);
        question.evidence = Evidence::new();
        let evidence = &mut question.evidence;
        evidence.add_certificates(
            [certificate(ca.issued()), his.clone()],
            &Origin::Unspecified,
        );
        evidence.add_crl(fallen.roots.clone(), Origin::Unspecified);
        question.proofs.record(answer.fingerprint(), fallen.fell);
        proven
            .iter()
            .for_each(|of| question.proofs.record(*of, fallen.fell));
        question
            .evidence
            .add_ocsp_response(answer, Origin::Unspecified);
        found(&question)
    };
    assert_eq!(ask(false, &[]), Found::Unknown);
    assert_eq!(ask(false, &[his.fingerprint()]), Found::Good);
    // What lies inside the response is as old as the response.
    assert_eq!(ask(true, &[]), Found::Good);
}

/// Stale evidence never becomes fresh by asking later, or by another rule.
#[test]
fn no_rule_makes_old_news_fresh() {
    let world = World::new();
    let crl = list(&world.ca, now() - hours(100), vec![]);
    for freshness in [
        Freshness::IssuersWindow,
        Freshness::AfterTime,
        Freshness::MaxAge(hours(99)),
        Freshness::MaxAge(SignedDuration::MIN),
    ] {
        let mut question = world.short(now(), &[&crl]);
        question.freshness = freshness;
        let failure = question.ask().unwrap_err();
        assert!(
            matches!(
                failure.reason,
                PathReason::RevocationUnknown(WhyNotChecked::Stale { .. })
            ),
            "{freshness:?}"
        );
    }
    assert!(time("2026-11-18T00:00:00Z") < now());
}
