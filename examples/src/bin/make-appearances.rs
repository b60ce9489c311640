//! `make-appearances FOLDER`: every appearance profile on every page rotation, and `facts.json`.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

use std::path::Path;
use std::process::ExitCode;

use kyso_examples::people::AnyError;

fn main() -> ExitCode {
    let done = match std::env::args_os().nth(1) {
        Some(folder) => write(Path::new(&folder)),
        None => Err("make-appearances FOLDER".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("make-appearances: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> Result<(), AnyError> {
    std::fs::create_dir_all(folder)?;
    let facts = kyso_examples::shown::write_all(folder)?;
    std::fs::write(
        folder.join("facts.json"),
        serde_json::to_vec_pretty(&facts)?,
    )?;
    Ok(())
}
