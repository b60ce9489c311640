//! Many files under one login: each at its own time, the first alone, nothing twice, nothing after the first failure of the key.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use cades::{ExternalSigner, SignatureValue, SignerError, SoftwareSigner, ToBeSigned};
use cert_path::{
    AlgorithmPolicy, Certificate, CryptoProvider, Freshness, LocalReport, ReportedBecause,
    ReportedCertificate, RevocationMode, SignatureAlgorithm, TrustAnchor,
};
use common::{LETTER, Who, crls, device, now, root};
use jiff::{SignedDuration, Timestamp};
use pades_sign::SignatureRequest;
use signing_workflow::batch::{Batch, BatchDone, BatchError, BatchItem, BatchJob, SyncWhen};
use signing_workflow::{Replace, SignerTrust, UnverifiedChain, WorkflowError};
use tempfile::TempDir;

const FILES: usize = 8;

/// A key that counts its uses, and fails from one of them on.
struct Counting {
    key: SoftwareSigner,
    uses: AtomicUsize,
    at_once: AtomicUsize,
    most_at_once: AtomicUsize,
    fails_from: usize,
}

impl Counting {
    fn new(fails_from: usize) -> Self {
        Self {
            key: device(Who::Agency),
            uses: AtomicUsize::new(0),
            at_once: AtomicUsize::new(0),
            most_at_once: AtomicUsize::new(0),
            fails_from,
        }
    }

    fn uses(&self) -> usize {
        self.uses.load(Ordering::SeqCst)
    }
}

impl ExternalSigner for Counting {
    fn certificate(&self) -> &Certificate {
        self.key.certificate()
    }

    fn chain(&self) -> &[Certificate] {
        self.key.chain()
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.key.algorithm()
    }

    fn sign(&self, to_be_signed: &ToBeSigned) -> Result<SignatureValue, SignerError> {
        let at_once = self.at_once.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_at_once.fetch_max(at_once, Ordering::SeqCst);
        let use_number = self.uses.fetch_add(1, Ordering::SeqCst);
        // Long enough that others come to the key meanwhile, were they let.
        std::thread::sleep(std::time::Duration::from_millis(30));
        let signed = match use_number >= self.fails_from {
            true => Err("the PIN is wrong".into()),
            false => self.key.sign(to_be_signed),
        };
        self.at_once.fetch_sub(1, Ordering::SeqCst);
        signed
    }
}

struct Desk {
    folder: TempDir,
    trust: SignerTrust,
    /// Seconds after [`now`], one more for every look.
    passed: AtomicI64,
    each: i64,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["in", "out"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        for index in 0..FILES {
            std::fs::write(folder.path().join(format!("in/{index}.pdf")), LETTER).unwrap();
        }
        Self {
            folder,
            trust: SignerTrust {
                anchors: vec![TrustAnchor::new(root())],
                evidence: crls(),
                algorithms: AlgorithmPolicy::default(),
                revocation: RevocationMode::IfAvailable,
                freshness: Freshness::default(),
                unverified: UnverifiedChain::Refused,
            },
            passed: AtomicI64::new(0),
            each: 0,
        }
    }

    fn out(&self, index: usize) -> PathBuf {
        self.folder.path().join(format!("out/{index}.pdf"))
    }

    fn outputs(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path().join("out")).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Signs all files by so many threads; what became of each.
    fn sign(&self, key: &Counting, threads: usize, with: With) -> Vec<Result<bool, BatchError>> {
        let clock = || {
            let passed = self.passed.fetch_add(self.each, Ordering::SeqCst);
            now() + SignedDuration::from_secs(passed)
        };
        let job = BatchJob {
            device: key,
            trust: &self.trust,
            provider: CryptoProvider::aws_lc(),
            clock: &clock,
            stamping: None,
        };
        let batch = Batch::begin(job, &self.folder.path().join("out"), with.sync).unwrap();
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<(usize, Result<bool, BatchError>)>> = Mutex::default();
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    loop {
                        let index = next.fetch_add(1, Ordering::SeqCst);
                        if index >= FILES {
                            return;
                        }
                        let one = self.one(&batch, index, with.replace);
                        done.lock().unwrap().push((index, one));
                    }
                });
            }
        });
        if with.sync == SyncWhen::Batch {
            assert!(
                self.outputs()
                    .iter()
                    .all(|name| name.starts_with(".kyso-") || with.some_there)
            );
        }
        assert!(batch.commit().unwrap().is_empty());
        drop(batch);
        let mut done = done.into_inner().unwrap();
        done.sort_by_key(|(index, _)| *index);
        done.into_iter().map(|(_, one)| one).collect()
    }

    /// Whether it was signed now.
    fn one(&self, batch: &Batch<'_>, index: usize, replace: Replace) -> Result<bool, BatchError> {
        let input = self.folder.path().join(format!("in/{index}.pdf"));
        let item = BatchItem {
            input: &input,
            output: &self.out(index),
            replace,
            password: None,
            lint: &|_| true,
        };
        let done = batch.sign(&item, &SignatureRequest::new(now()))?;
        Ok(matches!(done, BatchDone::Signed(_)))
    }
}

