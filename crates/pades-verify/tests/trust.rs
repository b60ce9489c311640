//! A signature of the throw-away hierarchy, judged with CRLs and OCSP responses of every kind; and a verdict replayed.
#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;

use cert_path::{
    AlgorithmPolicy, BasisKind, Crl, CutOff, DigestAlgorithm, Evidence, EvidenceFile, Freshness,
    Judged, LocalReport, OcspResponse, Origin, Refused, ReportedBecause, ReportedCertificate,
    RevocationMode, RevocationReason, RevocationState, TrustAnchor,
};
use common::{base, hierarchy, leader, leader_serial, now, root, sign};
use demo_pki::{CertificateStatus, CrlProfile, OcspProfile, Reason, RevokedEntry, SingleAnswer};
use jiff::{SignedDuration, Timestamp};
use pades_verify::{DocumentReport, Policy, json, verify};
use pdf_revisions::PdfFile;

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

/// A CRL of the root, an hour old; it lists nobody.
fn root_crl() -> Crl {
    let profile = CrlProfile::new(now() - hours(1), now() + hours(24));
    Crl::from_der(&hierarchy().root_authority().crl(&profile).unwrap()).unwrap()
}

fn sub_ca_crl(entries: Vec<RevokedEntry>) -> Crl {
    let profile = CrlProfile {
        entries,
        ..CrlProfile::new(now() - hours(1), now() + hours(24))
    };
    Crl::from_der(&hierarchy().sub_authority().crl(&profile).unwrap()).unwrap()
}

fn entry(since: Timestamp, reason: Reason) -> RevokedEntry {
    RevokedEntry::new(&leader_serial(), since).because(reason)
}

fn evidence(crls: Vec<Crl>) -> Evidence {
    let mut evidence = Evidence::new();
    for (number, crl) in crls.into_iter().enumerate() {
        evidence.add_crl(crl, Origin::File(format!("{number}.crl")));
    }
    evidence
}

fn judge_with(evidence: &Evidence, policy: &Policy, at: Timestamp) -> DocumentReport {
    let file = PdfFile::open(Arc::new(sign(&base(), None))).unwrap();
    verify(&file, evidence, &[TrustAnchor::new(root())], policy, at).unwrap()
}

fn judge(evidence: &Evidence) -> DocumentReport {
    judge_with(evidence, &Policy::default(), now())
}

fn shape(report: &DocumentReport) -> json::Signature {
    let mut file = json::file("", report, &|_| json::Role::default());
    file.signatures.remove(0)
}

fn verdict(report: &DocumentReport) -> (&'static str, &'static str, &'static str) {
    let one = shape(report);
    (one.trust, one.indication, one.sub_indication.unwrap_or("-"))
}

fn codes(report: &DocumentReport) -> Vec<&'static str> {
    let findings = shape(report).findings.into_iter();
    findings.map(|finding| finding.code).collect()
}

#[test]
fn the_word_of_the_list_is_the_word_of_the_report() {
    let before = now() - hours(48);
    let cases = [
        (
            vec![root_crl(), sub_ca_crl(vec![])],
            ("trusted", "TOTAL-PASSED", "-"),
        ),
        (vec![root_crl()], ("unknown", "INDETERMINATE", "TRY_LATER")),
        (
            vec![sub_ca_crl(vec![])],
            ("unknown", "INDETERMINATE", "TRY_LATER"),
        ),
        (vec![], ("unknown", "INDETERMINATE", "TRY_LATER")),
        (
            vec![
                root_crl(),
                sub_ca_crl(vec![entry(before, Reason::KeyCompromise)]),
            ],
            ("revoked", "INDETERMINATE", "REVOKED_NO_POE"),
        ),
        // The state of the CA is not known, and that of the signer is.
        (
            vec![sub_ca_crl(vec![entry(before, Reason::Superseded)])],
            ("revoked", "INDETERMINATE", "REVOKED_NO_POE"),
        ),
        (
            vec![
                root_crl(),
                sub_ca_crl(vec![entry(before, Reason::CertificateHold)]),
            ],
            ("unknown", "INDETERMINATE", "TRY_LATER"),
        ),
    ];
    for (number, (crls, expected)) in cases.into_iter().enumerate() {
        assert_eq!(verdict(&judge(&evidence(crls))), expected, "case {number}");
    }
}

