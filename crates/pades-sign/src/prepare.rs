//! `PdfFile` + request → [`PreparedDocument`]: the update appended, the hole reserved, `/ByteRange` written, the digest known.

use std::fmt;
use std::io;

use cades::ToBeSigned;
use cert_path::{CryptoProvider, Digest, DigestAlgorithm};
use pdf_revisions::{
    Anomaly, Appended, Object, PdfFile, Reference, Severity, SharedSource, for_each_chunk,
};

use crate::attributes::AwaitingSignature;
use crate::checked_signer::CheckedSigner;
use crate::dictionary::{ByteRange, Placeholder, described, doc_mdp_reference};
use crate::draft::Draft;
use crate::error::{SignError, UnsafeFile, Unsupported};
use crate::extensions::{self, Extension};
use crate::field::Target;
use crate::request::{Permissions, SignatureRequest};
use crate::restrictions::Restrictions;
use crate::seed_value;
use crate::visible::VisibleSummary;

/// Room beyond the estimated container: 256 bytes for what an estimate cannot know (a device's odd lengths).
const RESERVE_MARGIN: usize = 256;
/// The largest reserve a request may ask for. A container with validation material of four CAs takes 40 MB at most.
const RESERVE_LIMIT: usize = 64 << 20;

/// A file with everything in it but the signature value.
pub struct PreparedDocument {
    pub(crate) base: SharedSource,
    pub(crate) tail: Vec<u8>,
    pub(crate) byte_range: ByteRange,
    pub(crate) digest: Digest,
    pub(crate) facts: Facts,
}

/// What the record will say about the document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Facts {
    pub(crate) request: SignatureRequest,
    pub(crate) field: String,
    pub(crate) field_created: bool,
    pub(crate) visible: Option<VisibleSummary>,
    pub(crate) under_certification: Option<Permissions>,
}

/// Prepares `file` for a signature by `signer`.
///
/// # Errors
/// Everything in [`SignError`] that does not need the key.
pub fn prepare(
    file: &PdfFile,
    request: &SignatureRequest,
    signer: &CheckedSigner,
    provider: &CryptoProvider,
) -> Result<PreparedDocument, SignError> {
    prepare_with(file, request, signer, provider, &mut |_| Ok(()))
}

/// [`prepare`], handing every byte of the base to `sink` once and in order, while it is hashed: a copy costs no second read.
/// What belongs after those bytes is [`crate::SignedDocument::tail`].
///
/// # Errors
/// As [`prepare`]; an error of `sink` is [`SignError::Io`].
pub fn prepare_with(
    file: &PdfFile,
    request: &SignatureRequest,
    signer: &CheckedSigner,
    provider: &CryptoProvider,
    sink: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> Result<PreparedDocument, SignError> {
    refuse_unsafe(file)?;
    request.check_statements()?;
    check_claimed_time(request, signer)?;
    let digest_algorithm = signer.document_digest_algorithm();
    let reserved = reserve(request, signer, digest_algorithm)?;
    let (appended, placeholder, offset, facts) = append(file, request, signer, reserved)?;
    let Appended {
        mut tail,
        base_length,
        ..
    } = appended;
    let byte_range = placeholder
        .fill(&mut tail, base_length, offset)
        .expect("the body is where Update put it");
    let base = file.source().clone();
    let digest = hash_document(&base, &tail, &byte_range, digest_algorithm, provider, sink)?;
    Ok(PreparedDocument {
        base,
        tail,
        byte_range,
        digest,
        facts,
    })
}

impl PreparedDocument {
    /// Binds the document to the signer's certificate: what the key will sign.
    ///
    /// # Errors
    /// The signer's algorithm does not go with the digest, or the certificate's key not with the algorithm.
    pub fn attributes(self, signer: &CheckedSigner) -> Result<AwaitingSignature, SignError> {
        let to_be_signed = ToBeSigned::stating(
            &self.digest,
            signer.certificate(),
            signer.algorithm(),
            &self.facts.request.statements(),
        )?;
        Ok(AwaitingSignature::new(self, to_be_signed, signer.clone()))
    }

    /// The digest over the `/ByteRange`.
    #[must_use]
    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// What the signature will cover.
    #[must_use]
    pub fn byte_range(&self) -> ByteRange {
        self.byte_range
    }

    /// The field's fully qualified name.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.facts.field
    }

    /// Bytes reserved for the container.
    #[must_use]
    pub fn reserved(&self) -> usize {
        let hole = self.byte_range.hole();
        usize::try_from((hole.end - hole.start - 2) / 2)
            .expect("the hole is in the tail, which is in memory")
    }
}

impl fmt::Debug for PreparedDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreparedDocument")
            .field("byte_range", &self.byte_range)
            .field("facts", &self.facts)
            .finish_non_exhaustive()
    }
}

/// Files over which readers disagree, or that this version cannot extend.
pub(crate) fn refuse_unsafe(file: &PdfFile) -> Result<(), SignError> {
    refuse_anomalies(file.anomalies())?;
    let form = file.newest().acro_form()?;
    if form.is_some_and(|form| form.dict.get(b"XFA").is_some_and(|xfa| !xfa.is_null())) {
        return Err(SignError::Unsupported(Unsupported::XfaForm));
    }
    Ok(())
}

