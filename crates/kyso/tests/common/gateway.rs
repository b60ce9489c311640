//! TLS in front of a plain server on 127.0.0.1, with a certificate of its own for `localhost`.
#![allow(clippy::unwrap_used)]
#![allow(dead_code, reason = "every test file uses its own part of this")]

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Its port, and its certificate as PEM.
pub(crate) struct Gateway {
    pub(crate) port: u16,
    pub(crate) certificate: String,
}

impl Gateway {
    /// Listens until the test's process ends; what it is asked it asks of that port, and brings the answer.
    pub(crate) fn before(port: u16) -> Self {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let chain = vec![CertificateDer::from(made.cert.der().to_vec())];
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let own = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
                let _ = pass_on(StreamOwned::new(connection, stream), port);
            }
        });
        Self {
            port: own,
            certificate: made.cert.pem(),
        }
    }
}

/// One request with its body, one answer, the end.
fn pass_on(mut asked: StreamOwned<ServerConnection, TcpStream>, port: u16) -> io::Result<()> {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") {
        asked.read_exact(&mut byte)?;
        request.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&request).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    let length = length.map_or(0, |length| length.trim().parse().unwrap());
    let mut body = vec![0; length];
    asked.read_exact(&mut body)?;
    let mut behind = TcpStream::connect(("127.0.0.1", port))?;
    behind.write_all(&request)?;
    behind.write_all(&body)?;
    let mut answer = Vec::new();
    behind.read_to_end(&mut answer)?;
    asked.write_all(&answer)?;
    asked.conn.send_close_notify();
    asked.flush()
}