#[test]
fn a_revoked_ca_is_named() {
    let sub_ca = hierarchy().sub_authority().issued().serial_number();
    let profile = CrlProfile {
        entries: vec![RevokedEntry::new(&sub_ca, now() - hours(48))],
        ..CrlProfile::new(now() - hours(1), now() + hours(24))
    };
    let crl = hierarchy().root_authority().crl(&profile).unwrap();
    let crls = vec![Crl::from_der(&crl).unwrap(), sub_ca_crl(vec![])];
    let report = judge(&evidence(crls));
    let expected = ("revoked", "INDETERMINATE", "REVOKED_CA_NO_POE");
    assert_eq!(verdict(&report), expected);
    let failure = report.signatures[0].trust.refuted().unwrap();
    assert_eq!(failure.certificate.as_ref(), Some(&failure.chain[1]));
}

#[test]
fn the_report_tells_state_and_evidence_of_each_certificate() {
    let report = judge(&evidence(vec![root_crl(), sub_ca_crl(vec![])]));
    let path = report.signatures[0].trust.proven().unwrap();
    assert_eq!(path.chain().len(), 3);
    assert_eq!(path.anchor_certificate(), &path.chain()[2]);
    assert!(path.statuses().get(2).is_none());
    let status = &path.statuses()[0];
    let source = status.basis.as_ref().unwrap();
    assert_eq!(status.state, RevocationState::Good { later: None });
    assert!(matches!(source.kind, BasisKind::Crl { .. }) && source.fresh);
    let origin = report.evidence.origin(&source.fingerprint);
    assert_eq!(origin, Some(&Origin::File("1.crl".to_owned())));
    assert_eq!(source.this_update, now() - hours(1));
    assert_eq!(source.next_update, Some(now() + hours(24)));
    let revoked = entry(now() - hours(48), Reason::KeyCompromise);
    let report = judge(&evidence(vec![root_crl(), sub_ca_crl(vec![revoked])]));
    let RevocationState::Revoked(revoked) = report.signatures[0].signer_status().unwrap().state
    else {
        panic!("{report:?}");
    };
    assert_eq!(revoked.reason, Some(RevocationReason::KeyCompromise));
    assert_eq!(revoked.since, now() - hours(48));
}

#[test]
fn the_grace_period_is_an_option() {
    let crls = evidence(vec![root_crl(), sub_ca_crl(vec![])]);
    let strict = Policy {
        freshness: Freshness::AfterTime,
        ..Policy::default()
    };
    let open = ("unknown", "INDETERMINATE", "TRY_LATER");
    assert_eq!(verdict(&judge_with(&crls, &strict, now())), open);
    assert_eq!(
        verdict(&judge_with(&crls, &Policy::default(), now() + hours(25))),
        open
    );
}

#[test]
fn a_weak_algorithm_of_the_signature_leaves_the_question_open() {
    let policy = Policy {
        revocation: RevocationMode::Skip,
        algorithms: AlgorithmPolicy::new(vec![CutOff {
            refused: Refused::Digest(DigestAlgorithm::Sha256),
            from: now() - hours(1),
            source: "this test".to_owned(),
        }]),
        ..Policy::default()
    };
    let report = judge_with(&Evidence::new(), &policy, now());
    let sub = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE";
    assert_eq!(shape(&report).sub_indication, Some(sub));
    assert!(codes(&report).contains(&"weak-algorithm"));
    assert!(report.signatures[0].weakness.is_some());
}

