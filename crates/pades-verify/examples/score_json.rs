//! Prints the fixed JSON of one file: `score_json verify --json FILE`, as the corpus scorer calls it.
//!
//! The moment of validation is fixed and there are no anchors: the scorer leaves trust aside.
#![allow(clippy::disallowed_macros, reason = "a program prints")]

use std::process::ExitCode;
use std::sync::Arc;

use cert_path::Evidence;
use pades_verify::{Policy, Verdict, VerifyError, json, verify};
use pdf_revisions::{FileSource, PdfFile};

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(3) else {
        eprintln!("usage: score_json verify --json FILE");
        return ExitCode::from(64);
    };
    let now = "2026-11-21T00:00:00Z".parse().expect("a fixed time");
    let source = match FileSource::open(path.as_ref()) {
        Ok(source) => Arc::new(source),
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(4);
        }
    };
    let report = PdfFile::open(source)
        .map_err(VerifyError::from)
        .and_then(|file| verify(&file, &Evidence::new(), &[], &Policy::default(), now));
    match report {
        Ok(report) => {
            let line = json::file(&path, &report, &|_| json::Role::default());
            println!("{}", serde_json::to_string(&line).expect("plain data"));
            ExitCode::from(match report.verdict() {
                Verdict::Passed => 0,
                Verdict::Failed => 1,
                Verdict::Indeterminate | Verdict::Unsigned => 2,
            })
        }
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::from(3)
        }
    }
}
