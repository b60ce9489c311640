//! Writes the sample set.
//!
//! `make-set [FOLDER]` · `make-set poor FOLDER` (scans that are to be refused)
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use kyso_examples::people::AnyError;
use kyso_examples::set::{FILES, Scan, scan};

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let done = match arguments.as_slice() {
        [] => write_all(Path::new("examples")),
        [poor, folder] if poor.as_os_str() == "poor" => write_poor(folder),
        [folder] => write_all(folder),
        _ => Err("make-set [FOLDER] | poor FOLDER".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("make-set: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write_all(folder: &Path) -> Result<(), AnyError> {
    for file in FILES {
        let bytes = file.make()?;
        std::fs::write(folder.join(file.name), &bytes)?;
        println!("{}: {} bytes", file.name, bytes.len());
    }
    Ok(())
}

fn write_poor(folder: &Path) -> Result<(), AnyError> {
    for (name, how) in [
        ("ban-quet-150-dpi.pdf", Scan::COARSE),
        ("ban-quet-xam.pdf", Scan::GREY),
        ("ban-quet-90-phan-tram.pdf", Scan::SMALLER),
    ] {
        std::fs::write(folder.join(name), scan(how)?)?;
    }
    Ok(())
}