#[test]
fn a_report_of_the_house_is_shown_until_the_ca_has_revoked() {
    let report = LocalReport {
        certificate: ReportedCertificate::Fingerprint(leader().fingerprint()),
        reported_at: now() + hours(1),
        because: ReportedBecause::Lost,
        note: None,
    };
    let reported = |crls: Vec<Crl>| {
        let mut all = evidence(crls);
        all.add_local_report(report.clone());
        judge(&all)
    };
    // Nothing proves that the signature is older than the report; the verdict stays.
    let good = reported(vec![root_crl(), sub_ca_crl(vec![])]);
    assert!(codes(&good).contains(&"reported-locally"));
    assert_eq!(verdict(&good).1, "TOTAL-PASSED");
    let revoked = entry(now() - hours(2), Reason::KeyCompromise);
    let seen = reported(vec![root_crl(), sub_ca_crl(vec![revoked])]);
    assert!(!codes(&seen).contains(&"reported-locally"));
    let quiet = judge(&evidence(vec![root_crl(), sub_ca_crl(vec![])]));
    assert!(!codes(&quiet).contains(&"reported-locally"));
}

#[test]
fn a_verdict_is_replayed_from_its_evidence() {
    let mut given = evidence(vec![root_crl()]);
    let answer = SingleAnswer {
        next_update: Some(now() + hours(12)),
        ..SingleAnswer::new(&leader_serial(), CertificateStatus::Good, now() - hours(1))
    };
    let sub_ca = hierarchy().sub_authority();
    let response = sub_ca
        .ocsp(&OcspProfile::new(now() - hours(1), vec![answer]), sub_ca)
        .unwrap();
    let response = OcspResponse::from_der(&response).unwrap();
    given.add_ocsp_response(response, Origin::Network("http://ocsp.example".to_owned()));
    let bytes = sign(&base(), None);
    let file = PdfFile::open(Arc::new(bytes)).unwrap();
    let anchors = [TrustAnchor::new(root())];
    let policy = Policy::default();
    let first = verify(&file, &given, &anchors, &policy, now()).unwrap();
    assert_eq!(verdict(&first).1, "TOTAL-PASSED");
    let path = first.signatures[0].trust.proven().unwrap();
    let kind = |index: usize| &path.statuses()[index].basis.as_ref().unwrap().kind;
    assert!(matches!(kind(0), BasisKind::Ocsp { .. }));
    assert!(matches!(kind(1), BasisKind::Crl { .. }));

    let mut document = Vec::new();
    let written = EvidenceFile {
        evidence: first.evidence.clone(),
        judged: Some(Judged {
            now: now(),
            anchors: anchors.to_vec(),
            revocation: policy.revocation,
            freshness: policy.freshness,
            algorithms: policy.algorithms.clone(),
        }),
    };
    written.write(&mut document).unwrap();
    let read = EvidenceFile::read(&document).unwrap();
    let judged = read.judged.unwrap();
    let replayed = Policy {
        revocation: judged.revocation,
        freshness: judged.freshness,
        algorithms: judged.algorithms,
        ..Policy::default()
    };
    let again = verify(
        &file,
        &read.evidence,
        &judged.anchors,
        &replayed,
        judged.now,
    )
    .unwrap();
    let told = |report: &DocumentReport| {
        let file = json::file("a.pdf", report, &|_| json::Role::default());
        serde_json::to_string_pretty(&file).unwrap()
    };
    assert_eq!(told(&again), told(&first));
    let path = |report: &DocumentReport| format!("{:?}", report.signatures[0].trust);
    assert_eq!(path(&again), path(&first));
    let mut second = Vec::new();
    let evidence = again.evidence.clone();
    let judged = written.judged;
    EvidenceFile { evidence, judged }
        .write(&mut second)
        .unwrap();
    assert_eq!(second, document, "what was gathered is the same, too");
}
