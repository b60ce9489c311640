//! A signing key behind a remote signing service: the API of the Cloud Signature Consortium, version 2 (CSC API v2.0.0.2).
//!
//! ```text
//! Service + credentialID ─ credentials/info ──────▶ Credential: certificate, chain, algorithms, how it is authorised
//! Credential + algorithm ─────────────────────────▶ RemoteSigner: a cades::ExternalSigner
//! RemoteSigner::sign ─ PIN, one-time password ─ credentials/authorize ─▶ SAD ─ signatures/signHash ─▶ SignatureValue
//! ```
//!
//! What goes out is the *digest* of the signed attributes; neither the document nor its own digest leaves. What comes back
//! is verified under the certificate before it is handed on, and again by [`cades::ToBeSigned::assemble`].
//!
//! There is no network here: [`Post`] is implemented by the program, with its own HTTP, TLS, proxies and patience.
//! `kyso` does so with ureq (`kyso sign --csc`, docs/decisions/0047).
//!
//! ```no_run
//! use std::sync::Arc;
//! use cert_path::{DigestAlgorithm, SignatureAlgorithm};
//! use remote_csc::{Answer, Interaction, Post, PostError, RemoteSigner, Request, SecretRequest, Service};
//! use secrecy::SecretString;
//!
//! struct MyHttp;
//!
//! impl Post for MyHttp {
//!     fn post(&self, request: &Request<'_>) -> Result<Answer, PostError> {
//!         let _sent = (request.address, request.bearer, request.body, request.limit);
//!         Err(PostError::failed("POST it with the HTTP client at hand, and return status and body whatever the status is"))
//!     }
//! }
//!
//! struct Desk;
//!
//! impl Interaction for Desk {
//!     fn ask(&self, request: &SecretRequest<'_>) -> Option<SecretString> {
//!         let _shown = (request.certificate.subject(), request.label);
//!         None // a real program prompts here
//!     }
//! }
//!
//! let token = SecretString::from("access token of OAuth 2.0, with scope “service”");
//! let service = Service::new(Arc::new(MyHttp), "https://service.example/csc/v2", token);
//! let credential = service.credential("GX0112348")?;
//! let algorithm = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256);
//! let signer = RemoteSigner::new(service, credential, algorithm, Arc::new(Desk))?;
//! // From here on it signs like a token or a key file: pades_sign, kyso, … take `&dyn ExternalSigner`.
//! let _: &dyn cades::ExternalSigner = &signer;
//! # Ok::<(), remote_csc::CscError>(())
//! ```
//!
//! # SIM PKI and other services
//!
//! A SIM with a key (SIM PKI), a vendor's own remote signing interface, an HSM behind a queue: each is one more
//! implementation of [`cades::ExternalSigner`], four methods:
//!
//! - `certificate`, `chain`: asked for once, when the connection is opened, so that the path is checked *before* the key is used
//!   (NĐ 68/2024 Điều 29);
//! - `algorithm`: fixed before, since the signed attributes name it;
//! - `sign`: hash [`cades::ToBeSigned::as_der`] with the digest of the algorithm (or send it whole where the service hashes itself),
//!   show the person the verification code on the phone where there is one, wait for the answer, and return it:
//!   RSA octets, `ECDSA-Sig-Value` ([`cades::SignatureValue::from_ecdsa_concatenated`] where the service says `r ‖ s`).
//!
//! A service that answers days later (an approval by another person) needs no thread that waits: the data to be signed are kept
//! ([`cades::ToBeSigned::to_parts`]; `kyso prepare`, `kyso finish`).
//!
//! # Not offered
//!
//! Getting the access token (OAuth 2.0 needs a browser), `credentials/getChallenge`, `credentials/extendTransaction`, asynchronous
//! `signHash`, `signDoc` (the service would need the document), version 1 of the API. Pure EdDSA cannot be made by `signHash`.
#![forbid(unsafe_code)]

mod algorithm;
mod authorise;
mod credential;
mod error;
mod json;
mod post;
mod service;
mod signer;

pub use authorise::{Interaction, SecretKind, SecretRequest};
pub use credential::{Activation, AuthenticationObject, Authorisation, Credential};
pub use error::{Call, CscError};
pub use post::{Answer, Post, PostError, Request};
pub use service::Service;
pub use signer::RemoteSigner;
