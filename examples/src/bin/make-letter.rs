//! Writes the sample letter: `cargo run -p kyso-examples --bin make-letter [OUT.pdf [FONT-FOLDER]]`.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

use std::path::PathBuf;
use std::process::ExitCode;

use kyso_examples::letter::{DEBIAN_FONTS, write_letter_with};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let out = arguments
        .next()
        .unwrap_or_else(|| PathBuf::from("examples/cong-van-mau.pdf"));
    let fonts = arguments
        .next()
        .unwrap_or_else(|| PathBuf::from(DEBIAN_FONTS));
    let letter = match write_letter_with(&fonts) {
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
