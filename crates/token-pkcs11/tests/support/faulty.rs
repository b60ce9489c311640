//! A forwarding library that misbehaves on demand and writes down which calls reach it (`faulty_module.rs`), built once.

use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::keys::{self, Kind};
use super::{Bench, PIN, set_variable};
use token_pkcs11::Token;

pub struct Faulty {
    pub bench: Bench,
    control: PathBuf,
    log: PathBuf,
}

/// The misbehaviour is the library's, so the tests take turns.
pub fn faulty() -> (MutexGuard<'static, ()>, &'static Faulty) {
    static TURN: Mutex<()> = Mutex::new(());
    static FAULTY: OnceLock<Faulty> = OnceLock::new();
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let faulty = FAULTY.get_or_init(build);
    faulty.behave("");
    std::fs::write(&faulty.log, "").unwrap();
    (turn, faulty)
}

fn build() -> Faulty {
    let folder = super::softhsm_folder();
    let library = folder.path().join("libfaulty.so");
    let source = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/support/faulty_module.rs"
    );
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let status = Command::new(rustc)
        .args([
            "--edition",
            "2024",
            "--crate-type",
            "cdylib",
            "-C",
            "debuginfo=0",
            source,
            "-o",
        ])
        .arg(&library)
        .status()
        .unwrap();
    assert!(status.success(), "rustc could not build the test library");
    let (control, log) = (folder.path().join("control"), folder.path().join("log"));
    set_variable("FAULTY_REAL", &super::softhsm_library());
    set_variable("FAULTY_CONTROL", &control);
    set_variable("FAULTY_LOG", &log);
    set_variable("FAULTY_PAD_PIN", std::path::Path::new(PIN));
    Faulty {
        bench: Bench::open(&library, folder),
        control,
        log,
    }
}

impl Faulty {
    pub fn behave(&self, words: &str) {
        std::fs::write(&self.control, words).unwrap();
    }

    /// The calls that reached the token since the last look.
    pub fn calls(&self) -> Vec<String> {
        let text = std::fs::read_to_string(&self.log).unwrap();
        std::fs::write(&self.log, "").unwrap();
        text.lines().map(str::to_owned).collect()
    }

    pub fn count(&self, call: &str) -> usize {
        self.calls()
            .iter()
            .filter(|line| line.starts_with(call))
            .count()
    }

    pub fn token_with_key(&self, label: &str, kind: Kind) -> Token {
        let token = self.bench.new_token(label);
        keys::issue(kind, label).put(&self.bench.writer(&token), &[1], "k");
        self.calls();
        token
    }
}
