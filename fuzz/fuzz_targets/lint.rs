//! The look before signing at any bytes: never a panic, and what it finds has a code.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use pdf_revisions::PdfFile;
use signing_workflow::lint::{LintLimits, lint};

fuzz_target!(|data: &[u8]| {
    let Ok(file) = PdfFile::open(Arc::new(data.to_vec())) else { return };
    let Ok(report) = lint(&file, &LintLimits::default()) else { return };
    assert!(report.findings.iter().all(|finding| !finding.code.is_empty() && !finding.text.contains('\n')));
    assert_eq!(report.is_clean(), report.warnings().count() == 0);
});
