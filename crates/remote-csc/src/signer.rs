//! The key of a credential, for whoever signs.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use cades::{ExternalSigner, SignatureValue, SignerError, ToBeSigned};
use cert_path::{Certificate, CryptoProvider, SignatureAlgorithm};
use secrecy::{ExposeSecret as _, SecretString};

use crate::algorithm::Plan;
use crate::authorise::{Interaction, Wanted, authorise};
use crate::credential::{Activation, Credential};
use crate::error::{Call, CscError};
use crate::json::{SignHashRequest, Signed, from_base64, to_base64};
use crate::service::Service;

/// Signs by a remote signing service. PIN and one-time password are asked for at the first signature.
///
/// After a refused PIN or one-time password nothing is sent any more: every further signature ends as
/// [`CscError::SecretAlreadyRefused`]. Signatures are made one after another.
pub struct RemoteSigner {
    service: Service,
    credential: Credential,
    algorithm: SignatureAlgorithm,
    plan: Plan,
    interaction: Arc<dyn Interaction>,
    signatures: u32,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    sad: Option<Sad>,
    refused: bool,
}

/// An authorisation, and how many signatures it is still good for.
struct Sad {
    value: Option<SecretString>,
    left: u32,
}

impl fmt::Debug for RemoteSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteSigner")
            .field("service", &self.service)
            .field("credential", &self.credential.id)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

impl RemoteSigner {
    /// Nobody is asked and nothing is sent yet.
    ///
    /// # Errors
    /// The credential does not sign this way.
    pub fn new(
        service: Service,
        credential: Credential,
        algorithm: SignatureAlgorithm,
        interaction: Arc<dyn Interaction>,
    ) -> Result<Self, CscError> {
        let plan = Plan::new(algorithm, &credential.algorithms)?;
        Ok(Self {
            service,
            credential,
            algorithm,
            plan,
            interaction,
            signatures: 1,
            state: Mutex::default(),
        })
    }

    /// One authorisation for so many signatures that are made one by one, as far as the service allows (`multisign`, and no binding
    /// to digests). Otherwise, and by default, each has its own. Whoever has all data at once uses [`RemoteSigner::sign_batch`].
    #[must_use]
    pub fn with_signatures(mut self, signatures: u32) -> Self {
        self.signatures = match self.credential.activation {
            Activation::Free => signatures.clamp(1, self.credential.multisign),
            Activation::BoundToDigests => 1,
        };
        self
    }

