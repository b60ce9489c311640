//! A command line of this program, made by the service.

use std::ffi::{OsStr, OsString};

/// A command line. A value never looks like an option: it stands behind its name.
pub(super) struct Words(pub(super) Vec<OsString>);

impl Words {
    pub(super) fn new(command: &str) -> Self {
        Self(["kyso", command, "--json"].map(OsString::from).to_vec())
    }

    pub(super) fn named(&mut self, name: &str, value: impl AsRef<OsStr>) {
        let mut word = OsString::from(format!("--{name}="));
        word.push(value);
        self.0.push(word);
    }

    pub(super) fn maybe(&mut self, name: &str, value: Option<impl AsRef<OsStr>>) {
        if let Some(value) = value {
            self.named(name, value);
        }
    }
}
