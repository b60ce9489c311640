//! Judges a signed document by the rules in force on the day of signing, with what the caller knows besides.
//!
//! `cargo run -p kyso-examples --example judge_by_law -- FILE.pdf [FACTS.toml]`
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

use std::path::Path;
use std::sync::Arc;

use cert_path::Evidence;
use jiff::Timestamp;
use kyso_examples::people::AnyError;
use pades_verify::{Policy, verify};
use pdf_revisions::{FileSource, PdfFile};
use regulation_rules::facts::{CallerFacts, document_facts};
use regulation_rules::{Lang, assess_document};

fn main() -> Result<(), AnyError> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments
        .next()
        .ok_or("judge_by_law FILE.pdf [FACTS.toml]")?;
    // What no file can show (class of certificate, role, sole control) comes from the caller or stays undetermined.
    let caller = match arguments.next() {
        Some(facts) => CallerFacts::from_toml(&std::fs::read_to_string(facts)?)?,
        None => CallerFacts::default(),
    };
    let now = Timestamp::now();
    let pdf = PdfFile::open(Arc::new(FileSource::open(Path::new(&file))?))?;
    let report = verify(&pdf, &Evidence::new(), &[], &Policy::default(), now)?;

    let findings = assess_document(&document_facts(&report, &caller, now));
    for signature in &findings.signatures {
        println!("{}", signature.field);
        for finding in signature.shown(true) {
            println!("{}", finding.told(Lang::Vi));
        }
    }
    Ok(())
}
