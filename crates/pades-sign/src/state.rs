//! Deferred signing: what is kept while the signature is made elsewhere, and how it is taken up again.
//!
//! The state is kept beside the prepared file and holds no secret. Nothing in it is trusted: the file is opened, its
//! newest revision read, its ByteRange hashed and the certificate checked anew, and everything must agree.

use std::sync::Arc;

use cades::{ToBeSigned, ToBeSignedParts};
use cert_path::{Certificate, CryptoProvider, Digest, DigestAlgorithm};
use pdf_revisions::{Concatenated, Dict, PdfFile, SharedSource, SignatureField, Source, View};
use serde::{Deserialize, Serialize};

use crate::attributes::AwaitingSignature;
use crate::checked_signer::{CheckedSigner, SignerIdentity};
use crate::dictionary::{ByteRange, described};
use crate::error::SignError;
use crate::hex;
use crate::prepare::{Facts, PreparedDocument, hash_document, refuse_unsafe};
use crate::request::SignatureRequest;
use crate::restrictions::Restrictions;

/// The only version there is.
const VERSION: u32 = 1;
/// The largest last revision that is taken back into memory: the largest reserve, twice for its hexadecimal digits, and
/// room for the objects around it (a page, a form and a catalog: tens of kilobytes, but `/Fields` may be long).
const TAIL_LIMIT: u64 = 160 << 20;

/// A deferred signature at rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeferredState {
    version: u32,
    request: SignatureRequest,
    field: String,
    field_created: bool,
    base_length: u64,
    byte_range: [u64; 4],
    to_be_signed: ToBeSignedParts,
    /// DER of the certificates from the signer's issuer up, for building the path again; hexadecimal.
    chain: Vec<String>,
    /// SHA-256 over the JSON of everything above: notices damage and careless edits, not malice, which the checks of
    /// [`resume`] are for.
    binding: String,
}

impl AwaitingSignature {
    /// The prepared file, to be written, and the state, to be kept beside it.
    ///
    /// # Errors
    /// The provider has no SHA-256.
    pub fn suspend(
        self,
        provider: &CryptoProvider,
    ) -> Result<(Concatenated, DeferredState), SignError> {
        let to_be_signed = self.to_be_signed.to_parts()?;
        let chain = self.signer.path().iter().skip(1).map(|certificate| hex::encode(certificate.der())).collect();
        let PreparedDocument {
            base,
            tail,
            byte_range,
            facts,
            ..
        } = self.prepared;
        let mut state = DeferredState {
            version: VERSION,
            request: facts.request,
            field: facts.field,
            field_created: facts.field_created,
            base_length: base.len(),
            byte_range: byte_range.numbers(),
            to_be_signed,
            chain,
            binding: String::new(),
        };
        state.binding = state.compute_binding(provider)?;
        Ok((Concatenated::new(base, tail), state))
    }
}

impl DeferredState {
    /// The state as JSON.
    ///
    /// # Errors
    /// Never for a state made here.
    pub fn to_json(&self) -> Result<String, SignError> {
        serde_json::to_string_pretty(self)
            .map_err(|error| StateError::Json(error.to_string()).into())
    }

