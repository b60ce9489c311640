//! What the tests share: moments, a CA with a signer, and the program `openssl` as an oracle.
#![allow(clippy::unwrap_used, dead_code, unreachable_pub)]

use std::path::Path;
use std::process::{Command, Output};

use demo_pki::{Authority, Issued, KeyKind, KeyUsage, Profile};
use jiff::Timestamp;

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn begin() -> Timestamp {
    at("2026-01-01T00:00:00Z")
}

pub fn end() -> Timestamp {
    at("2031-01-01T00:00:00Z")
}

/// `openssl … -attime`: within everything these tests make.
pub const NOW: &str = "1788220800"; // 2026-09-01
pub const THIS_UPDATE: &str = "2026-08-31T00:00:00Z";
pub const NEXT_UPDATE: &str = "2026-09-07T00:00:00Z";

pub fn ca(name: &str, key: KeyKind) -> Authority {
    Authority::self_signed(&Profile::authority(name, begin(), end()).with_key(key)).unwrap()
}

pub fn signer(name: &str) -> Profile {
    Profile {
        key_usage: vec![KeyUsage::DigitalSignature],
        ..Profile::new(name, begin(), end())
    }
}

/// A folder with files; `openssl` runs in it.
pub struct Desk(tempfile::TempDir);

impl Desk {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    #[allow(clippy::disallowed_methods)] // a test may write
    pub fn put(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.path().join(name), content).unwrap();
        self
    }

    /// Certificates as one PEM file.
    pub fn put_certificates(&self, name: &str, certificates: &[&Issued]) -> &Self {
        let text: String = certificates
            .iter()
            .map(|one| one.certificate_pem())
            .collect();
        self.put(name, text)
    }

    fn run(&self, arguments: &str) -> Output {
        Command::new("openssl")
            .current_dir(self.path())
            .args(arguments.split_whitespace())
            .output()
            .expect(
                "the program `openssl` is needed for this test (Debian: apt-get install openssl)",
            )
    }

    /// What it prints, on both streams; it must succeed.
    pub fn openssl(&self, arguments: &str) -> String {
        let output = self.run(arguments);
        let text = both(&output);
        assert!(output.status.success(), "openssl {arguments}: {text}");
        text
    }

    /// What it prints, on both streams; it must fail.
    pub fn openssl_refuses(&self, arguments: &str) -> String {
        let output = self.run(arguments);
        let text = both(&output);
        assert!(!output.status.success(), "openssl {arguments}: {text}");
        text
    }
}

fn both(output: &Output) -> String {
    let stdout = String::from_utf8_lossy(&output.stdout);
    format!("{stdout}{}", String::from_utf8_lossy(&output.stderr))
}

/// Every one of these is in the text.
pub fn assert_says(text: &str, all: &[&str]) {
    for one in all {
        assert!(text.contains(one), "{one:?} is not in:\n{text}");
    }
}
