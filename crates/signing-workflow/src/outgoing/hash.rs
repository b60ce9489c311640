//! SHA-256 of what was signed, as text.
#![allow(
    clippy::disallowed_methods,
    reason = "hashing files of the package is this module's one task"
)]

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use cert_path::{CryptoProvider, DigestAlgorithm};

/// Bytes as hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// SHA-256 of a file, read in pieces.
pub(super) fn of_file(path: &Path) -> io::Result<String> {
    let mut hasher = CryptoProvider::aws_lc()
        .hasher(DigestAlgorithm::Sha256)
        .map_err(io::Error::other)?;
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok(hexadecimal(hasher.finish().as_bytes()));
        }
        hasher.update(&buffer[..count]);
    }
}
