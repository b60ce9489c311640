//! Check, sign, verify our own output, then hand over.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use cades::ExternalSigner;
use cert_path::CryptoProvider;
use jiff::Timestamp;
use pades_sign::{
    Assembled, AwaitingSignature, CheckedSigner, SignError, SignatureRequest, SignedDocument,
    SignerIdentity, SigningRecord, prepare_with,
};
use pades_verify::DocumentReport;
use pdf_revisions::{FileSource, PdfError, PdfFile, SharedSource};
use secrecy::{ExposeSecret as _, SecretString};

use crate::durable::{DurableFile, Replace};
use crate::error::WorkflowError;
use crate::lint::{LintLimits, LintReport, lint};
use crate::own_output;
use crate::signer_trust::SignerTrust;
use crate::stamping::{StampOutcome, Stamping};

/// One document to sign: from where, to where, and under which checks.
pub struct SigningJob<'a> {
    /// The document; never changed.
    pub input: &'a Path,
    /// Where the signed file goes.
    pub output: &'a Path,
    /// Whether an existing output is replaced.
    pub replace: Replace,
    /// How the signer is checked.
    pub trust: &'a SignerTrust,
    /// Hashing and verification.
    pub provider: &'static CryptoProvider,
    /// The moment of signing.
    pub now: Timestamp,
    /// Who stamps the signature value; `None`: nobody (level B-B).
    pub stamping: Option<Stamping<'a>>,
    /// Told how many bytes of the input were copied so far.
    pub progress: &'a dyn Fn(u64),
    /// What opens the document, if it is encrypted and the empty password does not.
    pub password: Option<&'a SecretString>,
    /// Told what the lint finds before the key is used; `false` stops the signing.
    pub lint: &'a dyn Fn(&LintReport) -> bool,
}

impl SigningJob<'_> {
    /// The document in `source`, which is the input or what became of it.
    pub(crate) fn open(&self, source: FileSource) -> Result<PdfFile, PdfError> {
        open(Arc::new(source), self.password)
    }
}

/// A document, by its password where there is one.
pub(crate) fn open(
    source: SharedSource,
    password: Option<&SecretString>,
) -> Result<PdfFile, PdfError> {
    match password {
        None => PdfFile::open(source),
        Some(password) => PdfFile::open_with_password(source, password.expose_secret().as_bytes()),
    }
}

/// A document that was signed, verified and put in place.
#[derive(Debug)]
pub struct Signed {
    /// What was checked before the key was used, and what was not.
    pub record: SigningRecord,
    /// What our own verifier says of the result.
    pub report: DocumentReport,
    /// What the lint found in the input.
    pub lint: LintReport,
    /// What came of asking for a time-stamp.
    pub stamped: StampOutcome,
}

/// Signs `job.input` into `job.output`. `request` is what is asked of the signature.
///
/// # Errors
/// Any step that stops; then there is no output, and an existing one is as it was.
pub fn sign_file(
    job: &SigningJob<'_>,
    request: &SignatureRequest,
    device: &dyn ExternalSigner,
) -> Result<Signed, WorkflowError> {
    let mut copy =
        DurableFile::beside(job.output, job.replace).map_err(WorkflowError::writing(job.output))?;
    let (signed, told) = signed_copy(job, request, device, &mut copy)?;
    hand_over(copy, signed, told, job)
}

/// The same into a copy that is neither synced nor named yet: both are the caller's to see to.
pub(crate) fn sign_into(
    job: &SigningJob<'_>,
    request: &SignatureRequest,
    device: &dyn ExternalSigner,
    copy: &mut DurableFile,
) -> Result<Signed, WorkflowError> {
    let (signed, told) = signed_copy(job, request, device, copy)?;
    verified(copy, signed, told, job)
}

/// What a signature has beside the file: what was found before, and what came of the time-stamp.
type Told = (LintReport, StampOutcome);

