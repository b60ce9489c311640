//! A file of any kind, signed into a file of its own, and what the package judge makes of it.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::io::Write as _;
use std::path::PathBuf;

use cades::SoftwareSigner;
use cert_path::{
    AlgorithmPolicy, CryptoProvider, Evidence, Freshness, RevocationMode, TrustAnchor,
};
use common::{LETTER, Who, crls, device, now, of, report, root, signed};
use jiff::{SignedDuration, Timestamp};
use pades_sign::SignError;
use pades_verify::{
    DocumentReport, Level, MissingPart, Policy, TimeProof, Verdict, verify_detached,
};
use regulation_rules::facts::{CallerFacts, Role};
use signing_workflow::package::{Package, PackageFile, PackageReport, find_main, judge};
use signing_workflow::receive::{
    Completeness, HoldReason, ReceiveContext, RefusalReason, Unread, UnreadBecause,
};
use signing_workflow::roles::{Look, RoleFact, tell};
use signing_workflow::{
    DetachedRecord, OutputRefused, Replace, SignedDetached, SignerTrust, SigningJob,
    UnverifiedChain, WorkflowError, sign_detached,
};
use tempfile::TempDir;

const SHEET: &[u8] = b"PK\x03\x04 a sheet of numbers";

struct Desk {
    folder: TempDir,
    trust: SignerTrust,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.xlsx"), SHEET).unwrap();
        Self {
            folder,
            trust: SignerTrust {
                anchors: vec![TrustAnchor::new(root())],
                evidence: crls(),
                algorithms: AlgorithmPolicy::default(),
                revocation: RevocationMode::Require,
                freshness: Freshness::default(),
                unverified: UnverifiedChain::Refused,
            },
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let folder = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = folder
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn sign_by(
        &self,
        device: &SoftwareSigner,
        at: Timestamp,
        replace: Replace,
        progress: &dyn Fn(u64),
    ) -> Result<SignedDetached, WorkflowError> {
        let (input, output) = (self.path("a.xlsx"), self.path("a.xlsx.p7s"));
        let job = SigningJob {
            input: &input,
            output: &output,
            replace,
            trust: &self.trust,
            provider: CryptoProvider::aws_lc(),
            now: now(),
            stamping: None,
            progress,
            password: None,
            lint: &|_| true,
        };
        sign_detached(&job, at, device)
    }

    fn sign(&self) -> Result<SignedDetached, WorkflowError> {
        self.sign_by(&device(Who::Agency), now(), Replace::Never, &|_| ())
    }
}

/// Fresh CRLs at hand, the root trusted.
fn judged(content: &[u8], container: &[u8]) -> DocumentReport {
    let (content, policy) = (content.to_vec(), Policy::default());
    let anchors = [TrustAnchor::new(root())];
    verify_detached(&content, container, &crls(), &anchors, &policy, now()).unwrap()
}

#[test]
fn signed_verified_and_put_in_place() {
    let desk = Desk::new();
    let signed = desk.sign().unwrap();
    assert_eq!(desk.names(), ["a.xlsx", "a.xlsx.p7s"]);
    assert_eq!(
        desk.read("a.xlsx"),
        SHEET,
        "what is signed is never changed"
    );
    assert_eq!(signed.report.verdict(), Verdict::Passed);
    let report = judged(SHEET, &desk.read("a.xlsx.p7s"));
    let [one] = report.signatures.as_slice() else {
        panic!("{}", report.signatures.len())
    };
    assert_eq!(report.verdict(), Verdict::Passed);
    assert_eq!(
        (one.level, one.time.proof),
        (Some(Level::BB), TimeProof::Claimed)
    );
    assert_eq!(one.claims.signing_time, Some(now()));
    let formal = |what: MissingPart| {
        let ours = [MissingPart::ClaimedSigningTime, MissingPart::EtsiSubFilter];
        ours.contains(&what)
    };
    assert!(
        !one.missing.iter().any(|missing| formal(missing.what)),
        "{:?}",
        one.missing
    );
    assert_eq!(one.signer.as_ref(), Some(&of(Who::Agency)));
}

#[test]
fn the_record_says_what_was_checked_and_what_not() {
    let desk = Desk::new();
    let record = desk.sign().unwrap().record;
    let text = serde_json::to_string(&record).unwrap();
    assert_eq!(
        serde_json::from_str::<DetachedRecord>(&text).unwrap(),
        record
    );
    let digest = CryptoProvider::aws_lc()
        .digest(cert_path::DigestAlgorithm::Sha256, SHEET)
        .unwrap();
    let digits: String = digest
        .as_bytes()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    assert_eq!(
        (record.content_digest, record.content_length),
        (digits, SHEET.len() as u64)
    );
    assert_eq!(record.claimed_signing_time, now());
    assert!(text.contains("trusted-path"), "{text}");
    assert!(text.contains("signing-time"), "no time-stamp: {text}");
}

#[test]
fn an_existing_signature_is_kept_unless_replacing_was_allowed() {
    let desk = Desk::new();
    desk.sign().unwrap();
    let first = desk.read("a.xlsx.p7s");
    let Err(WorkflowError::Output { source, .. }) = desk.sign() else {
        panic!("written over")
    };
    assert_eq!(source.kind(), std::io::ErrorKind::AlreadyExists);
    assert_eq!(desk.read("a.xlsx.p7s"), first);
    let later = now() + SignedDuration::from_secs(60);
    let again = desk.sign_by(&device(Who::Agency), later, Replace::Allowed, &|_| ());
    assert_eq!(again.unwrap().record.claimed_signing_time, later);
    assert_ne!(desk.read("a.xlsx.p7s"), first);
}

#[test]
fn nothing_is_written_without_trust() {
    let mut desk = Desk::new();
    desk.trust.anchors.clear();
    assert!(matches!(desk.sign(), Err(WorkflowError::NoTrust)));
    desk.trust.anchors = vec![TrustAnchor::new(root())];
    desk.trust.evidence = Evidence::new();
    assert!(matches!(
        desk.sign(),
        Err(WorkflowError::SignerUntrusted(_))
    ));
    assert_eq!(desk.names(), ["a.xlsx"]);
}

#[test]
fn a_time_at_which_the_certificate_was_not_valid_is_refused() {
    let desk = Desk::new();
    let long_ago = "2001-01-01T00:00:00Z".parse().unwrap();
    let refused = desk.sign_by(&device(Who::Agency), long_ago, Replace::Never, &|_| ());
    assert!(matches!(
        refused,
        Err(WorkflowError::Sign(
            SignError::SigningTimeOutsideCertificate { .. }
        ))
    ));
    assert_eq!(desk.names(), ["a.xlsx"]);
}

/// Somebody saves the sheet while it is signed.
#[test]
fn content_that_changes_while_it_is_signed_gets_no_signature() {
    let desk = Desk::new();
    let sheet = desk.path("a.xlsx");
    let save = |_| {
        let mut file = std::fs::OpenOptions::new()
            .append(true)
            .open(&sheet)
            .unwrap();
        file.write_all(b"one more row").unwrap();
    };
    let refused = desk.sign_by(&device(Who::Agency), now(), Replace::Never, &save);
    assert!(
        matches!(
            refused,
            Err(WorkflowError::OutputRefused(
                OutputRefused::NewSignature { .. }
            ))
        ),
        "{refused:?}"
    );
    assert_eq!(desk.names(), ["a.xlsx"]);
}

#[test]
fn what_is_not_there_is_not_signed() {
    let desk = Desk::new();
    std::fs::remove_file(desk.path("a.xlsx")).unwrap();
    assert!(matches!(desk.sign(), Err(WorkflowError::Io(_))));
    assert!(desk.names().is_empty());
}

/// A body's signature beside a file without pages is that of an attachment; a person's tells nothing.
#[test]
fn the_role_of_a_signature_beside_a_file() {
    let desk = Desk::new();
    let role = |who| {
        let signed = desk.sign_by(&device(who), now(), Replace::Allowed, &|_| ());
        let told = tell(
            &signed.unwrap().report,
            &Look::default(),
            &CallerFacts::default(),
        );
        assert!(told[0].evidence.contains(&RoleFact::BesideOtherFile));
        told[0].role
    };
    assert_eq!(role(Who::Agency), Role::Attachment);
    assert_eq!(role(Who::Leader), Role::Unknown);
}

fn unread() -> Unread {
    Unread {
        because: UnreadBecause::Unsupported,
        offset: None,
        text: "p7s".to_owned(),
    }
}

fn part<'a>(
    name: &'a str,
    kind: Option<&'a str>,
    read: Result<&'a DocumentReport, Unread>,
    roles: &'a [Role],
) -> PackageFile<'a> {
    PackageFile {
        name,
        content_id: None,
        sha256: name,
        other_kind: kind,
        read,
        roles,
        law: None,
        printed: None,
    }
}

