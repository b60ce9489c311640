//! Was this result made from this input, by this certificate, and does it hold? Then an interrupted run had done it.

use cert_path::Certificate;
use pades_verify::SignatureKind;
use pdf_revisions::{FileSource, PdfFile, Source};

use crate::checked::SigningJob;
use crate::error::WorkflowError;
use crate::own_output;

/// The output begins with every byte of the input, and what was added ends in a signature of `certificate` that covers the entire file
/// and that our own verifier accepts.
pub(super) fn is_made_from(
    job: &SigningJob<'_>,
    certificate: &Certificate,
) -> Result<bool, WorkflowError> {
    let (input, output) = (FileSource::open(job.input)?, FileSource::open(job.output)?);
    if !begins_with(&output, &input)? {
        return Ok(false);
    }
    let (Ok(before), Ok(after)) = (job.open(input), job.open(output)) else {
        return Ok(false);
    };
    Ok(holds(job, &before, &after, certificate).unwrap_or(false))
}

fn holds(
    job: &SigningJob<'_>,
    before: &PdfFile,
    after: &PdfFile,
    certificate: &Certificate,
) -> Result<bool, WorkflowError> {
    let fields = after.newest().signature_fields()?;
    let signed = before.newest().signature_fields()?;
    let mut new = fields.iter().filter(|field| {
        let was = signed.iter().find(|one| one.name == field.name);
        field.value.is_some() && was.is_none_or(|one| one.value.is_none())
    });
    let (Some(field), None) = (new.next(), new.next()) else {
        return Ok(false);
    };
    let report = own_output::accept(after, &field.name, (job.trust, job.provider), job.now)?;
    Ok(report.signatures.iter().any(|signature| {
        signature.field == field.name
            && signature.kind == SignatureKind::Signature
            && signature.signer.as_ref() == Some(certificate)
    }))
}

fn begins_with(whole: &dyn Source, start: &dyn Source) -> Result<bool, WorkflowError> {
    if whole.len() <= start.len() {
        return Ok(false);
    }
    let (mut at, mut same) = (0_u64, true);
    let mut own = Vec::new();
    pdf_revisions::for_each_chunk::<WorkflowError>(start, 0..start.len(), |chunk| {
        if same {
            own.resize(chunk.len(), 0);
            whole.read_at(at, &mut own)?;
            same = own == chunk;
        }
        at += chunk.len() as u64;
        Ok(())
    })?;
    Ok(same)
}
