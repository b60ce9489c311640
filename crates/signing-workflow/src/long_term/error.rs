//! Why a file was not raised. Whatever is here, nothing was written.

use std::path::{Path, PathBuf};

use cert_path::PathFailure;
use pades_sign::SignError;
use pades_verify::{Indication, MissingForLevel, VerifyError};
use pdf_revisions::PdfError;

use crate::own_output::OutputRefused;
use crate::timestamping::NoTimestamp;

/// A step stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LongTermError {
    /// A time-stamp of the chain does not hold: another one over it would prove nothing of what it covers.
    #[error("the time-stamp in field {field:?} is not accepted any more: {indication}")]
    BrokenChain {
        /// Its field.
        field: String,
        /// What the verifier says.
        indication: Indication,
    },
    /// The file as a whole has a defect.
    #[error("the file has a defect: {0}")]
    Defect(String),
    /// Reading the input failed.
    #[error("reading failed: {0}")]
    Io(#[from] std::io::Error),
    /// Revocation data or certificates lack.
    #[error("the level is not reached: {}", list(.0))]
    Missing(Vec<MissingForLevel>),
    /// No time-stamp could be had.
    #[error(transparent)]
    NoTimestamp(#[from] NoTimestamp),
    /// Renewing begins with a document time-stamp.
    #[error("the file has no document time-stamp to be renewed")]
    NothingToRenew,
    /// A signature does not hold. A higher level makes nothing good.
    #[error("the signature in field {field:?} does not hold: {indication}")]
    NotIntact {
        /// Its field.
        field: String,
        /// What the verifier says.
        indication: Indication,
    },
    /// The signer is not shown to be trusted: what is missing for that would be missing for ever.
    #[error("the signer of field {field:?} is not trusted: {why}")]
    NotTrusted {
        /// The field.
        field: String,
        /// What the verifier says.
        why: Box<PathFailure>,
    },
    /// The result could not be written.
    #[error("{} cannot be written: {source}", path.display())]
    Output {
        /// The result.
        path: PathBuf,
        /// What the file system says.
        source: std::io::Error,
    },
    /// Our own verifier does not accept what was made.
    #[error("the result was refused by our own verifier: {0}")]
    OutputRefused(#[from] OutputRefused),
    /// The input is not a PDF we can read.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The update could not be made.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// There is no signature in the file.
    #[error("the file has no signature")]
    Unsigned,
    /// The verifier could not read the file.
    #[error("the file cannot be verified: {0}")]
    Verify(#[from] VerifyError),
}

fn list(missing: &[MissingForLevel]) -> String {
    let lines: Vec<String> = missing.iter().map(MissingForLevel::to_string).collect();
    lines.join("; ")
}

impl LongTermError {
    /// What the file system says, as a failure to write `path`.
    pub(crate) fn writing(path: &Path) -> impl Fn(std::io::Error) -> Self {
        move |source| Self::Output {
            path: path.to_path_buf(),
            source,
        }
    }
}
