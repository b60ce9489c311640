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
#![forbid(unsafe_code)]

mod authority;
mod der;
mod error;
mod extensions;
mod hierarchy;
mod issued;
mod pem;
mod profile;
mod wrong;

pub use authority::Authority;
pub use error::DemoPkiError;
pub use hierarchy::DemoHierarchy;
pub use issued::Issued;
pub use profile::{
    Ca, ExtraExtension, IssuedBy, KeyKind, KeyUsage, Profile, SubjectAttribute, policies, usages,
};

/// The visible mark of everything made here: a test copy without legal value.
pub const MARK: &str = "BẢN THỬ NGHIỆM - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ";
