//! From a verdict to what the receiving clerk does: the table, row by row, on reports of the real verifier.
#![allow(clippy::unwrap_used)]

mod common;

use cert_path::{
    Certificate, Evidence, PathFailure, PathReason, Revoked, TrustAnchor, WhyNotChecked,
};
use common::{LETTER, Who, crls, now, of, report, report_on, root, signed};
use jiff::{SignedDuration, Timestamp};
use pades_verify::{
    Anomaly, Axis, CoverageFailure, Disallowed, DisallowedChange, DocumentReport, IntegrityFailure,
    Reason, Severity, SignatureReport, StepName, TimeProof,
};
use regulation_rules::facts::Role;
use signing_workflow::receive::{
    AgainBecause, Completeness, Fact, HoldReason, Note, Outcome, Part, ReceiveContext,
    ReceivedFile, Reception, RefusalReason, Statement, Unread, UnreadBecause, receive,
};

const BOTH: [Role; 2] = [Role::AuthorisedPerson, Role::Agency];

fn context() -> ReceiveContext<'static> {
    ReceiveContext {
        trust_configured: true,
        ..ReceiveContext::at(now())
    }
}

fn file<'a>(report: &'a DocumentReport, roles: &'a [Role], part: Part) -> ReceivedFile<'a> {
    ReceivedFile {
        name: "cong-van.pdf",
        read: Ok(report),
        roles,
        law: None,
        part,
        completeness: Completeness::default(),
    }
}

fn main_letter() -> DocumentReport {
    report(&signed(LETTER, &[Who::Leader, Who::Agency]))
}

fn codes(reception: &Reception) -> Vec<&'static str> {
    reception
        .reasons
        .iter()
        .map(|reason| reason.code.code())
        .collect()
}

fn held(reception: &Reception) -> Vec<HoldReason> {
    let hold = reception.outcome.hold();
    hold.map_or_else(Vec::new, |hold| {
        hold.why.iter().map(|open| open.why).collect()
    })
}

/// The letter with its first signature changed, received as a main document.
fn with(change: impl FnOnce(&mut SignatureReport)) -> Reception {
    with_in(&context(), change)
}

fn with_in(context: &ReceiveContext<'_>, change: impl FnOnce(&mut SignatureReport)) -> Reception {
    let mut report = main_letter();
    change(report.signatures.first_mut().unwrap());
    receive(&file(&report, &BOTH, Part::Main), context)
}

fn failure(
    reason: PathReason,
    chain: Vec<Certificate>,
) -> Axis<cert_path::TrustedPath, PathFailure> {
    Axis::Refuted(PathFailure {
        reason,
        certificate: chain.first().cloned(),
        anchored: false,
        chain,
        record: Box::default(),
    })
}

fn untrusted(reason: PathReason) -> impl FnOnce(&mut SignatureReport) {
    move |signature| signature.trust = failure(reason, vec![of(Who::Leader)])
}

fn days(count: i64) -> Timestamp {
    now() - SignedDuration::from_hours(24 * count)
}

fn revoked() -> PathReason {
    PathReason::Revoked(Revoked {
        since: days(3),
        reason: None,
        invalidity_date: None,
    })
}

#[test]
fn a_right_letter_is_accepted() {
    let reception = receive(&file(&main_letter(), &BOTH, Part::Main), &context());
    assert_eq!(reception.outcome, Outcome::Accept);
    assert!(reception.reasons.is_empty());
    assert_eq!(reception.outcome.exchange_status().unwrap().code, "03");
    // 03:00 UTC is the same day in Vietnam; 18:30 UTC is the next one.
    assert_eq!(reception.notice_due.vietnamese(), "22/11/2026");
    let evening = ReceiveContext {
        trust_configured: true,
        ..ReceiveContext::at("2026-11-22T18:30:00Z".parse().unwrap())
    };
    let reception = receive(&file(&main_letter(), &BOTH, Part::Main), &evening);
    assert_eq!(reception.notice_due.vietnamese(), "23/11/2026");
}

