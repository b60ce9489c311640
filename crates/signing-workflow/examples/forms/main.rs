//! Writes every form, filled and blank: `cargo run -p signing-workflow --example forms FOLDER [ROWS]`.
//!
//! The pictures in `docs/pictures/form-*.png` are first pages: `pdftoppm -r 60 -gray -png -singlefile FOLDER/nd68-04.pdf form-nd68-04`,
//! shrunk to eight greys.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

mod samples;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use signature_appearance::Fonts;
use signing_workflow::forms::ALL;

use samples::{papers, repeated};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else {
        eprintln!("forms: no FOLDER");
        return ExitCode::FAILURE;
    };
    let rows = arguments.next().and_then(|rows| rows.parse().ok());
    match write(Path::new(&folder), rows) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("forms: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path, rows: Option<usize>) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let fonts = Fonts::liberation();
    let change = |json: &mut _| {
        if let Some(rows) = rows {
            repeated(json, rows);
        }
    };
    for paper in papers(&change, &fonts)? {
        std::fs::write(folder.join(format!("{}.pdf", paper.id)), &paper.filled.pdf)?;
        let (pages, bytes) = (paper.filled.pages, paper.filled.pdf.len());
        println!("{}.pdf: {pages} pages, {bytes} bytes", paper.id);
    }
    for form in ALL {
        let blank = (form.blank)(&fonts)?;
        std::fs::write(folder.join(format!("{}-trong.pdf", form.id)), &blank.pdf)?;
        println!(
            "{}-trong.pdf: {} pages, {}",
            form.id, blank.pages, form.title
        );
    }
    Ok(())
}
