//! What can go wrong when issuing.

/// A certificate, a key, a revocation list or an answer could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DemoPkiError {
    /// Key generation failed, or a key could not be read.
    #[error("could not issue the certificate")]
    Issue(#[from] rcgen::Error),
    /// A dotted object identifier that cannot be read.
    #[error("not an object identifier: {0}")]
    ObjectIdentifier(String),
    /// The key cannot sign, or not with the scheme that was asked for.
    #[error("this key cannot make such a signature")]
    Sign,
    /// A text has characters that the string type cannot hold.
    #[error("not a text of that string type: {0}")]
    Text(String),
    /// The revocation list could not be written.
    #[error("could not write the revocation list")]
    Write(#[from] std::io::Error),
}