#[test]
fn how_the_covered_bytes_are_cut() {
    use CoverageFailure as F;
    let rows = [
        (F::NotFromStart { start: 9 }, "report", "R04"),
        (F::GapHoldsOtherBytes { offset: 9 }, "report", "R04"),
        (
            F::GapIsNotContents {
                gap: 1..2,
                contents: 1..3,
            },
            "report",
            "R04",
        ),
        (
            F::Disordered {
                first: 2,
                second: 1,
            },
            "report",
            "R04",
        ),
        (F::DuplicateKey { key: "Contents" }, "report", "R04"),
        (F::ContentsElsewhere, "report", "R04"),
        (F::EndsInsideRevision { end: 9 }, "refuse", "R04"),
        (F::OutOfBounds { end: 9, length: 1 }, "refuse", "R10"),
        (F::ByteRangeMissing, "refuse", "R99"),
        (F::Negative { value: -1 }, "refuse", "R99"),
    ];
    for (failure, outcome, code) in rows {
        let text = failure.to_string();
        let reception = with(|signature| signature.coverage = Axis::Refuted(failure));
        assert_eq!(
            (reception.outcome.word(), codes(&reception)),
            (outcome, vec![code]),
            "{text}"
        );
    }
}

#[test]
fn whether_the_bytes_are_the_signed_ones() {
    use cades::{BindingMismatch, IntegrityFailure as Cms};
    let rows = [
        (
            IntegrityFailure::ContentDigestMismatch,
            "refuse",
            Some("R04"),
        ),
        (
            IntegrityFailure::Signature(Cms::DigestMismatch),
            "refuse",
            Some("R04"),
        ),
        (
            IntegrityFailure::Signature(Cms::SignatureMismatch),
            "report",
            Some("R99"),
        ),
        (
            IntegrityFailure::Signature(Cms::BindingMismatch(BindingMismatch::Hash)),
            "report",
            Some("R99"),
        ),
        (IntegrityFailure::EncapsulatedContent, "refuse", Some("R99")),
        (
            IntegrityFailure::Signature(Cms::NoSignerCertificate),
            "hold",
            None,
        ),
    ];
    for (failure, outcome, code) in rows {
        let text = failure.to_string();
        let reception = with(|signature| signature.integrity = Axis::Refuted(failure));
        assert_eq!(reception.outcome.word(), outcome, "{text}");
        assert_eq!(codes(&reception), Vec::from_iter(code), "{text}");
    }
    let reception = with(|signature| signature.integrity = Axis::NotReached(StepName::Support));
    assert_eq!(held(&reception), [HoldReason::Unsupported]);
}

#[test]
fn what_was_changed_after_signing() {
    let changed = |reason: Reason| {
        move |signature: &mut SignatureReport| {
            signature.modifications = Axis::Refuted(Disallowed {
                changes: vec![DisallowedChange {
                    reference: None,
                    revision: 1,
                    reason,
                }],
            });
        }
    };
    let edited = with(changed(Reason::PageChanged {
        key: "Contents".to_owned(),
    }));
    assert_eq!(
        (edited.outcome.word(), codes(&edited)),
        ("refuse", vec!["R04"])
    );
    assert_eq!(edited.outcome.exchange_status().unwrap().code, "02");
    let place = &edited.reasons[0].rests_on[0].place;
    assert_eq!(
        (
            place.file.as_deref(),
            place.signature,
            place.field.as_deref()
        ),
        (Some("cong-van.pdf"), Some(1), Some("Chu ky 1"))
    );
    for hidden in [
        Reason::DanglingReferenceDefined,
        Reason::SignatureChanged {
            field: "a".to_owned(),
        },
        Reason::DuplicateKeys,
    ] {
        let reception = with(changed(hidden));
        assert_eq!(
            (reception.outcome.word(), codes(&reception)),
            ("report", vec!["R04"])
        );
        assert_eq!(reception.outcome.exchange_status(), None);
    }
}