    /// Reads a state. What it says is checked by [`resume`].
    ///
    /// # Errors
    /// It is not the JSON of a state, or of a version that is not known.
    pub fn from_json(json: &str) -> Result<Self, SignError> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let broken =
            |error: serde_json::Error| SignError::State(StateError::Json(error.to_string()));
        let Versioned { version } = serde_json::from_str(json).map_err(broken)?;
        if version != VERSION {
            return Err(StateError::Version(version).into());
        }
        serde_json::from_str(json).map_err(broken)
    }

    /// The field that will be signed.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Whose signature is awaited, as stored. Unchecked: the certificate is checked anew before [`resume`].
    ///
    /// # Errors
    /// What is stored is no certificate, or no algorithm that is known.
    pub fn identity(&self) -> Result<SignerIdentity, SignError> {
        let chain = self.chain.iter().map(|stored| {
            let certificate = hex::decode(stored).and_then(|der| Certificate::from_der(&der).ok());
            certificate.ok_or(SignError::State(StateError::Altered("chain")))
        });
        let algorithm = self.to_be_signed.stored_algorithm()?;
        Ok(SignerIdentity::new(self.to_be_signed.stored_certificate()?, chain.collect::<Result<_, _>>()?, algorithm))
    }

    fn compute_binding(&self, provider: &CryptoProvider) -> Result<String, SignError> {
        let unbound = Self {
            binding: String::new(),
            ..self.clone()
        };
        let json =
            serde_json::to_vec(&unbound).map_err(|error| StateError::Json(error.to_string()))?;
        let digest = provider.digest(DigestAlgorithm::Sha256, &json);
        let digest =
            digest.map_err(|_| SignError::DigestUnavailable(DigestAlgorithm::Sha256.name()))?;
        Ok(hex::encode(digest.as_bytes()))
    }
}

/// Takes a deferred signature up again: `prepared` is the file that [`AwaitingSignature::suspend`] gave, `signer` the
/// same certificate, checked at this moment.
///
/// # Errors
/// [`SignError::State`] when file, state and certificate do not belong together; the errors of [`crate::prepare`].
pub fn resume(
    state: &DeferredState,
    prepared: &PdfFile,
    signer: &CheckedSigner,
    provider: &CryptoProvider,
) -> Result<AwaitingSignature, SignError> {
    if state.compute_binding(provider)? != state.binding {
        return Err(StateError::Altered("binding").into());
    }
    refuse_unsafe(prepared)?;
    let field = signed_field(state, prepared)?;
    let under_certification = allowed_before(state, prepared)?;
    let (base, tail) = split(state, prepared)?;
    let byte_range = check_dictionary(state, &prepared.newest(), &field, prepared.len())?;
    let algorithm = signer.document_digest_algorithm();
    let digest = hash_document(&base, &tail, &byte_range, algorithm, provider, &mut |_| {
        Ok(())
    })?;
    let to_be_signed = bind(state, &digest, signer)?;
    let facts = Facts {
        request: state.request.clone(),
        field: state.field.clone(),
        field_created: state.field_created,
        under_certification,
    };
    let prepared = PreparedDocument {
        base,
        tail,
        byte_range,
        digest,
        facts,
    };
    Ok(AwaitingSignature::new(
        prepared,
        to_be_signed,
        signer.clone(),
    ))
}

/// The field as the prepared file has it.
fn signed_field(state: &DeferredState, prepared: &PdfFile) -> Result<Dict, SignError> {
    let field = find(&prepared.newest(), &state.field)?;
    match field.and_then(|field| field.value) {
        Some((_, signature)) => Ok(signature),
        None => Err(StateError::Altered("field").into()),
    }
}

/// Repeats the checks against earlier signatures on the revision before.
fn allowed_before(
    state: &DeferredState,
    prepared: &PdfFile,
) -> Result<Option<crate::Permissions>, SignError> {
    let before = prepared
        .revisions()
        .len()
        .checked_sub(2)
        .ok_or(StateError::Altered("revisions"))?;
    if !prepared.revisions()[before].ends_at(state.base_length) {
        return Err(StateError::Altered("base length").into());
    }
    let view = prepared.at(before);
    let restrictions = Restrictions::read(&view, &view.signature_fields()?)?;
    restrictions.allow(&state.field, state.request.certification)?;
    match find(&view, &state.field)? {
        Some(field) if field.value.is_some() => Err(SignError::FieldAlreadySigned {
            name: state.field.clone(),
        }),
        found if found.is_none() == state.field_created => Ok(restrictions.permissions),
        _ => Err(StateError::Altered("field").into()),
    }
}

fn find(view: &View<'_>, name: &str) -> Result<Option<SignatureField>, SignError> {
    Ok(view
        .signature_fields()?
        .into_iter()
        .find(|field| field.name == name))
}

