//! The way out: one POST of JSON. Programs implement it; this crate has no network.

use std::error::Error;
use std::sync::Arc;

use secrecy::SecretString;

/// One request. `Debug` shows the address and the limit only.
#[derive(Debug)]
pub struct Request<'a> {
    /// Where to.
    pub address: &'a str,
    /// For `Authorization: Bearer …` (RFC 6750 §2.1).
    pub bearer: &'a SecretString,
    /// The body, `application/json`. It may hold a PIN: never written down.
    pub body: &'a SecretString,
    /// Octets. A longer answer is not read further: [`PostError::TooLarge`].
    pub limit: u64,
}

/// What the service answered.
#[derive(Clone)]
pub struct Answer {
    /// The HTTP status, whatever it is: the body of a refusal says why (CSC API §10.1).
    pub status: u16,
    /// The body, as it came.
    pub body: Vec<u8>,
}

/// Sends requests. Redirections are not followed: the address is the operator's, and a PIN goes nowhere else.
pub trait Post: Send + Sync {
    /// Sends one request, once. It is never repeated: the second would spend another attempt of a PIN.
    ///
    /// # Errors
    /// When there is no answer: no route, no TLS, out of time, too large.
    fn post(&self, request: &Request<'_>) -> Result<Answer, PostError>;
}

/// Why there is no answer.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PostError {
    /// The transport failed; its own error. It must not repeat the request.
    #[error("{0}")]
    Failed(Arc<dyn Error + Send + Sync>),
    /// The answer is longer than allowed.
    #[error("the answer is longer than {limit} bytes")]
    TooLarge {
        /// Octets.
        limit: u64,
    },
}

impl PostError {
    /// A failure of the transport.
    #[must_use]
    pub fn failed(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Failed(Arc::from(error.into()))
    }
}
