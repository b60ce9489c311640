//! A key that may sign: opened once, its certificate checked once, used for one file after the other.

use std::path::Path;

use cades::ExternalSigner;
use jiff::Timestamp;
use pades_sign::{SignatureRequest, SignerIdentity};
use signing_workflow::lint::LintReport;
use signing_workflow::{Replace, Signed, SignerTrust, SigningJob, WorkflowError};

use crate::args::{BeforeSigning, Digest, Key, Lasting, Signing, Trust};
use crate::entropy::Seeding;
use crate::exit::Failure;
use crate::fetch::{self, Checked, Network};
use crate::job::Job;
use crate::key;
use crate::lint;
use crate::long_term::Lasts;
use crate::outputs;
use crate::progress::Progress;
use crate::refusals::stopped;
use crate::sign::signer_trust;

/// The key and under which checks it signs.
pub(crate) struct Pen {
    pub(crate) device: Box<dyn ExternalSigner>,
    pub(crate) identity: SignerIdentity,
    trust: SignerTrust,
    checked: Checked,
    lint: BeforeSigning,
    lasts: Lasts,
    _seeding: Seeding,
}

impl Pen {
    /// Opens the key and gathers what its check needs. A token is not asked for its PIN yet. Others sign after it.
    pub(crate) fn take(
        key: (&Key, Digest),
        trust: &Trust,
        signing: &Signing,
        job: &Job,
    ) -> Result<Self, Failure> {
        Self::with(key, trust, signing, Lasts::before_others, job)
    }

    /// The same where nobody is known to sign after it: what it signed is [raised](Self::raise) to the level asked for.
    pub(crate) fn take_alone(
        key: (&Key, Digest),
        trust: &Trust,
        signing: &Signing,
        job: &Job,
    ) -> Result<Self, Failure> {
        Self::with(key, trust, signing, Lasts::new, job)
    }

    fn with(
        (key, digest): (&Key, Digest),
        trust: &Trust,
        signing: &Signing,
        lasts: impl FnOnce(&Lasting, &SignerTrust, Option<&Network>, &Job) -> Result<Lasts, Failure>,
        job: &Job,
    ) -> Result<Self, Failure> {
        let (mut trust, network) = signer_trust(trust, signing, job)?;
        let seeding = Seeding::start();
        let device = key::open(key, digest, job.lang)?;
        let identity = SignerIdentity::of(device.as_ref());
        let checked = fetch::before_signing(network.as_ref(), &mut trust, &identity, job);
        let lasts = lasts(&signing.lasting, &trust, network.as_ref(), job)?;
        Ok(Self {
            device,
            identity,
            trust,
            checked,
            lint: signing.lint,
            lasts,
            _seeding: seeding,
        })
    }

    /// One signature: checked, made, verified, and only then named.
    pub(crate) fn sign(
        &self,
        (input, output): (&Path, &Path),
        replace: Replace,
        request: &SignatureRequest,
        job: &Job,
    ) -> Result<Signed, Failure> {
        self.try_sign((input, output), replace, request, job)
            .map_err(|error| self.failed(input, &error, job))
    }

    /// The same, and why not as the workflow says it.
    pub(crate) fn try_sign(
        &self,
        (input, output): (&Path, &Path),
        replace: Replace,
        request: &SignatureRequest,
        job: &Job,
    ) -> Result<Signed, WorkflowError> {
        let progress = Progress::of_file(input, job.lang);
        let told = |copied| progress.at(copied);
        let told_lint = lint::gate(input, self.lint, job);
        let signing = self.signing((input, output), replace, &told, &told_lint);
        signing_workflow::sign_file(&signing, request, self.device.as_ref())
    }

    /// Raises what it signed to the level asked for. The file stays as it is where that fails.
    pub(crate) fn raise(&self, output: &Path) -> Result<(), Failure> {
        let raised = self.lasts.raise(output, None);
        raised.transpose().map(drop)
    }

    /// One signature in a file beside what it signs.
    pub(crate) fn sign_beside(
        &self,
        (input, output): (&Path, &Path),
        replace: Replace,
        at: Timestamp,
        job: &Job,
    ) -> Result<(), Failure> {
        let progress = Progress::of_file(input, job.lang);
        let told = |copied| progress.at(copied);
        let signing = self.signing((input, output), replace, &told, &|_| true);
        signing_workflow::sign_detached(&signing, at, self.device.as_ref())
            .map(drop)
            .map_err(|error| self.failed(input, &error, job))
    }

    fn signing<'a>(
        &'a self,
        (input, output): (&'a Path, &'a Path),
        replace: Replace,
        progress: &'a dyn Fn(u64),
        lint: &'a dyn Fn(&LintReport) -> bool,
    ) -> SigningJob<'a> {
        outputs::clear_leftovers(output);
        SigningJob {
            input,
            output,
            replace,
            trust: &self.trust,
            provider: cert_path::CryptoProvider::aws_lc(),
            now: self.checked.at, // NĐ 68/2024 Điều 29(1): checked when the key is used, whatever time is claimed
            stamping: self.lasts.stamping(),
            progress,
            password: None,
            lint,
        }
    }

    pub(crate) fn failed(&self, input: &Path, error: &WorkflowError, job: &Job) -> Failure {
        fetch::say(&self.checked.told, job);
        stopped(input, error)
    }
}
