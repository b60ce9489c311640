//! The service of one machine and one person: pages of document systems ask, the person sees and signs.
//!
//! `socket` takes what pages ask, as the program that they were written for does; `run` does it with the person, whose own page talks
//! to `api`. What is signed was shown, what was asked is known to the person by its origin, and a PIN goes to the device once.

mod api;
mod message;
mod operation;
mod origins;
mod reply;
mod run;
mod secret;
mod socket;
mod waiting;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::http::header::HOST;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get, post, put};
use tokio::sync::watch;
use tokio::task::spawn_blocking;

use crate::desk::Desk;
use crate::problem::Problem;
use crate::signatory::Signatory;
use waiting::Waiting;

pub use origins::{Allowed, Origin, Origins};

/// Octets of what a page of ours says; documents have limits of their own. Ours.
const SAID: usize = 64 << 10;

/// What one person of one machine is served with.
pub struct Local {
    /// Their devices and their screen.
    pub signatory: Arc<dyn Signatory>,
    /// The address that pages of document systems know.
    pub socket: SocketAddr,
    /// Whom they allowed to ask.
    pub origins: Origins,
}

/// Where requests are received.
pub(crate) struct Counter {
    desk: Arc<Desk>,
    signatory: Arc<dyn Signatory>,
    origins: Origins,
    waiting: Arc<Waiting>,
    /// Where the person's pages are: `https://127.0.0.1:8988`.
    pages: String,
    closing: watch::Receiver<bool>,
}

impl Counter {
    pub(crate) fn new(
        local: Local,
        desk: Arc<Desk>,
        pages: String,
        closing: watch::Receiver<bool>,
    ) -> Arc<Self> {
        let waiting = Arc::new(Waiting::new(&desk.limits));
        Arc::new(Self {
            signatory: local.signatory,
            origins: local.origins,
            waiting,
            desk,
            pages,
            closing,
        })
    }

    /// Waits until no request is left.
    pub(crate) async fn emptied(&self) {
        self.waiting.emptied().await;
    }

    /// Whether it is an origin of our own pages, by whichever name of this machine they were opened.
    fn is_own(&self, origin: &str) -> bool {
        let (scheme, port) = self.scheme_and_port();
        let is_there = |name| origin == format!("{scheme}://{name}:{port}");
        NAMES.into_iter().any(is_there)
    }

    fn scheme_and_port(&self) -> (&str, &str) {
        let scheme = self.pages.split("://").next().unwrap_or_default();
        let port = self.pages.rsplit(':').next().unwrap_or_default();
        (scheme, port)
    }

    /// A call of the signatory, on a thread of its own.
    async fn ask<T: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn Signatory) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let signatory = Arc::clone(&self.signatory);
        let work = spawn_blocking(move || call(signatory.as_ref()));
        work.await.unwrap_or_else(|_| Err(Problem::defect()))
    }
}

/// What this machine calls itself.
const NAMES: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// What pages of document systems know.
pub(crate) fn socket(counter: &Arc<Counter>) -> Router {
    Router::new()
        .route("/", get(socket::probe))
        .route("/{operation}", any(socket::operation))
        .with_state(Arc::clone(counter))
        .layer(from_fn(here))
}

/// What the person's own page asks for.
pub(crate) fn pages(counter: &Arc<Counter>) -> Router {
    let said = Router::new()
        .route("/{id}", get(api::state))
        .route("/{id}/origin", post(api::origin))
        .route("/{id}/wish", post(api::wish))
        .route("/{id}/sign", post(api::sign))
        .route("/{id}/resend", post(api::resend))
        .route("/{id}/refuse", post(api::refuse))
        .route("/{id}/page/{document}/{page}", get(api::page))
        .route("/{id}/document/{document}", get(api::original))
        .route("/{id}/signed/{document}", get(api::signed))
        .layer(DefaultBodyLimit::max(SAID));
    let brought = Router::new()
        .route("/{id}/document", put(api::document))
        .layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/ky/{token}", get(api::open))
        .nest("/ky/api", said.merge(brought))
        .merge(crate::pages::own())
        .with_state(Arc::clone(counter))
}

/// A name that somebody made lead to this machine (DNS rebinding) is not this machine's (RFC 9110 §7.2).
pub(crate) async fn here(request: Request, next: Next) -> Response {
    let hosts = request.headers().get_all(HOST).iter();
    let mut hosts = hosts.map(|host| host.to_str().unwrap_or_default());
    let host = hosts.next().filter(|_| hosts.next().is_none());
    let bare = host.map(|host| match host.rsplit_once(':') {
        Some((bare, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => bare,
        _ => host,
    });
    let is_ours = bare.is_some_and(|bare| NAMES.iter().any(|name| bare.eq_ignore_ascii_case(name)));
    match is_ours {
        true => next.run(request).await,
        false => StatusCode::MISDIRECTED_REQUEST.into_response(),
    }
}

/// Hexadecimal.
fn sha256(text: &str) -> String {
    use aws_lc_rs::digest::{SHA256, digest};
    let digest = digest(&SHA256, text.as_bytes());
    let octets = digest.as_ref().iter();
    octets.map(|octet| format!("{octet:02x}")).collect()
}