#[derive(Clone, Copy)]
struct With {
    sync: SyncWhen,
    replace: Replace,
    some_there: bool,
}

const USUAL: With = With {
    sync: SyncWhen::Batch,
    replace: Replace::Never,
    some_there: false,
};

fn signed(done: &[Result<bool, BatchError>]) -> usize {
    done.iter().filter(|one| matches!(one, Ok(true))).count()
}

fn names() -> Vec<String> {
    (0..FILES).map(|index| format!("{index}.pdf")).collect()
}

#[test]
fn all_are_signed_beside_each_other_and_named_together() {
    for sync in [SyncWhen::Batch, SyncWhen::Each] {
        let (desk, key) = (Desk::new(), Counting::new(usize::MAX));
        let done = desk.sign(
            &key,
            4,
            With {
                sync,
                some_there: true,
                ..USUAL
            },
        );
        assert_eq!(signed(&done), FILES, "{done:?}");
        assert_eq!(desk.outputs(), names(), "and nothing hidden is left");
        assert_eq!(key.uses(), FILES);
        assert!(
            key.most_at_once.load(Ordering::SeqCst) > 1,
            "after the first"
        );
        for index in 0..FILES {
            let bytes = std::fs::read(desk.out(index)).unwrap();
            assert!(bytes.starts_with(LETTER));
            let report = common::report(&bytes);
            assert_eq!(report.signatures.len(), 1);
            assert!(
                report.signatures[0]
                    .coverage
                    .proven()
                    .unwrap()
                    .covers_entire_file()
            );
        }
    }
}

#[test]
fn nothing_has_its_name_before_all_is_on_the_disk() {
    let (desk, key) = (Desk::new(), Counting::new(usize::MAX));
    // The check is in `sign`: only hidden names before the commit.
    assert_eq!(signed(&desk.sign(&key, 2, USUAL)), FILES);
    assert_eq!(desk.outputs(), names());
}

#[test]
fn a_key_that_fails_at_first_is_used_once() {
    let (desk, key) = (Desk::new(), Counting::new(0));
    let done = desk.sign(&key, 4, USUAL);
    assert_eq!(key.uses(), 1, "a PIN that is wrong is tried once");
    let stops = done
        .iter()
        .filter(|one| one.as_ref().is_err_and(BatchError::stops));
    assert_eq!(stops.count(), 1);
    let not_begun = done
        .iter()
        .filter(|one| matches!(one, Err(BatchError::Stopped)));
    assert_eq!(not_begun.count(), FILES - 1);
    assert!(desk.outputs().is_empty());
}

#[test]
fn a_key_that_fails_later_stops_there_and_what_was_signed_stays() {
    let (desk, key) = (Desk::new(), Counting::new(3));
    let done = desk.sign(&key, 1, USUAL);
    assert_eq!((signed(&done), key.uses()), (3, 4));
    assert_eq!(desk.outputs(), ["0.pdf", "1.pdf", "2.pdf"]);
    // Run again with a key that works: three are there, five are made.
    let again = Counting::new(usize::MAX);
    let done = desk.sign(
        &again,
        2,
        With {
            some_there: true,
            ..USUAL
        },
    );
    assert_eq!((signed(&done), again.uses()), (FILES - 3, FILES - 3));
    assert_eq!(desk.outputs(), names());
}

#[test]
fn what_is_done_is_left_and_what_only_looks_done_is_refused() {
    let (desk, key) = (Desk::new(), Counting::new(usize::MAX));
    desk.sign(&key, 2, USUAL);
    let before: Vec<Vec<u8>> = (0..FILES)
        .map(|index| std::fs::read(desk.out(index)).unwrap())
        .collect();
    // 1: of another input. 2: half of it. 3: a byte of the signature is another one. 4: signed by somebody else.
    let other = [LETTER, b"%another\n"].concat();
    std::fs::write(desk.folder.path().join("in/1.pdf"), &other).unwrap();
    std::fs::write(desk.out(2), &before[2][..before[2].len() / 2]).unwrap();
    let mut changed = before[3].clone();
    let at = changed.len() - changed.len() / 20;
    let digit = changed[..at]
        .iter()
        .rposition(|byte| *byte == b'a')
        .unwrap();
    changed[digit] = b'b';
    std::fs::write(desk.out(3), &changed).unwrap();
    std::fs::write(desk.out(4), common::signed(LETTER, &[Who::Leader])).unwrap();
    std::fs::remove_file(desk.out(5)).unwrap();
    let again = Counting::new(usize::MAX);
    let done = desk.sign(
        &again,
        2,
        With {
            some_there: true,
            ..USUAL
        },
    );
    for (index, one) in done.iter().enumerate() {
        let exists = |one: &Result<bool, BatchError>| matches!(one, Err(BatchError::File(WorkflowError::Output { source, .. })) if source.kind() == std::io::ErrorKind::AlreadyExists);
        match index {
            1..=4 => assert!(exists(one), "{index}: {one:?}"),
            5 => assert!(matches!(one, Ok(true))),
            _ => assert!(matches!(one, Ok(false)), "{index}: {one:?}"),
        }
    }
    assert_eq!(again.uses(), 1, "nothing is signed twice");
    assert_eq!(std::fs::read(desk.out(0)).unwrap(), before[0]);
    assert_eq!(
        std::fs::read(desk.out(3)).unwrap(),
        changed,
        "what is not ours is left as it is"
    );
}

