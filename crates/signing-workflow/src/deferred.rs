//! The same way with a pause in the middle: prepare here, sign elsewhere, finish here.
//!
//! Between the two steps lie a prepared file and a state that a program restart, a mail or a week may separate.
//! Nothing read back is trusted: the file is hashed anew and the certificate is checked anew.

use std::io::Write;

use cades::SignatureValue;
use pades_sign::{DeferredState, SignatureRequest, SignerIdentity, resume};
use pdf_revisions::{FileSource, for_each_chunk};

use crate::checked::{Signed, SigningJob, hand_over, look_at, prepare_into};
use crate::durable::DurableFile;
use crate::error::WorkflowError;
use crate::lint::LintReport;

/// What the first step leaves: the prepared file is in place, the rest is the caller's to keep.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// To be given to [`finish_file`]; holds no secret.
    pub state: DeferredState,
    /// DER of the signed attributes: what the key elsewhere hashes and signs.
    pub to_be_signed: Vec<u8>,
    /// What the lint found in the input.
    pub lint: LintReport,
}

/// Writes the prepared file to `job.output`. `request` is what is asked of the signature; the state keeps it for the second step.
///
/// # Errors
/// Any step that stops; then there is no output.
pub fn prepare_file(
    job: &SigningJob<'_>,
    request: &SignatureRequest,
    identity: SignerIdentity,
) -> Result<Prepared, WorkflowError> {
    let signer = job.trust.check(identity, job.provider, job.now)?;
    let mut copy =
        DurableFile::beside(job.output, job.replace).map_err(WorkflowError::writing(job.output))?;
    let (awaiting, lint) = prepare_into(job, request, &signer, &mut copy)?;
    let to_be_signed = awaiting.to_be_signed().as_der().to_vec();
    let (document, state) = awaiting.suspend(job.provider)?;
    copy.write_all(document.tail())
        .and_then(|()| copy.sync())
        .and_then(|()| copy.commit())
        .map_err(WorkflowError::writing(job.output))?;
    Ok(Prepared {
        state,
        to_be_signed,
        lint,
    })
}

/// Embeds `value` into the prepared file `job.input` and writes the result to `job.output`.
///
/// # Errors
/// State, file, certificate and value do not belong together, or any step that stops; then there is no output.
pub fn finish_file(
    job: &SigningJob<'_>,
    state: &DeferredState,
    identity: SignerIdentity,
    value: SignatureValue,
) -> Result<Signed, WorkflowError> {
    let signer = job.trust.check(identity, job.provider, job.now)?;
    let prepared = job.open(FileSource::open(job.input)?)?;
    let lint = look_at(job, &prepared)?;
    let awaiting = resume(state, &prepared, &signer, job.provider)?;
    let (assembled, stamped) = job.stamp(awaiting.assemble(value, job.provider)?)?;
    let signed = assembled.embed()?;
    let mut copy =
        DurableFile::beside(job.output, job.replace).map_err(WorkflowError::writing(job.output))?;
    let base_length = signed.record().base_length;
    for_each_chunk::<WorkflowError>(prepared.source().as_ref(), 0..base_length, |chunk| {
        copy.write_all(chunk)
            .map_err(WorkflowError::writing(job.output))
    })?;
    copy.write_all(signed.tail())
        .map_err(WorkflowError::writing(job.output))?;
    hand_over(copy, signed, (lint, stamped), job)
}
