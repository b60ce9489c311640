//! A credential: what `credentials/info` says of one key.

use cert_path::Certificate;

use crate::authorise::SecretKind;
use crate::error::{Call, CscError};
use crate::json::{AuthInfo, AuthObject, Info, from_base64};
use crate::service::shown;

/// Certificates, algorithms, and things a person gives. Chains have at most five, keys a dozen ways to sign. Ours.
const CERTIFICATES: usize = 20;
const ALGORITHMS: usize = 100;
const SECRETS: usize = 4;

/// A key of the service, with its certificate.
#[derive(Clone, Debug)]
pub struct Credential {
    /// `credentialID`.
    pub id: String,
    /// The signer's certificate: the first of `cert/certificates`.
    pub certificate: Certificate,
    /// The others.
    pub chain: Vec<Certificate>,
    /// `key/algo`: object identifiers of the algorithms that the key may be used with.
    pub algorithms: Vec<String>,
    /// How its use is authorised.
    pub authorisation: Authorisation,
    /// Whether an authorisation is bound to the digests.
    pub activation: Activation,
    /// `multisign`: signatures of one authorisation, at most; 1 or more.
    pub multisign: u32,
}

/// `auth/mode`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Authorisation {
    /// By what a person gives to the program: PIN, one-time password, both, or nothing (`explicit`).
    Explicit(Vec<AuthenticationObject>),
    /// By OAuth 2.0: the access token has scope `credential`, and there is nothing to ask for (`oauth2code`).
    OAuth,
}

/// `SCAL`: sole control assurance level (EN 419 241-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// `1`: an authorisation holds for any digests.
    Free,
    /// `2`: it names the digests it holds for.
    BoundToDigests,
}

/// An authentication object (§8.3): one thing that a person gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthenticationObject {
    /// The service's own name for it.
    pub id: String,
    /// What it is.
    pub kind: SecretKind,
    /// For a prompt, cleaned.
    pub label: Option<String>,
    /// For a prompt, cleaned.
    pub description: Option<String>,
}

impl Credential {
    pub(crate) fn read(id: &str, info: Info) -> Result<Self, CscError> {
        if info.key.status != "enabled" {
            return Err(CscError::CredentialDisabled);
        }
        if info.multisign == 0 {
            return Err(malformed("multisign is 0"));
        }
        if info.cert.certificates.len() > CERTIFICATES || info.key.algo.len() > ALGORITHMS {
            return Err(malformed("too many certificates or algorithms"));
        }
        let texts = info.cert.certificates.iter().enumerate();
        let mut chain = texts
            .map(|(position, text)| certificate(position, text))
            .collect::<Result<Vec<_>, _>>()?;
        if chain.is_empty() {
            return Err(CscError::CertificateMissing);
        }
        Ok(Self {
            id: id.to_owned(),
            certificate: chain.remove(0),
            chain,
            algorithms: info.key.algo.iter().map(|oid| shown(oid)).collect(),
            authorisation: authorisation(info.auth)?,
            activation: match info.scal.as_deref() {
                None | Some("1") => Activation::Free,
                Some("2") => Activation::BoundToDigests,
                Some(_) => return Err(malformed("SCAL is neither 1 nor 2")),
            },
            multisign: info.multisign,
        })
    }
}

fn malformed(reason: &str) -> CscError {
    CscError::Malformed {
        call: Call::Info,
        reason: reason.to_owned(),
    }
}

fn certificate(position: usize, text: &str) -> Result<Certificate, CscError> {
    let unreadable = |reason: String| CscError::CertificateUnreadable { position, reason };
    let der = from_base64(text).ok_or_else(|| unreadable("not Base64".to_owned()))?;
    Certificate::from_der(&der).map_err(|error| unreadable(error.to_string()))
}

fn authorisation(info: Option<AuthInfo>) -> Result<Authorisation, CscError> {
    let info = info.ok_or_else(|| malformed("auth is missing"))?;
    let unsupported = |what: String| CscError::AuthenticationUnsupported { what };
    match info.mode.as_str() {
        "oauth2code" => return Ok(Authorisation::OAuth),
        "explicit" => {}
        other => return Err(unsupported(shown(other))),
    }
    // §11.4: operators are AND, OR, XOR and brackets; no expression means all of them. Alternatives would need a choice.
    let words = info.expression.split_whitespace();
    if info.expression.contains(['(', ')'])
        || words.clone().any(|word| matches!(word, "OR" | "XOR"))
    {
        return Err(unsupported(shown(&info.expression)));
    }
    if info.objects.len() > SECRETS {
        return Err(unsupported(format!("{} objects", info.objects.len())));
    }
    let named: Vec<&str> = words.filter(|word| *word != "AND").collect();
    let wanted = |object: &AuthObject| named.is_empty() || named.contains(&object.id.as_str());
    let objects = info.objects.into_iter().filter(wanted);
    let secrets = objects.map(secret).collect::<Result<_, _>>()?;
    Ok(Authorisation::Explicit(secrets))
}

fn secret(object: AuthObject) -> Result<AuthenticationObject, CscError> {
    if object.kind != "Password" {
        let what = shown(&format!("{} ({})", object.id, object.kind));
        return Err(CscError::AuthenticationUnsupported { what });
    }
    let is_one_time = object.generator.is_some() || object.id.eq_ignore_ascii_case("OTP");
    Ok(AuthenticationObject {
        kind: if is_one_time {
            SecretKind::OneTimePassword
        } else {
            SecretKind::Pin
        },
        id: object.id,
        label: object.label.as_deref().map(shown),
        description: object.description.as_deref().map(shown),
    })
}
