//! A signature in a file of its own: the same axes as in a PDF, over every byte of the other file.
#![allow(clippy::unwrap_used)]

mod common;

use std::io;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use cert_path::{Crl, Evidence, Origin, RevocationMode, TrustAnchor};
use common::signed::{authority, codes, container, crl_of_now, day, told_of, verdict};
use common::token::Stamp;
use common::{base, device, hierarchy, now, report, root, sign};
use demo_pki::{Reason, RevokedEntry};
use pades_verify::{
    Axis, DocumentReport, IntegrityFailure, Level, MissingPart, ModificationLevel, Policy,
    TimeProof, Verdict, etsi, verify_detached,
};
use pdf_revisions::Source;

/// What was signed; no PDF.
const SHEET: &[u8] = b"PK\x03\x04 a sheet of numbers";

fn judged_with(
    content: &dyn Source,
    container: &[u8],
    evidence: &Evidence,
    revocation: RevocationMode,
) -> DocumentReport {
    let policy = Policy {
        revocation,
        ..Policy::default()
    };
    let anchors = [TrustAnchor::new(root())];
    verify_detached(content, container, evidence, &anchors, &policy, now()).unwrap()
}

fn judged(content: &[u8], container: &[u8]) -> DocumentReport {
    let (content, none) = (content.to_vec(), Evidence::new());
    judged_with(&content, container, &none, RevocationMode::Skip)
}

#[test]
fn what_was_signed_is_proven_on_every_axis() {
    for content in [SHEET, b"", &[0; 3_000_000]] {
        let report = judged(content, &container(&device(), content, None));
        let [one] = report.signatures.as_slice() else {
            panic!("{} signatures", report.signatures.len())
        };
        let coverage = one.coverage.proven().unwrap();
        assert!(coverage.covers_entire_file() && coverage.is_separate());
        assert_eq!(coverage.end(), content.len() as u64);
        assert!(one.integrity.proven().is_some() && one.trust.proven().is_some());
        assert!(matches!(
            one.modifications,
            Axis::Proven(ModificationLevel::None)
        ));
        assert!(one.is_separate());
        assert_eq!(
            (one.field.as_str(), one.sub_filter.as_str()),
            ("detached", "CAdES")
        );
        assert_eq!(one.level, Some(Level::BB));
        assert_eq!(one.time.proof, TimeProof::None);
        let lacks = |what| one.missing.iter().any(|missing| missing.what == what);
        assert!(
            lacks(MissingPart::ClaimedSigningTime),
            "these tests claim no time"
        );
        assert!(!lacks(MissingPart::EtsiSubFilter), "there is no dictionary");
        assert_eq!(report.verdict(), Verdict::Passed);
        assert_eq!((report.revisions, report.anomalies.len()), (1, 0));
    }
    let in_pdf = report(&sign(&base(), None)).unwrap();
    assert!(!in_pdf.signatures[0].is_separate());
}

#[test]
fn any_other_content_is_refuted() {
    let signed = container(&device(), SHEET, None);
    let shorter = &SHEET[..SHEET.len() - 1];
    let longer = [SHEET, b"\n"].concat();
    let mut flipped = SHEET.to_vec();
    flipped[7] ^= 1;
    for content in [shorter, &longer, &flipped, b""] {
        let report = judged(content, &signed);
        let told = told_of(&report, 0);
        assert_eq!(told.integrity, "broken");
        assert_eq!(verdict(&told).1, "TOTAL-FAILED");
        assert_eq!(told.sub_indication, Some("HASH_FAILURE"));
        assert!(codes(&told).contains(&"integrity-broken"));
        assert_eq!(report.verdict(), Verdict::Failed);
    }
}

#[test]
fn no_damage_to_the_container_passes() {
    let signed = container(&device(), SHEET, None);
    let mut passed = Vec::new();
    for at in 0..signed.len() {
        let mut damaged = signed.clone();
        damaged[at] ^= 1;
        if judged(SHEET, &damaged).verdict() == Verdict::Passed {
            passed.push(at);
        }
    }
    // What no signature covers: which certificates are sent along, and version numbers that are forgiven.
    assert!(passed.len() * 4 < signed.len(), "{passed:?}");
    for cut in [0, 1, signed.len() / 2, signed.len() - 1] {
        let report = judged(SHEET, &signed[..cut]);
        assert!(report.signatures[0].integrity.proven().is_none());
        assert_eq!(report.verdict(), Verdict::Failed);
    }
}

#[test]
fn what_is_no_container_or_carries_content_is_refuted() {
    for bytes in [&b"-----BEGIN CMS-----"[..], b"%PDF-1.7", b"", SHEET] {
        let report = judged(SHEET, bytes);
        let failure = report.signatures[0].integrity.refuted();
        assert!(
            matches!(failure, Some(IntegrityFailure::Container(_))),
            "{failure:?}"
        );
        assert_eq!(told_of(&report, 0).sub_indication, Some("FORMAT_FAILURE"));
    }
    // a time-stamp token carries what it states; over the bytes it says nothing that could be held against them
    let token = Stamp::new(&authority(|_| {}), day("03-01")).over(SHEET);
    let report = judged(SHEET, &token);
    let failure = report.signatures[0].integrity.refuted();
    assert!(
        matches!(failure, Some(IntegrityFailure::EncapsulatedContent)),
        "{failure:?}"
    );
    assert_eq!(report.verdict(), Verdict::Failed);
}

