//! The law of government digital signatures in Vietnam as dated, cited, tested rules.
//!
//! What this crate is: instruments with their days of force, rules with their citations, an engine that asks each rule about
//! a sheet of facts, and findings that tell the verdict, the citation as in force that day, the facts used, and the day and
//! why that day. What it is not: legal advice. The Vietnamese text is authoritative; clauses of decrees are restated in our
//! own words, and what nobody has read is listed as unread instead of being guessed.
//!
//! ```
//! use regulation_rules::facts::{CallerFacts, Sheets, SignedFacts, TimeProof};
//! use regulation_rules::{Lang, Worst, assess_document};
//!
//! let mut signed = SignedFacts { field: "Signature1".to_owned(), ..SignedFacts::default() };
//! signed.signature.signing_time = Some("2024-08-15T02:00:00Z".parse()?);
//! signed.signature.signing_time_proof = Some(TimeProof::SignatureTimestamp);
//! signed.signature.not_before = Some("2022-01-01T00:00:00Z".parse()?);
//! signed.signature.not_after = Some("2024-08-01T00:00:00Z".parse()?);
//! let caller = CallerFacts::from_toml("[every_signature]\ncertificate_kind = \"government\"")?;
//! caller.apply(&mut signed);
//!
//! let report = assess_document(&Sheets { signatures: vec![signed], ..Sheets::default() });
//! assert_eq!(report.worst(false), Worst::Violated);
//! let finding = report.findings().find(|finding| finding.code() == "nd-68-2024/signed-outside-validity").unwrap();
//! assert!(finding.ground(Lang::Vi).starts_with("điểm a khoản 1 Điều 31 Nghị định số 68/2024/NĐ-CP"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

pub mod calendar;
pub mod candidates;
pub mod coverage;
mod dated;
mod engine;
mod evidence;
pub mod facts;
mod finding;
pub mod instruments;
pub mod law;
mod law_book;
pub mod orders;
mod overlay;
pub mod profiles;
mod question;
mod register;
mod report;
mod rule;
mod standing;
pub mod terms;
mod text;

pub use coverage::coverage;
pub use dated::{Dated, Entry};
pub use engine::assess;
pub use evidence::{Evidence, Found, Limit, Missing, SetBy, Used};
pub use finding::{By, Finding, FindingData, Severity, Verdict, Why};
pub use law_book::LawBook;
pub use overlay::{OverlayError, StatedForce};
pub use question::Question;
pub use register::{RuleEntry, RuleEntryData, SheetKind, rule, rules};
pub use report::{
    ComplianceReport, SheetFindings, SheetFindingsData, SignatureFindings, SignatureFindingsData,
    UnreadInForce, Worst, assess_document, assess_sheets,
};
pub use rule::{Answer, Basis, Check, Duty, Meta, Outcome, Reading, Rule, Stop};
pub use standing::{
    ChangeKind, LawChange, Situation, Standing, changes, governing, left_open_by_merger, open,
};
pub use text::{Lang, Text, capital};
