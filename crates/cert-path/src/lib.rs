//! Is this certificate trusted, at this time, on this evidence? RFC 5280 and RFC 6960.
//!
//! [`find_path`] answers a [`PathRequest`] with a [`TrustedPath`], the only proof of a chain, or with the reason why
//! there is none. Everything the answer depends on is in the request: certificates, anchors, time, algorithm policy,
//! cryptography. There is no I/O and no clock, so the same request has the same answer for ever.
//!
//! It is meant for signatures on documents and for timestamps, not for TLS: no host names, no browser profile.
//!
//! ```
//! use cert_path::*;
//!
//! # let hierarchy = demo_pki::DemoHierarchy::new("2026-01-01T00:00:00Z".parse()?, "2031-01-01T00:00:00Z".parse()?)?;
//! # let leader = hierarchy.issue(&hierarchy.leader())?.certificate_der;
//! # let (root_pem, sub_ca_pem) = (hierarchy.root.certificate_pem(), hierarchy.sub_ca.certificate_pem());
//! let signer = Certificate::from_der(&leader)?;
//! let anchors = [TrustAnchor::new(Certificate::from_pem(root_pem.as_bytes())?)];
//! let mut evidence = Evidence::new();
//! evidence.add_certificates(Certificate::many_from_pem(sub_ca_pem.as_bytes())?, &Origin::Unspecified);
//!
//! let path = find_path(&PathRequest {
//!     signer: &signer,
//!     evidence: &evidence,
//!     anchors: &anchors,
//!     purpose: Purpose::DocumentSigning,
//!     at: "2026-11-22T00:00:00Z".parse()?,
//!     now: "2026-11-22T00:00:00Z".parse()?,
//!     proofs: &ProofsOfExistence::new(),
//!     revocation: RevocationMode::IfAvailable,
//!     freshness: Freshness::default(),
//!     policy: &AlgorithmPolicy::default(),
//!     policies: PolicyInputs::default(),
//!     profile: CertificateProfile::Tolerant,
//!     provider: CryptoProvider::aws_lc(),
//!     budget: Budget::DEFAULT,
//! })?;
//! assert_eq!(path.chain().len(), 3);
//! assert_eq!(path.revocation(), RevocationStatus::NotChecked(WhyNotChecked::NoEvidence));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod algorithms;
mod anchor;
mod asn1;
mod budget;
mod candidates;
mod certificate;
mod checks;
mod error;
mod evidence;
mod failure;
mod limits;
mod needs;
mod pem;
mod policy;
mod proofs;
mod provider;
mod purpose;
mod request;
mod revocation;
mod source;
mod steps;
mod trusted;
mod work;

pub use algorithms::{Digest, DigestAlgorithm, SignatureAlgorithm};
pub use anchor::TrustAnchor;
pub use budget::{Budget, BudgetItem, Spent};
pub use candidates::find_path;
pub use certificate::{
    Attribute, AuthorityKeyIdentifier, BasicConstraints, BundleForm, Certificate, Curve,
    DistinguishedName, Extension, KeyUsage, PublicKeyKind, RelativeDistinguishedName, SerialNumber,
};
pub use checks::profile::{CertificateProfile, ProfileDefect};
pub use error::{CertificateError, CertificateErrorKind, UnsupportedAlgorithm, VerifyError};
pub use evidence::{Evidence, LocalReport, Origin, ReportedBecause, ReportedCertificate};
#[cfg(feature = "serde")]
pub use evidence::{EvidenceError, EvidenceFile, Judged};
pub use failure::{FailureRecord, KeyUsageReason, PathFailure, PathReason};
pub use limits::Limits;
pub use needs::{Missing, Need, needs, newer_data};
pub use pem::Encoding;
pub use policy::{AlgorithmPolicy, CutOff, Refused, UnknownWord, Weakness};
pub use proofs::ProofsOfExistence;
pub use provider::{
    CryptoProvider, Hasher, NewHasher, Signed, VerifySignature, inherit_parameters,
};
pub use purpose::{DOCUMENT_SIGNING_USAGES, Purpose, check_usage};
pub use request::{PathRequest, PolicyInputs};
pub use revocation::{
    BasicOcspResponse, CertId, NoAnswer, NonceCheck, OcspCertStatus, OcspRequest, OcspRequestError,
    OcspResponse, OcspStatus, ResponderId, SingleResponse,
};
pub use revocation::{
    Basis, BasisKind, CertificateStatus, Crl, CrlEntries, CrlEntry, Freshness, RevocationMode,
    RevocationReason, RevocationState, RevocationStatus, Revoked, Unusable, UnusableEvidence,
    WhyNotChecked,
};
pub use source::ByteSource;
pub use steps::{CertificateSteps, Step};
pub use trusted::TrustedPath;
