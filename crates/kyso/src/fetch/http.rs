//! HTTP, by ureq. No TLS but to a proxy: what certificates name is http (RFC 5280 §4.2.1.13, §8), and what comes is signed by itself.

use std::fs::File;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use cert_path::ByteSource;
use pdf_revisions::FileSource;
use signing_workflow::fetch::{Fetch, FetchError};
use ureq::http::{Response, Uri};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, Proxy};

use super::guard::{self, Allowed, Guard, Guarded, GuardedResolver, Named};
use super::location;
use crate::evidence::OnDisk;
use crate::web;

/// What a browser follows twenty of; a CA that moves its files needs one. Ours.
pub(super) const REDIRECTIONS: u32 = 3;
/// A list of 100 MB at 3 Mbit/s takes 4 minutes: this many times the patience with a small answer.
const LARGE_TAKES: u32 = 20;
/// All questions of one file: a large list, and as many small answers as are met; then the rest is not asked for.
const FILE_TAKES: u32 = 24;
/// Octets a second. A list of 100 MB would take two hours at this rate; whoever is slower holds a connection open. Ours.
const SLOWEST: u64 = 16 << 10;
/// What is kept in memory; more goes to a temporary file. Ours.
const IN_MEMORY: u64 = 1 << 20;

/// Fetches over HTTP, only from where the guard lets it.
pub(crate) struct Http {
    direct: Agent,
    proxied: Option<(Proxy, Agent)>,
    guard: Guard,
    /// For a connection, for silence, and for a whole small answer.
    patience: Duration,
}

/// One question, wherever redirections lead.
struct Question<'a> {
    /// Content type and body of a POST; else it is a GET.
    body: Option<(&'a str, &'a [u8])>,
    until: Instant,
}

impl std::fmt::Debug for Http {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Http").finish_non_exhaustive()
    }
}

impl Http {
    /// A proxy is taken from the environment (`ALL_PROXY`, `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`), as ureq does.
    pub(crate) fn new(allowed: Allowed, patience: Duration) -> Self {
        let proxy = Proxy::try_from_env();
        let guard = Guard {
            named: Named::InDocuments,
            allowed,
        };
        let resolver = GuardedResolver(guard.clone());
        let config = |proxy: Option<Proxy>| {
            web::once(proxy, false)
                .timeout_resolve(Some(patience))
                .timeout_connect(Some(patience))
                .timeout_recv_response(Some(patience))
                .timeout_per_read(Some(patience))
                .build()
        };
        let direct = Agent::with_parts(config(None), DefaultConnector::default(), resolver);
        // The proxy resolves names, and its rules decide where they may lead; the proxy itself is the user's choice.
        let proxied = proxy.map(|proxy| {
            let config = config(Some(proxy.clone()));
            let connector = DefaultConnector::default();
            let agent = Agent::with_parts(config, connector, DefaultResolver::default());
            (proxy, agent)
        });
        Self {
            direct,
            proxied,
            guard,
            patience,
        }
    }

    fn ask(&self, address: &str, question: &Question<'_>) -> Result<Response<Body>, FetchError> {
        let mut uri: Uri = address
            .parse()
            .map_err(|_| FetchError::NotAnAddress("not a URI"))?;
        let mut answer = self.once(&uri, question)?;
        for _ in 0..REDIRECTIONS {
            let Some(next) = location::of(&answer, &uri)? else {
                return ok(answer);
            };
            uri = next;
            answer = self
                .once(&uri, question)
                .map_err(|why| location::led_to(&uri, why))?;
        }
        match location::of(&answer, &uri)? {
            None => ok(answer).map_err(|why| location::led_to(&uri, why)),
            Some(_) => Err(FetchError::TooManyRedirections {
                limit: REDIRECTIONS,
            }),
        }
    }

    fn once(&self, uri: &Uri, question: &Question<'_>) -> Result<Response<Body>, FetchError> {
        guard::check(uri, &self.guard)?;
        let left = question.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(FetchError::TimedOut);
        }
        let agent = self.agent(uri);
        let answer = match question.body {
            None => agent
                .get(uri)
                .config()
                .timeout_global(Some(left))
                .build()
                .call(),
            Some((content_type, body)) => agent
                .post(uri)
                .config()
                .timeout_global(Some(left))
                .build()
                .content_type(content_type)
                .send(body),
        };
        answer.map_err(failed)
    }

    fn agent(&self, uri: &Uri) -> &Agent {
        match &self.proxied {
            Some((proxy, agent)) if !proxy.is_no_proxy(uri) => agent,
            _ => &self.direct,
        }
    }

    fn small(
        &self,
        address: &str,
        question: &Question<'_>,
        limit: u64,
    ) -> Result<Vec<u8>, FetchError> {
        let mut answer = self.ask(address, question)?;
        let body = web::body(&mut answer, limit).map_err(failed)?;
        body.ok_or(FetchError::TooLarge { limit })
    }

    fn large(
        &self,
        address: &str,
        until: Instant,
        limit: u64,
    ) -> Result<Arc<dyn ByteSource>, FetchError> {
        let began = Instant::now();
        let mut answer = self.ask(address, &Question { body: None, until })?;
        let patience = self.patience;
        let slow = move |copied| is_slow(copied, began.elapsed(), patience);
        let mut reader = Steady {
            reader: body(&mut answer, limit)?,
            copied: 0,
            slow,
        };
        let mut head = Vec::new();
        let first = IN_MEMORY.min(limit);
        if copy(&mut reader, &mut head, first.saturating_add(1))? <= first {
            return Ok(Arc::new(Arc::<[u8]>::from(head)));
        }
        let rest = limit.saturating_sub(head.len() as u64);
        let mut file = tempfile::tempfile().map_err(stored)?;
        file.write_all(&head).map_err(stored)?;
        if copy(&mut reader, &mut file, rest.saturating_add(1))? > rest {
            return Err(FetchError::TooLarge { limit });
        }
        on_disk(file)
    }
}

