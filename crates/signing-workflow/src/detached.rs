//! A file of any kind, signed into a file of its own: `X` and `X.p7s`.
//!
//! For attachments that are no PDF. The container is CMS SignedData without content, CAdES baseline B-B (EN 319 122-1 §6), B-T with a time-stamp: content-type
//! id-data, message-digest, signing-certificate-v2, signing-time. The file itself is read, never changed, never held in memory.

use std::io::Write;

use cades::{
    CadesError, CadesErrorKind, ExternalSigner, SignedContainer, Statements, ToBeSigned,
    Unsupported,
};
use cert_path::{CryptoProvider, Digest, DigestAlgorithm};
use jiff::Timestamp;
use pades_sign::{
    CertificateSummary, CheckedSigner, NotChecked, SignError, SignerCheck, SignerIdentity,
    TimestampSummary,
};
use pades_verify::DocumentReport;
use pdf_revisions::{FileSource, Source, for_each_chunk};
use serde::{Deserialize, Serialize};

use crate::checked::SigningJob;
use crate::durable::DurableFile;
use crate::error::WorkflowError;
use crate::own_output;
use crate::stamping::StampOutcome;

/// What the name of a signature in a file of its own ends with, after the whole name of what is signed (RFC 8551 §3.2.1: `.p7s`).
pub const DETACHED_ENDING: &str = ".p7s";

/// The name of the file that a file of this name signs, by its name alone: `X` for `X.p7s`.
#[must_use]
pub fn signed_by(name: &str) -> Option<&str> {
    let at = name.len().checked_sub(DETACHED_ENDING.len())?;
    let (content, ending) = name.split_at_checked(at)?;
    (ending.eq_ignore_ascii_case(DETACHED_ENDING) && !content.is_empty()).then_some(content)
}

/// A signature in a file of its own, made, verified and put in place.
#[derive(Debug)]
pub struct SignedDetached {
    /// What was checked before the key was used, and what was not.
    pub record: DetachedRecord,
    /// What our own verifier says of the result.
    pub report: DocumentReport,
    /// What came of asking for a time-stamp.
    pub stamped: StampOutcome,
}

/// Kept beside the signature. NĐ 68/2024 Điều 29 demands the checks of Điều 31 and 32 before the key is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DetachedRecord {
    /// Version of this structure.
    pub version: u32,
    /// The claimed time: the attribute signing-time.
    pub claimed_signing_time: Timestamp,
    /// The signature algorithm, by its usual name.
    pub algorithm: String,
    /// The digest algorithm of the content.
    pub digest_algorithm: String,
    /// Digest of the content, upper-case hexadecimal.
    pub content_digest: String,
    /// Bytes of the content.
    pub content_length: u64,
    /// The signer's certificate.
    pub signer: CertificateSummary,
    /// The time-stamp over the signature value, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<TimestampSummary>,
    /// How the certificate was checked before the key was used.
    pub check: SignerCheck,
    /// Everything that was not checked.
    pub not_checked: Vec<NotChecked>,
}

/// Signs `job.input`, whatever it is, into the container `job.output`, which claims to be made at `signing_time`.
///
/// # Errors
/// Any step that stops; then there is no output, and an existing one is as it was.
pub fn sign_detached(
    job: &SigningJob<'_>,
    signing_time: Timestamp,
    device: &dyn ExternalSigner,
) -> Result<SignedDetached, WorkflowError> {
    // NĐ 68/2024 Điều 29(1)–(3): the certificate and its path are checked before the key is used.
    let signer = job
        .trust
        .check(SignerIdentity::of(device), job.provider, job.now)?;
    check_claimed_time(&signer, signing_time)?;
    job.check_life(&signer)?;
    let writing = || WorkflowError::writing(job.output);
    let mut file = DurableFile::beside(job.output, job.replace).map_err(writing())?;
    let (digest, length) = hash(job, signer.document_digest_algorithm())?;
    let container = container(&digest, &signer, signing_time, device, job.provider)?;
    let (container, stamped) = match &job.stamping {
        Some(stamping) => stamping.stamp_container(container, job.provider)?,
        None => (container, StampOutcome::NotWanted),
    };
    let container = container.into_der();
    file.write_all(&container)
        .and_then(|()| file.sync())
        .map_err(writing())?;
    let report = own_output::accept_detached(
        &FileSource::open(job.input)?,
        &written(&file, container.len()).map_err(writing())?,
        (job.trust, job.provider),
        stamped.moment(job.now),
    )?;
    file.commit().map_err(writing())?;
    Ok(SignedDetached {
        record: record(&signer, signing_time, (&digest, length), &stamped),
        report,
        stamped,
    })
}

