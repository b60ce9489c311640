//! What the outside must offer so that missing evidence can be had. No network here: whoever has one implements it.

use std::io;
use std::net::IpAddr;
use std::sync::Arc;

use cert_path::ByteSource;

/// Gets bytes from an address, synchronously.
///
/// Addresses come from certificates that nobody believes yet, often out of documents of strangers. An implementation
/// decides which of them it goes to, and answers [`FetchError::RefusedAddress`] for the rest; it never sends
/// credentials, and never puts one into an error.
pub trait Fetch {
    /// HTTP GET of something small: a certificate, a bundle of them.
    ///
    /// # Errors
    /// [`FetchError`]; more than `limit` bytes are [`FetchError::TooLarge`].
    fn get(&self, address: &str, limit: u64) -> Result<Vec<u8>, FetchError>;

    /// HTTP GET of something that may be too large for the memory: a CRL. The bytes are kept wherever the implementation
    /// likes, a temporary file, as long as the result lives.
    ///
    /// # Errors
    /// As [`Self::get`].
    fn get_large(&self, address: &str, limit: u64) -> Result<Arc<dyn ByteSource>, FetchError>;

    /// HTTP POST of a body, and what comes back: an OCSP request and its response (RFC 6960 appendix A.1).
    ///
    /// # Errors
    /// As [`Self::get`].
    fn post(
        &self,
        address: &str,
        content_type: &str,
        body: &[u8],
        limit: u64,
    ) -> Result<Vec<u8>, FetchError>;
}

impl<F: Fetch + ?Sized> Fetch for &F {
    fn get(&self, address: &str, limit: u64) -> Result<Vec<u8>, FetchError> {
        (**self).get(address, limit)
    }

    fn get_large(&self, address: &str, limit: u64) -> Result<Arc<dyn ByteSource>, FetchError> {
        (**self).get_large(address, limit)
    }

    fn post(
        &self,
        address: &str,
        content_type: &str,
        body: &[u8],
        limit: u64,
    ) -> Result<Vec<u8>, FetchError> {
        (**self).post(address, content_type, body, limit)
    }
}

impl<F: Fetch + ?Sized> Fetch for Arc<F> {
    fn get(&self, address: &str, limit: u64) -> Result<Vec<u8>, FetchError> {
        (**self).get(address, limit)
    }

    fn get_large(&self, address: &str, limit: u64) -> Result<Arc<dyn ByteSource>, FetchError> {
        (**self).get_large(address, limit)
    }

    fn post(
        &self,
        address: &str,
        content_type: &str,
        body: &[u8],
        limit: u64,
    ) -> Result<Vec<u8>, FetchError> {
        (**self).post(address, content_type, body, limit)
    }
}

/// Why an address gave nothing. One line each, fit for a report; no credentials.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The connection ended before the answer did, or broke.
    #[error("the connection broke: {0}")]
    Broken(io::ErrorKind),
    /// Nobody listens there, or there is no way to it.
    #[error("no connection: {0}")]
    NoRoute(io::ErrorKind),
    /// Not an address: no host, user and password in it, characters that do not belong.
    #[error("the address cannot be used: {0}")]
    NotAnAddress(&'static str),
    /// What came is not HTTP.
    #[error("the answer is not HTTP")]
    NotHttp,
    /// The time that one file may take is used up: the address was not asked.
    #[error("not asked: the time for one file is used up")]
    OutOfTime,
    /// The proxy did not let it through.
    #[error("the proxy does not let it through")]
    Proxy,
    /// The answer sends on to another address, and that one gave nothing.
    #[error("redirected to {to}: {why}")]
    Redirected {
        /// Where to.
        to: String,
        /// What happened there.
        why: Box<Self>,
    },
    /// The address leads to a place that documents of strangers must not reach: this computer, a private network, a port
    /// of another service.
    #[error("{host} is refused: {why}")]
    RefusedAddress {
        /// The host as the address names it.
        host: String,
        /// What is wrong with it.
        why: RefusedBecause,
    },
    /// An answer other than 200.
    #[error("HTTP status {0}")]
    Status(u16),
    /// What came could not be kept.
    #[error("the answer could not be stored: {0}")]
    Storage(io::ErrorKind),
    /// No complete answer in time.
    #[error("no answer in time")]
    TimedOut,
    /// More than is accepted of this kind.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// The bytes accepted.
        limit: u64,
    },
    /// More redirections than are followed.
    #[error("more than {limit} redirections")]
    TooManyRedirections {
        /// How many are followed.
        limit: u32,
    },
    /// The name of the host leads to no IP address: there is no such host, or no one who knows.
    #[error("the name of the host cannot be resolved")]
    UnknownHost,
    /// A scheme that is not fetched from: ldap, file.
    #[error("addresses with {0}: are not fetched from")]
    UnsupportedScheme(String),
}

/// Why an address is not gone to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RefusedBecause {
    /// All its IP addresses are of this computer, private, local or otherwise not of the public internet; this is the first.
    #[error("{0} is not an address of the public internet")]
    NotPublic(IpAddr),
    /// The port of another well-known service.
    #[error("port {0} belongs to another service")]
    Port(u16),
}