#[test]
fn revoked_and_expired_refuse_only_when_the_time_is_proven() {
    let proven = |reason| {
        move |signature: &mut SignatureReport| {
            signature.time.proof = TimeProof::SignatureTimestamp;
            signature.time.at = days(1);
            // Made after the revocation, as a stamp that it covers shows.
            signature.time.not_before = Some(days(2));
            signature.trust = failure(reason, vec![of(Who::Leader)]);
        }
    };
    assert_eq!(codes(&with(proven(revoked()))), ["R06"]);
    assert_eq!(
        held(&with(untrusted(revoked()))),
        [HoldReason::RevokedWithoutProofOfTime]
    );
    let expired = || PathReason::Expired { not_after: days(5) };
    assert_eq!(codes(&with(proven(expired()))), ["R05"]);
    assert_eq!(
        held(&with(untrusted(expired()))),
        [HoldReason::NoProofOfTime]
    );
    let reception = with(untrusted(revoked()));
    assert_eq!(
        reception.outcome.hold().unwrap().check_again,
        None,
        "waiting proves no time"
    );
}

#[test]
fn a_revoked_certificate_and_a_change_are_two_reasons() {
    let reception = with(|signature| {
        signature.time.proof = TimeProof::SignatureTimestamp;
        signature.time.at = days(1);
        signature.time.not_before = Some(days(2));
        signature.trust = failure(revoked(), vec![of(Who::Leader)]);
        signature.modifications = Axis::Refuted(Disallowed {
            changes: vec![DisallowedChange {
                reference: None,
                revision: 1,
                reason: Reason::Unexplained,
            }],
        });
    });
    assert_eq!(
        (reception.outcome.word(), codes(&reception)),
        ("refuse", vec!["R04", "R06"])
    );
}

#[test]
fn a_status_that_cannot_be_had_holds_until_the_next_update() {
    // No CRL at all: our own interval.
    let bytes = signed(LETTER, &[Who::Leader, Who::Agency]);
    let anchors = [TrustAnchor::new(root())];
    let offline = report_on(&bytes, &Evidence::new(), &anchors);
    let reception = receive(&file(&offline, &BOTH, Part::Main), &context());
    assert_eq!(
        held(&reception),
        [HoldReason::StatusUnknown, HoldReason::StatusUnknown]
    );
    let again = reception.outcome.hold().unwrap().check_again.unwrap();
    assert_eq!(
        (again.at, again.because),
        (now() + ReceiveContext::INTERVAL, AgainBecause::OurInterval)
    );
    assert_eq!(
        reception.outcome.exchange_status(),
        None,
        "the sender is told nothing yet"
    );
    // A CRL of the issuer is there and does not settle it: its next update.
    let mut report = main_letter();
    let why = PathReason::RevocationUnknown(WhyNotChecked::Stale {
        issued: days(1),
        asked: now(),
    });
    report.signatures[0].trust = failure(why, vec![of(Who::Leader)]);
    report.evidence = crls();
    let reception = receive(&file(&report, &BOTH, Part::Main), &context());
    let again = reception.outcome.hold().unwrap().check_again.unwrap();
    assert_eq!(
        (again.at, again.because),
        (
            now() + SignedDuration::from_hours(20),
            AgainBecause::NextUpdate
        )
    );
    let suspended = with(untrusted(PathReason::OnHold { since: days(1) }));
    assert_eq!(held(&suspended), [HoldReason::Suspended]);
}

#[test]
fn a_path_that_is_not_found() {
    let not_found = || PathReason::NoIssuerFound {
        issuer: "x".to_owned(),
    };
    let asked = ReceiveContext {
        network_asked: true,
        ..context()
    };
    let nothing = ReceiveContext::at(now());
    assert_eq!(codes(&with(untrusted(PathReason::NotAnchored))), ["R07"]);
    assert_eq!(
        held(&with(untrusted(not_found()))),
        [HoldReason::IssuerNotFound]
    );
    assert_eq!(codes(&with_in(&asked, untrusted(not_found()))), ["R07"]);
    assert_eq!(
        held(&with_in(&nothing, untrusted(PathReason::NotAnchored))),
        [HoldReason::NoTrustConfigured]
    );
    assert_eq!(
        held(&with_in(&nothing, untrusted(not_found()))),
        [HoldReason::NoTrustConfigured]
    );
    assert_eq!(
        held(&with(untrusted(PathReason::NotACa))),
        [HoldReason::PathUndecided]
    );
}

