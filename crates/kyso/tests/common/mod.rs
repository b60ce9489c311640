//! A desk for one test: a folder with the letter, a fictional hierarchy and its keys, and the real program.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "every test file uses its own part of this"
)]
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files and say what did not run"
)]

pub mod corpus;
pub mod pdf;
pub mod pictures;
pub mod revocation;

use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;
use std::time::Duration;

use assert_cmd::Command;
use demo_pki::{DemoHierarchy, Issued, KeyKind, Profile};
use jiff::Timestamp;
use serde_json::Value;
use tempfile::TempDir;

/// The sample letter of a fictional agency.
pub const LETTER: &[u8] = include_bytes!("../../assets/cong-van-mau.pdf");
/// Nothing here takes longer; a run that does hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// Valid whenever these tests run: 2020 to 2060.
pub fn pki() -> &'static DemoHierarchy {
    static PKI: OnceLock<DemoHierarchy> = OnceLock::new();
    PKI.get_or_init(|| {
        DemoHierarchy::new(
            moment("2020-01-01T00:00:00Z"),
            moment("2060-01-01T00:00:00Z"),
        )
        .unwrap()
    })
}

pub fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The leader with a P-256 key, made once.
pub fn leader() -> &'static Issued {
    static LEADER: OnceLock<Issued> = OnceLock::new();
    LEADER.get_or_init(|| issue(&pki().leader().with_key(KeyKind::P256)))
}

/// The agency with a P-256 key, made once.
pub fn agency() -> &'static Issued {
    static AGENCY: OnceLock<Issued> = OnceLock::new();
    AGENCY.get_or_init(|| issue(&pki().agency().with_key(KeyKind::P256)))
}

/// The leader with the RSA-2048 key that tokens hold, made once.
pub fn rsa_leader() -> &'static Issued {
    static LEADER: OnceLock<Issued> = OnceLock::new();
    LEADER.get_or_init(|| issue(&pki().leader()))
}

pub fn issue(profile: &Profile) -> Issued {
    pki().issue(profile).unwrap()
}

