//! Writes the sample letter: `cargo run -p kyso-examples --bin make-letter [OUT.pdf]`.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

use std::path::PathBuf;
use std::process::ExitCode;

use kyso_examples::letter::write_letter;

fn main() -> ExitCode {
    let out = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from("examples/cong-van-mau.pdf"), PathBuf::from);
    let letter = match write_letter() {
        Ok(letter) => letter,
        Err(error) => {
            eprintln!("make-letter: {error}");
            return ExitCode::FAILURE;
        }
    };
    if let Err(error) = std::fs::write(&out, &letter) {
        eprintln!("make-letter: {}: {error}", out.display());
        return ExitCode::FAILURE;
    }
    println!("{}: {} bytes", out.display(), letter.len());
    ExitCode::SUCCESS
}