/// The base, and the last revision in memory.
fn split(state: &DeferredState, prepared: &PdfFile) -> Result<(SharedSource, Vec<u8>), SignError> {
    let length = prepared
        .len()
        .checked_sub(state.base_length)
        .filter(|&length| length <= TAIL_LIMIT);
    let length = length
        .and_then(|length| usize::try_from(length).ok())
        .ok_or(StateError::Altered("base length"))?;
    let mut tail = vec![0; length];
    prepared.source().read_at(state.base_length, &mut tail)?;
    Ok((
        Arc::new(Prefix {
            source: prepared.source().clone(),
            length: state.base_length,
        }),
        tail,
    ))
}

/// The signature dictionary must be the one that was prepared, with nothing in its hole.
fn check_dictionary(
    state: &DeferredState,
    view: &View<'_>,
    signature: &Dict,
    length: u64,
) -> Result<ByteRange, SignError> {
    let altered = |what| SignError::State(StateError::Altered(what));
    let byte_range =
        ByteRange::from_numbers(state.byte_range).filter(|range| range.length() == length);
    let byte_range = byte_range.ok_or(altered("ByteRange"))?;
    let numbers = signature.array(b"ByteRange").unwrap_or_default().iter();
    let numbers = numbers.map(|number| {
        number
            .as_integer()
            .and_then(|number| u64::try_from(number).ok())
    });
    if !numbers.eq(state.byte_range.map(Some)) {
        return Err(altered("ByteRange"));
    }
    let contents = signature.string(b"Contents").ok_or(altered("Contents"))?;
    let empty = contents.bytes.iter().all(|&byte| byte == 0);
    if !empty
        || contents.span != Some(byte_range.hole())
        || byte_range.hole().start < state.base_length
    {
        return Err(altered("Contents"));
    }
    let references = view
        .value(signature, b"Reference")?
        .as_array()
        .unwrap_or_default()
        .to_vec();
    if described(&state.request, references)
        .iter()
        .any(|(key, value)| signature.get(key.as_bytes()) != Some(value))
    {
        return Err(altered("request"));
    }
    let certifies = Restrictions::certification(view, signature)?;
    if certifies != state.request.certification {
        return Err(altered("certification"));
    }
    Ok(byte_range)
}

fn bind(
    state: &DeferredState,
    digest: &Digest,
    signer: &CheckedSigner,
) -> Result<ToBeSigned, SignError> {
    let parts = &state.to_be_signed;
    if !parts
        .signer_certificate
        .eq_ignore_ascii_case(&hex::encode(signer.certificate().der()))
    {
        return Err(StateError::OtherCertificate.into());
    }
    if !parts
        .message_digest
        .eq_ignore_ascii_case(&hex::encode(digest.as_bytes()))
    {
        return Err(StateError::Altered("document").into());
    }
    let derived = ToBeSigned::new(digest, signer.certificate(), signer.algorithm())?;
    if derived.to_parts()? != *parts {
        return Err(StateError::Altered("signed attributes").into());
    }
    Ok(derived)
}

/// The first bytes of a source.
struct Prefix {
    source: SharedSource,
    length: u64,
}

impl Source for Prefix {
    fn len(&self) -> u64 {
        self.length
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> std::io::Result<()> {
        let end = u64::try_from(buffer.len())
            .ok()
            .and_then(|count| offset.checked_add(count));
        if end.is_none_or(|end| end > self.length) {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        self.source.read_at(offset, buffer)
    }
}

/// Why a deferred signature cannot be taken up again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// State and file do not agree.
    #[error("the state or the prepared file was altered: {0}")]
    Altered(&'static str),
    /// Not a state.
    #[error("not a state: {0}")]
    Json(String),
    /// It was prepared for another certificate.
    #[error("it was prepared for another certificate")]
    OtherCertificate,
    /// Made by another version.
    #[error("version {0} is not known")]
    Version(u32),
}
