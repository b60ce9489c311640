//! All sheets of one document.

use serde::{Deserialize, Serialize};

use super::{CertificateFacts, Role, SignatureFacts};

/// What is to be judged in one document: its signatures in order, each with the certificate behind it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DocumentFacts {
    /// One entry per signature of a person or body. Document time-stamps and usage rights are none.
    pub signatures: Vec<SignedFacts>,
}

/// One signature of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignedFacts {
    /// The name of its field.
    pub field: String,
    /// The part it plays, as stated.
    pub role: Role,
    /// About the signature.
    pub signature: SignatureFacts,
    /// About the signer's certificate.
    pub certificate: CertificateFacts,
}