#[test]
fn a_foreign_certificate_is_named_and_not_called_invalid() {
    let foreign = foreign_certificate();
    let reception =
        with(|signature| signature.trust = failure(PathReason::NotAnchored, vec![foreign.clone()]));
    assert_eq!(
        (codes(&reception), held(&reception)),
        (vec![], vec![HoldReason::OtherLaw])
    );
    let note = reception
        .notes
        .iter()
        .find(|note| note.code == Note::FOREIGN)
        .unwrap();
    assert!(note.text.ends_with("(SE)"), "{}", note.text);
}

/// Self-signed, of a fictional body in another country.
fn foreign_certificate() -> Certificate {
    use demo_pki::{Authority, Ca, IssuedBy, Profile, SubjectAttribute};
    let hierarchy = demo_pki::DemoHierarchy::new(days(9), now()).unwrap();
    let mut profile = Profile {
        issued_by: IssuedBy::Root,
        ca: Some(Ca { path_length: None }),
        ..hierarchy.leader().with_key(demo_pki::KeyKind::P256)
    };
    profile.subject = vec![
        (SubjectAttribute::Country, "SE".to_owned()),
        (SubjectAttribute::CommonName, "Provbolag CA".to_owned()),
    ];
    let issued = Authority::self_signed(&profile).unwrap();
    Certificate::from_der(&issued.issued().certificate_der).unwrap()
}

/// The report, the roles of its signatures, what the file is; the outcome, the reasons.
type Row<'a> = (&'a DocumentReport, &'a [Role], Part, &'a str, &'a [&'a str]);

#[test]
fn the_signatures_that_have_to_be_there() {
    use Role::{Agency, Attachment, AuthorisedPerson, Copy, Initials, NumberDateStamp, Unknown};
    let two = main_letter();
    let one = report(&signed(LETTER, &[Who::Agency]));
    let rows: [Row<'_>; 14] = [
        (&two, &[AuthorisedPerson, Agency], Part::Main, "accept", &[]),
        (&two, &[Initials, Agency], Part::Main, "refuse", &["R02"]),
        (
            &two,
            &[AuthorisedPerson, NumberDateStamp],
            Part::Main,
            "refuse",
            &["R03"],
        ),
        (
            &two,
            &[Initials, NumberDateStamp],
            Part::Main,
            "refuse",
            &["R02", "R03"],
        ),
        (&two, &[AuthorisedPerson, Unknown], Part::Main, "hold", &[]),
        (&two, &[Unknown, Unknown], Part::Main, "hold", &[]),
        (&one, &[Agency], Part::Attachment, "accept", &[]),
        (&one, &[Attachment], Part::Attachment, "accept", &[]),
        (
            &one,
            &[AuthorisedPerson],
            Part::Attachment,
            "refuse",
            &["R08"],
        ),
        (&one, &[Copy], Part::Copy, "accept", &[]),
        (&one, &[Initials], Part::Copy, "refuse", &["R12"]),
        (&one, &[Initials], Part::Unstated, "refuse", &["R02"]),
        (&one, &[Agency], Part::Unstated, "accept", &[]),
        // Nobody has said what the file is, and no government path: it is not asked for an office's signatures.
        (&one, &[Unknown], Part::Unstated, "accept", &[]),
    ];
    for (report, roles, part, outcome, expected) in rows {
        let reception = receive(&file(report, roles, part), &context());
        assert_eq!(
            (reception.outcome.word(), codes(&reception)),
            (outcome, expected.to_vec()),
            "{roles:?} {part:?}"
        );
    }
    let untold = receive(&file(&one, &[Unknown], Part::Unstated), &context());
    assert!(
        untold
            .notes
            .iter()
            .any(|note| note.code == Note::ROLES_UNTOLD)
    );
}