/// As in a PDF: a time at which the certificate was not valid is accepted by no reader.
fn check_claimed_time(signer: &CheckedSigner, claimed: Timestamp) -> Result<(), SignError> {
    let certificate = signer.certificate();
    if certificate.is_within_validity(claimed) {
        return Ok(());
    }
    Err(SignError::SigningTimeOutsideCertificate {
        claimed,
        not_before: certificate.not_before(),
        not_after: certificate.not_after(),
    })
}

fn hash(job: &SigningJob<'_>, algorithm: DigestAlgorithm) -> Result<(Digest, u64), WorkflowError> {
    let content = FileSource::open(job.input)?;
    let mut hasher = job
        .provider
        .hasher(algorithm)
        .map_err(|which| cades_error(CadesErrorKind::Unsupported(Unsupported::Algorithm(which))))?;
    let mut read = 0;
    for_each_chunk::<std::io::Error>(&content, 0..content.len(), |chunk| {
        hasher.update(chunk);
        read += chunk.len() as u64;
        (job.progress)(read);
        Ok(())
    })?;
    Ok((hasher.finish(), read))
}

/// The only step that touches the key; its value is verified under the certificate before anything is built from it.
fn container(
    digest: &Digest,
    signer: &CheckedSigner,
    signing_time: Timestamp,
    device: &dyn ExternalSigner,
    provider: &CryptoProvider,
) -> Result<SignedContainer, SignError> {
    let (certificate, algorithm) = (signer.certificate(), signer.algorithm());
    let mut statements = Statements::default();
    statements.signing_time = Some(signing_time); // EN 319 122-1 §6.3
    let attributes = ToBeSigned::stating(digest, certificate, algorithm, &statements)?;
    let value = device.sign(&attributes).map_err(SignError::Device)?;
    Ok(attributes.assemble(value, &signer.embedded_chain(), provider)?)
}

fn cades_error(kind: CadesErrorKind) -> WorkflowError {
    WorkflowError::Sign(SignError::Cades(CadesError::from(kind)))
}

/// The bytes as they are on the disk.
fn written(file: &DurableFile, length: usize) -> std::io::Result<Vec<u8>> {
    let source = FileSource::open(file.path())?;
    let mut bytes = vec![0; length];
    if source.len() != length as u64 {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    source.read_at(0, &mut bytes)?;
    Ok(bytes)
}

fn record(
    signer: &CheckedSigner,
    claimed_signing_time: Timestamp,
    (digest, content_length): (&Digest, u64),
    stamped: &StampOutcome,
) -> DetachedRecord {
    let mut not_checked = signer.not_checked().to_vec();
    let timestamp = match stamped {
        StampOutcome::Stamped(stamped) => Some(TimestampSummary::of(&stamped.granted)),
        _ => None,
    };
    if timestamp.is_none() {
        not_checked.push(NotChecked::SigningTime);
    }
    DetachedRecord {
        version: 1,
        claimed_signing_time,
        algorithm: signer.algorithm().to_string(),
        digest_algorithm: digest.algorithm().name().to_owned(),
        content_digest: digest
            .as_bytes()
            .iter()
            .map(|byte| format!("{byte:02X}"))
            .collect(),
        content_length,
        timestamp,
        signer: CertificateSummary::of(signer.certificate()),
        check: signer.how_checked().clone(),
        not_checked,
    }
}

#[cfg(test)]
mod tests {
    use super::signed_by;

    #[test]
    fn the_name_tells_which_file_is_signed() {
        assert_eq!(signed_by("Phụ lục.xlsx.p7s"), Some("Phụ lục.xlsx"));
        assert_eq!(signed_by("a.P7S"), Some("a"));
        for other in ["", ".p7s", "p7s", "a.p7m", "a.p7s.pdf", "ập7s"] {
            assert_eq!(signed_by(other), None, "{other}");
        }
    }
}
