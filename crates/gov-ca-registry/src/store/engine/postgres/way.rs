//! The way to the server: how an address says whether it is encrypted, and TLS that is always verified.
//!
//! `sslmode=verify-full`, `verify-ca` and `require` mean the same here: TLS, the server's certificate under a root that is trusted, for the name
//! that was asked for. The roots are those of the system, or of the file `sslrootcert` names. `disable` means none. Without a word, an address
//! that leads over a network is refused: personal data do not travel in the clear because somebody forgot a word. `sslrootcert` alone asks for
//! TLS.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use postgres::config::{Host, SslMode, SslNegotiation};
use postgres::{Client, Config, Error, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::store::error::StoreError;

/// An address, read.
pub(super) struct Way {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

/// What the driver does not know of, taken out of the address.
#[derive(Default)]
struct Said {
    is_verified: bool,
    roots: Option<PathBuf>,
}

impl Way {
    pub(super) fn read(address: &str) -> Result<Self, StoreError> {
        let (address, said) = said(address)?;
        let mut config: Config = address.parse().map_err(|_| StoreError::UrlMalformed)?;
        let is_direct = config.get_ssl_negotiation() == SslNegotiation::Direct;
        let is_given_up = config.get_ssl_mode() == SslMode::Disable;
        let is_asked = said.is_verified
            || config.get_ssl_mode() == SslMode::Require
            || is_direct
            || (said.roots.is_some() && !is_given_up);
        if !is_asked {
            if !is_given_up && leads_away(&config) {
                return Err(StoreError::TlsUndecided);
            }
            config.ssl_mode(SslMode::Disable);
            return Ok(Self { config, tls: None });
        }
        config.ssl_mode(SslMode::Require);
        let tls = verified(said.roots.as_deref())?;
        Ok(Self {
            config,
            tls: Some(tls),
        })
    }

    pub(super) const fn config(&mut self) -> &mut Config {
        &mut self.config
    }

    pub(super) fn connect(&self) -> Result<Client, Error> {
        match &self.tls {
            Some(tls) => self.config.connect(tls.clone()),
            None => self.config.connect(NoTls),
        }
    }
}

/// `hostaddr` is where the driver connects to, whatever `host` says (PostgreSQL documentation, libpq, parameter key words).
fn leads_away(config: &Config) -> bool {
    let mut addresses = config.get_hostaddrs().iter();
    config.get_hosts().iter().any(is_far) || addresses.any(|address| !address.is_loopback())
}

/// A socket and this machine are near.
fn is_far(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            let is_here = name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
            name != "localhost" && !is_here
        }
        #[cfg(unix)]
        Host::Unix(_) => false,
    }
}

/// The address without what only we know.
fn said(address: &str) -> Result<(String, Said), StoreError> {
    let mut said = Said::default();
    let Some((before, parameters)) = address.split_once('?') else {
        return Ok((address.to_owned(), said));
    };
    let mut others = Vec::new();
    for parameter in parameters.split('&') {
        match parameter.split_once('=') {
            Some(("sslmode", "verify-full" | "verify-ca")) => said.is_verified = true,
            Some(("sslrootcert", path)) => {
                let path = percent_decoded(path).ok_or(StoreError::UrlMalformed)?;
                said.roots = Some(PathBuf::from(path));
            }
            _ => others.push(parameter),
        }
    }
    let address = match others.as_slice() {
        [] => before.to_owned(),
        _ => format!("{before}?{}", others.join("&")),
    };
    Ok((address, said))
}

/// RFC 3986 §2.1; `None` where it is none, or not UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    let mut pieces = text.split('%');
    let mut octets = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        let digits = piece.get(..2)?;
        octets.push(u8::from_str_radix(digits, 16).ok()?);
        octets.extend_from_slice(piece.get(2..)?.as_bytes());
    }
    String::from_utf8(octets).ok()
}

fn verified(roots: Option<&Path>) -> Result<MakeRustlsConnect, StoreError> {
    let roots = match roots {
        Some(file) => of_file(file)?,
        None => rustls_native_certs::load_native_certs().certs,
    };
    let mut store = RootCertStore::empty();
    let (taken, _) = store.add_parsable_certificates(roots);
    if taken == 0 {
        return Err(StoreError::RootsUnreadable);
    }
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    let config = ClientConfig::builder_with_provider(Arc::new(provider))
        .with_safe_default_protocol_versions()
        .map_err(|_| StoreError::RootsUnreadable)?
        .with_root_certificates(store)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn of_file(file: &Path) -> Result<Vec<CertificateDer<'static>>, StoreError> {
    let certificates = CertificateDer::pem_file_iter(file);
    let certificates = certificates.map_err(|_| StoreError::RootsUnreadable)?;
    certificates
        .collect::<Result<_, _>>()
        .map_err(|_| StoreError::RootsUnreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undecided(address: &str) -> bool {
        matches!(Way::read(address), Err(StoreError::TlsUndecided))
    }

    #[test]
    fn an_address_over_a_network_has_to_say_whether_it_is_encrypted() {
        for far in ["db.lachong.gov.vn", "10.0.0.7", "[2001:db8::1]"] {
            assert!(undecided(&format!("postgresql://a@{far}/so")), "{far}");
            assert!(undecided(&format!(
                "postgresql://a@{far}/so?sslmode=prefer"
            )));
            let way = Way::read(&format!("postgresql://a@{far}/so?sslmode=disable")).unwrap();
            assert!(way.tls.is_none());
        }
        for near in ["localhost", "127.0.0.1", "[::1]", "%2Frun%2Fpostgresql"] {
            let way = Way::read(&format!("postgresql://a@{near}/so")).unwrap();
            assert!(way.tls.is_none(), "{near}");
        }
        assert!(undecided("postgresql://a@localhost,db.lachong.gov.vn/so"));
        assert!(undecided("postgresql://a@localhost/so?hostaddr=10.0.0.7"));
        assert!(undecided("hostaddr=10.0.0.7 user=a dbname=so"));
        let near = Way::read("postgresql://a@localhost/so?hostaddr=127.0.0.1").unwrap();
        assert!(near.tls.is_none());
    }

    #[test]
    fn the_file_of_the_roots_is_read() {
        let missing = "postgresql://a@db/so?sslmode=verify-full&sslrootcert=%2Fnowhere%2Froot.pem";
        assert!(matches!(
            Way::read(missing),
            Err(StoreError::RootsUnreadable)
        ));
        let alone = "postgresql://a@localhost/so?sslrootcert=%2Fnowhere%2Froot.pem";
        assert!(
            matches!(Way::read(alone), Err(StoreError::RootsUnreadable)),
            "roots without sslmode ask for TLS"
        );
        let wrong = "postgresql://a@db/so?sslmode=verify-full&sslrootcert=%2";
        assert!(matches!(Way::read(wrong), Err(StoreError::UrlMalformed)));
    }

    #[test]
    fn percent_signs_are_resolved() {
        assert_eq!(percent_decoded("%2Fa%20b%c3%a0").as_deref(), Some("/a bà"));
        assert_eq!(percent_decoded("plain").as_deref(), Some("plain"));
        for wrong in ["%", "%2", "%zz", "%ff", "%ä"] {
            assert_eq!(percent_decoded(wrong), None, "{wrong}");
        }
    }
}
