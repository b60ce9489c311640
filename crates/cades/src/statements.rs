//! What a signer states beside the signature itself, in signed attributes (EN 319 122-1 §5.2): time, commitment, policy.
//!
//! Statements only: a verifier shows them as what the signer said.

use cert_path::{Digest, DigestAlgorithm};
use der::asn1::ObjectIdentifier;
use der::{Decode, Encode};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::attributes::attribute_with;
use crate::ber::{self, Elements, Tlv};
use crate::error::{CadesError, CadesErrorKind, Malformed};
use crate::limits::Limits;
use crate::parsed::ParsedContainer;
use crate::{hex, oids, time};

/// Signed attributes that a signer may add. None of them by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statements {
    /// The claimed time (RFC 5652 §11.3): of CAdES and of legacy PDF signatures. EN 319 142-1 §6.3 forbids it in PAdES, whose claimed
    /// time is `/M`.
    pub signing_time: Option<Timestamp>,
    /// What the signature stands for (EN 319 122-1 §5.2.3).
    pub commitment: Option<Commitment>,
    /// Under which rules it is made (EN 319 122-1 §5.2.9).
    pub policy: Option<SignaturePolicy>,
}

/// What a signature stands for: the commitment types of EN 319 122-1 §5.2.3 (RFC 5126 §5.11.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Commitment {
    /// The signer created, approved and sent it.
    ProofOfOrigin = 1,
    /// The signer received it.
    ProofOfReceipt = 2,
    /// A trusted service delivered it.
    ProofOfDelivery = 3,
    /// The signer sent it, not necessarily created it.
    ProofOfSender = 4,
    /// The signer approved its content.
    ProofOfApproval = 5,
    /// The signer created it, not necessarily approved or sent it.
    ProofOfCreation = 6,
}

/// The rules under which a signature is made, by the digest of their text (EN 319 122-1 §5.2.9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredPolicy", into = "StoredPolicy")]
pub struct SignaturePolicy {
    /// The identifier of the policy.
    pub id: ObjectIdentifier,
    /// The digest of the document that states it.
    pub digest: Digest,
    /// Where that document may be read: printable ASCII.
    pub uri: Option<String>,
}

/// What a container says of its policy.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatedPolicy {
    /// By the context, not by the container.
    Implied,
    /// By an identifier, with what it says of the text.
    Explicit {
        /// The identifier of the policy.
        id: ObjectIdentifier,
        /// Dotted identifier of the digest algorithm.
        digest_algorithm: String,
        /// The digest of the text.
        digest: Vec<u8>,
    },
}

impl Statements {
    /// How many bytes they add to a container.
    ///
    /// # Errors
    /// As [`crate::ToBeSigned::stating`].
    pub fn encoded_len(&self) -> Result<usize, CadesError> {
        Ok(self.attributes()?.iter().map(Vec::len).sum())
    }

    /// Each attribute in DER.
    pub(crate) fn attributes(&self) -> Result<Vec<Vec<u8>>, CadesError> {
        let mut attributes = Vec::new();
        if let Some(moment) = self.signing_time {
            let der = time::to_der(moment).ok_or(CadesErrorKind::Encoding("signing time"))?;
            attributes.push(attribute_with(oids::SIGNING_TIME, &der)?);
        }
        if let Some(commitment) = self.commitment {
            let der = sequence(&[oid(commitment.oid())?]);
            attributes.push(attribute_with(oids::COMMITMENT_TYPE, &der)?);
        }
        if let Some(policy) = &self.policy {
            attributes.push(attribute_with(oids::SIGNATURE_POLICY, &policy.to_der()?)?);
        }
        Ok(attributes)
    }
}

impl Commitment {
    /// All of them, as numbered.
    pub const ALL: [Self; 6] = [
        Self::ProofOfOrigin,
        Self::ProofOfReceipt,
        Self::ProofOfDelivery,
        Self::ProofOfSender,
        Self::ProofOfApproval,
        Self::ProofOfCreation,
    ];

    /// `id-cti-ets-…` (RFC 5126 §5.11.1): 1.2.840.113549.1.9.16.6.1 to 6.
    #[must_use]
    pub const fn oid(self) -> ObjectIdentifier {
        ObjectIdentifier::new_unwrap(match self {
            Self::ProofOfOrigin => "1.2.840.113549.1.9.16.6.1",
            Self::ProofOfReceipt => "1.2.840.113549.1.9.16.6.2",
            Self::ProofOfDelivery => "1.2.840.113549.1.9.16.6.3",
            Self::ProofOfSender => "1.2.840.113549.1.9.16.6.4",
            Self::ProofOfApproval => "1.2.840.113549.1.9.16.6.5",
            Self::ProofOfCreation => "1.2.840.113549.1.9.16.6.6",
        })
    }

    /// The type with this identifier.
    #[must_use]
    pub fn from_oid(oid: &ObjectIdentifier) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.oid() == *oid)
    }

    /// A fixed word: `proof-of-origin` and so on.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ProofOfOrigin => "proof-of-origin",
            Self::ProofOfReceipt => "proof-of-receipt",
            Self::ProofOfDelivery => "proof-of-delivery",
            Self::ProofOfSender => "proof-of-sender",
            Self::ProofOfApproval => "proof-of-approval",
            Self::ProofOfCreation => "proof-of-creation",
        }
    }
}

