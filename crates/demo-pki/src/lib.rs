//! A throw-away government hierarchy for demonstrations and tests; never to be trusted.
//!
//! The shape follows what Vietnamese agencies' signatures show: a root, a CA below it for state bodies, signers below
//! that, and a timestamp authority directly below the root. All names are fictional, and each carries [`MARK`].
//!
//! ```
//! use demo_pki::DemoHierarchy;
//!
//! let hierarchy = DemoHierarchy::new("2026-01-01T00:00:00Z".parse()?, "2031-01-01T00:00:00Z".parse()?)?;
//! let leader = hierarchy.issue(&hierarchy.leader())?;
//! assert!(leader.certificate_pem().starts_with("-----BEGIN CERTIFICATE-----"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! An [`Authority`] also makes revocation lists and answers about certificates, right ones and wrong ones:
//!
//! ```
//! use demo_pki::{
//!     Authority, CertificateStatus, CrlProfile, OcspProfile, Profile, Reason, RevokedEntry, SingleAnswer,
//! };
//!
//! let (from, until) = ("2026-01-01T00:00:00Z".parse()?, "2031-01-01T00:00:00Z".parse()?);
//! let ca = Authority::self_signed(&Profile::authority("CA", from, until))?;
//! let leaf = ca.issue(&Profile::new("leaf", from, until))?;
//!
//! let revoked = RevokedEntry::new(&leaf.serial_number(), from).because(Reason::KeyCompromise);
//! let crl: Vec<u8> = ca.crl(&CrlProfile { entries: vec![revoked], ..CrlProfile::new(from, until) })?;
//!
//! let responder = ca.issue_authority(&Profile::ocsp_responder("responder", from, until))?;
//! let good = SingleAnswer::new(&leaf.serial_number(), CertificateStatus::Good, from);
//! let answer = OcspProfile {
//!     certificates: vec![responder.issued().certificate_der.clone()],
//!     ..OcspProfile::new(from, vec![good])
//! };
//! let ocsp: Vec<u8> = responder.ocsp(&answer, &ca)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod authority;
mod certificate;
mod crl;
mod der;
mod error;
pub mod extensions;
mod general_name;
mod hierarchy;
mod issued;
mod key;
pub mod name;
mod ocsp;
mod pem;
mod profile;
mod revocation_reason;
mod timestamp;
mod weak_rsa;
mod wrong;

pub use authority::{Authority, Rollover};
pub use crl::{CrlProfile, Idp, RevokedEntry};
pub use error::DemoPkiError;
pub use general_name::{DistributionPoint, DistributionPointName, GeneralName};
pub use hierarchy::DemoHierarchy;
pub use issued::Issued;
pub use key::SignatureScheme;
pub use ocsp::{
    CertIdHash, CertificateStatus, OcspProfile, OcspStatus, ResponderId, SingleAnswer, cert_id,
};
pub use pem::encode as to_pem;
pub use profile::{
    Ca, ExtraExtension, IssuedBy, KeyKind, KeyUsage, Profile, SubjectAttribute, policies, usages,
};

pub use revocation_reason::Reason;
pub use timestamp::{StampedNonce, TimestampProfile, timestamp_rejection};

/// The visible mark of everything made here: a test copy without legal value.
pub const MARK: &str = "BẢN THỬ NGHIỆM - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ";
