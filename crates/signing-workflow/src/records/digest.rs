//! SHA-256 of what is kept.

use std::io::{self, Read, Write};

use cert_path::{CryptoProvider, DigestAlgorithm};

/// Of bytes in memory, hexadecimal.
pub(crate) fn of(bytes: &[u8]) -> io::Result<String> {
    copy(&mut { bytes }, &mut io::sink()).map(|(sha256, _)| sha256)
}

/// Copies in pieces; the SHA-256 and the number of what was copied.
pub(crate) fn copy(from: &mut dyn Read, to: &mut dyn Write) -> io::Result<(String, u64)> {
    let hasher = CryptoProvider::aws_lc().hasher(DigestAlgorithm::Sha256);
    let mut hasher = hasher.map_err(|error| io::Error::other(error.to_string()))?;
    let mut buffer = vec![0; 64 << 10];
    let mut bytes = 0_u64;
    loop {
        let read = match from.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        let Some(piece) = buffer.get(..read).filter(|piece| !piece.is_empty()) else {
            break;
        };
        hasher.update(piece);
        to.write_all(piece)?;
        bytes = bytes.saturating_add(read as u64);
    }
    Ok((hexadecimal(hasher.finish().as_bytes()), bytes))
}

/// As `sha256sum` writes it.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_sha_256() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(super::of(b"").unwrap(), empty);
    }
}
