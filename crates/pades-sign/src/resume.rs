//! Deferred signing, taken up again: the file is opened, its newest revision read, its ByteRange hashed and the
//! certificate checked anew, and everything must agree with the state, in which nothing is trusted.

use std::sync::Arc;

use cades::ToBeSigned;
use cert_path::{CryptoProvider, Digest};
use pdf_revisions::{Dict, PdfFile, SharedSource, SignatureField, Source, View};

use crate::attributes::AwaitingSignature;
use crate::checked_signer::CheckedSigner;
use crate::dictionary::{ByteRange, described};
use crate::error::SignError;
use crate::hex;
use crate::prepare::{Facts, PreparedDocument, hash_document, refuse_unsafe};
use crate::restrictions::Restrictions;
use crate::state::{DeferredState, StateError};

/// The largest last revision that is taken back into memory: the largest reserve, twice for its hexadecimal digits, and
/// room for the objects around it (a page, a form and a catalog: tens of kilobytes, but `/Fields` may be long).
const TAIL_LIMIT: u64 = 160 << 20;

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
        visible: state.visible.clone(),
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
    if let Some(wanted) = &state.request.lock {
        let mut locks = Restrictions::locks_of(view, signature)?.into_iter();
        if !locks.any(|lock| lock.agrees_with(wanted)) {
            return Err(altered("lock"));
        }
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
    let derived = ToBeSigned::stating(
        digest,
        signer.certificate(),
        signer.algorithm(),
        &state.request.statements(),
    )?;
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
