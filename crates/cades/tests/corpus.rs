//! Every file of the corpus is read or refused with a reason; nothing panics.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

mod common;

use cades::{IntegrityFailure, ParsedContainer, TimestampToken};
use common::provider;
use std::path::{Path, PathBuf};

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path);
        }
    }
}

#[test]
fn cms_shapes() {
    let Some(corpus) = std::env::var_os("KYSO_CORPUS") else {
        println!("KYSO_CORPUS is not set: the CMS shapes of the corpus were not run");
        return;
    };
    let mut paths = Vec::new();
    files(&PathBuf::from(corpus).join("cms"), &mut paths);
    assert!(paths.len() > 20);
    let mut read = 0;
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        match ParsedContainer::parse(&bytes) {
            Ok(parsed) => {
                read += 1;
                if let Some(content) = parsed.encapsulated_content() {
                    let digest = parsed.digest_algorithm().unwrap();
                    let digest = provider().digest(digest, content).unwrap();
                    println!(
                        "{}: {:?}",
                        path.display(),
                        parsed.verify(&digest, provider())
                    );
                }
            }
            Err(error) => println!("{}: {error}", path.display()),
        }
        match TimestampToken::parse(&bytes) {
            Ok(token) => println!("{}: token of {}", path.display(), token.time()),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    assert!(read >= 1, "no file of the corpus could be read");
}

/// The covered octets and the container of the first signature of a file, by looking for its `/ByteRange`.
fn first_signature(file: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let at = |pattern: &[u8]| file.windows(pattern.len()).position(|w| w == pattern);
    let range = &file[at(b"/ByteRange").unwrap()..];
    let open = range.iter().position(|octet| *octet == b'[').unwrap();
    let close = range.iter().position(|octet| *octet == b']').unwrap();
    let numbers: Vec<usize> = std::str::from_utf8(&range[open + 1..close])
        .unwrap()
        .split_ascii_whitespace()
        .map(|number| number.parse().unwrap())
        .collect();
    let [0, first, second, length] = numbers[..] else {
        panic!("{numbers:?}");
    };
    let covered = [&file[..first], &file[second..second + length]].concat();
    let hex: Vec<u8> = file[first..second]
        .iter()
        .copied()
        .filter(u8::is_ascii_hexdigit)
        .collect();
    let octet = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    (covered, hex.chunks_exact(2).map(octet).collect())
}

/// Ed448 with SHAKE256 (RFC 8419), and RSA keys whose modulus lacks its leading zero.
#[test]
fn unusual_keys_in_signed_files() {
    let Some(corpus) = std::env::var_os("KYSO_CORPUS") else {
        println!("KYSO_CORPUS is not set: the signed files with unusual keys were not run");
        return;
    };
    for (path, kind) in [
        (
            "itext-cmp/sign/PadesTwoPhaseSigningLevelsTest/cmp_twoStepSigningBaselineBTest3.pdf",
            "Ed448",
        ),
        (
            "itext-cmp/sign/PadesTwoPhaseSigningLevelsTest/cmp_twoStepSigningBaselineTTest3.pdf",
            "Ed448",
        ),
        (
            "digidoc4j/prodFiles/valid-containers/hellopades-lt-b.pdf",
            "RSA 2048",
        ),
        (
            "siva/test-files/hellopades-pades-b-sha256-auth.pdf",
            "RSA 2048",
        ),
    ] {
        let file = std::fs::read(PathBuf::from(&corpus).join("pdf").join(path)).unwrap();
        let (covered, container) = first_signature(&file);
        let container = ParsedContainer::parse(&container).unwrap();
        let hash = |octets: &[u8]| {
            provider()
                .digest(container.digest_algorithm().unwrap(), octets)
                .unwrap()
        };
        let intact = container.verify(&hash(&covered), provider()).unwrap();
        let signer = intact.signer_certificate();
        assert_eq!(signer.public_key_kind().to_string(), kind, "{path}");
        assert_eq!(
            container.verify(&hash(b"something else"), provider()),
            Err(IntegrityFailure::DigestMismatch),
            "{path}"
        );
    }
}