impl SignaturePolicy {
    /// ```text
    /// SignaturePolicyId ::= SEQUENCE {
    ///     sigPolicyId         OBJECT IDENTIFIER,
    ///     sigPolicyHash       SEQUENCE { hashAlgorithm AlgorithmIdentifier, hashValue OCTET STRING },
    ///     sigPolicyQualifiers SEQUENCE OF SEQUENCE { OBJECT IDENTIFIER, ANY } OPTIONAL }
    /// ```
    fn to_der(&self) -> Result<Vec<u8>, CadesError> {
        let algorithm = sequence(&[oid(self.digest.algorithm().oid())?]);
        let hash = sequence(&[algorithm, tlv(ber::OCTET_STRING, self.digest.as_bytes())]);
        let mut parts = vec![oid(self.id)?, hash];
        if let Some(uri) = &self.uri {
            if !uri.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(CadesErrorKind::Encoding("address of the signature policy").into());
            }
            let qualifier = sequence(&[oid(oids::POLICY_URI)?, tlv(IA5_STRING, uri.as_bytes())]);
            parts.push(sequence(&[qualifier]));
        }
        Ok(sequence(&parts))
    }
}

impl ParsedContainer {
    /// The commitment types that the signer states (EN 319 122-1 §5.2.3), by their identifiers.
    #[must_use]
    pub fn commitments(&self) -> Vec<ObjectIdentifier> {
        let values = self.signed_attribute(oids::COMMITMENT_TYPE);
        let read = values.into_iter().filter_map(|value| {
            let mut parts = inside(value)?;
            object_identifier(&parts.next(&Limits::default()).ok()?)
        });
        read.collect()
    }

    /// The policy under which the signer says to have signed (EN 319 122-1 §5.2.9). `None` when nothing is said, or nothing that can be
    /// read.
    #[must_use]
    pub fn signature_policy(&self) -> Option<StatedPolicy> {
        match self.signed_attribute(oids::SIGNATURE_POLICY).as_slice() {
            [[0x05, ..]] => Some(StatedPolicy::Implied),
            [value] => explicit_policy(value),
            _ => None,
        }
    }
}

fn explicit_policy(value: &[u8]) -> Option<StatedPolicy> {
    let limits = Limits::default();
    let mut parts = inside(value)?;
    let id = object_identifier(&parts.next(&limits).ok()?)?;
    let hash = parts.next(&limits).ok()?;
    let mut hash = hash.children();
    let algorithm = hash.next(&limits).ok()?;
    let algorithm = object_identifier(&algorithm.children().next(&limits).ok()?)?;
    Some(StatedPolicy::Explicit {
        id,
        digest_algorithm: algorithm.to_string(),
        digest: hash.next(&limits).ok()?.content.to_vec(),
    })
}

/// What is in the one sequence that an attribute's value is.
fn inside(value: &[u8]) -> Option<Elements<'_>> {
    let sequence =
        Elements::new(value).expect(ber::SEQUENCE, Malformed::Attribute, &Limits::default());
    Some(sequence.ok()?.children())
}

fn object_identifier(tlv: &Tlv<'_>) -> Option<ObjectIdentifier> {
    ObjectIdentifier::from_der(tlv.raw).ok()
}

const IA5_STRING: u8 = 0x16;

fn oid(oid: ObjectIdentifier) -> Result<Vec<u8>, CadesError> {
    oid.to_der()
        .map_err(|_| CadesErrorKind::Encoding("signed attributes").into())
}

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    ber::write_tlv(&mut out, tag, content);
    out
}

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(ber::SEQUENCE, &parts.concat())
}

/// A policy at rest.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredPolicy {
    id: String,
    digest_algorithm: String,
    digest: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
}

impl From<SignaturePolicy> for StoredPolicy {
    fn from(policy: SignaturePolicy) -> Self {
        Self {
            id: policy.id.to_string(),
            digest_algorithm: policy.digest.algorithm().oid().to_string(),
            digest: hex::encode(policy.digest.as_bytes()),
            uri: policy.uri,
        }
    }
}

impl TryFrom<StoredPolicy> for SignaturePolicy {
    type Error = &'static str;

    fn try_from(stored: StoredPolicy) -> Result<Self, Self::Error> {
        let oid = |text: &str| ObjectIdentifier::new(text).map_err(|_| "not an object identifier");
        let algorithm = DigestAlgorithm::from_oid(&oid(&stored.digest_algorithm)?);
        let algorithm = algorithm.ok_or("not a digest algorithm that is known")?;
        let digest =
            hex::decode(&stored.digest).and_then(|bytes| Digest::from_bytes(algorithm, &bytes));
        Ok(Self {
            id: oid(&stored.id)?,
            digest: digest.ok_or("not a digest of that algorithm")?,
            uri: stored.uri,
        })
    }
}
