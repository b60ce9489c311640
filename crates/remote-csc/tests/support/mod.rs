//! A remote signing service in memory, which speaks the JSON of the API: samples of §11.5, §11.6 and §11.10, with a real key.
#![allow(dead_code, reason = "every test file uses its own part of this")]
#![allow(missing_docs, unreachable_pub)]
#![allow(clippy::unwrap_used)]

use std::sync::Mutex;

use aws_lc_rs::digest::{Algorithm, Digest, SHA256, SHA384, SHA512};
use aws_lc_rs::signature::{self as lc, EcdsaKeyPair, RsaKeyPair};
use base64ct::{Base64, Encoding as _};
use cert_path::{Certificate, PublicKeyKind};
use demo_pki::Issued;
use serde_json::{Value, json};

pub const TOKEN: &str = "4/CKN69L8gdSYp5_pwH3XlFQZ3ndFhkXf9P2_TiHRG-bA";
pub const CREDENTIAL: &str = "GX0112348";
pub const PIN: &str = "ma-pin-8812";
pub const OTP: &str = "738496";
pub const SAD: &str = "_TiHRG-bAH3XlFQZ3ndFhkXf9P24/CKN69L8gdSYp5_pw";
pub const HANDLE: &str = "878287f37b2bv293bv2bv237bv297bvbv";
pub const RSA: &str = "1.2.840.113549.1.1.1";
pub const PSS: &str = "1.2.840.113549.1.1.10";
pub const SHA256_WITH_RSA: &str = "1.2.840.113549.1.1.11";
pub const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";

/// Status and body.
pub type Told = (u16, Vec<u8>);

/// What comes out of `signHash`, or instead of an answer.
#[derive(Clone)]
pub enum Answers {
    /// As it should.
    Rightly,
    /// ECDSA as `r ‖ s`.
    Concatenated,
    /// This, to the method that is named.
    Instead(&'static str, u16, Vec<u8>),
    /// A signature of something else.
    OtherSignature,
    /// One signature less.
    OneLess,
}

/// What it was asked: the method, and the body.
pub type Asked = (String, Value);

pub struct Stub {
    key: Vec<u8>,
    certificates: Vec<Vec<u8>>,
    pub info: Value,
    pub answers: Answers,
    /// Answers of status 202 that come before a SAD.
    pub pending: Mutex<u32>,
    asked: Mutex<Vec<Asked>>,
    granted: Mutex<Option<(u64, Option<Value>)>>,
}

impl Stub {
    pub fn new(issued: &Issued, chain: &[&Issued], algorithms: &[&str]) -> Self {
        let whole = [&[issued], chain].concat();
        let certificates: Vec<Vec<u8>> = whole
            .iter()
            .map(|one| one.certificate_der.clone())
            .collect();
        let texts: Vec<String> = certificates
            .iter()
            .map(|der| Base64::encode_string(der))
            .collect();
        let info = json!({
            "key": { "status": "enabled", "algo": algorithms, "len": 2048 },
            "cert": { "status": "valid", "certificates": texts },
            "auth": {
                "mode": "explicit",
                "expression": "PIN AND OTP",
                "objects": [
                    { "type": "Password", "id": "PIN", "format": "N", "label": "PIN", "description": "Please enter the signature PIN" },
                    { "type": "Password", "id": "OTP", "format": "N", "generator": "totp", "label": "Mobile OTP",
                      "description": "Please enter the 6 digit code you received by SMS" },
                ],
            },
            "multisign": 5,
            "lang": "en-US",
        });
        Self {
            key: issued.private_key_pkcs8_der.to_vec(),
            certificates,
            info,
            answers: Answers::Rightly,
            pending: Mutex::new(0),
            asked: Mutex::default(),
            granted: Mutex::default(),
        }
    }

    /// The bodies a method got.
    pub fn asked(&self, method: &str) -> Vec<Value> {
        let asked = self.asked.lock().unwrap();
        let of_method = asked.iter().filter(|(name, _)| name == method);
        of_method.map(|(_, body)| body.clone()).collect()
    }

    pub fn answer(&self, method: &str, bearer: Option<&str>, body: &[u8]) -> Told {
        let Ok(body) = serde_json::from_slice::<Value>(body) else {
            return refusal("invalid_request", "Malformed JSON");
        };
        self.asked
            .lock()
            .unwrap()
            .push((method.to_owned(), body.clone()));
        if let Answers::Instead(of, status, bytes) = &self.answers
            && *of == method
        {
            return (*status, bytes.clone());
        }
        if bearer != Some(TOKEN) {
            let (_, told) = refusal("invalid_token", "The access token is not valid");
            return (401, told);
        }
        if method != "credentials/authorizeCheck" && body["credentialID"] != CREDENTIAL {
            return refusal("invalid_request", "Invalid parameter credentialID");
        }
        match method {
            "credentials/info" => ok(&self.info),
            "credentials/authorize" => self.authorize(&body),
            "credentials/authorizeCheck" => self.check(&body),
            "signatures/signHash" => self.sign_hash(&body),
            _ => (404, Vec::new()),
        }
    }

