//! Every number the service keeps to. All are ours.

use std::time::Duration;

/// What one client may take.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Connections at once; more wait to be accepted.
    pub connections: usize,
    /// Calls of the office at once; more wait for one to end.
    pub at_once: usize,
    /// Octets of a document.
    pub document: u64,
    /// Octets of a document that are kept in memory; a longer one is in a file.
    pub in_memory: usize,
    /// The time in which a request's head has to be there (RFC 9112 §9.5), and a TLS handshake.
    pub head: Duration,
    /// The time a document may take beside what [`pace`](Self::pace) gives it.
    pub grace: Duration,
    /// Octets a second at which a document has to come.
    pub pace: u64,
    /// The time that what runs has to end after the service was stopped.
    pub closing: Duration,
    /// Files that are kept at once for clients that ask again.
    pub kept: usize,
    /// Octets of them.
    pub kept_octets: u64,
    /// The time they are kept.
    pub kept_for: Duration,
    /// Requests that wait for the person of this machine at once; a further one is told so.
    pub waiting: usize,
    /// The time that person has to answer one.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 256,
            at_once: std::thread::available_parallelism().map_or(2, usize::from),
            document: 1 << 30,
            in_memory: 1 << 20,
            head: Duration::from_secs(10),
            grace: Duration::from_secs(30),
            pace: 16 << 10,
            closing: Duration::from_secs(30),
            kept: 1024,
            kept_octets: 4 << 30,
            kept_for: Duration::from_secs(600),
            waiting: 16,
            patience: Duration::from_secs(600),
        }
    }
}

impl Limits {
    /// The time within which so many octets have to be there.
    pub(crate) fn allowed(&self, octets: u64) -> Duration {
        self.grace + Duration::from_secs(octets / self.pace.max(1))
    }
}
