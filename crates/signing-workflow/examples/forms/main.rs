//! Writes every form, filled and blank: `cargo run -p signing-workflow --example forms FOLDER`.
//!
//! The pictures in `docs/pictures/forms-*.png` are its first pages: `pdftoppm -r 60 -png -f 1 -l 1 FOLDER/nd68-01.pdf forms-nd68-01`.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

mod samples;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use signature_appearance::Fonts;
use signing_workflow::forms::ALL;

use samples::papers;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("forms: no FOLDER");
        return ExitCode::FAILURE;
    };
    match write(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("forms: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let fonts = Fonts::liberation();
    for paper in papers(&|_| (), &fonts)? {
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
