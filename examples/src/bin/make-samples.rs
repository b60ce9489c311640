//! Writes sample documents.
//!
//! `make-samples small FOLDER` · `make-samples pages COUNT OUT.pdf` (1 MB each) · `make-samples objects COUNT OUT.pdf`
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;
use std::process::ExitCode;

use kyso_examples::samples::{SMALL_DOCUMENTS, many_objects, many_pages};

const USAGE: &str = "make-samples small FOLDER | pages COUNT OUT.pdf | objects COUNT OUT.pdf";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("{USAGE}");
            ExitCode::from(64)
        }
        Err(error) => {
            eprintln!("make-samples: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> io::Result<bool> {
    let count = |text: &str| {
        text.parse::<usize>()
            .map_err(|_| io::Error::other(format!("{text}: not a number")))
    };
    match arguments {
        ["small", folder] => write_small(Path::new(folder))?,
        ["pages", pages, out] => many_pages(BufWriter::new(File::create(out)?), count(pages)?)?,
        ["objects", objects, out] => {
            many_objects(BufWriter::new(File::create(out)?), count(objects)?)?
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn write_small(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for document in SMALL_DOCUMENTS {
        std::fs::write(folder.join(document.file_name()), document.to_bytes())?;
    }
    Ok(())
}
