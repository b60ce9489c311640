//! The signature on a response (RFC 6960 §3.2 step 2), verified once per response and key.

use std::collections::HashMap;

use super::OcspResponse;
use crate::budget::{Allowance, BudgetItem};
use crate::certificate::Certificate;
use crate::error::VerifyError;
use crate::provider::CryptoProvider;
use crate::revocation::Unusable;

/// What was found for one response under one key, so that no signature is paid for twice.
#[derive(Debug, Default)]
pub(crate) struct Verified(HashMap<([u8; 32], Vec<u8>), Result<(), Unusable>>);

impl Verified {
    /// The outer error is the budget's.
    pub(super) fn verify(
        &mut self,
        allowance: &mut Allowance,
        response: &OcspResponse,
        signer: &Certificate,
        provider: &CryptoProvider,
    ) -> Result<Result<(), Unusable>, BudgetItem> {
        let key = (response.fingerprint(), signer.spki_der().to_vec());
        if let Some(known) = self.0.get(&key) {
            return Ok(*known);
        }
        allowance.signature()?;
        let outcome = verify(response, signer, provider);
        self.0.insert(key, outcome);
        Ok(outcome)
    }
}

fn verify(
    response: &OcspResponse,
    signer: &Certificate,
    provider: &CryptoProvider,
) -> Result<(), Unusable> {
    let algorithm = response.signature_algorithm();
    let outcome = provider.verify(
        &algorithm.map_err(|_| Unusable::Algorithm)?,
        signer.spki_der(),
        response.signed_der(),
        response.signature(),
    );
    outcome.map_err(|error| match error {
        VerifyError::Unsupported(_) => Unusable::Algorithm,
        VerifyError::BadKey | VerifyError::BadSignature => Unusable::BadSignature,
    })
}