/// What the reader tolerated but another reader may see differently.
pub(crate) fn refuse_anomalies(anomalies: &[Anomaly]) -> Result<(), SignError> {
    let grave = anomalies
        .iter()
        .find(|anomaly| anomaly.kind.severity() == Severity::Error);
    grave.map_or(Ok(()), |anomaly| {
        Err(SignError::UnsafeFile(UnsafeFile::Anomaly(
            anomaly.to_string(),
        )))
    })
}

/// EN 319 102-1 §5.2.6: a claimed time outside the certificate's validity fails at every verifier.
fn check_claimed_time(request: &SignatureRequest, signer: &CheckedSigner) -> Result<(), SignError> {
    let (claimed, certificate) = (request.signing_time, signer.certificate());
    let (not_before, not_after) = (certificate.not_before(), certificate.not_after());
    if claimed < not_before || claimed > not_after {
        return Err(SignError::SigningTimeOutsideCertificate {
            claimed,
            not_before,
            not_after,
        });
    }
    Ok(())
}

/// From the certificates that will be in the container, unless the request says otherwise.
fn reserve(
    request: &SignatureRequest,
    signer: &CheckedSigner,
    digest: DigestAlgorithm,
) -> Result<usize, SignError> {
    if let Some(reserve) = request.reserve {
        return if (1..=RESERVE_LIMIT).contains(&reserve) {
            Ok(reserve)
        } else {
            Err(SignError::ReserveOutOfRange { reserve })
        };
    }
    let size = cades::estimated_size(
        signer.certificate(),
        &signer.embedded_chain(),
        digest,
        signer.algorithm(),
        request.timestamp_room,
    )?;
    Ok(size + request.statements().encoded_len()? + RESERVE_MARGIN)
}

type Written = (Appended, Placeholder, u64, Facts);

/// Writes the incremental update: the signature dictionary, the field, and what leads to them.
fn append(
    file: &PdfFile,
    request: &SignatureRequest,
    signer: &CheckedSigner,
    reserved: usize,
) -> Result<Written, SignError> {
    let mut draft = Draft::new(file)?;
    if let Some(claim) = draft.archive {
        claim.allows_value(reserved)?;
    }
    let fields = draft.view.signature_fields()?;
    let restrictions = Restrictions::read(&draft.view, &fields)?;
    let mut target = Target::choose(&draft.view, &fields, &request.field)?;
    restrictions.allow(&target.name, request.certification)?;
    target.allowed_by_password(file)?;
    if let Some(field) = target.dict() {
        seed_value::check(&draft.view, &target.name, field, request, signer)?;
    }
    let (field, field_created) = (target.name.clone(), target.is_new());
    let mut references = Vec::new();
    references.extend(request.certification.map(doc_mdp_reference));
    let lock = target.lock(&draft.view, request.lock.as_ref())?;
    references.extend(lock.map(|lock| lock.reference(draft.catalog_reference)));
    let signature = draft.update.allocate()?;
    let placeholder = placeholder(&draft, request, references, (signature, reserved))?;
    draft.update.put_sealed(signature, placeholder.body.clone());
    let visible = target.set_value(&mut draft, signature, request.visible.as_ref())?;
    let used = Extension::of_signature(request.sub_filter, signer, file.version());
    update_catalog(&mut draft, request, signature, &used)?;
    let appended = draft.finish()?;
    refuse_anomalies(&file.reading_anomalies())?;
    let offset = appended
        .body_offset(signature)
        .expect("the update holds what was put");
    let facts = Facts {
        request: request.clone(),
        field,
        field_created,
        visible,
        under_certification: restrictions.permissions,
    };
    Ok((appended, placeholder, offset, facts))
}

/// The signature dictionary, to be the object `signature`, with room for `reserved` bytes.
fn placeholder(
    draft: &Draft<'_>,
    request: &SignatureRequest,
    references: Vec<Object>,
    (signature, reserved): (Reference, usize),
) -> Result<Placeholder, SignError> {
    let described = Object::Dictionary(described(request, references));
    let sealed = draft.update.sealed(signature, described)?;
    let described = sealed.as_dict().expect("a dictionary stays one");
    Ok(Placeholder::new(request.sub_filter, described, reserved))
}

/// What the catalog says beside the form: the certification, and the extensions that are used.
fn update_catalog(
    draft: &mut Draft<'_>,
    request: &SignatureRequest,
    signature: Reference,
    used: &[Extension],
) -> Result<(), SignError> {
    if request.certification.is_some() {
        draft.edit_catalog_entry("Perms", false, |_, permissions| {
            permissions.insert("DocMDP", Object::Reference(signature)); // ISO 32000-2 §12.8.6, table 263
            Ok(true)
        })?;
    }
    extensions::declare(draft, used)
}

/// One pass over the base, then the tail around the hole.
pub(crate) fn hash_document(
    base: &SharedSource,
    tail: &[u8],
    byte_range: &ByteRange,
    algorithm: DigestAlgorithm,
    provider: &CryptoProvider,
    sink: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> Result<Digest, SignError> {
    let mut hasher = provider
        .hasher(algorithm)
        .map_err(|_| SignError::DigestUnavailable(algorithm.name()))?;
    let base_length = base.len();
    for_each_chunk::<SignError>(base.as_ref(), 0..base_length, |chunk| {
        hasher.update(chunk);
        Ok(sink(chunk)?)
    })?;
    let hole = byte_range.hole();
    let in_tail =
        |offset: u64| usize::try_from(offset - base_length).expect("the hole is in the tail");
    hasher.update(&tail[..in_tail(hole.start)]);
    hasher.update(&tail[in_tail(hole.end)..]);
    Ok(hasher.finish())
}
