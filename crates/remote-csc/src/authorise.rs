//! From the person to the service: PIN and one-time password against a SAD (signature activation data).

use cert_path::Certificate;
use secrecy::{ExposeSecret as _, SecretString};

use crate::credential::{Activation, AuthenticationObject, Authorisation, Credential};
use crate::error::{Call, CscError};
use crate::json::{AuthData, AuthorizeRequest, Authorized, CheckRequest};
use crate::service::Service;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SecretKind {
    /// Always the same until it is changed.
    Pin,
    /// Good once: from a message, an application, a device.
    OneTimePassword,
}

/// All a prompt may show.
#[derive(Clone, Copy, Debug)]
pub struct SecretRequest<'a> {
    /// The certificate of the key.
    pub certificate: &'a Certificate,
    /// What is asked for.
    pub kind: SecretKind,
    /// The service's name for it, cleaned.
    pub label: Option<&'a str>,
    /// The service's words to the person, cleaned.
    pub description: Option<&'a str>,
    /// For so many signatures.
    pub signatures: u32,
}

/// What the program answers for the person.
pub trait Interaction: Send + Sync {
    /// The secret, or `None` to stop. What the service refused is never sent again, and nobody is asked again.
    fn ask(&self, request: &SecretRequest<'_>) -> Option<SecretString>;

    /// The authorisation is being given on another device (status 202): wait a little and return `true` to ask the service again,
    /// `false` to stop. `round` counts from 0.
    fn wait_for_approval(&self, round: u32) -> bool {
        let _ = round;
        false
    }
}

/// Questions after an authorisation on another device. A poll each second for an hour; whoever implements
/// [`Interaction::wait_for_approval`] sets the pace and an earlier end. Ours.
const ROUNDS: u32 = 3600;

/// What is authorised: digests in Base64, with the identifier of their algorithm.
pub(crate) struct Wanted<'a> {
    pub(crate) hashes: &'a [String],
    pub(crate) hash_algorithm: &'a str,
    pub(crate) signatures: u32,
}

/// Asks the person, then the service; the SAD.
pub(crate) fn authorise(
    service: &Service,
    credential: &Credential,
    interaction: &dyn Interaction,
    wanted: &Wanted<'_>,
) -> Result<Option<SecretString>, CscError> {
    let Authorisation::Explicit(asked) = &credential.authorisation else {
        return Ok(None);
    };
    let given = asked
        .iter()
        .map(|secret| ask(credential, interaction, secret, wanted.signatures))
        .collect::<Result<Vec<_>, _>>()?;
    let is_bound = credential.activation == Activation::BoundToDigests;
    let pairs = asked.iter().zip(&given);
    let request = AuthorizeRequest {
        credential_id: &credential.id,
        num_signatures: wanted.signatures,
        hashes: is_bound.then_some(wanted.hashes),
        hash_algorithm: is_bound.then_some(wanted.hash_algorithm),
        auth_data: pairs
            .map(|(secret, value)| AuthData {
                id: &secret.id,
                value: value.expose_secret(),
            })
            .collect(),
    };
    let secrets: Vec<&SecretString> = given.iter().collect();
    let answer = service.call(Call::Authorize, &request, &secrets)?;
    until_given(service, interaction, answer, &secrets).map(Some)
}

fn ask(
    credential: &Credential,
    interaction: &dyn Interaction,
    secret: &AuthenticationObject,
    signatures: u32,
) -> Result<SecretString, CscError> {
    let request = SecretRequest {
        certificate: &credential.certificate,
        kind: secret.kind,
        label: secret.label.as_deref(),
        description: secret.description.as_deref(),
        signatures,
    };
    interaction.ask(&request).ok_or(CscError::Cancelled)
}

/// Status 202 names a handle, by which the service is asked until the person has said yes on the other device (§11.7).
fn until_given(
    service: &Service,
    interaction: &dyn Interaction,
    mut answer: (u16, Authorized),
    secrets: &[&SecretString],
) -> Result<SecretString, CscError> {
    for round in 0..ROUNDS {
        let malformed = |reason: &str| CscError::Malformed {
            call: Call::Authorize,
            reason: reason.to_owned(),
        };
        let (status, authorized) = answer;
        if status != 202 {
            let sad = authorized.sad.filter(|sad| !sad.is_empty());
            return sad
                .map(SecretString::from)
                .ok_or_else(|| malformed("no SAD"));
        }
        let handle = authorized.handle.ok_or_else(|| malformed("no handle"))?;
        if !interaction.wait_for_approval(round) {
            break;
        }
        let request = CheckRequest { handle: &handle };
        answer = service.call(Call::AuthorizeCheck, &request, secrets)?;
    }
    Err(CscError::AuthorisationPending)
}
