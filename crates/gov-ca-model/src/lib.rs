//! The nouns of Vietnam's government CA: organisation, subscriber, certificate, key device, request.
//!
//! What this crate is: types with one meaning each, named as the law names them, with the Vietnamese term once in each
//! description. What it is not: no signatures, no files, no judgement. Which decree asks for what is told by
//! `regulation-rules`; whether a certificate is trusted, by `cert-path`.
//!
//! Two habits of this crate matter to whoever uses it:
//!
//! - **Nothing is guessed silently.** A government certificate does not say in a readable way whether it belongs to a
//!   person or to a body, so [`GovCertificate`] only offers hints; the class comes with a [`ClassEvidence`] that names who
//!   said so.
//! - **A day is a day in Vietnam.** [`VietnamDay`] is the calendar day at UTC+07:00; 18:30 UTC is already tomorrow.
//!
//! ```
//! use gov_ca_model::{OrganisationCode, VietnamDay};
//!
//! let code: OrganisationCode = "G11.07.05".parse()?;
//! assert_eq!(code.levels().count(), 3);
//! let evening: jiff::Timestamp = "2024-08-14T18:30:00Z".parse()?;
//! assert_eq!(VietnamDay::of(evening), VietnamDay::new(2024, 8, 15));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod algorithm;
mod anchors;
mod certificate;
mod day;
mod error;
mod key_device;
pub mod lifecycle;
mod numbers;
mod organisation;
mod organisation_code;
mod paper;
mod path;
mod request;
mod subscriber;
mod timeline;

pub use algorithm::{KeyFamily, KeyStrength, RsaPadding};
pub use anchors::{Hierarchy, KnownAnchor, Standing, TRUST_PROFILES, TrustProfile};
pub use certificate::{
    CertificateKind, ClassEvidence, ClassHint, ClassifiedCertificate, GovCertificate, IssuerKind,
    UserId,
};
pub use day::VietnamDay;
pub use error::ModelError;
pub use key_device::{DeviceKind, KeyDevice};
pub use lifecycle::{
    CertificateState, CertificateStep, DeviceState, DeviceStep, History, Life, RequestState,
    RequestStep, StepRefused,
};
pub use numbers::{
    BudgetCode, CertificateNumber, CitizenNumber, DeviceNumber, MailAddress, MailStanding,
    MobileNumber, NumberError, NumberFault, NumberKind, TaxCode,
};
pub use organisation::{ManagingBody, Organisation, OrganisationKind};
pub use organisation_code::{CodeForm, LegacyOrganisationCode, OrganisationCode};
pub use paper::Paper;
pub use path::{PathStanding, PublishedStatus};
pub use request::{CertificationRequest, FormNumber, RequestKind};
pub use subscriber::{PersonKind, Subscriber, SubscriberClass};
pub use timeline::{Since, Timeline};