    /// Signs all of these, with one authorisation and one call for each `multisign` of them.
    ///
    /// # Errors
    /// [`CscError`]; what was signed before a failure is lost.
    pub fn sign_batch(&self, batch: &[&ToBeSigned]) -> Result<Vec<SignatureValue>, CscError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let most = usize::try_from(self.credential.multisign).unwrap_or(usize::MAX);
        let mut values = Vec::with_capacity(batch.len());
        for part in batch.chunks(most.max(1)) {
            values.extend(self.sign_part(&mut state, part)?);
        }
        Ok(values)
    }

    fn sign_part(
        &self,
        state: &mut State,
        part: &[&ToBeSigned],
    ) -> Result<Vec<SignatureValue>, CscError> {
        if state.refused {
            return Err(CscError::SecretAlreadyRefused);
        }
        let hashes = part.iter().map(|data| self.hash(data));
        let hashes = hashes.collect::<Result<Vec<_>, _>>()?;
        let count = u32::try_from(part.len()).unwrap_or(u32::MAX);
        let kept = state.sad.take().filter(|sad| sad.left >= count);
        let was_kept = kept.is_some();
        let sad = kept.map_or_else(|| self.authorise(state, &hashes, count), Ok)?;
        let signed = match self.sign_hashes(state, sad, &hashes, count) {
            // It expired between two signatures: that is no failure, the person is asked again.
            Err(CscError::SadExpired) if was_kept => {
                let sad = self.authorise(state, &hashes, count)?;
                self.sign_hashes(state, sad, &hashes, count)?
            }
            other => other?,
        };
        if signed.len() != part.len() {
            return Err(CscError::SignatureCount {
                expected: part.len(),
                found: signed.len(),
            });
        }
        let pairs = part.iter().zip(&signed);
        pairs.map(|(data, text)| self.value(data, text)).collect()
    }

    fn hash(&self, data: &ToBeSigned) -> Result<String, CscError> {
        if *data.signer_certificate() != self.credential.certificate
            || data.algorithm() != self.algorithm
        {
            return Err(CscError::DataForAnotherKey);
        }
        let digest = CryptoProvider::aws_lc().digest(self.plan.digest, data.as_der());
        let digest = digest.map_err(|_| CscError::DigestUnavailable {
            algorithm: self.plan.digest.to_string(),
        })?;
        Ok(to_base64(digest.as_bytes()))
    }

    fn authorise(&self, state: &mut State, hashes: &[String], count: u32) -> Result<Sad, CscError> {
        let signatures = self.signatures.max(count);
        let wanted = Wanted {
            hashes,
            hash_algorithm: &self.plan.hash_oid,
            signatures,
        };
        let interaction = self.interaction.as_ref();
        let given = authorise(&self.service, &self.credential, interaction, &wanted);
        Ok(Sad {
            value: remembering(state, given)?,
            left: signatures,
        })
    }

    fn sign_hashes(
        &self,
        state: &mut State,
        mut sad: Sad,
        hashes: &[String],
        count: u32,
    ) -> Result<Vec<String>, CscError> {
        let plan = &self.plan;
        let request = SignHashRequest {
            credential_id: &self.credential.id,
            sad: sad.value.as_ref().map(|value| value.expose_secret()),
            hashes,
            hash_algorithm: plan.names_hash.then_some(plan.hash_oid.as_str()),
            sign_algo: &plan.sign_algo,
            sign_algo_params: plan.params.as_deref(),
        };
        let secrets: Vec<&SecretString> = sad.value.iter().collect();
        let answer = self.service.call(Call::SignHash, &request, &secrets);
        // Some services look at the one-time password only now: `invalid_otp` is an error of this method too.
        let (_, Signed { signatures }) = remembering(state, answer)?;
        sad.left = sad.left.saturating_sub(count);
        state.sad = (sad.left > 0).then_some(sad);
        Ok(signatures)
    }

    /// The value as CMS carries it. The API does not say how an ECDSA signature is written: DER and `r ‖ s` are met, and the one
    /// that verifies is meant.
    fn value(&self, data: &ToBeSigned, text: &str) -> Result<SignatureValue, CscError> {
        let bytes = from_base64(text).ok_or_else(|| CscError::Malformed {
            call: Call::SignHash,
            reason: "a signature is not Base64".to_owned(),
        })?;
        let concatenated = match self.algorithm {
            SignatureAlgorithm::Ecdsa(_) => SignatureValue::from_ecdsa_concatenated(&bytes),
            _ => None,
        };
        let spki = self.credential.certificate.spki_der();
        let verifies = |value: &SignatureValue| {
            let provider = CryptoProvider::aws_lc();
            let verified = provider.verify(&self.algorithm, spki, data.as_der(), value.as_bytes());
            verified.is_ok()
        };
        let read = [Some(SignatureValue::new(bytes)), concatenated];
        let mut read = read.into_iter().flatten();
        read.find(verifies).ok_or(CscError::SignatureWrong)
    }
}

/// Keeps in mind that a secret was refused.
fn remembering<T>(state: &mut State, answer: Result<T, CscError>) -> Result<T, CscError> {
    state.refused |= answer.as_ref().is_err_and(CscError::is_of_the_secret);
    answer
}

impl ExternalSigner for RemoteSigner {
    fn certificate(&self) -> &Certificate {
        &self.credential.certificate
    }

    fn chain(&self) -> &[Certificate] {
        &self.credential.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn sign(&self, to_be_signed: &ToBeSigned) -> Result<SignatureValue, SignerError> {
        let mut values = self.sign_batch(&[to_be_signed])?;
        Ok(values.pop().ok_or(CscError::SignatureWrong)?)
    }
}
