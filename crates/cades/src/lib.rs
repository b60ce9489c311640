//! CMS SignedData with CAdES attributes and RFC 3161 tokens. No PDF.
//!
//! Signing has two steps, so that the key may be anywhere: [`ToBeSigned`] goes out, a [`SignatureValue`] comes back,
//! [`SignedContainer`] is the result. Checking has two as well: [`ParsedContainer`] is readable, [`Intact`] is proven.
//!
//! Not here: whether a certificate is trusted (`cert-path`), where a container lies in a file (`pdf-revisions`, `pades-*`), any
//! network or clock, and CMS with more than one signer.
#![forbid(unsafe_code)]

mod attribute_set;
mod attributes;
mod ber;
mod binding;
mod cms_types;
mod container;
mod error;
mod hex;
mod integrity_failure;
mod limits;
mod oids;
mod parsed;
mod pkcs1;
mod reading;
mod revocation_info;
mod signer;
#[cfg(feature = "software-signer")]
mod software;
mod statements;
mod time;
mod timestamp;
mod timestamp_request;
mod timestamp_response;
mod to_be_signed;
mod tolerance;
mod tst_info;
mod verify;

pub use attributes::SignedAttributesRequest;
pub use binding::{BindingMismatch, SigningCertificateBinding};
pub use container::{SignedContainer, estimated_size};
pub use error::{CadesError, CadesErrorKind, Limit, Malformed, Unsupported};
pub use integrity_failure::{IntegrityFailure, ProtectionFailure};
pub use limits::Limits;
pub use parsed::{ParsedContainer, SignerIdentifier, UnreadableCertificate};
pub use pkcs1::Pkcs1Signature;
pub use signer::{ExternalSigner, SignatureValue, SignerError};
#[cfg(feature = "software-signer")]
pub use software::{Pkcs12Key, SoftwareKeyError, SoftwareSigner, pkcs12_certificates};
pub use statements::{Commitment, SignaturePolicy, StatedPolicy, Statements};
pub use timestamp::{IntactTimestamp, TimestampFailure, TimestampToken};
pub use timestamp_request::{GrantedTimestamp, TimestampRefused, TimestampRequest};
pub use timestamp_response::Rejection;
pub use to_be_signed::{ToBeSigned, ToBeSignedParts, expected_digest};
pub use tolerance::Tolerance;
pub use verify::Intact;
