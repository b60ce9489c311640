//! The certificate and the key a server shows.

use std::path::Path;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::exit::Failure;
use crate::text::Text;

pub(super) fn read(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, Failure> {
    let chain = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect);
    let chain: Vec<CertificateDer<'static>> = chain.map_err(|_| unread(certificate))?;
    // what is wrong with a key is not repeated: it may repeat the key
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|_| unread(key))?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map(|builder| builder.with_no_client_auth())
        .and_then(|builder| builder.with_single_cert(chain, secret));
    config.map(Arc::new).map_err(|_| unfit(certificate, key))
}

fn unread(file: &Path) -> Failure {
    let file = file.display();
    Failure::environment(
        "tls",
        Text::new(
            format!("Không đọc được “{file}” (PEM)."),
            format!("“{file}” cannot be read (PEM)."),
        ),
    )
}

fn unfit(certificate: &Path, key: &Path) -> Failure {
    let (certificate, key) = (certificate.display(), key.display());
    Failure::environment(
        "tls",
        Text::new(
            format!("Chứng thư “{certificate}” và khóa “{key}” không dùng được cùng nhau cho TLS."),
            format!(
                "The certificate “{certificate}” and the key “{key}” do not serve TLS together."
            ),
        ),
    )
}
