//! The validation report of ETSI TS 119 102-2 is valid by its schema, whatever the file, and says what the axes say.
//!
//! The schema is ETSI's and not part of this repository: `KYSO_SCHEMAS` names its folder (`scripts/test.sh` sets it).
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use base64ct::Encoding as _;
use cert_path::Evidence;
use common::corpus::{self, Row};
use common::signed::{authority, day, hours, judged, lists, person, signed, stamped, with_store};
use common::token::Stamp;
use common::{base, edit, now, update};
use demo_pki::RevokedEntry;
use pades_verify::etsi::{self, Context};
use pades_verify::{DocumentReport, Policy, Verdict, verify};
use pdf_revisions::{Object, PdfFile};

const SCHEMA: &str = "TS119102-2.xsd";

fn schema() -> Option<PathBuf> {
    let folder = std::env::var_os("KYSO_SCHEMAS").map(PathBuf::from);
    let schema = folder
        .map(|folder| folder.join(SCHEMA))
        .filter(|schema| schema.is_file());
    if schema.is_none() {
        println!(
            "NOT RUN: KYSO_SCHEMAS names no folder with {SCHEMA}, the XML was not held against its schema"
        );
    }
    schema
}

fn xml(report: &DocumentReport) -> String {
    etsi::report(report, &context())
}

fn context() -> Context<'static> {
    Context {
        at: now(),
        policy: "vn-office",
        validator: "CN=kyso 0.0.0",
    }
}

/// Every report in `folder` at once: starting a program costs more than reading a report.
fn holds_by_the_schema(schema: &Path, folder: &Path) {
    let mut reports: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    reports.sort();
    assert!(!reports.is_empty());
    for some in reports.chunks(200) {
        let run = Command::new("xmllint")
            .args(["--nonet", "--noout", "--huge", "--schema"])
            .arg(schema)
            .args(some)
            .output()
            .expect("xmllint is there (scripts/install-test-tools.sh, package libxml2-utils)");
        let told = String::from_utf8_lossy(&run.stderr);
        let wrong: Vec<&str> = told
            .lines()
            .filter(|line| !line.ends_with(" validates"))
            .collect();
        assert!(run.status.success(), "{}", wrong.join("\n"));
        assert_eq!(told.lines().count() - wrong.len(), some.len());
    }
}

fn passed() -> DocumentReport {
    let signer = person(|_| ());
    judged(&signed(&signer, now(), None), &lists(vec![], vec![]))
}

/// Stamped, with a store, and a document time-stamp over it.
fn long_term() -> DocumentReport {
    let signer = person(|_| ());
    let authority = authority(|_| ());
    let stamp = |at| Stamp::new(&authority, at);
    let bytes = signed(&signer, day("05-31"), Some(&stamp(day("05-31"))));
    let crls = lists(vec![], vec![]);
    let bytes = stamped(&with_store(&bytes, &crls), &stamp(now() - hours(1)));
    judged(&bytes, &[])
}

fn revoked_before() -> DocumentReport {
    let signer = person(|_| ());
    let authority = authority(|_| ());
    let stamp = Stamp::new(&authority, day("05-31"));
    let bytes = signed(&signer, day("05-31"), Some(&stamp));
    let entry = RevokedEntry::new(&signer.serial_number(), day("05-01"));
    judged(&bytes, &lists(vec![], vec![entry]))
}

fn without_evidence() -> DocumentReport {
    judged(&signed(&person(|_| ()), now(), None), &[])
}

fn changed_afterwards() -> DocumentReport {
    let bytes = signed(&person(|_| ()), now(), None);
    let changed = update(&bytes, |file, update| {
        edit(file, update, 3, |page| {
            drop(page.insert("Rotate", Object::Integer(90)));
        });
    });
    judged(&changed, &lists(vec![], vec![]))
}

/// The signature passes; the file has bytes that no reader accounts for.
fn bytes_appended() -> DocumentReport {
    let mut bytes = signed(&person(|_| ()), now(), None);
    bytes.extend(b"more of it");
    judged(&bytes, &lists(vec![], vec![]))
}

fn unsigned() -> DocumentReport {
    judged(&base(), &[])
}

#[test]
fn reports_of_every_kind_of_file_are_valid_by_the_schema() {
    let Some(schema) = schema() else { return };
    let folder = tempfile::tempdir().unwrap();
    let reports = [
        ("passed", xml(&passed())),
        ("long-term", xml(&long_term())),
        ("revoked", xml(&revoked_before())),
        ("without-evidence", xml(&without_evidence())),
        ("changed", xml(&changed_afterwards())),
        ("appended", xml(&bytes_appended())),
        ("unsigned", xml(&unsigned())),
        (
            "encrypted",
            etsi::unjudged("unsupported", "a password <is> needed\u{1}", &context()),
        ),
    ];
    for (name, text) in reports {
        std::fs::write(folder.path().join(name).with_extension("xml"), text).unwrap();
    }
    holds_by_the_schema(&schema, folder.path());
}