    fn authorize(&self, body: &Value) -> Told {
        let given = body["authData"].as_array().cloned().unwrap_or_default();
        let value = |id: &str| {
            given
                .iter()
                .find(|one| one["id"] == id)
                .map(|one| one["value"].clone())
        };
        let objects = self.info["auth"]["objects"].as_array().unwrap();
        for (id, right) in [("PIN", PIN), ("OTP", OTP)] {
            let wanted = objects.iter().any(|one| one["id"] == id);
            if wanted && value(id) != Some(right.into()) {
                // A careless service says back what it got.
                let said = format!("The authentication data is invalid: {given:?}");
                return refusal("invalid_authentication_data", &said);
            }
        }
        let number = body["numSignatures"].as_u64().unwrap();
        if number > self.info["multisign"].as_u64().unwrap() {
            return refusal("invalid_request", "Numbers of signatures is too high");
        }
        if self.info["SCAL"] == "2" && !body["hashes"].is_array() {
            return refusal(
                "invalid_request",
                "Missing (or invalid type) array parameter hashes",
            );
        }
        let bound = body["hashes"].is_array().then(|| body["hashes"].clone());
        *self.granted.lock().unwrap() = Some((number, bound));
        self.given()
    }

    fn check(&self, body: &Value) -> Told {
        if body["handle"] != HANDLE {
            return refusal("invalid_request", "Invalid parameter handle");
        }
        self.given()
    }

    /// The SAD, or a handle while somebody looks at a phone.
    fn given(&self) -> Told {
        let mut pending = self.pending.lock().unwrap();
        if *pending > 0 {
            *pending -= 1;
            return (202, json!({ "handle": HANDLE }).to_string().into_bytes());
        }
        ok(&json!({ "SAD": SAD, "expiresIn": 300 }))
    }

    fn sign_hash(&self, body: &Value) -> Told {
        let hashes = body["hashes"].as_array().unwrap();
        if self.info["auth"]["mode"] == "explicit" {
            if body["SAD"] != SAD {
                return refusal("invalid_request", "Invalid parameter SAD");
            }
            let mut granted = self.granted.lock().unwrap();
            let Some((left, bound)) = granted.as_mut() else {
                return refusal("invalid_request", "SAD expired");
            };
            if bound.as_ref().is_some_and(|bound| *bound != body["hashes"]) {
                return refusal("invalid_request", "Hash is not authorized by the SAD");
            }
            let Some(after) = left.checked_sub(hashes.len() as u64) else {
                return refusal("invalid_request", "SAD expired");
            };
            *left = after;
        }
        let signed = hashes
            .iter()
            .map(|hash| self.sign(body, hash.as_str().unwrap()));
        let mut signed: Vec<String> = signed.map(|value| Base64::encode_string(&value)).collect();
        if matches!(self.answers, Answers::OneLess) {
            signed.pop();
        }
        ok(&json!({ "signatures": signed }))
    }

    /// Forgets what it granted.
    pub fn expire(&self) {
        *self.granted.lock().unwrap() = None;
    }

    fn sign(&self, body: &Value, hash: &str) -> Vec<u8> {
        let mut hash = Base64::decode_vec(hash).unwrap();
        if matches!(self.answers, Answers::OtherSignature) {
            hash.reverse();
        }
        let algorithm = digest_of(hash.len());
        let digest = Digest::import_less_safe(&hash, algorithm).unwrap();
        let certificate = Certificate::from_der(&self.certificates[0]).unwrap();
        match certificate.public_key_kind() {
            PublicKeyKind::Rsa { .. } => self.rsa(body, algorithm, &digest),
            _ => {
                let kind = match self.answers {
                    Answers::Concatenated => &lc::ECDSA_P256_SHA256_FIXED_SIGNING,
                    _ => &lc::ECDSA_P256_SHA256_ASN1_SIGNING,
                };
                let key = EcdsaKeyPair::from_pkcs8(kind, &self.key).unwrap();
                key.sign_digest(&digest).unwrap().as_ref().to_vec()
            }
        }
    }

    fn rsa(&self, body: &Value, algorithm: &'static Algorithm, digest: &Digest) -> Vec<u8> {
        let key = RsaKeyPair::from_pkcs8(&self.key).unwrap();
        let named = &body["hashAlgorithmOID"];
        let encoding: &'static dyn lc::RsaEncoding = match body["signAlgo"].as_str().unwrap() {
            PSS => {
                assert!(
                    body["signAlgoParams"].is_string(),
                    "PSS needs its parameters"
                );
                &lc::RSA_PSS_SHA256
            }
            RSA if algorithm == &SHA256 => {
                assert_eq!(
                    named, "2.16.840.1.101.3.4.2.1",
                    "rsaEncryption names no hash"
                );
                &lc::RSA_PKCS1_SHA256
            }
            RSA if algorithm == &SHA384 => &lc::RSA_PKCS1_SHA384,
            SHA256_WITH_RSA => {
                assert!(named.is_null(), "implied by the algorithm");
                &lc::RSA_PKCS1_SHA256
            }
            other => panic!("{other}"),
        };
        let mut value = vec![0; key.public_modulus_len()];
        key.sign_digest(encoding, digest, &mut value).unwrap();
        value
    }
}

fn digest_of(length: usize) -> &'static Algorithm {
    [&SHA256, &SHA384, &SHA512]
        .into_iter()
        .find(|one| one.output_len() == length)
        .unwrap()
}

fn ok(value: &Value) -> Told {
    (200, value.to_string().into_bytes())
}

pub fn refusal(code: &str, description: &str) -> Told {
    let told = json!({ "error": code, "error_description": description });
    (400, told.to_string().into_bytes())
}
