//! One run of LibreOffice, in a folder of its own.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{Office, profile, refused};
use crate::exit::Failure;
use crate::text::harmless;

/// How often it is looked whether the program has ended.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// Bytes of what the program said that are looked at for its last line.
const SAID: u64 = 8 << 10;
/// Characters of that line that are told.
const TOLD: usize = 300;
/// Nothing listens there (RFC 6335 §6: `discard`), and it is this machine.
const NOWHERE: &str = "http://127.0.0.1:9";

/// The folders of one run.
pub(super) struct Run {
    folder: PathBuf,
    /// The copy of the document.
    document: PathBuf,
    /// Where the PDF will be.
    pub(super) output: PathBuf,
}

impl Run {
    /// A copy of the document under a name of ours, and a profile that forbids what a document has no need of.
    pub(super) fn prepare(folder: &Path, input: &Path, kind: &str) -> io::Result<Self> {
        let run = Self {
            folder: folder.to_path_buf(),
            document: folder.join(format!("document.{kind}")),
            output: folder.join("output"),
        };
        fs::create_dir(&run.output)?;
        fs::create_dir(folder.join("home"))?;
        fs::create_dir(folder.join("temporary"))?;
        profile::write(&folder.join("profile"))?;
        fs::copy(input, &run.document)?;
        Ok(run)
    }

    /// Runs the program to its end, or to the end of patience.
    pub(super) fn go(&self, office: &Office, name: &str) -> Result<(), Failure> {
        let failed = |error: &io::Error| refused::not_started(&office.program, error);
        let mut child = self.start(office).map_err(|error| failed(&error))?;
        let ended = wait(&mut child, office.patience).map_err(|error| failed(&error))?;
        // what it started and left running ends with it
        end_all(&mut child);
        match ended {
            None => Err(refused::too_slow(name, office.patience)),
            Some(status) if status.success() => Ok(()),
            Some(_) => Err(refused::failed(name, &self.last_line())),
        }
    }

    fn start(&self, office: &Office) -> io::Result<Child> {
        let mut command = Command::new(&office.program);
        command
            .arg(format!(
                "-env:UserInstallation={}",
                profile::address(&self.folder.join("profile"))
            ))
            .args([
                "--headless",
                "--invisible",
                "--norestore",
                "--nologo",
                "--nodefault",
            ])
            .args([
                "--nofirststartwizard",
                "--nolockcheck",
                "--convert-to",
                "pdf:writer_pdf_Export",
            ])
            .arg("--outdir")
            .arg(&self.output)
            .arg(&self.document)
            .env_clear()
            .envs(kept())
            .envs(
                ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"]
                    .map(|key| (key, NOWHERE)),
            )
            .env("HOME", self.folder.join("home"))
            .env("TMPDIR", self.folder.join("temporary"))
            .env("LANG", "C.UTF-8")
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(File::create(self.folder.join("said"))?)
            .stderr(File::create(self.folder.join("complained"))?);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        command.spawn()
    }

    /// What it said last: of its complaints, else of anything.
    fn last_line(&self) -> String {
        let files = ["complained", "said"].map(|name| tail(&self.folder.join(name)));
        let mut lines = files.iter().filter_map(|text| {
            let mut lines = text.lines().rev().map(str::trim);
            lines.find(|line| !line.is_empty())
        });
        let line = harmless(lines.next().unwrap_or_default());
        line.chars().take(TOLD).collect()
    }
}

/// What it needs to be found and to find its libraries; no more of this program's environment.
fn kept() -> impl Iterator<Item = (OsString, OsString)> {
    let keys = ["PATH", "SystemRoot", "SYSTEMROOT", "LD_LIBRARY_PATH"];
    std::env::vars_os().filter(move |(key, _)| keys.iter().any(|kept| key == OsStr::new(kept)))
}

/// `None`: it has not ended in time.
fn wait(child: &mut Child, patience: Duration) -> io::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if begun.elapsed() >= patience {
            return Ok(None);
        }
        sleep(LOOK_EVERY);
    }
}

/// Ends the program and all it started: it is a group of processes of its own.
fn end_all(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id())
        .ok()
        .and_then(rustix::process::Pid::from_raw)
    {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn tail(path: &Path) -> String {
    let read = || -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(SAID)))?;
        let mut bytes = Vec::new();
        file.take(SAID).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    String::from_utf8_lossy(&read().unwrap_or_default()).into_owned()
}
