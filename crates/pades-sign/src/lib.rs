//! PAdES signing: from a request to a signed file (EN 319 142-1, ISO 32000-2 §12.8).
//!
//! The flow is [`sign`]; each step is a type that consumes the one before:
//!
//! ```text
//! PdfFile ── prepare ──▶ PreparedDocument ── attributes(CheckedSigner) ──▶ AwaitingSignature
//!                                                                             │ the key signs, here or elsewhere
//!                            SignedDocument ◀── embed ── Assembled ◀── assemble(value)
//!                                                             with_timestamp(token): level B-T
//! ```
//!
//! What makes a signature last is more revisions that are nobody's signature: [`add_validation_material`] (B-LT) and
//! [`prepare_document_timestamp`] (B-LTA). What is needed for them is `pades-verify`'s answer.
//!
//! A [`CheckedSigner`] can only be made from a proven path, or from an explicit statement that there is none; so the
//! certificate is checked before the key is used, as NĐ 68/2024 Điều 29 demands, and [`SigningRecord`] keeps the proof.
//! Between [`AwaitingSignature::suspend`] and [`resume`] the signature may be made elsewhere, days later.
//!
//! What it is not: no PKCS#11 (`token-pkcs11`), no network, no law, no file writing.
#![forbid(unsafe_code)]

mod archive;
mod attributes;
mod checked_signer;
mod dictionary;
mod document_timestamp;
mod draft;
mod embed;
mod error;
mod extended;
mod extensions;
mod field;
mod form;
mod hex;
mod lock;
mod page;
mod prepare;
mod preview;
mod record;
mod request;
mod restrictions;
mod resume;
mod seed_certificate;
mod seed_value;
mod state;
mod structure;
mod text;
mod validation_material;
mod visible;

pub use archive::{BreaksPdfA, PdfA};
pub use attributes::{Assembled, AwaitingSignature};
pub use checked_signer::{ChainNotVerified, CheckedSigner, SignerIdentity, SignerRefused};
pub use dictionary::ByteRange;
pub use document_timestamp::{
    DocumentTimestampRequest, PreparedTimestamp, prepare_document_timestamp,
};
pub use embed::SignedDocument;
pub use error::{Contradiction, SignError, UnsafeFile, Unsupported};
pub use extended::ExtendedDocument;
pub use field::place_of;
pub use lock::FieldLock;
pub use page::PageFrame;
pub use prepare::{PreparedDocument, prepare, prepare_with};
pub use preview::preview;
pub use record::{
    CertificateSummary, NotChecked, SignerCheck, SigningRecord, StatusSummary, TimestampSummary,
};
pub use request::{FieldChoice, Permissions, SignatureRequest, SubFilter, TIMESTAMP_ROOM};
pub use resume::resume;
pub use seed_value::Constraint;
pub use state::{DeferredState, StateError};
pub use structure::Tagging;
pub use validation_material::{Material, MaterialKind, Vri, add_validation_material};
pub use visible::{Place, Visible, VisibleSummary};

use cades::ExternalSigner;
use cert_path::CryptoProvider;
use pdf_revisions::PdfFile;

/// Signs `file` as `request` says, with the key in `device` whose certificate was checked as `signer`.
///
/// ```
/// # use cades::ExternalSigner;
/// # use cert_path::{CryptoProvider, TrustedPath};
/// # use pades_sign::{CheckedSigner, SignError, SignatureRequest, SignedDocument, SignerIdentity, sign};
/// # use pdf_revisions::PdfFile;
/// fn approve(
///     file: &PdfFile,
///     device: &dyn ExternalSigner,
///     path: &TrustedPath,
///     now: jiff::Timestamp,
/// ) -> Result<SignedDocument, SignError> {
///     let signer = CheckedSigner::check(SignerIdentity::of(device), path, now)?;
///     let mut request = SignatureRequest::new(now);
///     request.reason = Some("Ký ban hành".to_owned());
///     sign(file, &request, &signer, device, CryptoProvider::aws_lc())
/// }
/// ```
///
/// # Errors
/// [`SignError`]; the file is never touched.
pub fn sign(
    file: &PdfFile,
    request: &SignatureRequest,
    signer: &CheckedSigner,
    device: &dyn ExternalSigner,
    provider: &CryptoProvider,
) -> Result<SignedDocument, SignError> {
    prepare(file, request, signer, provider)?.sign_with(signer, device, provider)
}

impl PreparedDocument {
    /// The rest of [`sign`] for a document prepared before: the key is used here.
    ///
    /// # Errors
    /// As [`sign`].
    pub fn sign_with(
        self,
        signer: &CheckedSigner,
        device: &dyn ExternalSigner,
        provider: &CryptoProvider,
    ) -> Result<SignedDocument, SignError> {
        if !signer.is(device) {
            return Err(SignError::DeviceDisagrees);
        }
        let awaiting = self.attributes(signer)?;
        let value = device
            .sign(awaiting.to_be_signed())
            .map_err(SignError::Device)?;
        awaiting.assemble(value, provider)?.embed()
    }
}
