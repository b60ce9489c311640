//! Deferred signing: what is kept while the signature is made elsewhere.
//!
//! The state is kept beside the prepared file and holds no secret. Nothing in it is trusted: see [`crate::resume`].

use cades::ToBeSignedParts;
use cert_path::{Certificate, CryptoProvider, DigestAlgorithm};
use pdf_revisions::Concatenated;
use serde::{Deserialize, Serialize};

use crate::attributes::AwaitingSignature;
use crate::checked_signer::SignerIdentity;
use crate::error::SignError;
use crate::hex;
use crate::prepare::PreparedDocument;
use crate::request::SignatureRequest;
use crate::visible::VisibleSummary;

/// The only version there is.
const VERSION: u32 = 1;

/// A deferred signature at rest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeferredState {
    pub(crate) version: u32,
    pub(crate) request: SignatureRequest,
    pub(crate) field: String,
    pub(crate) field_created: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) visible: Option<VisibleSummary>,
    pub(crate) base_length: u64,
    pub(crate) byte_range: [u64; 4],
    pub(crate) to_be_signed: ToBeSignedParts,
    /// DER of the certificates from the signer's issuer up, for building the path again; hexadecimal.
    chain: Vec<String>,
    /// SHA-256 over the JSON of everything above: notices damage and careless edits, not malice, which the checks of
    /// [`resume`](crate::resume) are for.
    pub(crate) binding: String,
}

impl AwaitingSignature {
    /// The prepared file, to be written, and the state, to be kept beside it.
    ///
    /// # Errors
    /// The provider has no SHA-256.
    pub fn suspend(
        self,
        provider: &CryptoProvider,
    ) -> Result<(Concatenated, DeferredState), SignError> {
        let to_be_signed = self.to_be_signed.to_parts()?;
        let chain = self
            .signer
            .path()
            .iter()
            .skip(1)
            .map(|certificate| hex::encode(certificate.der()))
            .collect();
        let PreparedDocument {
            base,
            tail,
            byte_range,
            facts,
            ..
        } = self.prepared;
        let mut state = DeferredState {
            version: VERSION,
            request: facts.request,
            field: facts.field,
            field_created: facts.field_created,
            visible: facts.visible,
            base_length: base.len(),
            byte_range: byte_range.numbers(),
            to_be_signed,
            chain,
            binding: String::new(),
        };
        state.binding = state.compute_binding(provider)?;
        Ok((Concatenated::new(base, tail), state))
    }
}

impl DeferredState {
    /// The state as JSON.
    ///
    /// # Errors
    /// Never for a state made here.
    pub fn to_json(&self) -> Result<String, SignError> {
        serde_json::to_string_pretty(self)
            .map_err(|error| StateError::Json(error.to_string()).into())
    }

    /// Reads a state. What it says is checked by [`resume`](crate::resume).
    ///
    /// # Errors
    /// It is not the JSON of a state, or of a version that is not known.
    pub fn from_json(json: &str) -> Result<Self, SignError> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let broken =
            |error: serde_json::Error| SignError::State(StateError::Json(error.to_string()));
        let Versioned { version } = serde_json::from_str(json).map_err(broken)?;
        if version != VERSION {
            return Err(StateError::Version(version).into());
        }
        serde_json::from_str(json).map_err(broken)
    }

    /// The field that will be signed.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Whose signature is awaited, as stored. Unchecked: the certificate is checked anew before [`resume`](crate::resume).
    ///
    /// # Errors
    /// What is stored is no certificate, or no algorithm that is known.
    pub fn identity(&self) -> Result<SignerIdentity, SignError> {
        let chain = self.chain.iter().map(|stored| {
            let certificate = hex::decode(stored).and_then(|der| Certificate::from_der(&der).ok());
            certificate.ok_or(SignError::State(StateError::Altered("chain")))
        });
        let algorithm = self.to_be_signed.stored_algorithm()?;
        Ok(SignerIdentity::new(
            self.to_be_signed.stored_certificate()?,
            chain.collect::<Result<_, _>>()?,
            algorithm,
        ))
    }

    pub(crate) fn compute_binding(&self, provider: &CryptoProvider) -> Result<String, SignError> {
        let unbound = Self {
            binding: String::new(),
            ..self.clone()
        };
        let json =
            serde_json::to_vec(&unbound).map_err(|error| StateError::Json(error.to_string()))?;
        let digest = provider.digest(DigestAlgorithm::Sha256, &json);
        let digest =
            digest.map_err(|_| SignError::DigestUnavailable(DigestAlgorithm::Sha256.name()))?;
        Ok(hex::encode(digest.as_bytes()))
    }
}

/// Why a deferred signature cannot be taken up again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// State and file do not agree.
    #[error("the state or the prepared file was altered: {0}")]
    Altered(&'static str),
    /// Not a state.
    #[error("not a state: {0}")]
    Json(String),
    /// It was prepared for another certificate.
    #[error("it was prepared for another certificate")]
    OtherCertificate,
    /// Made by another version.
    #[error("version {0} is not known")]
    Version(u32),
}
