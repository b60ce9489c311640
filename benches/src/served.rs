//! A `kyso serve` of its own, and what it takes of the machine.

use std::io::{self, BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use nix::unistd::{SysconfVar, sysconf};

/// A service on the loopback interface; it is ended when this is dropped.
pub struct Served {
    child: Child,
    /// Host and port.
    pub address: String,
}

impl Served {
    /// Starts the program `kyso` as a service, with large documents in `rooms`.
    ///
    /// # Errors
    /// It cannot be started, or does not say where it is.
    pub fn start(kyso: &str, rooms: &Path, words: &[String]) -> io::Result<Self> {
        let mut child = Command::new(kyso)
            .args(["serve", "--json", "--http", "127.0.0.1:0", "--folder"])
            .arg(rooms)
            .args(words)
            .env("XDG_CONFIG_HOME", rooms)
            .stdout(Stdio::piped())
            .spawn()?;
        let mut told = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut told)?;
        }
        let address = told.split("http://").nth(1);
        let address = address.and_then(|rest| rest.split('/').next());
        let address = address.ok_or_else(|| io::Error::other(format!("kyso serve said {told}")))?;
        Ok(Self {
            address: address.to_owned(),
            child,
        })
    }

    /// The time it and its children worked, in user mode and in the kernel.
    ///
    /// # Errors
    /// It is gone.
    pub fn worked(&self) -> io::Result<Duration> {
        let mut ticks = ticks_of(&self.child.id().to_string())?;
        let tasks = std::fs::read_dir(self.file("task"))?;
        for task in tasks {
            let children = std::fs::read_to_string(task?.path().join("children"));
            for child in children.unwrap_or_default().split_whitespace() {
                ticks += ticks_of(child)?;
            }
        }
        let a_second = sysconf(SysconfVar::CLK_TCK)?.unwrap_or(100);
        let a_second = u64::try_from(a_second).map_err(io::Error::other)?;
        Ok(Duration::from_millis(ticks * 1000 / a_second))
    }

    /// Octets that are resident now.
    ///
    /// # Errors
    /// It is gone.
    pub fn memory(&self) -> io::Result<u64> {
        self.status("VmRSS:")
    }

    /// The most octets that were resident since [`forget_peak`](Self::forget_peak).
    ///
    /// # Errors
    /// It is gone.
    pub fn peak(&self) -> io::Result<u64> {
        self.status("VmHWM:")
    }

    /// From now on the peak is that of what comes (proc(5), `clear_refs`).
    ///
    /// # Errors
    /// The system does not let it be forgotten.
    pub fn forget_peak(&self) -> io::Result<()> {
        std::fs::write(self.file("clear_refs"), "5")
    }

    fn status(&self, name: &str) -> io::Result<u64> {
        let status = std::fs::read_to_string(self.file("status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
        let kilobytes: u64 = kilobytes.ok_or_else(|| io::Error::other("/proc/PID/status"))?;
        Ok(kilobytes * 1024)
    }

    fn file(&self, name: &str) -> String {
        format!("/proc/{}/{name}", self.child.id())
    }
}

/// Ticks of a process, and of its children that ended (proc(5)).
fn ticks_of(process: &str) -> io::Result<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // the name of the program may have any character, so that fields are counted from its end
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let ticks = fields
        .get(11..15)
        .map(|fields| fields.iter().map(|field| field.parse::<u64>()));
    let ticks = ticks.ok_or_else(|| io::Error::other("/proc/PID/stat has another shape"))?;
    ticks.sum::<Result<u64, _>>().map_err(io::Error::other)
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
