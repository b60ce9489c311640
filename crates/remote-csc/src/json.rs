//! The JSON of the API. What comes is untrusted: every part may be missing, and unknown parts are ignored.

use base64ct::{Base64, Encoding as _};
use serde::{Deserialize, Serialize};

/// `credentials/info` (§11.5).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InfoRequest<'a> {
    #[serde(rename = "credentialID")]
    pub(crate) credential_id: &'a str,
    pub(crate) certificates: &'static str,
    pub(crate) cert_info: bool,
    pub(crate) auth_info: bool,
}

#[derive(Deserialize)]
pub(crate) struct Info {
    pub(crate) key: KeyInfo,
    pub(crate) cert: CertInfo,
    pub(crate) auth: Option<AuthInfo>,
    #[serde(rename = "SCAL")]
    pub(crate) scal: Option<String>,
    pub(crate) multisign: u32,
}

#[derive(Deserialize)]
pub(crate) struct KeyInfo {
    pub(crate) status: String,
    pub(crate) algo: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct CertInfo {
    #[serde(default)]
    pub(crate) certificates: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct AuthInfo {
    pub(crate) mode: String,
    #[serde(default)]
    pub(crate) expression: String,
    #[serde(default)]
    pub(crate) objects: Vec<AuthObject>,
}

/// An authentication object (§8.3): what the person gives.
#[derive(Deserialize)]
pub(crate) struct AuthObject {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) generator: Option<String>,
    pub(crate) label: Option<String>,
    pub(crate) description: Option<String>,
}

/// `credentials/authorize` (§11.6).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AuthorizeRequest<'a> {
    #[serde(rename = "credentialID")]
    pub(crate) credential_id: &'a str,
    pub(crate) num_signatures: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hashes: Option<&'a [String]>,
    #[serde(rename = "hashAlgorithmOID", skip_serializing_if = "Option::is_none")]
    pub(crate) hash_algorithm: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) auth_data: Vec<AuthData<'a>>,
}

#[derive(Serialize)]
pub(crate) struct AuthData<'a> {
    pub(crate) id: &'a str,
    pub(crate) value: &'a str,
}

/// `credentials/authorizeCheck` (§11.7).
#[derive(Serialize)]
pub(crate) struct CheckRequest<'a> {
    pub(crate) handle: &'a str,
}

/// With status 200 a SAD, with 202 a handle (§11.6).
#[derive(Deserialize)]
pub(crate) struct Authorized {
    #[serde(rename = "SAD")]
    pub(crate) sad: Option<String>,
    pub(crate) handle: Option<String>,
}

/// `signatures/signHash` (§11.10), synchronous.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SignHashRequest<'a> {
    #[serde(rename = "credentialID")]
    pub(crate) credential_id: &'a str,
    #[serde(rename = "SAD", skip_serializing_if = "Option::is_none")]
    pub(crate) sad: Option<&'a str>,
    pub(crate) hashes: &'a [String],
    #[serde(rename = "hashAlgorithmOID", skip_serializing_if = "Option::is_none")]
    pub(crate) hash_algorithm: Option<&'a str>,
    pub(crate) sign_algo: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sign_algo_params: Option<&'a str>,
}

#[derive(Deserialize)]
pub(crate) struct Signed {
    pub(crate) signatures: Vec<String>,
}

/// A refusal (§10.1).
#[derive(Default, Deserialize)]
pub(crate) struct Refusal {
    #[serde(default)]
    pub(crate) error: String,
    #[serde(default)]
    pub(crate) error_description: String,
}

/// Base64; some services break lines.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let compact: String = text.split_ascii_whitespace().collect();
    Base64::decode_vec(&compact).ok()
}

pub(crate) fn to_base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}
