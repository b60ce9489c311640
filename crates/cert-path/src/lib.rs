//! Is this certificate trusted, at this time, on this evidence? RFC 5280 and RFC 6960.

mod algorithms;
mod asn1;
mod certificate;
mod error;
mod limits;
mod provider;

pub use algorithms::{Digest, DigestAlgorithm, SignatureAlgorithm};
pub use certificate::{
    Attribute, AuthorityKeyIdentifier, BasicConstraints, Certificate, Curve, DistinguishedName,
    Extension, KeyUsage, PublicKeyKind, RelativeDistinguishedName, SerialNumber,
};
pub use error::{CertificateError, CertificateErrorKind, UnsupportedAlgorithm, VerifyError};
pub use limits::Limits;
pub use provider::{CryptoProvider, Hasher, Signed};
