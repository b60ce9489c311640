//! The pages people open: files of this crate, which bring nothing from elsewhere and may reach nothing else.

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

const CSS: &str = "text/css; charset=utf-8";
pub(crate) const HTML: &str = "text/html; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// A file of the pages, below an address.
macro_rules! page {
    ($address:literal, $kind:ident, $file:literal) => {
        ($address, $kind, include_str!(concat!("pages/", $file)))
    };
}

/// Address, type, file.
const FILES: [(&str, &str, &str); 17] = [
    page!("/", HTML, "check.html"),
    page!("/base.css", CSS, "base.css"),
    page!("/check-asks.js", JAVASCRIPT, "check-asks.js"),
    page!("/check-differences.js", JAVASCRIPT, "check-differences.js"),
    page!("/check-law.js", JAVASCRIPT, "check-law.js"),
    page!("/check-report.js", JAVASCRIPT, "check-report.js"),
    page!("/check-viewer.js", JAVASCRIPT, "check-viewer.js"),
    page!("/check-words.js", JAVASCRIPT, "check-words.js"),
    page!("/check.css", CSS, "check.css"),
    page!("/check.js", JAVASCRIPT, "check.js"),
    page!("/icon.svg", SVG, "icon.svg"),
    page!("/ky/", HTML, "confirm.html"),
    page!("/ky/confirm-viewer.js", JAVASCRIPT, "confirm-viewer.js"),
    page!("/ky/confirm-words.js", JAVASCRIPT, "confirm-words.js"),
    page!("/ky/confirm.css", CSS, "confirm.css"),
    page!("/ky/confirm.js", JAVASCRIPT, "confirm.js"),
    page!("/words.js", JAVASCRIPT, "words.js"),
];

/// CSP Level 3: scripts and styles are these files, pictures are the service's or made by them, and nobody frames a page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; \
    form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/// What every page says beside what every answer says.
const HEADERS: [(HeaderName, &str); 4] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (REFERRER_POLICY, "no-referrer"),
];

/// Below which the files of the person's page are.
const OWN: &str = "/ky/";

/// The checking page, and what pages share.
pub(crate) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    files(|address| !address.starts_with(OWN))
}

/// The page of the person of this machine.
pub(crate) fn own<S: Clone + Send + Sync + 'static>() -> Router<S> {
    files(|address| address.starts_with(OWN))
}

fn files<S: Clone + Send + Sync + 'static>(are: impl Fn(&str) -> bool) -> Router<S> {
    let files = FILES.iter().filter(|(address, ..)| are(address));
    files.fold(Router::new(), |router, (address, kind, text)| {
        router.route(address, get(async || file(kind, text)))
    })
}

/// A file of a page.
pub(crate) fn file(kind: &'static str, text: &'static str) -> Response {
    guarded(([(CONTENT_TYPE, kind)], text).into_response())
}

/// Holds the browser to what this page is for.
pub(crate) fn guarded(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}
