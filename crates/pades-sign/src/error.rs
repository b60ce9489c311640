//! Why a file was not signed.

use cades::{CadesError, SignerError};
use jiff::Timestamp;
use pdf_revisions::PdfError;

use crate::archive::{BreaksPdfA, PdfA};
use crate::checked_signer::SignerRefused;
use crate::request::{Permissions, SubFilter};
use crate::seed_value::Constraint;
use crate::state::StateError;

/// Signing stopped, and nothing was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// The file claims to be PDF/A, and would no longer be (ISO 19005).
    #[error("the document is {claim}, which does not allow {what}")]
    BreaksPdfA {
        /// What it claims to be.
        claim: PdfA,
        /// What breaks the claim.
        what: BreaksPdfA,
    },
    /// The CMS container could not be built, or the device's value does not verify under the certificate.
    #[error("the signature container could not be built: {0}")]
    Cades(#[from] CadesError),
    /// Only the first signature of a document may certify it (ISO 32000-2 §12.8.2.2.1).
    #[error(
        "certification must be the first signature; the document is already signed in field {field:?}"
    )]
    CertificationNotFirst {
        /// A field that is signed already.
        field: String,
    },
    /// The request asks for what the format excludes.
    #[error("{0}")]
    Contradiction(#[from] Contradiction),
    /// This build offers no such digest.
    #[error("the digest algorithm {0} is not available")]
    DigestUnavailable(&'static str),
    /// The device reported an error.
    #[error("the signing device failed: {0}")]
    Device(#[source] SignerError),
    /// The device holds another certificate, or another algorithm, than the one that was checked.
    #[error(
        "the signing device offers another certificate or algorithm than the one that was checked"
    )]
    DeviceDisagrees,
    /// The field holds a signature.
    #[error("the field {name:?} is already signed")]
    FieldAlreadySigned {
        /// Fully qualified name.
        name: String,
    },
    /// A new field was wanted under a name that is taken.
    #[error("a field named {name:?} exists already")]
    FieldExists {
        /// Fully qualified name.
        name: String,
    },
    /// An earlier signature locked this field (FieldMDP, ISO 32000-2 §12.8.2.4).
    #[error("the field {name:?} is locked by the signature in field {by:?}")]
    FieldLocked {
        /// The field that was to be signed.
        name: String,
        /// The field whose signature locks it.
        by: String,
    },
    /// A partial field name is not empty and has no full stop (ISO 32000-2 §12.7.4.2).
    #[error(
        "{name:?} cannot be the name of a new field: it is empty, too long, or has a full stop"
    )]
    FieldNameInvalid {
        /// What was asked for.
        name: String,
    },
    /// There is no signature field of this name.
    #[error("there is no signature field named {name:?}")]
    FieldNotFound {
        /// Fully qualified name.
        name: String,
    },
    /// An earlier certification, or lock with `/P`, allows no further signature.
    #[error("the document allows no further signature: an earlier one set permissions P={}", permissions.number())]
    ForbiddenByCertification {
        /// What the earlier signature allows.
        permissions: Permissions,
    },
    /// The password that opened the file allows no signing; its owner's password does (ISO 32000-2 §7.6.4.2, table 22).
    #[error(
        "the password that opened the file does not allow {0} (/P {permissions}); the owner's password is needed", permitted(*.new_field)
    )]
    ForbiddenByPassword {
        /// Whether a field was to be added, not only filled in.
        new_field: bool,
        /// `/P` of the encryption dictionary.
        permissions: i32,
    },
    /// Reading the file, or writing the copy beside it, failed.
    #[error("reading or copying the file failed: {0}")]
    Io(#[from] std::io::Error),
    /// The time-stamp is not over what is to be stamped.
    #[error("the time-stamp is over something else")]
    OtherTimestamp,
    /// The field's author wants other fields locked than the request (ISO 32000-2 table 236).
    #[error("the field {field:?} demands another lock than the one that was asked for")]
    LockDisagrees {
        /// Fully qualified name.
        field: String,
    },
    /// A lock names a field that the document does not have.
    #[error("no field {name:?} is there to be locked")]
    LockUnknownField {
        /// Fully qualified name.
        name: String,
    },
    /// There is no page of this number.
    #[error("there is no page {number}")]
    PageNotFound {
        /// The number, 1 for the first page.
        number: u32,
    },
    /// The file could not be read as a PDF, or cannot take an incremental update.
    #[error("{0}")]
    Pdf(#[from] PdfError),
    /// The place for the visible signature has no size, or leaves the page.
    #[error("the place for the visible signature has no size or leaves page {page}")]
    PlaceOutsidePage {
        /// The number of the page.
        page: u32,
    },
    /// The reserve asked for is zero, or larger than any container.
    #[error("{reserve} bytes cannot be reserved for the signature")]
    ReserveOutOfRange {
        /// What was asked for.
        reserve: usize,
    },
    /// The container does not fit into the hole. Nothing was written.
    #[error("the signature needs {needed} bytes but {reserved} are reserved")]
    ReservationTooSmall {
        /// Bytes reserved for the container.
        reserved: usize,
        /// Bytes it has.
        needed: usize,
    },
    /// The field's seed value sets a condition that this request does not meet (ISO 32000-2 §12.7.5.5, table 237).
    #[error("the field {field:?} demands {constraint}")]
    SeedValue {
        /// Fully qualified name.
        field: String,
        /// The condition.
        constraint: Constraint,
    },
    /// The certificate may not be used for this signature now.
    #[error("the certificate cannot be used: {0}")]
    SignerRefused(#[from] SignerRefused),
    /// The claimed signing time lies outside the certificate's validity, so no reader could accept it.
    #[error(
        "the signing time {claimed} lies outside the certificate's validity, {not_before} to {not_after}"
    )]
    SigningTimeOutsideCertificate {
        /// `/M`, as asked for.
        claimed: Timestamp,
        /// Start of the validity.
        not_before: Timestamp,
        /// End of the validity.
        not_after: Timestamp,
    },
    /// The stored state of a deferred signature does not belong to this file and this certificate.
    #[error("the deferred signature cannot be resumed: {0}")]
    State(#[from] StateError),
    /// The file has a defect that would make the signature doubtful.
    #[error("the file has a defect that makes signing unsafe: {0}")]
    UnsafeFile(UnsafeFile),
    /// Something this version does not do.
    #[error("not supported: {0}")]
    Unsupported(Unsupported),
}

/// ISO 32000-2 table 22: bits 4 and 6; bits 6 or 9.
const fn permitted(new_field: bool) -> &'static str {
    match new_field {
        true => "adding a signature field",
        false => "filling in a signature field",
    }
}

