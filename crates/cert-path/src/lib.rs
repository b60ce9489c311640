//! Is this certificate trusted, at this time, on this evidence? RFC 5280 and RFC 6960.

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
mod policy;
mod provider;
mod purpose;
mod request;
mod revocation;
mod trusted;

pub use algorithms::{Digest, DigestAlgorithm, SignatureAlgorithm};
pub use anchor::TrustAnchor;
pub use budget::{Budget, BudgetItem};
pub use candidates::find_path;
pub use certificate::{
    Attribute, AuthorityKeyIdentifier, BasicConstraints, Certificate, Curve, DistinguishedName,
    Extension, KeyUsage, PublicKeyKind, RelativeDistinguishedName, SerialNumber,
};
pub use error::{CertificateError, CertificateErrorKind, UnsupportedAlgorithm, VerifyError};
pub use evidence::Evidence;
pub use failure::{KeyUsageReason, PathFailure, PathReason};
pub use limits::Limits;
pub use policy::{AlgorithmPolicy, CutOff, Refused, Weakness};
pub use provider::{CryptoProvider, Hasher, NewHasher, Signed, VerifySignature};
pub use purpose::{DOCUMENT_SIGNING_USAGES, Purpose, check_usage};
pub use request::{PathRequest, PolicyInputs};
pub use revocation::{RevocationMode, RevocationStatus, WhyNotChecked};
pub use trusted::TrustedPath;
