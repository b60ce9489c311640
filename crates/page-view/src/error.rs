//! Why a page could not be looked at.

use serde::{Deserialize, Serialize};

/// Why a page could not be looked at. None of these says anything about a signature.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PageViewError {
    /// The area or resolution asked for is empty, not finite, or outside the page.
    #[error("nothing to draw in the area, or at the resolution, that was asked for")]
    EmptyArea,
    /// The file is encrypted and no password that opens it was given.
    #[error("encrypted, and the password does not open it")]
    Encrypted,
    /// A number of [`Limits`](crate::Limits) was reached.
    #[error("limit reached: {0}")]
    Limit(LimitReached),
    /// The file is not a PDF that can be read, even with repair.
    #[error("not readable as a PDF")]
    Malformed,
    /// The page does not exist.
    #[error("no page {page}; the file has {count}")]
    NoSuchPage {
        /// The index asked for, 0 for the first.
        page: usize,
        /// How many there are.
        count: usize,
    },
    /// The reader or the renderer gave up in the middle: its defect, brought out by this file.
    #[error("the page reader panicked: {0}")]
    Panicked(String),
    /// The system gave no thread.
    #[error("no thread could be started")]
    NoThread,
    /// An encryption that is not offered.
    #[error("the encryption is not offered")]
    UnsupportedEncryption,
}

/// Which limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LimitReached {
    /// [`Limits::drawings`](crate::Limits::drawings).
    #[error("drawings on a page")]
    Drawings,
    /// [`Limits::file_bytes`](crate::Limits::file_bytes).
    #[error("bytes of the file")]
    FileBytes,
    /// [`Limits::glyphs`](crate::Limits::glyphs).
    #[error("glyphs on a page")]
    Glyphs,
    /// [`Limits::pages`](crate::Limits::pages).
    #[error("pages")]
    Pages,
    /// [`Limits::pixels`](crate::Limits::pixels) or [`Limits::side`](crate::Limits::side).
    #[error("pixels of a picture")]
    Pixels,
    /// [`Limits::time`](crate::Limits::time).
    #[error("time")]
    Time,
}
