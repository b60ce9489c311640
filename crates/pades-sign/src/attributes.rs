//! The two steps around the key: [`AwaitingSignature`] before it, [`Assembled`] after.

use std::fmt;

use cades::{GrantedTimestamp, SignatureValue, SignedContainer, ToBeSigned};
use cert_path::{CryptoProvider, Digest, DigestAlgorithm};

use crate::checked_signer::CheckedSigner;
use crate::error::SignError;
use crate::prepare::PreparedDocument;
use crate::record::TimestampSummary;

/// A prepared document bound to a checked certificate; the signature value is missing.
pub struct AwaitingSignature {
    pub(crate) prepared: PreparedDocument,
    pub(crate) to_be_signed: ToBeSigned,
    pub(crate) signer: CheckedSigner,
}

impl AwaitingSignature {
    pub(crate) fn new(
        prepared: PreparedDocument,
        to_be_signed: ToBeSigned,
        signer: CheckedSigner,
    ) -> Self {
        Self {
            prepared,
            to_be_signed,
            signer,
        }
    }

    /// What the key signs.
    #[must_use]
    pub fn to_be_signed(&self) -> &ToBeSigned {
        &self.to_be_signed
    }

    /// The document.
    #[must_use]
    pub fn prepared(&self) -> &PreparedDocument {
        &self.prepared
    }

    /// Builds the container. The value is verified under the certificate first.
    ///
    /// # Errors
    /// The value is not this key's signature over [`AwaitingSignature::to_be_signed`].
    pub fn assemble(
        self,
        value: SignatureValue,
        provider: &CryptoProvider,
    ) -> Result<Assembled, SignError> {
        let container =
            self.to_be_signed
                .assemble(value, &self.signer.embedded_chain(), provider)?;
        Ok(Assembled {
            prepared: self.prepared,
            container,
            signer: self.signer,
            timestamp: None,
        })
    }
}

impl fmt::Debug for AwaitingSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwaitingSignature")
            .field("prepared", &self.prepared)
            .finish_non_exhaustive()
    }
}

/// The container is complete and verified, but not yet in the file.
pub struct Assembled {
    pub(crate) prepared: PreparedDocument,
    pub(crate) container: SignedContainer,
    pub(crate) signer: CheckedSigner,
    pub(crate) timestamp: Option<TimestampSummary>,
}

impl Assembled {
    /// The container.
    #[must_use]
    pub fn container(&self) -> &SignedContainer {
        &self.container
    }

    /// The digest that a signature time-stamp is asked over (EN 319 122-1 §5.3).
    ///
    /// # Errors
    /// The provider does not offer the algorithm.
    pub fn timestamp_imprint(
        &self,
        algorithm: DigestAlgorithm,
        provider: &CryptoProvider,
    ) -> Result<Digest, SignError> {
        provider
            .digest(algorithm, self.container.signature_value())
            .map_err(|_| SignError::DigestUnavailable(algorithm.name()))
    }

    /// With a time-stamp over the signature value: level B-T. Whether its authority is trusted was the caller's question.
    ///
    /// # Errors
    /// [`SignError::OtherTimestamp`]: it stamps something else.
    pub fn with_timestamp(
        self,
        granted: &GrantedTimestamp,
        provider: &CryptoProvider,
    ) -> Result<Self, SignError> {
        let algorithm = granted.token().imprint_algorithm();
        let algorithm = algorithm.map_err(|_| SignError::OtherTimestamp)?;
        let imprint = self.timestamp_imprint(algorithm, provider)?;
        if imprint.as_bytes() != granted.token().imprint() {
            return Err(SignError::OtherTimestamp);
        }
        Ok(Self {
            container: self.container.with_timestamp(granted.token())?,
            timestamp: Some(TimestampSummary::of(granted)),
            ..self
        })
    }
}

impl fmt::Debug for Assembled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Assembled")
            .field("prepared", &self.prepared)
            .finish_non_exhaustive()
    }
}
