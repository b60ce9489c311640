//! Writes the sample set: `cargo run -p kyso-examples --bin make-set [FOLDER]`.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

use std::path::PathBuf;
use std::process::ExitCode;

use kyso_examples::people::AnyError;
use kyso_examples::set::FILES;

fn main() -> ExitCode {
    let folder = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from("examples"), PathBuf::from);
    match write_all(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("make-set: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write_all(folder: &std::path::Path) -> Result<(), AnyError> {
    for file in FILES {
        let bytes = file.make()?;
        std::fs::write(folder.join(file.name), &bytes)?;
        println!("{}: {} bytes", file.name, bytes.len());
    }
    Ok(())
}
