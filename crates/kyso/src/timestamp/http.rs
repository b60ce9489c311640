//! The way to a time-stamp authority: HTTP POST (RFC 3161 §3.4), with an account and through a proxy where the operator says so.
//!
//! The address is the operator's, so it may be of the own network; redirections are not followed, since nobody named where they lead.

use std::collections::HashMap;
use std::time::Duration;

use base64ct::{Base64, Encoding as _};
use secrecy::{ExposeSecret as _, SecretString};
use signing_workflow::fetch::FetchError;
use signing_workflow::timestamping::Ask;
use ureq::http::Uri;
use ureq::{Agent, Proxy};

use crate::exit::Failure;
use crate::fetch::failed;
use crate::text::Text;
use crate::web;

/// RFC 3161 §3.4.
const QUERY: &str = "application/timestamp-query";

/// An account at an authority; the header it is shown by.
pub(super) struct Account {
    address: String,
    basic: SecretString,
}

impl Account {
    /// HTTP Basic (RFC 7617 §2).
    pub(super) fn new(address: &str, user: &str, password: &SecretString) -> Self {
        let pair = format!("{user}:{}", password.expose_secret());
        let basic = format!("Basic {}", Base64::encode_string(pair.as_bytes()));
        Self {
            address: address.to_owned(),
            basic: SecretString::from(basic),
        }
    }
}

/// Asks authorities.
pub(super) struct Http {
    agent: Agent,
    accounts: HashMap<String, SecretString>,
}

impl Http {
    /// `timeout` is for a whole answer, `has_tls` says that an address is https. The proxy is the one named, else that of the environment, as ureq takes it.
    pub(super) fn new(
        timeout: Duration,
        accounts: Vec<Account>,
        has_tls: bool,
        proxy: Option<&str>,
    ) -> Result<Self, Failure> {
        let proxy = match proxy {
            Some(named) => Some(Proxy::new(named).map_err(|_| bad_proxy(named))?),
            None => Proxy::try_from_env(),
        };
        let config = web::once(proxy, has_tls).timeout_global(Some(timeout));
        let accounts = accounts.into_iter().map(|one| (one.address, one.basic));
        Ok(Self {
            agent: config.build().new_agent(),
            accounts: accounts.collect(),
        })
    }
}

impl Ask for Http {
    fn ask(&self, address: &str, request: &[u8], limit: u64) -> Result<Vec<u8>, FetchError> {
        let uri: Uri = address
            .parse()
            .map_err(|_| FetchError::NotAnAddress("not a URI"))?;
        check(&uri)?;
        let mut post = self.agent.post(&uri).content_type(QUERY);
        if let Some(basic) = self.accounts.get(address) {
            post = post.header("Authorization", basic.expose_secret());
        }
        let mut answer = post.send(request).map_err(failed)?;
        match answer.status().as_u16() {
            200 => {}
            other => return Err(FetchError::Status(other)),
        }
        let body = web::body(&mut answer, limit).map_err(failed)?;
        body.ok_or(FetchError::TooLarge { limit })
    }
}

/// By http or https: the answer is signed by itself, an account is not. Accounts are not written into addresses, which are shown.
fn check(uri: &Uri) -> Result<(), FetchError> {
    match uri.scheme_str() {
        Some("http" | "https") => {}
        Some(other) => return Err(FetchError::UnsupportedScheme(other.to_owned())),
        None => return Err(FetchError::NotAnAddress("no scheme")),
    }
    let authority = uri.authority().map(|authority| authority.as_str());
    match authority {
        Some(authority) if authority.contains('@') => {
            Err(FetchError::NotAnAddress("user and password in it"))
        }
        Some(_) => Ok(()),
        None => Err(FetchError::NotAnAddress("no host")),
    }
}

fn bad_proxy(named: &str) -> Failure {
    let shown = named.rsplit('@').next().unwrap_or_default();
    Failure::usage(
        "tsa-proxy",
        Text::new(
            format!("Địa chỉ máy chủ trung gian “{shown}” không dùng được."),
            format!("Proxy address “{shown}” cannot be used."),
        ),
    )
}
