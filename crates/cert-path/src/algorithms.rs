//! Hash and signature algorithms, and the object identifiers that name them.

mod digest;
mod identifiers;
mod pss;
mod signature;

pub use digest::{Digest, DigestAlgorithm};
pub use signature::SignatureAlgorithm;
