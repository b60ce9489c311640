//! A line for every request when it has ended: what an operator needs, and nothing of whom it was about.

use std::borrow::Cow;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::Instant;

use aws_lc_rs::rand;
use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use http_body::{Body as HttpBody, Frame, SizeHint};
use jiff::Timestamp;
use serde::Serialize;

/// Takes one line, JSON, without its end.
pub type Log = Arc<dyn Fn(&str) + Send + Sync>;

const FIELD: HeaderName = HeaderName::from_static("x-request-id");
/// Ours.
const LONGEST: usize = 64;

/// What is known of a request while it lasts.
pub(crate) struct Traced {
    pub(crate) id: String,
    /// The client's name in the configuration.
    pub(crate) client: OnceLock<String>,
    received: AtomicU64,
}

/// The code of the problem that was answered.
#[derive(Clone)]
pub(crate) struct Coded(pub(crate) Cow<'static, str>);

impl Traced {
    fn new(headers: &HeaderMap) -> Self {
        Self {
            id: theirs(headers).unwrap_or_else(ours),
            client: OnceLock::new(),
            received: AtomicU64::new(0),
        }
    }
}

/// The number that the client gave, where it is one.
fn theirs(headers: &HeaderMap) -> Option<String> {
    let given = headers.get(FIELD)?.to_str().ok()?;
    let is_known = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'.' | b'_' | b'-');
    let fits = (1..=LONGEST).contains(&given.len()) && given.bytes().all(is_known);
    fits.then(|| given.to_owned())
}

fn ours() -> String {
    let mut octets = [0; 16];
    // a number that is not random is still a number
    let _ = rand::fill(&mut octets);
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// Gives every request its number, and every answer; and logs it where somebody listens.
pub(crate) async fn traced(
    State(log): State<Option<Log>>,
    mut request: Request,
    next: Next,
) -> Response {
    let traced = Arc::new(Traced::new(request.headers()));
    request.extensions_mut().insert(Arc::clone(&traced));
    let line = log.map(|log| Line::begun(log, &traced, &request));
    let request = request.map(|body| {
        let read = Arc::clone(&traced);
        let count = move |octets| _ = read.received.fetch_add(octets, Ordering::Relaxed);
        Body::new(Counting { body, count })
    });
    let mut response = next.run(request).await;
    let id = HeaderValue::try_from(&traced.id).expect("a number is visible ASCII");
    response.headers_mut().insert(FIELD, id);
    let Some(mut line) = line else {
        return response;
    };
    line.status = Some(response.status());
    line.problem = response.extensions().get::<Coded>().cloned();
    response.map(|body| {
        let count = move |octets| line.sends(octets);
        Body::new(Counting { body, count })
    })
}

/// What the line will say. It is written when this is dropped: after the answer, or where its client went away before.
struct Line {
    log: Log,
    traced: Arc<Traced>,
    method: &'static str,
    route: Option<MatchedPath>,
    begun: Instant,
    status: Option<StatusCode>,
    problem: Option<Coded>,
    sent: u64,
}

/// The line: a public interface, described in `docs/http.md`.
#[derive(Serialize)]
struct Told<'l> {
    time: String,
    request: &'l str,
    client: Option<&'l str>,
    method: &'static str,
    route: Option<&'l str>,
    status: Option<u16>,
    problem: Option<&'l str>,
    received: u64,
    sent: u64,
    ms: u128,
}

impl Line {
    fn begun(log: Log, traced: &Arc<Traced>, request: &Request) -> Self {
        Self {
            log,
            traced: Arc::clone(traced),
            method: known(request.method()),
            route: request.extensions().get::<MatchedPath>().cloned(),
            begun: Instant::now(),
            status: None,
            problem: None,
            sent: 0,
        }
    }

    const fn sends(&mut self, octets: u64) {
        self.sent += octets;
    }
}

/// A stranger's words make no word of ours.
const fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let told = Told {
            time: format!("{:.3}", Timestamp::now()),
            request: &self.traced.id,
            client: self.traced.client.get().map(String::as_str),
            method: self.method,
            route: self.route.as_ref().map(MatchedPath::as_str),
            status: self.status.map(|status| status.as_u16()),
            problem: self.problem.as_ref().map(|coded| coded.0.as_ref()),
            received: self.traced.received.load(Ordering::Relaxed),
            sent: self.sent,
            ms: self.begun.elapsed().as_millis(),
        };
        (self.log)(&serde_json::to_string(&told).expect("a line is plain data"));
    }
}

/// A body whose octets are counted on their way.
struct Counting<C> {
    body: Body,
    count: C,
}

impl<C: FnMut(u64) + Unpin> HttpBody for Counting<C> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        let data = frame
            .as_ref()
            .and_then(|frame| frame.as_ref().ok()?.data_ref());
        if let Some(octets) = data {
            (self.count)(octets.len() as u64);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_where_it_is_one() {
        let asked = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(FIELD, value.parse().unwrap());
            theirs(&headers)
        };
        let longest = "a".repeat(64);
        for good in ["0", "2026-11-24_a.B", &longest] {
            assert_eq!(asked(good).as_deref(), Some(good));
        }
        for bad in ["", "a b", "a\"b", "a/b", &"a".repeat(65)] {
            assert_eq!(asked(bad), None, "{bad}");
        }
        assert_eq!(ours().len(), 32);
        assert_ne!(ours(), ours());
    }
}
