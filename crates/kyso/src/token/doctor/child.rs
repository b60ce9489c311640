//! A library in a process of its own: loaded, listed, and gone. No login is made.

use std::ffi::OsString;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use token_pkcs11::{Module, ModuleListing, TokenError};

/// The word that makes this program the child. Hidden: not a public interface.
pub(crate) const WORD: &str = "__token-module";

/// Longest answer. Ours: a trust store shown as a token has hundreds of certificates, below one megabyte.
const LONGEST: u64 = 64 << 20;

/// What became of looking at a library.
#[derive(Debug)]
pub(super) enum Probe {
    /// It said what it has, or why not.
    Answered(Box<Result<ModuleListing, TokenError>>),
    /// It took its process down.
    Ended(String),
    /// It did not answer in time.
    TimedOut,
}

/// The child's end: one line of JSON. The library may write to the same pipe whatever it likes.
pub(crate) fn serve(path: Option<&OsString>) -> ExitCode {
    let Some(path) = path else {
        return ExitCode::FAILURE;
    };
    let found = Module::load(path).and_then(|module| module.listing());
    let mut out = io::stdout().lock();
    let written = serde_json::to_string(&found)
        .map_err(io::Error::from)
        .and_then(|line| writeln!(out, "\n{line}"))
        .and_then(|()| out.flush());
    if written.is_err() {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// The parent's end: waits so long for the answer.
pub(super) fn probe(path: &Path, patience: Duration) -> Probe {
    match start(path) {
        Ok(child) => hear(child, patience),
        Err(error) => Probe::Ended(error.to_string()),
    }
}

fn start(path: &Path) -> io::Result<Child> {
    Command::new(std::env::current_exe()?)
        .arg(WORD)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

fn hear(mut child: Child, patience: Duration) -> Probe {
    let (tell, answer) = channel();
    if let Some(from) = child.stdout.take() {
        thread::spawn(move || {
            let mut text = Vec::new();
            let _ = from.take(LONGEST).read_to_end(&mut text);
            let _ = tell.send(text);
        });
    }
    let text = answer.recv_timeout(patience);
    let status = match text {
        // Its pipe is closed: it has ended, or soon will.
        Ok(_) => child.wait(),
        Err(_) => child.kill().and_then(|()| child.wait()),
    };
    let Ok(text) = text else {
        return Probe::TimedOut;
    };
    let lines = text.split(|byte| *byte == b'\n').rev();
    match lines
        .filter_map(|line| serde_json::from_slice(line).ok())
        .next()
    {
        Some(found) => Probe::Answered(Box::new(found)),
        None => Probe::Ended(status.map_or_else(|error| error.to_string(), |one| one.to_string())),
    }
}