/// Checked, looked at, copied and signed.
fn signed_copy(
    job: &SigningJob<'_>,
    request: &SignatureRequest,
    device: &dyn ExternalSigner,
    copy: &mut DurableFile,
) -> Result<(SignedDocument, Told), WorkflowError> {
    // NĐ 68/2024 Điều 29(1)–(3): the certificate and its path are checked before the key is used.
    let signer = job
        .trust
        .check(SignerIdentity::of(device), job.provider, job.now)?;
    job.check_life(&signer)?;
    let (awaiting, lint) = prepare_into(job, request, &signer, copy)?;
    let value = device
        .sign(awaiting.to_be_signed())
        .map_err(SignError::Device)?;
    let (assembled, stamped) = job.stamp(awaiting.assemble(value, job.provider)?)?;
    let signed = assembled.embed()?;
    copy.write_all(signed.tail())
        .map_err(WorkflowError::writing(job.output))?;
    Ok((signed, (lint, stamped)))
}

/// What may show something else later is told before anybody is asked for a PIN.
pub(crate) fn look_at(job: &SigningJob<'_>, file: &PdfFile) -> Result<LintReport, WorkflowError> {
    let report = lint(file, &LintLimits::default())?;
    match (job.lint)(&report) {
        true => Ok(report),
        false => Err(WorkflowError::Lint(report)),
    }
}

impl SigningJob<'_> {
    pub(crate) fn check_life(&self, signer: &CheckedSigner) -> Result<(), WorkflowError> {
        let stamping = self.stamping.as_ref();
        stamping.map_or(Ok(()), |stamping| {
            stamping.check_life(signer.certificate(), self.now)
        })
    }

    pub(crate) fn stamp(
        &self,
        assembled: Assembled,
    ) -> Result<(Assembled, StampOutcome), WorkflowError> {
        match &self.stamping {
            Some(stamping) => stamping.stamp(assembled, self.provider),
            None => Ok((assembled, StampOutcome::NotWanted)),
        }
    }
}

/// Copies the input and hashes it in the same read.
pub(crate) fn prepare_into(
    job: &SigningJob<'_>,
    request: &SignatureRequest,
    signer: &CheckedSigner,
    copy: &mut DurableFile,
) -> Result<(AwaitingSignature, LintReport), WorkflowError> {
    let file = job.open(FileSource::open(job.input)?)?;
    let report = look_at(job, &file)?;
    let with_room = job.stamping.map(|_| Stamping::request(request));
    let request = with_room.as_ref().unwrap_or(request);
    let mut copied = 0;
    let mut not_written = None;
    let mut sink = |chunk: &[u8]| {
        copied += chunk.len() as u64;
        (job.progress)(copied);
        copy.write_all(chunk).map_err(|error| {
            let kind = error.kind();
            not_written = Some(error);
            kind.into()
        })
    };
    let prepared = prepare_with(&file, request, signer, job.provider, &mut sink);
    match not_written {
        Some(error) => Err(WorkflowError::writing(job.output)(error)),
        None => Ok((prepared?.attributes(signer)?, report)),
    }
}

/// The last gate: synced, read again from the disk, verified, and only then named.
pub(crate) fn hand_over(
    mut copy: DurableFile,
    signed: SignedDocument,
    told: Told,
    job: &SigningJob<'_>,
) -> Result<Signed, WorkflowError> {
    copy.sync().map_err(WorkflowError::writing(job.output))?;
    let signed = verified(&copy, signed, told, job)?;
    copy.commit().map_err(WorkflowError::writing(job.output))?;
    Ok(signed)
}

/// What was written, read again and verified.
fn verified(
    copy: &DurableFile,
    signed: SignedDocument,
    (lint, stamped): Told,
    job: &SigningJob<'_>,
) -> Result<Signed, WorkflowError> {
    let written = FileSource::open(copy.path()).map_err(WorkflowError::writing(job.output))?;
    let written = job.open(written)?;
    let record = signed.into_parts().1;
    let now = stamped.moment(job.now);
    let report = own_output::accept(&written, &record.field, (job.trust, job.provider), now)?;
    Ok(Signed {
        record,
        report,
        lint,
        stamped,
    })
}
