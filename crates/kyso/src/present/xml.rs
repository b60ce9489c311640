//! The validation report of ETSI TS 119 102-2, for other programs.

use jiff::Timestamp;
use pades_verify::DocumentReport;
use pades_verify::etsi::{self, Context};

use crate::exit::Failure;

/// Who validated.
const VALIDATOR: &str = concat!("CN=kyso ", env!("CARGO_PKG_VERSION"));

/// The report on one file.
pub(crate) fn report(report: &DocumentReport, at: Timestamp) -> String {
    etsi::report(report, &context(at, report.policy))
}

/// A file without a report.
pub(crate) fn failed(failure: &Failure, at: Timestamp) -> String {
    etsi::unjudged(failure.code, &failure.text.en, &context(at, ""))
}

const fn context(at: Timestamp, policy: &str) -> Context<'_> {
    Context {
        at,
        policy,
        validator: VALIDATOR,
    }
}
