//! What can go wrong when issuing.

/// A certificate or a key could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DemoPkiError {
    /// Key generation or signing failed.
    #[error("could not issue the certificate")]
    Issue(#[from] rcgen::Error),
    /// A dotted object identifier that cannot be read.
    #[error("not an object identifier: {0}")]
    ObjectIdentifier(String),
}
