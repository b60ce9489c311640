//! Soft tokens and misbehaving libraries, for the tests of `kyso token`. The tokens themselves are those of `token-pkcs11`.
#![allow(dead_code, reason = "each test binary uses its part")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cert_path::{Certificate, PublicKeyKind};
use demo_pki::Issued;
use token_pkcs11::Token;

use crate::support::keys::{self, Kind};
use crate::support::{Bench, softhsm_library};

const SUPPORT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../token-pkcs11/tests/support/"
);

/// Tests that write tokens take turns with those that list them: SoftHSM2 is not made for several processes where one of
/// them initialises a token.
pub(crate) fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Builds one of the libraries of `token-pkcs11/tests/support`.
pub(crate) fn built(source: &str, folder: &Path) -> PathBuf {
    let library = folder.join(format!("lib{source}.so"));
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let status = Command::new(rustc)
        .args(["--edition", "2024", "--crate-type", "cdylib"])
        .args(["-C", "debuginfo=0"])
        .arg(format!("{SUPPORT}{source}.rs"))
        .arg("-o")
        .arg(&library)
        .status()
        .unwrap();
    assert!(status.success(), "rustc could not build {source}");
    library
}

/// A copy of the SoftHSM library with some bytes changed.
pub(crate) fn altered(folder: &Path, name: &str, change: impl FnOnce(&mut Vec<u8>)) -> PathBuf {
    let mut bytes = std::fs::read(softhsm_library()).unwrap();
    change(&mut bytes);
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Puts key and certificate on a token.
pub(crate) fn put(bench: &Bench, token: &Token, issued: &Issued, id: u8) {
    let certificate = Certificate::from_der(&issued.certificate_der).unwrap();
    let kind = match certificate.public_key_kind() {
        PublicKeyKind::Rsa { .. } => Kind::Rsa2048,
        _ => Kind::P256,
    };
    let issued = keys::Issued {
        kind,
        certificate,
        private_key_pkcs8: issued.private_key_pkcs8_der.clone(),
    };
    issued.put(&bench.writer(token), &[id], "k");
}