/// What does not go together in one signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Contradiction {
    /// EN 319 142-1 §6.3: the reason is stated once.
    #[error("a reason and a commitment type exclude each other")]
    CommitmentAndReason,
    /// EN 319 142-1 §6.3: with an explicit policy `/Reason` is not used.
    #[error("a reason and a signature policy exclude each other")]
    PolicyAndReason,
    /// Commitment types and policies are attributes of CAdES (EN 319 122-1 §5.2).
    #[error("a commitment type or a signature policy needs the format {}", SubFilter::CadesDetached.name())]
    StatementOutsideCades,
}

/// A defect of the input. Signing would cover it, and readers would disagree about the result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnsafeFile {
    /// Found while the file was opened: bytes after the last `%%EOF`, a displaced header, and the like.
    #[error("{0}")]
    Anomaly(String),
    /// The catalog is missing or not a dictionary.
    #[error("the document catalog cannot be read")]
    NoCatalog,
    /// The object numbers are beyond what can be written.
    #[error("the object numbers are used up")]
    ObjectNumbers,
    /// There is no page to carry the widget.
    #[error("the document has no page")]
    NoPage,
    /// An entry has another type than the standard gives it.
    #[error("{0} is not what ISO 32000-2 says it is")]
    WrongType(&'static str),
}

/// What this version does not do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unsupported {
    /// The signature field is a direct object and cannot be updated on its own.
    #[error("signing a field that is not an indirect object ({0:?})")]
    DirectField(String),
    /// The field's `/Lock` has an action that is not known, or lacks its fields (ISO 32000-2 table 236).
    #[error("the field {0:?} wants a lock that is not understood")]
    FieldLock(String),
    /// A visible signature in a field that has no single place on a page.
    #[error("a visible signature in the field {0:?}, which has no single place on a page")]
    FieldPlace(String),
    /// XFA forms carry a second copy of the fields that no signature field of ours would agree with.
    #[error("documents with an XFA form")]
    XfaForm,
}