#[test]
fn every_file_of_the_corpus_has_a_report_that_is_valid_by_the_schema() {
    let Some(schema) = schema() else { return };
    let Some(rows) = corpus::rows("reports on the corpus were") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for (number, row) in rows.iter().enumerate() {
        let text = of_file(row)
            .unwrap_or_else(|error| etsi::unjudged("malformed", &error.to_string(), &context()));
        std::fs::write(folder.path().join(format!("{number:04}.xml")), text).unwrap();
    }
    holds_by_the_schema(&schema, folder.path());
}

fn of_file(row: &Row) -> Result<String, pades_verify::VerifyError> {
    let file = PdfFile::open(row.source()?)?;
    let report = verify(&file, &Evidence::new(), &[], &Policy::default(), now())?;
    Ok(xml(&report))
}

#[track_caller]
fn says(report: &DocumentReport, main: &str, sub: Option<&str>) {
    let text = xml(report);
    // time-stamps among the objects have a verdict of their own
    let signatures = text.split("<SignatureValidationObjects>").next().unwrap();
    let mut parts = signatures.rsplit("<SignatureValidationStatus>");
    let status = parts.next().unwrap();
    let main = format!("<MainIndication>urn:etsi:019102:mainindication:{main}</MainIndication>");
    assert!(status.contains(&main), "{status}");
    match sub {
        Some(sub) => {
            let sub = format!("urn:etsi:019102:subindication:{sub}</SubIndication>");
            assert!(status.contains(&sub), "{status}");
        }
        None => assert!(!status.contains("<SubIndication>"), "{status}"),
    }
}

#[test]
fn the_verdict_is_that_of_the_axes() {
    says(&passed(), "total-passed", None);
    says(&long_term(), "total-passed", None);
    says(&without_evidence(), "indeterminate", Some("TRY_LATER"));
    says(
        &changed_afterwards(),
        "total-failed",
        Some("FORMAT_FAILURE"),
    );
    says(&unsigned(), "indeterminate", Some("GENERIC"));
}

#[test]
fn a_file_that_is_refused_as_a_whole_has_no_signature_that_passed() {
    let report = bytes_appended();
    assert_eq!(report.verdict(), Verdict::Failed);
    let signatures = &report.signatures;
    assert!(signatures.iter().any(|one| one.indication().is_passed()));
    says(&report, "total-failed", Some("FORMAT_FAILURE"));
    assert!(xml(&report).contains("/code/bytes-after-last-eof"));
}

#[test]
fn proofs_revocation_and_objects_are_told() {
    let text = xml(&revoked_before());
    assert!(text.contains("<RevocationTime>2026-05-01T00:00:00Z</RevocationTime>"));
    assert!(text.contains("<POETime>2026-05-31T00:00:00Z</POETime>"));
    assert!(text.contains("<SignatureTimeStamp"));
    let text = xml(&long_term());
    assert!(text.contains("/level/B-LTA"), "{text}");
    assert!(text.contains("<DSS"));
    assert!(text.contains("<PolicyName>vn-office</PolicyName>"));
    for id in text.split("VOReference=\"").skip(1) {
        for id in id.split('"').next().unwrap().split(' ') {
            assert!(
                text.contains(&format!("id=\"{id}\"")),
                "{id} is referred to and not there"
            );
        }
    }
}

/// The part of a report between two marks.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let (_, rest) = text
        .split_once(from)
        .unwrap_or_else(|| panic!("{from}: {text}"));
    rest.split_once(to).unwrap().0
}

/// TS 119 102-2 §4.4: the token, what it proves, the verdict on it; and the attributes lead to it.
#[test]
fn time_stamps_are_objects_with_a_verdict() {
    let report = long_term();
    let text = xml(&report);
    let stamp = between(&text, "id=\"T-1-1\"", "</ValidationObject>");
    assert!(stamp.contains("urn:etsi:019102:validationObject:timestamp"));
    let provided = between(stamp, "<POEProvisioning>", "</POEProvisioning>");
    assert!(provided.contains("<POETime>2026-05-31T00:00:00Z</POETime>"));
    assert!(stamp.contains("mainindication:passed"), "{stamp}");
    let attribute = between(&text, "<SignatureTimeStamp", "</SignatureTimeStamp>");
    assert!(attribute.contains("VOReference=\"T-1-1\""), "{attribute}");
    let token = between(stamp, "<base64>", "</base64>");
    let token = base64ct::Base64::decode_vec(token).unwrap();
    assert_eq!(token, report.signatures[0].timestamps[0].token);
    let of_document = between(&text, "id=\"T-2-1\"", "</ValidationObject>");
    assert!(of_document.contains("mainindication:passed"));

    let unknown = authority(|_| ());
    let bytes = signed(
        &person(|_| ()),
        day("05-31"),
        Some(&Stamp::new(&unknown, day("05-31"))),
    );
    let without_lists = xml(&judged(&bytes, &[]));
    let stamp = between(&without_lists, "id=\"T-1-1\"", "</ValidationObject>");
    assert!(stamp.contains("mainindication:indeterminate"), "{stamp}");
    assert!(stamp.contains("subindication:TRY_LATER"), "{stamp}");
    assert!(!stamp.contains("POEProvisioning"), "{stamp}");
}

#[test]
fn the_same_report_is_written_the_same_way() {
    let report = long_term();
    assert_eq!(xml(&report), xml(&report.clone()));
}
