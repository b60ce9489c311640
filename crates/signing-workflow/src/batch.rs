//! One login, many files: every file is checked, signed and verified as one alone is, by as many threads as the caller has.
//!
//! The threads are the pipeline: while the key signs one file, others are read, hashed, verified and written. What concerns all of them is
//! here. **The first signature is made alone**: a PIN that is refused is refused once, and nobody else asks. **Each file has its own
//! time**: a certificate that ends, is blocked or revoked in the middle stops the batch there; what was signed before stays. **Nothing
//! gets its name before it is on the disk**, whether each file is synced or all together ([`SyncWhen`]). **Nothing is signed twice**: a
//! result that is there, was made from this input by this certificate, and still verifies is left as it is.

mod gate;
mod resumed;
mod staging;

use std::io;
use std::path::{Path, PathBuf};

use cades::ExternalSigner;
use cert_path::CryptoProvider;
use jiff::Timestamp;
use pades_sign::{SignError, SignatureRequest};
use secrecy::SecretString;

use crate::checked::{Signed, SigningJob, sign_into};
use crate::durable::{DurableFile, Replace};
use crate::error::WorkflowError;
use crate::lint::LintReport;
use crate::signer_trust::SignerTrust;
use crate::stamping::Stamping;
use gate::Gate;
pub use gate::Stopped;
use staging::Staging;

/// What all files of a batch have in common.
pub struct BatchJob<'a> {
    /// The key; its signatures may be made beside each other.
    pub device: &'a (dyn ExternalSigner + Sync),
    /// How the signer is checked, for every file anew.
    pub trust: &'a SignerTrust,
    /// Hashing and verification; [`CryptoProvider::remembering`] verifies the certificates above the signer once for all files.
    pub provider: &'static CryptoProvider,
    /// The moment, whenever it is asked for.
    pub clock: &'a (dyn Fn() -> Timestamp + Sync),
    /// Who stamps the signature values; a certificate that ends before an answer may have come signs no more.
    pub stamping: Option<Stamping<'a>>,
}

/// When results are flushed to the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncWhen {
    /// All together, before the first of them gets its name.
    Batch,
    /// Each by itself, as soon as it is made: slower.
    Each,
}

/// One file of a batch.
pub struct BatchItem<'a> {
    /// The document; never changed.
    pub input: &'a Path,
    /// Where the signed file goes.
    pub output: &'a Path,
    /// Whether an existing output is replaced.
    pub replace: Replace,
    /// What opens the document.
    pub password: Option<&'a SecretString>,
    /// As of [`SigningJob::lint`].
    pub lint: &'a dyn Fn(&LintReport) -> bool,
}

/// What became of one file.
#[derive(Debug)]
pub enum BatchDone {
    /// The result was there: made from this input by this certificate, and verified again.
    Before,
    /// Signed and verified. Under [`SyncWhen::Batch`] it gets its name when [`Batch::commit`] is called.
    Signed(Box<Signed>),
}

/// Why one file was not signed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BatchError {
    /// This file stopped; [`BatchError::stops`] tells whether all others do, too.
    #[error(transparent)]
    File(#[from] WorkflowError),
    /// Another file stopped the batch before this one was begun.
    #[error("the batch was stopped before this file")]
    Stopped,
}

impl BatchError {
    /// Whether no further file is signed: the signer or the device is what failed.
    #[must_use]
    pub const fn stops(&self) -> bool {
        match self {
            Self::Stopped => false,
            Self::File(error) => error.is_of_the_signer(),
        }
    }
}

/// A batch that is being signed. Shared by the threads that sign.
pub struct Batch<'a> {
    job: BatchJob<'a>,
    gate: Gate,
    /// Where results wait for their names; `None` when each is synced by itself.
    staging: Option<Staging>,
}

impl<'a> Batch<'a> {
    /// `folder` is where the results go, or above that: those that wait for their names are in a hidden folder there.
    ///
    /// # Errors
    /// What the file system says of `folder`.
    pub fn begin(job: BatchJob<'a>, folder: &Path, sync: SyncWhen) -> io::Result<Self> {
        let staging = match sync {
            SyncWhen::Batch => Some(Staging::within(folder)?),
            SyncWhen::Each => None,
        };
        Ok(Self {
            job,
            gate: Gate::default(),
            staging,
        })
    }

    /// Signs one file, unless it is done already or the batch was stopped.
    ///
    /// # Errors
    /// [`BatchError`]; then there is no output, and an existing one is as it was.
    pub fn sign(
        &self,
        item: &BatchItem<'_>,
        request: &SignatureRequest,
    ) -> Result<BatchDone, BatchError> {
        if self.gate.is_stopped() {
            return Err(BatchError::Stopped);
        }
        let done = self.sign_now(item, request);
        match done {
            Err(BatchError::File(WorkflowError::Sign(SignError::Device(error))))
                if error.is::<Stopped>() =>
            {
                Err(BatchError::Stopped)
            }
            Err(error) => {
                if error.stops() {
                    self.gate.stop();
                }
                Err(error)
            }
            done => done,
        }
    }

    fn sign_now(
        &self,
        item: &BatchItem<'_>,
        request: &SignatureRequest,
    ) -> Result<BatchDone, BatchError> {
        let now = (self.job.clock)();
        let job = self.signing(item, now);
        let failed = |error| BatchError::File(WorkflowError::writing(item.output)(error));
        if item.replace == Replace::Never && item.output.try_exists().map_err(failed)? {
            let certificate = self.job.device.certificate();
            return match resumed::is_made_from(&job, certificate)? {
                true => Ok(BatchDone::Before),
                false => Err(failed(io::ErrorKind::AlreadyExists.into())),
            };
        }
        let device = self.gate.guarding(self.job.device);
        let mut copy = match &self.staging {
            Some(staging) => staging.begin(item.output, item.replace),
            None => DurableFile::beside(item.output, item.replace),
        }
        .map_err(failed)?;
        let signed = sign_into(&job, request, &device, &mut copy)?;
        match &self.staging {
            Some(staging) => staging.keep(copy.park()),
            None => copy.sync().and_then(|()| copy.commit()).map_err(failed)?,
        }
        Ok(BatchDone::Signed(Box::new(signed)))
    }

    fn signing<'i>(&'i self, item: &'i BatchItem<'_>, now: Timestamp) -> SigningJob<'i> {
        SigningJob {
            input: item.input,
            output: item.output,
            replace: item.replace,
            trust: self.job.trust,
            provider: self.job.provider,
            now,
            stamping: self.job.stamping,
            progress: &|_| (),
            password: item.password,
            lint: item.lint,
        }
    }

    /// Flushes all that was signed since the last time to the disk, then gives every file its name; those that could
    /// not have it, with the reason. Nothing to do under [`SyncWhen::Each`].
    ///
    /// # Errors
    /// The flush failed: no file got its name.
    pub fn commit(&self) -> io::Result<Vec<(PathBuf, io::Error)>> {
        self.staging
            .as_ref()
            .map_or(Ok(Vec::new()), Staging::commit)
    }
}
