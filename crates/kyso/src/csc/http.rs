//! The way to a remote signing service: HTTPS, by ureq and rustls over AWS-LC, trusting the roots of the system.

use std::time::Duration;

use remote_csc::{Answer, Post, PostError, Request};
use secrecy::ExposeSecret as _;
use ureq::http::Uri;
use ureq::{Agent, Proxy};

use crate::exit::Failure;
use crate::text::Text;
use crate::web;

/// A whole answer. A security module behind a service signs in seconds. Ours.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Posts, once, to the address of the operator; redirections are not followed.
pub(super) struct Https {
    agent: Agent,
}

impl Https {
    /// The proxy is that of the environment.
    pub(super) fn new() -> Self {
        let config = web::once(Proxy::try_from_env(), true).timeout_global(Some(TIMEOUT));
        Self {
            agent: config.build().new_agent(),
        }
    }
}

impl Post for Https {
    fn post(&self, request: &Request<'_>) -> Result<Answer, PostError> {
        let bearer = format!("Bearer {}", request.bearer.expose_secret());
        let post = self
            .agent
            .post(request.address)
            .content_type("application/json")
            .header("Authorization", bearer);
        let mut answer = post
            .send(request.body.expose_secret())
            .map_err(PostError::failed)?;
        let limit = request.limit;
        let body = web::body(&mut answer, limit).map_err(PostError::failed)?;
        let body = body.ok_or(PostError::TooLarge { limit })?;
        let status = answer.status().as_u16();
        Ok(Answer { status, body })
    }
}

/// An access token and a PIN go there: https, or this computer (a gateway that does the TLS, a test).
pub(super) fn check(address: &str) -> Result<(), Failure> {
    let uri = address.parse::<Uri>().ok();
    let authority = uri.as_ref().and_then(Uri::authority);
    let is_bare = authority.is_some_and(|authority| !authority.as_str().contains('@'));
    let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
    let is_here = matches!(host, "127.0.0.1" | "[::1]" | "localhost");
    let is_plain = uri.as_ref().is_some_and(|uri| uri.query().is_none());
    let scheme = uri.as_ref().and_then(Uri::scheme_str);
    match scheme {
        Some("https") if is_bare && is_plain => Ok(()),
        Some("http") if is_bare && is_plain && is_here => Ok(()),
        _ => Err(Failure::usage(
            "csc-address",
            Text::new(
                "Địa chỉ của dịch vụ ký số từ xa phải bắt đầu bằng https:// (http:// chỉ với chính máy này), không kèm tài khoản.",
                "The address of a remote signing service begins with https:// (http:// for this computer only), without an account.",
            ),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn secrets_go_out_by_https_alone() {
        for good in [
            "https://service.example/csc/v2",
            "http://127.0.0.1:8080/csc/v2",
            "http://[::1]:80/",
        ] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in [
            "http://service.example/csc/v2",
            "http://127.0.0.1.example/",
            "https://user:password@service.example/",
            "https://service.example/?a=b",
            "service.example",
            "",
        ] {
            assert_eq!(check(bad).unwrap_err().code, "csc-address", "{bad}");
        }
    }
}
