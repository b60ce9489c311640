//! TLS of this program: rustls over AWS-LC, trusting the roots of the system, or those of `SSL_CERT_FILE` and `SSL_CERT_DIR`
//! (docs/decisions/0047). For what the operator names: signing services, time-stamp authorities, proxies. What documents name is plain http.

use std::sync::{Arc, OnceLock};

use ureq::Proxy;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// The one configuration; the roots are read when it is first asked for.
pub(crate) fn config() -> TlsConfig {
    static CONFIG: OnceLock<TlsConfig> = OnceLock::new();
    CONFIG.get_or_init(made).clone()
}

/// The same where something needs it, else one that nobody asks: reading the roots takes some milliseconds.
pub(crate) fn config_if(is_needed: bool) -> TlsConfig {
    match is_needed {
        true => config(),
        false => TlsConfig::default(),
    }
}

/// Whether the way to a proxy is by TLS.
pub(crate) fn has_tls(proxy: Option<&Proxy>) -> bool {
    proxy.is_some_and(|proxy| proxy.uri().scheme_str() == Some("https"))
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
