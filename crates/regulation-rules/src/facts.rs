//! The sheets that rules read. Every fact may be missing, and a missing one is never taken for a good one.

mod caller;
mod certificate;
mod document;
mod fact;
#[cfg(feature = "report")]
mod from_report;
mod legal_day;
mod sheet;
mod signature;
mod values;

pub use caller::{CallerError, CallerFacts, Statement};
pub use certificate::CertificateFacts;
pub use document::{DocumentFacts, SignedFacts};
pub use fact::{Fact, Nature};
#[cfg(feature = "report")]
pub use from_report::document_facts;
pub use legal_day::{DayReason, LegalDay};
pub use sheet::{FactSheet, Origin};
pub use signature::SignatureFacts;
pub use values::{CertificateStatus, IssueKind, Role, TimeProof};