fn package(files: &[PackageFile<'_>]) -> PackageReport {
    let package = Package {
        files,
        main: find_main(files, None).unwrap(),
        metadata: None,
        problems: &[],
        notes: &[],
        our_codes: &[],
        received: &[],
        completeness: Completeness::default(),
    };
    let context = ReceiveContext {
        trust_configured: true,
        ..ReceiveContext::at(now())
    };
    judge(&package, &context)
}

fn said(report: &PackageReport) -> (&'static str, Vec<RefusalReason>, Vec<HoldReason>) {
    let reception = &report.reception;
    let codes = reception.reasons.iter().map(|one| one.code);
    let held = reception.outcome.hold();
    let held = held.map_or_else(Vec::new, |hold| {
        hold.why.iter().map(|one| one.why).collect()
    });
    (reception.outcome.word(), codes.collect(), held)
}

#[test]
fn in_a_package_it_is_the_signature_of_the_file_it_is_named_after() {
    let main = report(&signed(LETTER, &[Who::Leader, Who::Agency]));
    let main = part(
        "main.pdf",
        None,
        Ok(&main),
        &[Role::AuthorisedPerson, Role::Agency],
    );
    let desk = Desk::new();
    desk.sign().unwrap();
    let container = desk.read("a.xlsx.p7s");
    let (good, bad) = (judged(SHEET, &container), judged(b"other", &container));
    let sheet = |read, roles| part("a.xlsx", Some("zip"), read, roles);
    let signature = |name| part(name, Some("p7s"), Err(unread()), &[]);
    let agency: &[Role] = &[Role::Attachment];

    let files = [
        signature("a.xlsx.p7s"),
        sheet(Ok(&good), agency),
        main.clone(),
    ];
    assert_eq!(said(&package(&files)), ("accept", vec![], vec![]));
    let files = [
        main.clone(),
        sheet(Ok(&bad), agency),
        signature("a.xlsx.p7s"),
    ];
    let report = package(&files);
    assert_eq!(said(&report).1, [RefusalReason::ChangedAfterSigning]);
    assert_eq!(
        report.attachments[1].reception.outcome.word(),
        "accept",
        "told at what it signs"
    );
    // not of an authority: an attachment signed by initials alone counts as unsigned
    let files = [
        main.clone(),
        sheet(Ok(&good), &[Role::Initials]),
        signature("a.xlsx.p7s"),
    ];
    assert_eq!(
        said(&package(&files)).1,
        [RefusalReason::AttachmentUnsignedOrMissing]
    );
    let files = [
        main.clone(),
        sheet(Ok(&good), &[Role::Unknown]),
        signature("a.xlsx.p7s"),
    ];
    assert_eq!(said(&package(&files)).2, [HoldReason::RolesUntold]);
    // of a file that is not there, or that was not held against it
    let files = [main.clone(), signature("b.xlsx.p7s")];
    assert_eq!(said(&package(&files)).2, [HoldReason::Unsupported]);
    let files = [main, sheet(Err(unread()), &[]), signature("a.xlsx.p7s")];
    assert_eq!(
        said(&package(&files)).2,
        [HoldReason::Unsupported, HoldReason::Unsupported]
    );
}

#[test]
fn the_signature_of_a_file_is_not_the_main_document() {
    let unsigned = report(LETTER);
    let alone = part("main.pdf", None, Ok(&unsigned), &[]);
    let signature = part("main.pdf.p7s", Some("p7s"), Err(unread()), &[]);
    assert_eq!(find_main(&[signature.clone(), alone], None), Ok(1));
    assert_eq!(
        find_main(&[signature], None),
        Ok(0),
        "nothing else is there"
    );
}