/// A folder with `letter.pdf`, `root.pem`, `sub-ca.pem` and the keys asked for.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    /// With the leader's and the agency's keys: `leader.key`, `leader.pem`, `agency.key`, `agency.pem`.
    pub fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        desk.write("letter.pdf", LETTER);
        desk.write("root.pem", pki().root.certificate_pem().as_bytes());
        desk.write("sub-ca.pem", pki().sub_ca.certificate_pem().as_bytes());
        desk.keep("leader", leader());
        desk.keep("agency", agency());
        desk
    }

    /// Puts a key and its certificate on the desk: `NAME.key`, `NAME.pem`.
    pub fn keep(&self, name: &str, issued: &Issued) {
        self.write(&format!("{name}.key"), issued.private_key_pem().as_bytes());
        self.write(&format!("{name}.pem"), issued.certificate_pem().as_bytes());
    }

    /// The same as PKCS#12 with a password: `NAME.p12`.
    pub fn keep_p12(&self, name: &str, issued: &Issued, password: &str) {
        self.keep(name, issued);
        let (key, certificate, p12) = (
            format!("{name}.key"),
            format!("{name}.pem"),
            format!("{name}.p12"),
        );
        openssl(
            self.path(),
            &[
                "pkcs12",
                "-export",
                "-inkey",
                &key,
                "-in",
                &certificate,
                "-certfile",
                "sub-ca.pem",
                "-out",
                &p12,
                "-passout",
                &format!("pass:{password}"),
            ],
        );
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.file(name), bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.file(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    pub fn json(&self, name: &str) -> Value {
        serde_json::from_slice(&self.read(name)).unwrap()
    }

    pub fn has(&self, name: &str) -> bool {
        self.file(name).exists()
    }

    /// Every name in the folder, sorted: what a run left behind.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The program, in this folder, without anybody's configuration.
    pub fn kyso(&self, arguments: &[&str]) -> Command {
        let mut command = kyso();
        command.current_dir(self.path()).args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.kyso(arguments).output().unwrap(), arguments)
    }

    /// `kyso sign` with a key on the desk and the root trusted.
    pub fn sign(&self, input: &str, output: &str, who: &str, more: &[&str]) -> Ran {
        let (key, certificate) = (format!("{who}.key"), format!("{who}.pem"));
        let mut arguments = vec![
            "sign",
            input,
            "-o",
            output,
            "--key",
            &key,
            "--certificate",
            &certificate,
        ];
        arguments.extend(["--chain", "sub-ca.pem", "--trust", "root.pem"]);
        arguments.extend(more);
        self.run(&arguments)
    }

    /// Signs the letter as the leader.
    pub fn signed(&self, output: &str) {
        self.sign("letter.pdf", output, "leader", &[]).exits(0);
    }

    /// Signs a letter as the leader, then as the agency, invisibly: `one.pdf`, `two.pdf`.
    pub fn signed_twice(&self, letter: &str) {
        let field = |name| ["--field", name];
        self.sign(letter, "one.pdf", "leader", &field("LanhDao"))
            .exits(0);
        self.sign("one.pdf", "two.pdf", "agency", &field("CoQuan"))
            .exits(0);
    }

    /// What the report of a new register tells of use, counted from the journals of a folder.
    pub fn used(&self, folder: &str) -> Value {
        let registry = [
            "registry",
            "--register",
            "su-dung.db",
            "--operator",
            "pkt01",
        ];
        let run = |arguments: &[&str]| self.run(&[&registry[..], arguments].concat());
        if !self.has("su-dung.db") {
            run(&["init"]).exits(0);
            run(&["organisation", "add", "UBND xã Mẫu", "--tier", "commune"]).exits(0);
        }
        let period = "2026-01-01..2099-12-31";
        let report = run(&["report", "make", period, "--journal", folder, "--json"]).exits(0);
        let totals = report.line()["content"]["totals"].clone();
        let used = totals.as_object().unwrap().iter();
        let used = used.filter_map(|(what, counts)| {
            Some((
                what.strip_prefix("use.")?.to_owned(),
                counts["of-none"].clone(),
            ))
        });
        Value::Object(used.collect())
    }

    /// The words of a PDF in the order of its content, a blank between them.
    pub fn words(&self, file: &str) -> String {
        let text = self.read_by_poppler("-raw", file);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What a PDF shows, line by line.
    pub fn printed(&self, file: &str) -> String {
        self.read_by_poppler("-layout", file)
    }

    fn read_by_poppler(&self, how: &str, file: &str) -> String {
        let output = std::process::Command::new("pdftotext")
            .args([how, file, "-"])
            .current_dir(self.path())
            .output();
        let output = output.unwrap_or_else(|error| {
            panic!("the program `pdftotext` is needed by this test and cannot be run ({error}): scripts/install-test-tools.sh installs it")
        });
        assert!(output.status.success(), "{file}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The one line of `kyso verify --json` with the root trusted and revocation left out.
    pub fn verified(&self, file: &str) -> Value {
        self.run(&[
            "verify",
            file,
            "--trust",
            "root.pem",
            "--revocation",
            "skip",
            "--json",
        ])
        .line()
    }
}

/// The program, without anybody's configuration or language.
pub fn kyso() -> Command {
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("kyso");
    command
        .env("XDG_CONFIG_HOME", "/nonexistent")
        // No folder can be there: tests that keep what they fetch name one of their own.
        .env("XDG_CACHE_HOME", "/dev/null")
        .env_remove("KYSO_LANG")
        .env_remove("KYSO_OPERATOR")
        .env_remove("KYSO_REGISTER")
        .timeout(PATIENCE);
    command
}

/// What a run said and how it ended.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
    what: String,
}

impl Ran {
    pub fn of(output: Output, arguments: &[&str]) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            what: format!("kyso {}", arguments.join(" ")),
        }
    }

    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        assert!(!self.err.contains("panicked"), "{self}");
        self
    }

    /// Said on either channel.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(
            self.out.contains(words) || self.err.contains(words),
            "“{words}” is not said by {self}"
        );
        self
    }

    #[track_caller]
    pub fn never_says(self, words: &str) -> Self {
        assert!(
            !self.out.contains(words) && !self.err.contains(words),
            "“{words}” is said by {self}"
        );
        self
    }

    /// The one line of JSON.
    #[track_caller]
    pub fn line(&self) -> Value {
        let lines = self.lines();
        assert_eq!(lines.len(), 1, "{self}");
        lines[0].clone()
    }

    /// All lines of JSON.
    #[track_caller]
    pub fn lines(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| {
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {self}"))
            })
            .collect()
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}\nexit {:?}\nstdout: {}\nstderr: {}",
            self.what, self.code, self.out, self.err
        )
    }
}

/// Runs the `openssl` program; these tests need it and say so.
pub fn openssl(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = std::process::Command::new("openssl").current_dir(folder).args(arguments).output().unwrap_or_else(|error| {
        panic!("the program `openssl` is needed by this test and cannot be run ({error}): scripts/install-test-tools.sh installs it")
    });
    assert!(
        output.status.success(),
        "openssl {}: {}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}
