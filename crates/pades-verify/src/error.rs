//! What stops `verify` from answering at all. A bad signature is never here: that is a value of the report.

use pdf_revisions::PdfError;

/// `verify` could not make a report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// A bound of this crate was reached.
    #[error("limit reached: {0}")]
    Limit(Limit),
    /// Reading the file failed.
    #[error("reading failed")]
    Io(#[from] std::io::Error),
    /// The file could not be read as a PDF.
    #[error(transparent)]
    Pdf(#[from] PdfError),
}

/// Which bound was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Limit {
    /// Signatures that overlap so much that hashing them costs many times the file.
    #[error("bytes to hash")]
    HashedBytes,
    /// More signatures than [`crate::Limits::signatures`].
    #[error("number of signatures")]
    Signatures,
}
