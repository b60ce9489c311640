//! The two steps around the key: [`AwaitingSignature`] before it, [`Assembled`] after.

use std::fmt;

use cades::{SignatureValue, SignedContainer, ToBeSigned};
use cert_path::CryptoProvider;

use crate::checked_signer::CheckedSigner;
use crate::error::SignError;
use crate::prepare::PreparedDocument;

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
}

impl Assembled {
    /// The container.
    #[must_use]
    pub fn container(&self) -> &SignedContainer {
        &self.container
    }
}

impl fmt::Debug for Assembled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Assembled")
            .field("prepared", &self.prepared)
            .finish_non_exhaustive()
    }
}
