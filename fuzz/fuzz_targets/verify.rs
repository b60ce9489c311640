//! The whole verification of any bytes: never a panic, and never a signature passed that no anchor stands behind.
#![no_main]

use std::sync::Arc;

use cert_path::Evidence;
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use pades_verify::{Indication, Policy};
use pdf_revisions::PdfFile;

fuzz_target!(|data: &[u8]| {
    let Ok(file) = PdfFile::open(Arc::new(data.to_vec())) else { return };
    let now = Timestamp::from_second(1_795_000_000).expect("within range");
    let Ok(report) = pades_verify::verify(&file, &Evidence::default(), &[], &Policy::default(), now) else { return };
    for signature in &report.signatures {
        let indication = signature.indication();
        assert!(!matches!(indication, Indication::TotalPassed), "passed without a trust anchor");
    }
});
