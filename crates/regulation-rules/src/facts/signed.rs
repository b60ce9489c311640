//! All sheets that are judged together.

use serde::{Deserialize, Serialize};

use super::{
    CertificateFacts, DeviceFacts, DocumentFacts, OrganisationFacts, PackageFacts, RequestFacts,
    Role, SignatureFacts, SubscriberFacts,
};

/// Everything that is to be judged together, and what `kyso rules check --facts` reads: the signatures of a document in order, each with
/// the certificate behind it, and sheets about anything else.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sheets {
    /// One entry per signature of a person or body. Document time-stamps and usage rights are none.
    #[serde(rename = "signature")]
    pub signatures: Vec<SignedFacts>,
    /// Certificates by themselves.
    #[serde(rename = "certificate")]
    pub certificates: Vec<CertificateFacts>,
    /// Files.
    #[serde(rename = "document")]
    pub documents: Vec<DocumentFacts>,
    /// Documents with all that belongs to them.
    #[serde(rename = "package")]
    pub packages: Vec<PackageFacts>,
    /// Requests.
    #[serde(rename = "request")]
    pub requests: Vec<RequestFacts>,
    /// Events in the life of key devices.
    #[serde(rename = "device")]
    pub devices: Vec<DeviceFacts>,
    /// Subscribers.
    #[serde(rename = "subscriber")]
    pub subscribers: Vec<SubscriberFacts>,
    /// Bodies.
    #[serde(rename = "organisation")]
    pub organisations: Vec<OrganisationFacts>,
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
