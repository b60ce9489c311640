//! A folder of one-page files signed under one login, against what the key alone could do.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use cades::{ExternalSigner as _, ToBeSigned};
use cert_path::{
    AlgorithmPolicy, CryptoProvider, DigestAlgorithm, Evidence, Freshness, RevocationMode,
};
use demo_pki::KeyKind;
use jiff::Timestamp;
use kyso_examples::people::{AnyError, Person};
use kyso_examples::samples::SMALL_DOCUMENTS;
use pades_sign::SignatureRequest;
use signing_workflow::batch::{Batch, BatchItem, BatchJob, SyncWhen};
use signing_workflow::{Replace, SignerTrust, UnverifiedChain};
use tempfile::TempDir;

/// Files of one page, and an RSA-2048 key in memory.
pub struct BatchCase {
    folder: TempDir,
    files: usize,
    leader: Person,
    trust: SignerTrust,
    attributes: ToBeSigned,
}

impl BatchCase {
    /// So many files in a folder of their own below `work`.
    ///
    /// # Errors
    /// A key could not be made, or a file not be written.
    pub fn new(files: usize, work: &Path) -> Result<Self, AnyError> {
        let folder = tempfile::tempdir_in(work)?;
        let document = SMALL_DOCUMENTS.first().ok_or("no sample")?.to_bytes();
        for index in 0..files {
            std::fs::write(folder.path().join(format!("{index}.pdf")), &document)?;
        }
        let leader = Person::leader(KeyKind::Rsa2048, Timestamp::now())?;
        let digest = CryptoProvider::aws_lc().digest(DigestAlgorithm::Sha256, b"a document")?;
        let (certificate, algorithm) = (leader.signer.certificate(), leader.signer.algorithm());
        Ok(Self {
            attributes: ToBeSigned::new(&digest, certificate, algorithm)?,
            trust: SignerTrust {
                anchors: vec![leader.anchor.clone()],
                evidence: Evidence::new(),
                algorithms: AlgorithmPolicy::default(),
                revocation: RevocationMode::Skip,
                freshness: Freshness::default(),
                unverified: UnverifiedChain::Refused,
            },
            folder,
            files,
            leader,
        })
    }

    /// As many signatures by the key alone, one after the other.
    ///
    /// # Panics
    /// When the key does not sign.
    pub fn bare(&self) {
        for _ in 0..self.files {
            std::hint::black_box(self.leader.signer.sign(&self.attributes).expect("it signs"));
        }
    }

    /// All files, by so many threads: checked, looked at, hashed, signed, written, verified, brought to the disk, named.
    /// The results are removed with the case, which is no part of the work.
    ///
    /// # Panics
    /// When a file is not signed.
    pub fn ours(&self, threads: usize, sync: SyncWhen) {
        let out = self.out();
        let job = BatchJob {
            device: &self.leader.signer,
            trust: &self.trust,
            provider: CryptoProvider::remembering(),
            clock: &Timestamp::now,
            stamping: None,
        };
        let batch = Batch::begin(job, out.as_path(), sync).expect("a folder");
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some(index) = self.next(&next) {
                        let output = out.as_path().join(format!("{index}.pdf"));
                        self.one(&batch, index, &output);
                    }
                });
            }
        });
        assert!(batch.commit().is_ok_and(|failed| failed.is_empty()));
    }

    /// As many files of about the same size written by the standard library: under another name first, one flush, then named.
    ///
    /// # Panics
    /// When the disk does not take them.
    pub fn plain(&self) {
        const SIGNED: usize = 24_000;
        let out = self.out();
        let name = |index, ending: &str| out.as_path().join(format!("{index}.{ending}"));
        for index in 0..self.files {
            let document = std::fs::read(self.input(index)).expect("the input");
            let signed = document.repeat(SIGNED.div_ceil(document.len()));
            std::fs::write(name(index, "part"), &signed[..SIGNED]).expect("it is written");
        }
        nix::unistd::syncfs(File::open(out.as_path()).expect("the folder")).expect("it is flushed");
        for index in 0..self.files {
            std::fs::rename(name(index, "part"), name(index, "pdf")).expect("it is named");
        }
    }

    fn out(&self) -> PathBuf {
        let out = tempfile::tempdir_in(self.folder.path());
        out.expect("a folder").keep()
    }

    fn input(&self, index: usize) -> PathBuf {
        self.folder.path().join(format!("{index}.pdf"))
    }

    fn next(&self, next: &AtomicUsize) -> Option<usize> {
        let index = next.fetch_add(1, Ordering::Relaxed);
        (index < self.files).then_some(index)
    }

    fn one(&self, batch: &Batch<'_>, index: usize, output: &Path) {
        let input = self.input(index);
        let item = BatchItem {
            input: &input,
            output,
            replace: Replace::Never,
            password: None,
            lint: &|_| true,
        };
        let request = SignatureRequest::new(Timestamp::now());
        batch.sign(&item, &request).expect("it is signed");
    }
}
