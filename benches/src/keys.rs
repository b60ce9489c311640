//! Throw-away keys for the program under measurement, as files.

use std::io;
use std::path::{Path, PathBuf};

use demo_pki::DemoHierarchy;
use jiff::{SignedDuration, Timestamp};

/// Where the leader's key (RSA-2048), certificate, chain and anchor were written.
#[derive(Debug)]
pub struct KeyFiles {
    folder: PathBuf,
}

impl KeyFiles {
    /// Makes a hierarchy and writes what signing and verifying need.
    ///
    /// # Errors
    /// When keys cannot be made or files not written.
    pub fn write(folder: &Path) -> io::Result<Self> {
        let now = Timestamp::now();
        let day = SignedDuration::from_hours(24);
        let hierarchy = DemoHierarchy::new(now - day, now + day * 30).map_err(io::Error::other)?;
        let leader = hierarchy
            .issue(&hierarchy.leader())
            .map_err(io::Error::other)?;
        let files = Self {
            folder: folder.to_path_buf(),
        };
        std::fs::write(files.path("root.pem"), hierarchy.root.certificate_pem())?;
        std::fs::write(files.path("sub.pem"), hierarchy.sub_ca.certificate_pem())?;
        std::fs::write(files.path("leader.pem"), leader.certificate_pem())?;
        std::fs::write(files.path("leader.key"), leader.private_key_pem())?;
        Ok(files)
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// `kyso sign …`, file to file; the chain is checked against the root.
    #[must_use]
    pub fn sign_arguments(&self, input: &Path, output: &Path) -> Vec<String> {
        let (input, output) = (input.display().to_string(), output.display().to_string());
        let mut arguments = words(&["sign", &input, "-o", &output, "--force"]);
        arguments.extend(words(&[
            "--key",
            &self.path("leader.key"),
            "--certificate",
            &self.path("leader.pem"),
        ]));
        arguments.extend(words(&[
            "--chain",
            &self.path("sub.pem"),
            "--trust",
            &self.path("root.pem"),
        ]));
        arguments
    }

    /// `kyso verify …` under the root, without revocation.
    #[must_use]
    pub fn verify_arguments(&self, input: &Path) -> Vec<String> {
        words(&[
            "verify",
            &input.display().to_string(),
            "--trust",
            &self.path("root.pem"),
            "--revocation",
            "skip",
        ])
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