/// A large answer may take long, but not by dripping.
pub(super) fn is_slow(copied: u64, elapsed: Duration, patience: Duration) -> bool {
    elapsed > patience && copied < elapsed.as_secs().saturating_mul(SLOWEST)
}

/// A reader that gives up on a body which drips.
pub(super) struct Steady<R, S> {
    pub(super) reader: R,
    pub(super) copied: u64,
    pub(super) slow: S,
}

impl<R: Read, S: Fn(u64) -> bool> Read for Steady<R, S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.copied = self.copied.saturating_add(read as u64);
        if read > 0 && (self.slow)(self.copied) {
            return Err(io::ErrorKind::TimedOut.into());
        }
        Ok(read)
    }
}

/// The questions of one file, and the time they may take together.
pub(crate) struct Visit {
    http: Arc<Http>,
    until: Instant,
}

impl Visit {
    /// The time begins to run.
    pub(crate) fn new(http: Arc<Http>) -> Self {
        let until = Instant::now() + http.patience.saturating_mul(FILE_TAKES);
        Self { http, until }
    }

    /// Asks with that many times the patience, or what is left of it.
    fn within<T>(
        &self,
        times: u32,
        ask: impl FnOnce(&Http, Instant) -> Result<T, FetchError>,
    ) -> Result<T, FetchError> {
        let own = Instant::now() + self.http.patience.saturating_mul(times);
        if self.until <= Instant::now() {
            return Err(FetchError::OutOfTime);
        }
        match ask(&self.http, own.min(self.until)) {
            Err(FetchError::TimedOut) if self.until < own => Err(FetchError::OutOfTime),
            answer => answer,
        }
    }
}

impl Fetch for Visit {
    fn get(&self, address: &str, limit: u64) -> Result<Vec<u8>, FetchError> {
        self.within(1, |http, until| {
            http.small(address, &Question { body: None, until }, limit)
        })
    }

    fn get_large(&self, address: &str, limit: u64) -> Result<Arc<dyn ByteSource>, FetchError> {
        self.within(LARGE_TAKES, |http, until| http.large(address, until, limit))
    }

    fn post(
        &self,
        address: &str,
        content_type: &str,
        body: &[u8],
        limit: u64,
    ) -> Result<Vec<u8>, FetchError> {
        let body = Some((content_type, body));
        self.within(1, |http, until| {
            http.small(address, &Question { body, until }, limit)
        })
    }
}

pub(super) fn ok(answer: Response<Body>) -> Result<Response<Body>, FetchError> {
    match answer.status().as_u16() {
        200 => Ok(answer),
        other => Err(FetchError::Status(other)),
    }
}

/// The body, unless its own announcement is over the limit.
pub(super) fn body(answer: &mut Response<Body>, limit: u64) -> Result<impl Read, FetchError> {
    let announced = answer.body().content_length();
    if announced.is_some_and(|length| length > limit) {
        return Err(FetchError::TooLarge { limit });
    }
    Ok(answer.body_mut().with_config().limit(u64::MAX).reader())
}

/// At most `most` octets; how many there were. Which side failed is told apart.
pub(super) fn copy(
    reader: &mut impl Read,
    to: &mut (impl Write + ?Sized),
    most: u64,
) -> Result<u64, FetchError> {
    let mut piece = vec![0; 64 << 10];
    let mut copied = 0_u64;
    while copied < most {
        let room = usize::try_from(most - copied).map_or(piece.len(), |left| left.min(piece.len()));
        let read = reader
            .read(&mut piece[..room])
            .map_err(|error| failed(error.into()))?;
        if read == 0 {
            break;
        }
        to.write_all(&piece[..read]).map_err(stored)?;
        copied += read as u64;
    }
    Ok(copied)
}

fn on_disk(file: File) -> Result<Arc<dyn ByteSource>, FetchError> {
    let source = FileSource::new(file).map_err(stored)?;
    Ok(Arc::new(OnDisk(source)))
}

#[allow(clippy::needless_pass_by_value, reason = "as map_err gives it")]
pub(super) fn stored(error: io::Error) -> FetchError {
    FetchError::Storage(error.kind())
}

pub(crate) fn failed(error: ureq::Error) -> FetchError {
    use io::ErrorKind as Kind;
    match error {
        ureq::Error::Timeout(_) => FetchError::TimedOut,
        ureq::Error::HostNotFound => FetchError::UnknownHost,
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => FetchError::NotAnAddress("not a URI"),
        ureq::Error::ConnectProxyFailed(_) | ureq::Error::InvalidProxyUrl => FetchError::Proxy,
        ureq::Error::Other(other) => match other.downcast::<Guarded>() {
            Ok(guarded) => guarded.0,
            Err(_) => FetchError::Broken(Kind::Other),
        },
        ureq::Error::Io(error) => match error.kind() {
            Kind::TimedOut | Kind::WouldBlock => FetchError::TimedOut,
            kind @ (Kind::ConnectionRefused
            | Kind::HostUnreachable
            | Kind::NetworkUnreachable
            | Kind::AddrNotAvailable
            | Kind::NetworkDown) => FetchError::NoRoute(kind),
            kind => FetchError::Broken(kind),
        },
        ureq::Error::ConnectionFailed => FetchError::NoRoute(Kind::NotConnected),
        _ => FetchError::NotHttp,
    }
}
