//! Why nothing was signed. Whatever is here, no file was written and the input is as it was.

use std::path::{Path, PathBuf};

use cert_path::{LocalReport, PathFailure};
use jiff::{SignedDuration, Timestamp};
use pades_sign::SignError;
use pades_verify::VerifyError;
use pdf_revisions::PdfError;

use crate::lint::LintReport;
use crate::own_output::OutputRefused;
use crate::timestamping::NoTimestamp;

/// A step of the workflow stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WorkflowError {
    /// The signer's certificate ends before a time-stamp may have come.
    #[error("the signer's certificate ends on {not_after}, and a time-stamp may take {patience:#}")]
    EndsTooSoon {
        /// End of its validity.
        not_after: Timestamp,
        /// The longest time until an answer comes.
        patience: SignedDuration,
    },
    /// Reading the input failed.
    #[error("reading failed: {0}")]
    Io(#[from] std::io::Error),
    /// What the lint found was not accepted.
    #[error("the document was not accepted for signing: {} findings", .0.warnings().count())]
    Lint(LintReport),
    /// The result could not be written.
    #[error("{} cannot be written: {source}", path.display())]
    Output {
        /// The result.
        path: PathBuf,
        /// What the file system says.
        source: std::io::Error,
    },
    /// No time-stamp could be had, and signing without one was not allowed.
    #[error(transparent)]
    NoTimestamp(#[from] NoTimestamp),
    /// No trust anchor was given, and signing without a verified chain was not allowed.
    #[error("no trust anchor is configured")]
    NoTrust,
    /// Our own verifier does not accept what was made.
    #[error("the result was refused by our own verifier: {0}")]
    OutputRefused(#[from] OutputRefused),
    /// The input is not a PDF we can read.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The certificate could not be checked against the anchors (NĐ 68/2024 Điều 29(1)(2)).
    #[error("the signer's certificate is not trusted: {0}")]
    SignerUntrusted(#[source] PathFailure),
    /// The house itself has reported the certificate lost or exposed, and its CA has not decided yet.
    #[error("the signer's certificate was reported {} on {}", .0.because.as_str(), .0.reported_at)]
    SignerBlocked(Box<LocalReport>),
    /// Signing itself stopped.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// The stored state of a deferred signature cannot be read.
    #[error("the state of the deferred signature cannot be read: {0}")]
    State(String),
    /// Our own verifier could not read the result.
    #[error("the result cannot be verified: {0}")]
    Verify(#[from] VerifyError),
}

impl WorkflowError {
    /// Whether the signer or the device is what failed, so that no other file can be signed either.
    #[must_use]
    pub const fn is_of_the_signer(&self) -> bool {
        matches!(
            self,
            Self::EndsTooSoon { .. }
                | Self::NoTimestamp(_)
                | Self::NoTrust
                | Self::SignerBlocked(_)
                | Self::SignerUntrusted(_)
                | Self::Sign(SignError::Device(_) | SignError::SignerRefused(_))
        )
    }

    /// What the file system says, as a failure to write `path`.
    pub(crate) fn writing(path: &Path) -> impl Fn(std::io::Error) -> Self {
        move |source| Self::Output {
            path: path.to_path_buf(),
            source,
        }
    }
}
