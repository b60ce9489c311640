//! One service: address, access token, and how its answers are read.

use std::fmt;
use std::sync::Arc;

use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::credential::Credential;
use crate::error::{Call, CscError};
use crate::json::{InfoRequest, Refusal};
use crate::post::{Answer, Post, PostError, Request};

/// Octets of one answer. A chain of five certificates has 10 kB, a thousand RSA-4096 signatures 700 kB. Ours.
const ANSWER: u64 = 1 << 20;
/// Characters of a text of the service that are shown. Ours.
const SHOWN: usize = 200;

/// A service and the access token for it.
#[derive(Clone)]
pub struct Service {
    post: Arc<dyn Post>,
    base: String,
    token: SecretString,
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Service");
        shown.field("base", &self.base).finish_non_exhaustive()
    }
}

impl Service {
    /// `base` is the address to which the names of methods are added: `https://service.example/csc/v2`. `token`: the
    /// access token of OAuth 2.0, with scope `service`, or `credential` for credentials that are authorised that way (§8).
    #[must_use]
    pub fn new(post: Arc<dyn Post>, base: &str, token: SecretString) -> Self {
        let base = base.trim_end_matches('/').to_owned();
        Self { post, base, token }
    }

    /// What the service says of a credential (`credentials/info`).
    ///
    /// # Errors
    /// No answer, a refusal, a credential that cannot sign, certificates that cannot be read.
    pub fn credential(&self, id: &str) -> Result<Credential, CscError> {
        let request = InfoRequest {
            credential_id: id,
            certificates: "chain",
            cert_info: false,
            auth_info: true,
        };
        let (_, info) = self.call(Call::Info, &request, &[])?;
        Credential::read(id, info)
    }

    /// Calls a method; status and body of what it answered. `secrets` are in the request, and not to be in any error.
    pub(crate) fn call<T: DeserializeOwned>(
        &self,
        call: Call,
        body: &impl Serialize,
        secrets: &[&SecretString],
    ) -> Result<(u16, T), CscError> {
        let malformed = |error: serde_json::Error| CscError::Malformed {
            call,
            // The parser's own words may quote the answer, and a SAD with it: only what kind and where.
            reason: format!("{:?}, line {}", error.classify(), error.line()),
        };
        let body = SecretString::from(serde_json::to_string(body).map_err(malformed)?);
        let answer = self.post.post(&Request {
            address: &format!("{}/{}", self.base, call.path()),
            bearer: &self.token,
            body: &body,
            limit: ANSWER,
        });
        let answer = answer.map_err(|source| no_answer(call, source))?;
        if answer.body.len() as u64 > ANSWER {
            return Err(CscError::TooLarge {
                call,
                limit: ANSWER,
            });
        }
        match answer.status {
            200..=202 => {
                let read = serde_json::from_slice(&answer.body).map_err(malformed)?;
                Ok((answer.status, read))
            }
            _ => {
                let mut kept = secrets.to_vec();
                kept.push(&self.token);
                Err(refused(call, &answer, &kept))
            }
        }
    }
}

fn no_answer(call: Call, source: PostError) -> CscError {
    match source {
        PostError::TooLarge { limit } => CscError::TooLarge { call, limit },
        source @ PostError::Failed(_) => CscError::Transport { call, source },
    }
}

/// The errors of §11.5 to §11.10. Many share the code `invalid_request` and differ in the description, whose words the API sets.
fn refused(call: Call, answer: &Answer, secrets: &[&SecretString]) -> CscError {
    let read = serde_json::from_slice::<Refusal>(&answer.body);
    let is_json = read.is_ok();
    let refusal = read.unwrap_or_default();
    let status = answer.status;
    let description = without(&refusal.error_description, secrets);
    let code = without(&refusal.error, secrets);
    match (code.as_str(), description.as_str()) {
        ("invalid_authentication_data", _) => CscError::AuthenticationRefused { description },
        ("invalid_otp", _) => CscError::OtpRefused { description },
        ("invalid_pin", _) => CscError::PinRefused { description },
        (_, "Credential locked" | "PIN locked") => CscError::CredentialLocked,
        (_, "Numbers of signatures is too high") => CscError::TooManySignatures,
        (_, "SAD expired") => CscError::SadExpired,
        (_, "Invalid parameter SAD" | "Hash is not authorized by the SAD") => {
            CscError::SadRefused { description }
        }
        _ if matches!(status, 401 | 403) => CscError::TokenRefused { description },
        _ if !is_json || code.is_empty() => CscError::Status { call, status },
        _ => CscError::Refused {
            call,
            status,
            code,
            description,
        },
    }
}

/// A text of the service: short, of one line, and without anything that was sent in confidence.
fn without(text: &str, secrets: &[&SecretString]) -> String {
    let secrets = secrets.iter().map(|secret| secret.expose_secret());
    let bare = secrets
        .filter(|secret| !secret.is_empty())
        .fold(text.to_owned(), |text, secret| text.replace(secret, "…"));
    shown(&bare)
}

/// At most [`SHOWN`] characters, none of which moves a cursor or turns the direction of writing.
pub(crate) fn shown(text: &str) -> String {
    let harmless = |letter: &char| {
        !letter.is_control()
            && !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    text.chars().filter(harmless).take(SHOWN).collect()
}
