//! Verifies every signature of a document: five questions, each with an answer and a reason.
//!
//! `cargo run -p kyso-examples --example verify_document -- FILE.pdf [ROOT.pem]`
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

use std::path::Path;
use std::sync::Arc;

use cert_path::{Certificate, Evidence, RevocationMode, TrustAnchor};
use jiff::Timestamp;
use kyso_examples::people::AnyError;
use pades_verify::{Axis, Policy, verify};
use pdf_revisions::{FileSource, PdfFile};

fn main() -> Result<(), AnyError> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments
        .next()
        .ok_or("verify_document FILE.pdf [ROOT.pem]")?;
    let anchors = match arguments.next() {
        Some(root) => vec![TrustAnchor::new(Certificate::from_pem(&std::fs::read(
            root,
        )?)?)],
        None => Vec::new(),
    };
    // Revocation is not asked for here; the report says so.
    let policy = Policy {
        revocation: RevocationMode::Skip,
        ..Policy::default()
    };
    let pdf = PdfFile::open(Arc::new(FileSource::open(Path::new(&file))?))?;
    let report = verify(&pdf, &Evidence::new(), &anchors, &policy, Timestamp::now())?;

    println!(
        "{file}: {:?}, {} revisions",
        report.verdict(),
        report.revisions
    );
    for anomaly in &report.anomalies {
        println!("  {anomaly:?}");
    }
    for signature in &report.signatures {
        println!("  {}: {:?}", signature.field, signature.indication());
        println!("    coverage       {}", told(&signature.coverage));
        println!("    integrity      {}", told(&signature.integrity));
        println!("    trust          {}", told(&signature.trust));
        println!("    modifications  {}", told(&signature.modifications));
    }
    Ok(())
}

fn told<T, F: std::fmt::Debug>(axis: &Axis<T, F>) -> String {
    match axis {
        Axis::Proven(_) => "proven".to_owned(),
        Axis::Refuted(reason) => format!("refuted: {reason:?}"),
        Axis::NotReached(step) => format!("not reached: {step:?}"),
    }
}
