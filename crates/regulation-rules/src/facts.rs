//! The sheets that rules read. Every fact may be missing, and a missing one is never taken for a good one.

mod caller;
mod certificate;
mod device;
mod document;
mod fact;
#[cfg(feature = "report")]
mod from_report;
mod legal_day;
#[cfg(feature = "report")]
mod observed;
mod organisation;
mod package;
mod request;
mod sheet;
mod signature;
mod signed;
mod subscriber;
pub(crate) mod values;

pub use caller::{CallerError, CallerFacts, Statement};
pub use certificate::CertificateFacts;
pub use device::DeviceFacts;
pub use document::DocumentFacts;
pub use fact::{Fact, Nature};
#[cfg(feature = "report")]
pub use from_report::document_facts;
pub use legal_day::{DayReason, LegalDay};
pub use organisation::OrganisationFacts;
pub use package::PackageFacts;
pub use request::RequestFacts;
pub use sheet::{FactSheet, Origin};
pub use signature::SignatureFacts;
pub use signed::{Sheets, SheetsError, SignedFacts};
pub use subscriber::SubscriberFacts;
pub use values::{
    AskedFor, BodyStanding, BodyTier, CardRole, CertificateStatus, Channel, DeviceEvent, Digest,
    Direction, DocumentPart, ErrorIn, Form, FormError, FormSource, HolderStanding, InkColour,
    IssueKind, KeyAlgorithm, LaterChange, Millimetres, Party, ReceivingDecision, Remedy,
    ReportPeriod, RevocationReason, Role, RsaScheme, SecrecyLevel, Share, SigningRoute, TimeProof,
    TitlePrefix,
};
