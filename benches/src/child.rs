//! Time and peak memory of one child process.
//!
//! The kernel reports `ru_maxrss` as the largest of all children waited for, and a child starts with what its parent had.
//! So a small process of its own, this program called again with [`MEASURE`], runs the command and reports about that one
//! child.

use std::io;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};

/// The first argument that turns the program into the measuring process.
pub const MEASURE: &str = "--measure-one-child";

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    /// Wall-clock time from start to exit.
    pub time: Duration,
    /// The most memory that was resident at once (`ru_maxrss`), in bytes.
    pub peak_memory: u64,
}

/// Runs `program` with `arguments` in a measuring process.
///
/// # Errors
/// When it cannot be started or exits with a code that is not in `expected`; the error holds what it said.
pub fn measure(program: &str, arguments: &[&str], expected: &[i32]) -> io::Result<Usage> {
    let measuring = std::env::current_exe()?;
    let output = Command::new(measuring)
        .arg(MEASURE)
        .arg(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let measured = said
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("measured "))
        .and_then(parse);
    let Some((code, usage)) = measured else {
        return Err(io::Error::other(format!("{program}: not measured: {said}")));
    };
    if !expected.contains(&code) {
        let output = String::from_utf8_lossy(&output.stdout);
        return Err(io::Error::other(format!(
            "{program} {arguments:?}: exit {code}: {output}{said}"
        )));
    }
    Ok(usage)
}

fn parse(line: &str) -> Option<(i32, Usage)> {
    let mut words = line.split(' ');
    let code = words.next()?.parse().ok()?;
    let time = Duration::from_nanos(words.next()?.parse().ok()?);
    let peak_memory = words.next()?.parse::<u64>().ok()?;
    Some((code, Usage { time, peak_memory }))
}

/// The measuring process: runs the command given and prints `measured CODE NANOSECONDS BYTES` as its last line of error output.
pub fn measuring_process(arguments: &[String]) -> ExitCode {
    let [program, rest @ ..] = arguments else {
        return ExitCode::from(64);
    };
    let started = Instant::now();
    let status = match Command::new(program).args(rest).status() {
        Ok(status) => status,
        Err(error) => {
            eprintln!("{program}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let time = started.elapsed().as_nanos();
    let kilobytes = getrusage(UsageWho::RUSAGE_CHILDREN).map_or(0, |usage| usage.max_rss());
    eprintln!(
        "measured {} {time} {}",
        status.code().unwrap_or(-1),
        kilobytes.unsigned_abs() * 1024
    );
    ExitCode::SUCCESS
}