#[test]
fn other_offices_other_signatures() {
    let one = report(&signed(LETTER, &[Who::Agency]));
    for (completeness, role, outcome) in [
        (Completeness::AgencyAlone, Role::Agency, "accept"),
        (Completeness::PersonAlone, Role::AuthorisedPerson, "accept"),
        (Completeness::PersonAlone, Role::Agency, "refuse"),
        (Completeness::PersonAndAgency, Role::Agency, "refuse"),
    ] {
        let roles = [role];
        let received = ReceivedFile {
            completeness,
            ..file(&one, &roles, Part::Main)
        };
        assert_eq!(
            receive(&received, &context()).outcome.word(),
            outcome,
            "{completeness:?} {role:?}"
        );
    }
}

#[test]
fn unsigned_and_unreadable() {
    let none = report(LETTER);
    for (part, code) in [
        (Part::Main, "R01"),
        (Part::Unstated, "R01"),
        (Part::Attachment, "R08"),
        (Part::Copy, "R12"),
    ] {
        let reception = receive(&file(&none, &[], part), &context());
        assert_eq!(
            (reception.outcome.word(), codes(&reception)),
            ("refuse", vec![code])
        );
    }
    let unread = |because| ReceivedFile {
        read: Err(Unread {
            because,
            offset: Some(7),
            text: "x".to_owned(),
        }),
        ..file(&none, &[], Part::Main)
    };
    let malformed = receive(&unread(UnreadBecause::Malformed), &context());
    assert_eq!(codes(&malformed), ["R10"]);
    assert!(matches!(
        malformed.reasons[0].rests_on[0].fact,
        Fact::Unread {
            offset: Some(7),
            ..
        }
    ));
    for (because, why) in [
        (UnreadBecause::Locked, HoldReason::Locked),
        (UnreadBecause::Unsupported, HoldReason::Unsupported),
        (UnreadBecause::Limit, HoldReason::OverLimit),
        (UnreadBecause::NotOpened, HoldReason::NotOpened),
    ] {
        assert_eq!(
            held(&receive(&unread(because), &context())),
            [why],
            "no refusal for what is not known"
        );
    }
}

#[test]
fn oddities_that_are_errors_are_reported_and_the_rest_is_a_note() {
    let mut report = main_letter();
    let anomaly = |code: &'static str, severity| Anomaly {
        code,
        severity,
        text: "x".to_owned(),
        offset: None,
    };
    report.anomalies = vec![anomaly("a-warning", Severity::Warning)];
    let reception = receive(&file(&report, &BOTH, Part::Main), &context());
    assert_eq!(reception.outcome, Outcome::Accept);
    assert!(reception.notes.iter().any(|note| note.code == "a-warning"));
    report.anomalies.push(anomaly("an-error", Severity::Error));
    let reception = receive(&file(&report, &BOTH, Part::Main), &context());
    assert_eq!(
        (reception.outcome.word(), codes(&reception)),
        ("report", vec!["R04"])
    );
}

#[test]
fn an_unsigned_file_was_not_changed_after_signing() {
    let mut unsigned = report(LETTER);
    let anomaly = |code: &'static str| Anomaly {
        code,
        severity: Severity::Error,
        text: "x".to_owned(),
        offset: None,
    };
    unsigned.anomalies = vec![anomaly("an-error")];
    let reception = receive(&file(&unsigned, &[], Part::Main), &context());
    assert_eq!(
        (reception.outcome.word(), codes(&reception)),
        ("refuse", vec!["R01"])
    );
    unsigned.anomalies = vec![anomaly("pages-unreadable")];
    let reception = receive(&file(&unsigned, &[], Part::Main), &context());
    assert_eq!(
        (reception.outcome.word(), codes(&reception)),
        ("refuse", vec!["R01", "R10"])
    );
}

