//! A PostgreSQL server that one test has for itself, to end it or to fill its disk.

use std::process::{Command, Output};

pub struct Server {
    folder: tempfile::TempDir,
    pub address: String,
}

impl Server {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().display().to_string();
        let address = String::from_utf8(script(&["start", &path]).stdout).unwrap();
        Self {
            folder,
            address: address.trim().to_owned(),
        }
    }

    pub fn start_again(&self) {
        script(&["start", &self.path()]);
    }

    /// `mode` as of `pg_ctl`.
    pub fn stop(&self, mode: &str) {
        script(&["stop", &self.path(), mode]);
    }

    /// Makes the tablespace `small`.
    pub fn small(&self, size: &str) {
        script(&["small", &self.path(), size]);
    }

    /// Lets it listen on this machine, by TLS only, with a certificate for `localhost`; its address.
    pub fn with_tls(&self) -> String {
        let address = String::from_utf8(script(&["tls", &self.path()]).stdout).unwrap();
        address.trim().to_owned()
    }

    /// The root that certificate is under.
    pub fn root(&self) -> String {
        format!("{}/root.pem", self.path())
    }

    fn path(&self) -> String {
        self.folder.path().display().to_string()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = run(&["remove", &self.path()]);
    }
}

fn run(arguments: &[&str]) -> Output {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/postgres.sh");
    Command::new("bash")
        .arg(script)
        .args(arguments)
        .output()
        .unwrap()
}

fn script(arguments: &[&str]) -> Output {
    let output = run(arguments);
    assert!(
        output.status.success(),
        "scripts/postgres.sh {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output
}
