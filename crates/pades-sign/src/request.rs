//! What the caller asks for.

use cades::{Commitment, SignaturePolicy, Statements};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::Contradiction;
use crate::lock::FieldLock;
use crate::visible::Visible;

/// Bytes of a time-stamp token that are provided for. Tokens of public and government authorities take 3 to 7 kB with their chain of
/// RSA-2048 to RSA-4096 certificates. Ours: twice the largest.
pub const TIMESTAMP_ROOM: usize = 16 << 10;

/// What is to be signed into the file, and how it is described there.
///
/// The document digest is not chosen here: it is the one of the signer's algorithm, because the two must agree
/// (RFC 8933 §3).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SignatureRequest {
    /// The field that takes the signature.
    pub field: FieldChoice,
    /// `/M`: the time the signer claims. Written in Vietnam's offset, `+07'00'`. Not a proof of anything.
    pub signing_time: Timestamp,
    /// `/Reason`: why the document is signed. Left out when empty.
    pub reason: Option<String>,
    /// `/Location`: where it is signed. The attribute signer-location of CAdES has no place in PAdES (TS 102 778-3 §4.5.9).
    pub location: Option<String>,
    /// `/ContactInfo`: how the recipient may reach the signer.
    pub contact: Option<String>,
    /// `/Name`: the signer's name, for readers that cannot show the certificate.
    pub name: Option<String>,
    /// Certify the document (DocMDP): what may change afterwards. Only the first signature can.
    pub certification: Option<Permissions>,
    /// Fields that nobody may change afterwards (FieldMDP). A lock that the field's author set counts in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<FieldLock>,
    /// What the signature stands for, as a signed attribute; instead of a reason (EN 319 142-1 §6.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Commitment>,
    /// Under which rules it is made, as a signed attribute; without a reason (EN 319 142-1 §6.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<SignaturePolicy>,
    /// The format of the signature value.
    pub sub_filter: SubFilter,
    /// Bytes to keep free for the container. `None`: computed from the chain and the algorithm.
    pub reserve: Option<usize>,
    /// Bytes to keep free for a signature time-stamp that is added before the container is embedded (level B-T); `None`: none will
    /// be. [`TIMESTAMP_ROOM`] is enough for authorities met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamp_room: Option<usize>,
    /// `/Prop_Build /App /Name`: the program that signs.
    pub application: Option<String>,
    /// What the signature shows on the page; `None`: nothing. Once prepared it is in the file, so it is not stored with a deferred
    /// signature.
    #[serde(skip)]
    pub visible: Option<Visible>,
}

impl SignatureRequest {
    /// An approval signature in a new invisible field with the next free name.
    #[must_use]
    pub fn new(signing_time: Timestamp) -> Self {
        Self {
            field: FieldChoice::New { name: None },
            signing_time,
            reason: None,
            location: None,
            contact: None,
            name: None,
            certification: None,
            lock: None,
            commitment: None,
            policy: None,
            sub_filter: SubFilter::CadesDetached,
            reserve: None,
            timestamp_room: None,
            application: None,
            visible: None,
        }
    }
}

impl SignatureRequest {
    /// What goes into signed attributes.
    pub(crate) fn statements(&self) -> Statements {
        let mut statements = Statements::default();
        statements.signing_time = match self.sub_filter {
            SubFilter::CadesDetached => None,
            SubFilter::Pkcs7Detached => Some(self.signing_time),
        };
        statements.commitment = self.commitment;
        statements.policy.clone_from(&self.policy);
        statements
    }

    pub(crate) fn check_statements(&self) -> Result<(), Contradiction> {
        let gives_reason = self
            .reason
            .as_deref()
            .is_some_and(|reason| !reason.is_empty());
        let cades = self.sub_filter == SubFilter::CadesDetached;
        match (self.commitment, &self.policy) {
            (None, None) => Ok(()),
            _ if !cades => Err(Contradiction::StatementOutsideCades),
            (_, Some(_)) if gives_reason => Err(Contradiction::PolicyAndReason),
            (Some(_), _) if gives_reason => Err(Contradiction::CommitmentAndReason),
            _ => Ok(()),
        }
    }
}

/// Which signature field is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldChoice {
    /// A new field: where [`SignatureRequest::visible`] says, else invisible on the first page. `None`: the first free of
    /// `Signature1`, `Signature2`, …
    New {
        /// The partial name of the field; without a full stop (ISO 32000-2 §12.7.4.2).
        name: Option<String>,
    },
    /// A field of the document that is not signed yet.
    Existing {
        /// The fully qualified name, `parent.child` (ISO 32000-2 §12.7.4.2).
        name: String,
    },
}

/// What may change after a certification (ISO 32000-2 §12.8.2.2, table 257, `/P`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Permissions {
    /// `P 1`: nothing but validation material and document timestamps.
    NoChanges = 1,
    /// `P 2`: filling forms in and signing. The value when `/P` is absent.
    FormFilling = 2,
    /// `P 3`: also annotations.
    Annotations = 3,
}

impl Permissions {
    /// The number that stands in the file.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Reads `/P`.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        match number {
            1 => Some(Self::NoChanges),
            2 => Some(Self::FormFilling),
            3 => Some(Self::Annotations),
            _ => None,
        }
    }
}

/// `/SubFilter`: how the signature value is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SubFilter {
    /// `ETSI.CAdES.detached` (EN 319 142-1 §6.2.1): PAdES baseline.
    CadesDetached,
    /// `adbe.pkcs7.detached` (ISO 32000-2 §12.8.3.3): for readers that know nothing newer. Its claimed time is a signed attribute, too.
    Pkcs7Detached,
}

impl SubFilter {
    /// The name written in the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CadesDetached => "ETSI.CAdES.detached",
            Self::Pkcs7Detached => "adbe.pkcs7.detached",
        }
    }
}