#[test]
fn trust_revocation_and_time_are_judged_as_in_a_pdf() {
    let signer = common::signed::person(|_| {});
    let key = &signer.private_key_pkcs8_der;
    let certificate = |issued: &demo_pki::Issued| {
        cert_path::Certificate::from_der(&issued.certificate_der).unwrap()
    };
    let chain = vec![certificate(&hierarchy().sub_ca)];
    let device = cades::SoftwareSigner::from_pkcs8(key, certificate(&signer), chain).unwrap();
    let lists = |entries: Vec<RevokedEntry>| {
        let mut evidence = Evidence::new();
        for crl in [
            crl_of_now(hierarchy().root_authority(), Vec::new()),
            crl_of_now(hierarchy().sub_authority(), entries),
        ] {
            evidence.add_crl(Crl::from_der(&crl).unwrap(), Origin::Unspecified);
        }
        evidence
    };
    let revoked = || {
        let entry = RevokedEntry::new(&signer.serial_number(), day("04-01"));
        lists(vec![entry.because(Reason::Superseded)])
    };
    let told = |container: &[u8], evidence: &Evidence| {
        let content = SHEET.to_vec();
        told_of(
            &judged_with(&content, container, evidence, RevocationMode::Require),
            0,
        )
    };
    let plain = container(&device, SHEET, None);
    assert_eq!(told(&plain, &lists(Vec::new())).indication, "TOTAL-PASSED");
    assert_eq!(told(&plain, &Evidence::new()).indication, "INDETERMINATE");
    assert_eq!(
        told(&plain, &revoked()).sub_indication,
        Some("REVOKED_NO_POE")
    );
    let stamp = Stamp::new(&authority(|_| {}), day("03-01"));
    let stamped = container(&device, SHEET, Some(&stamp));
    let told = told(&stamped, &revoked());
    assert_eq!((told.indication, told.level), ("TOTAL-PASSED", Some("B-T")));
}

/// Counts what is asked for at once.
struct Counting {
    length: u64,
    largest: AtomicUsize,
    read: AtomicU64,
}

impl Source for Counting {
    fn len(&self) -> u64 {
        self.length
    }

    fn read_at(&self, _: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.largest.fetch_max(buffer.len(), Ordering::Relaxed);
        self.read.fetch_add(buffer.len() as u64, Ordering::Relaxed);
        buffer.fill(0);
        Ok(())
    }
}

#[test]
fn content_is_read_once_and_in_pieces() {
    let content = Counting {
        length: 40 << 20,
        largest: AtomicUsize::new(0),
        read: AtomicU64::new(0),
    };
    let signed = container(&device(), &vec![0; 40 << 20], None);
    let report = judged_with(&content, &signed, &Evidence::new(), RevocationMode::Skip);
    assert_eq!(report.verdict(), Verdict::Passed);
    assert_eq!(content.read.load(Ordering::Relaxed), 40 << 20);
    assert!(content.largest.load(Ordering::Relaxed) <= 1 << 20);
}

/// Whose reads fail.
struct Gone;

impl Source for Gone {
    fn len(&self) -> u64 {
        10
    }

    fn read_at(&self, _: u64, _: &mut [u8]) -> io::Result<()> {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

#[test]
fn content_that_cannot_be_read_gives_no_report() {
    let signed = container(&device(), SHEET, None);
    let policy = Policy::default();
    let gone = verify_detached(&Gone, &signed, &Evidence::new(), &[], &policy, now());
    assert!(gone.is_err());
}

#[test]
fn a_document_may_have_both_kinds() {
    let pdf = sign(&base(), None);
    let own = report(&pdf).unwrap();
    let both = own.with_detached(judged(&pdf, &container(&device(), &pdf, None)));
    assert_eq!(both.signatures.len(), 2);
    assert_eq!(both.verdict(), Verdict::Passed);
    let broken = report(&pdf).unwrap();
    let broken = broken.with_detached(judged(&pdf, &container(&device(), SHEET, None)));
    assert_eq!(broken.verdict(), Verdict::Failed);
}

#[test]
fn the_report_of_etsi_has_no_dictionary() {
    let report = judged(SHEET, &container(&device(), SHEET, None));
    let context = etsi::Context {
        at: now(),
        policy: "vn-office",
        validator: "test",
    };
    let xml = etsi::report(&report, &context);
    assert!(xml.contains("SignatureAttributes"));
    assert!(!xml.contains("SubFilter") && !xml.contains("ByteRange"));
}