#[test]
fn each_file_has_its_own_time_and_a_certificate_that_ends_stops_there() {
    let key = Counting::new(usize::MAX);
    let ends = key.certificate().not_after();
    let mut desk = Desk::new();
    // Three looks at the clock within the validity, the next one after it. The lists at hand are older by then.
    desk.each = 100;
    let before = ends.duration_since(now()).as_secs() - 250;
    desk.passed = AtomicI64::new(before);
    desk.trust.revocation = RevocationMode::Skip;
    let done = desk.sign(&key, 1, USUAL);
    assert_eq!(signed(&done), 3, "{done:?}");
    assert!(
        done[3].as_ref().is_err_and(BatchError::stops),
        "{:?}",
        done[3]
    );
    assert!(
        done[4..]
            .iter()
            .all(|one| matches!(one, Err(BatchError::Stopped)))
    );
    assert_eq!(desk.outputs(), ["0.pdf", "1.pdf", "2.pdf"]);
    assert_eq!(key.uses(), 3);
}

#[test]
fn a_certificate_that_is_reported_in_the_middle_stops_there() {
    let key = Counting::new(usize::MAX);
    let mut desk = Desk::new();
    desk.each = 60;
    let fingerprint = key.certificate().fingerprint();
    desk.trust.evidence.add_local_report(LocalReport {
        certificate: ReportedCertificate::Fingerprint(fingerprint),
        reported_at: at(250),
        because: ReportedBecause::Lost,
        note: None,
    });
    let done = desk.sign(&key, 1, USUAL);
    assert_eq!(signed(&done), 5, "{done:?}");
    assert!(matches!(
        done[5],
        Err(BatchError::File(WorkflowError::SignerBlocked(_)))
    ));
    assert!(
        done[6..]
            .iter()
            .all(|one| matches!(one, Err(BatchError::Stopped)))
    );
    assert_eq!(key.uses(), 5);
}

fn at(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let (desk, key) = (Desk::new(), Counting::new(usize::MAX));
    std::fs::write(desk.folder.path().join("in/2.pdf"), b"no document").unwrap();
    let done = desk.sign(&key, 2, USUAL);
    assert_eq!(signed(&done), FILES - 1);
    assert!(matches!(&done[2], Err(error) if !error.stops()));
    assert!(!Path::new(&desk.out(2)).exists());
}

#[test]
fn a_name_that_was_taken_meanwhile_is_told() {
    let (desk, key) = (Desk::new(), Counting::new(usize::MAX));
    let clock = now;
    let job = BatchJob {
        device: &key,
        trust: &desk.trust,
        provider: CryptoProvider::aws_lc(),
        clock: &clock,
        stamping: None,
    };
    let batch = Batch::begin(job, &desk.folder.path().join("out"), SyncWhen::Batch).unwrap();
    assert!(desk.one(&batch, 0, Replace::Never).unwrap());
    assert!(desk.one(&batch, 1, Replace::Never).unwrap());
    std::fs::write(desk.out(0), b"theirs").unwrap();
    let failed = batch.commit().unwrap();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].0, desk.out(0));
    assert_eq!(std::fs::read(desk.out(0)).unwrap(), b"theirs");
    assert!(std::fs::read(desk.out(1)).unwrap().starts_with(LETTER));
}

#[test]
fn what_concerns_all_files_stops_all() {
    let stops = |error: WorkflowError| BatchError::File(error).stops();
    assert!(stops(WorkflowError::NoTrust));
    // The time-out of the time-stamp authority is longer than the certificate lives.
    assert!(stops(WorkflowError::EndsTooSoon {
        not_after: at(10),
        patience: SignedDuration::from_secs(180),
    }));
    assert!(!stops(WorkflowError::Io(
        std::io::ErrorKind::NotFound.into()
    )));
    assert!(
        !BatchError::Stopped.stops(),
        "it was stopped by another file"
    );
}
