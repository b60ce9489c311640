//! HTTP of this program, by ureq: what all ways out have in common.
//!
//! TLS is rustls over AWS-LC, trusting the roots of the system, or those of `SSL_CERT_FILE` and `SSL_CERT_DIR` (docs/decisions/0047). For what
//! the operator names: signing services, time-stamp authorities, proxies. What documents name is plain http.

use std::io::Read as _;
use std::sync::{Arc, OnceLock};

use ureq::config::ConfigBuilder;
use ureq::http::Response;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::typestate::AgentScope;
use ureq::{Agent, Body, Proxy};

/// One question, one answer: no redirection is followed unasked, every status is an answer, no connection is kept.
pub(crate) fn once(proxy: Option<Proxy>, has_tls: bool) -> ConfigBuilder<AgentScope> {
    let by_tls = |proxy: &Proxy| proxy.uri().scheme_str() == Some("https");
    // Reading the roots takes some milliseconds.
    let tls = match has_tls || proxy.as_ref().is_some_and(by_tls) {
        true => tls(),
        false => TlsConfig::default(),
    };
    Agent::config_builder()
        .tls_config(tls)
        .proxy(proxy)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .max_idle_connections(0)
        .user_agent("kyso")
}

/// The body; `None`: more than `limit` octets.
pub(crate) fn body(
    answer: &mut Response<Body>,
    limit: u64,
) -> Result<Option<Vec<u8>>, ureq::Error> {
    let announced = answer.body().content_length();
    if announced.is_some_and(|length| length > limit) {
        return Ok(None);
    }
    let mut body = Vec::new();
    let reader = answer.body_mut().with_config().limit(u64::MAX).reader();
    reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut body)?;
    Ok((body.len() as u64 <= limit).then_some(body))
}

/// The one configuration; the roots are read when it is first asked for.
fn tls() -> TlsConfig {
    static CONFIG: OnceLock<TlsConfig> = OnceLock::new();
    CONFIG.get_or_init(made).clone()
}

fn made() -> TlsConfig {
    let roots = rustls_native_certs::load_native_certs().certs;
    let roots = roots.iter().map(|der| Certificate::from_der(der.as_ref()));
    let roots: Vec<_> = roots.map(|root| root.to_owned()).collect();
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    TlsConfig::builder()
        .root_certs(RootCerts::Specific(Arc::new(roots)))
        .unversioned_rustls_crypto_provider(Arc::new(provider))
        .build()
}