#[test]
fn what_only_a_person_can_tell() {
    let stated = |code: RefusalReason| {
        let statements = [Statement {
            code,
            text: "x".to_owned(),
            by: Some("văn thư".to_owned()),
        }];
        let context = ReceiveContext {
            statements: &statements,
            ..context()
        };
        let reception = receive(&file(&main_letter(), &BOTH, Part::Main), &context);
        (reception.outcome.word(), codes(&reception)[0])
    };
    assert_eq!(stated(RefusalReason::WrongAddressee), ("return", "R11"));
    assert_eq!(
        stated(RefusalReason::SecretOverWrongChannel),
        ("refuse", "R14")
    );
    assert_eq!(stated(RefusalReason::Duplicate), ("refuse", "R15"));
}

#[test]
fn the_outcome_as_data() {
    let reception = with(untrusted(PathReason::RevocationUnknown(
        WhyNotChecked::NoEvidence,
    )));
    let data = serde_json::to_value(&reception).unwrap();
    assert_eq!(data["outcome"], "hold");
    assert_eq!(data["check_again"]["because"], "next-update");
    assert_eq!(data["held_because"][0]["why"], "status-unknown");
    assert_eq!(data["held_because"][0]["file"], "cong-van.pdf");
    assert_eq!(data["held_because"][0]["signature"], 1);
    assert_eq!(data["held_because"][0]["fact"]["code"], "status-unknown");
    assert_eq!(data["notice_due"], "2026-11-22");
    assert_eq!(data["exchange_status"], serde_json::Value::Null);
    let refused = receive(&file(&report(LETTER), &[], Part::Main), &context());
    let data = serde_json::to_value(&refused).unwrap();
    assert_eq!(data["reasons"][0]["code"], "R01");
    assert_eq!(
        data["reasons"][0]["rests_on"][0]["fact"]["code"],
        "no-signature"
    );
    assert_eq!(data["exchange_status"]["source"], "secondary");
    assert_eq!(
        data["grounds"][0],
        "điểm b khoản 2 Điều 21 Nghị định số 30/2020/NĐ-CP"
    );
}

#[test]
fn every_hold_reason_has_its_word() {
    let mut words: Vec<&str> = HoldReason::ALL.iter().map(|why| why.word()).collect();
    for why in HoldReason::ALL {
        assert_eq!(serde_json::to_value(why).unwrap(), why.word());
    }
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), HoldReason::ALL.len());
}

/// The law asks for the status at the time of signing: a suspension at a proven time is not left open, as EN 319 102-1 leaves it.
#[test]
fn the_law_decides_where_the_verdict_leaves_open() {
    use regulation_rules::assess_document;
    use regulation_rules::facts::{
        CallerFacts, CertificateStatus, Sheets, SignedFacts, TimeProof as Proof,
    };
    let mut report = main_letter();
    let field = report.signatures[0].field.clone();
    report.signatures[0].trust =
        failure(PathReason::OnHold { since: days(3) }, vec![of(Who::Leader)]);
    let judged = |proof| {
        let mut signed = SignedFacts {
            field: field.clone(),
            ..SignedFacts::default()
        };
        signed.signature.status = Some(CertificateStatus::Suspended);
        signed.signature.status_changed_at = Some(days(3));
        signed.signature.signing_time = Some(days(1));
        signed.signature.signing_time_proof = Some(proof);
        signed.signature.checked_at = Some(now());
        let caller = CallerFacts::from_toml("[every_signature]\ncertificate_kind = \"government\"");
        caller.unwrap().apply(&mut signed);
        let law = assess_document(&Sheets {
            signatures: vec![signed],
            ..Sheets::default()
        });
        let received = ReceivedFile {
            law: Some(&law),
            ..file(&report, &BOTH, Part::Main)
        };
        receive(&received, &context())
    };
    let proven = judged(Proof::SignatureTimestamp);
    assert_eq!(
        (proven.outcome.word(), codes(&proven)),
        ("refuse", vec!["R05"])
    );
    let fact = &proven.reasons[0].rests_on[0].fact;
    assert!(
        matches!(fact, Fact::RuleViolated { rule } if rule == "nd-68-2024/certificate-not-active-at-signing")
    );
    assert_eq!(held(&judged(Proof::Claimed)), [HoldReason::Suspended]);
}
