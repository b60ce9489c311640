//! The service under load, on the loopback interface: `cargo run --release -p kyso-benches --bin load [-- --kyso PATH]`.
//!
//! - 32 connections have files of 50 KB with one signature verified, as fast as they are answered. What the service takes of a core for one is compared with
//!   what `kyso verify` takes in one process for the same files, without HTTP: the library's own rate. Both are time the threads worked, since the
//!   clients share the cores.
//! - Four documents of 200 MB come in at once: what the service has resident more than before, for each.
//!
//! Exits 1 when a bound does not hold.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

mod memory;
mod rate;

use std::io;
use std::path::Path;
use std::process::ExitCode;

use kyso_benches::keys::KeyFiles;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match kyso(&arguments).and_then(|kyso| run(&kyso)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("load: {error}");
            ExitCode::FAILURE
        }
    }
}

fn kyso(arguments: &[String]) -> io::Result<String> {
    match arguments {
        [] => {
            let own = std::env::current_exe()?;
            let beside = own
                .parent()
                .map_or_else(|| "kyso".into(), |folder| folder.join("kyso"));
            Ok(beside.display().to_string())
        }
        [name, path] if name == "--kyso" => Ok(path.clone()),
        _ => Err(io::Error::other("usage: load [--kyso PATH]")),
    }
}

fn run(kyso: &str) -> io::Result<bool> {
    let folder = tempfile::tempdir()?;
    let keys = KeyFiles::write(folder.path())?;
    let rate = rate::measure(kyso, folder.path(), &keys)?;
    let memory = memory::measure(kyso, folder.path(), &keys)?;
    let holds = rate && memory;
    println!(
        "load: the bounds {}",
        if holds { "hold" } else { "do NOT hold" }
    );
    Ok(holds)
}

/// Trust as `kyso verify` and `kyso serve` are told it, without a file.
fn trust(keys: &KeyFiles) -> Vec<String> {
    keys.verify_arguments(Path::new("")).split_off(2)
}
