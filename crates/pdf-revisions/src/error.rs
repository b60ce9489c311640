//! What can go wrong, and where in the file.

use std::sync::Arc;

use crate::Locked;
use crate::object::Name;

/// Why a PDF could not be read or extended, with the place where that is known.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{kind}{}", place(*offset))]
pub struct PdfError {
    /// What is wrong.
    #[source]
    pub kind: PdfErrorKind,
    /// The byte of the file at which it was noticed.
    pub offset: Option<u64>,
}

fn place(offset: Option<u64>) -> String {
    offset.map_or_else(String::new, |offset| format!(" at offset {offset}"))
}

impl PdfError {
    pub(crate) fn malformed(what: Malformed, offset: u64) -> Self {
        Self {
            kind: PdfErrorKind::Malformed(what),
            offset: Some(offset),
        }
    }

    pub(crate) fn malformed_somewhere(what: Malformed) -> Self {
        Self {
            kind: PdfErrorKind::Malformed(what),
            offset: None,
        }
    }

    pub(crate) fn unsupported(feature: Feature) -> Self {
        Self {
            kind: PdfErrorKind::Unsupported(feature),
            offset: None,
        }
    }

    pub(crate) fn limit(limit: Limit, offset: u64) -> Self {
        Self {
            kind: PdfErrorKind::Limit(limit),
            offset: Some(offset),
        }
    }

    pub(crate) fn limit_somewhere(limit: Limit) -> Self {
        Self {
            kind: PdfErrorKind::Limit(limit),
            offset: None,
        }
    }

    pub(crate) fn misuse(misuse: Misuse) -> Self {
        Self {
            kind: PdfErrorKind::ApiMisuse(misuse),
            offset: None,
        }
    }
}

impl From<std::io::Error> for PdfError {
    fn from(error: std::io::Error) -> Self {
        Self {
            kind: PdfErrorKind::Io(Arc::new(error)),
            offset: None,
        }
    }
}

/// The classes of failure (design.md 4).
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PdfErrorKind {
    /// The caller asked for what cannot be written.
    #[error("misuse: {0}")]
    ApiMisuse(Misuse),
    /// Reading the source failed.
    #[error("reading failed")]
    Io(#[source] Arc<std::io::Error>),
    /// A written-down limit was reached; see [`crate::Limits`].
    #[error("limit reached: {0}")]
    Limit(Limit),
    /// The bytes are not what ISO 32000 asks for.
    #[error("malformed PDF: {0}")]
    Malformed(Malformed),
    /// The file is encrypted, and the empty password does not open it: see [`crate::PdfFile::open_with_password`].
    #[error("a password is needed")]
    PasswordNeeded(Box<Locked>),
    /// The file is encrypted, and the password that was given is neither the user's nor the owner's.
    #[error("the password is wrong")]
    PasswordWrong(Box<Locked>),
    /// Correct, but not something this crate does.
    #[error("unsupported: {0}")]
    Unsupported(Feature),
}

/// What is malformed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// A stream names a crypt filter that is not there, or one of another version.
    #[error("crypt filter")]
    CryptFilter,
    /// A dictionary lacks `>>`, holds a key that is no name, or a key without a value.
    #[error("dictionary")]
    Dictionary,
    /// An encoded stream does not decode.
    #[error("stream data do not decode")]
    EncodedData,
    /// Encrypted data are no whole number of blocks, or end in a wrong padding.
    #[error("encrypted data do not decrypt")]
    EncryptedData,
    /// Revisions disagree about how the file is encrypted, or on the `/ID` its key depends on.
    #[error("a revision changes the encryption of the file")]
    EncryptionChanged,
    /// `/Encrypt` is no dictionary, or lacks what ISO 32000-2 Tables 20 and 21 ask for.
    #[error("encryption dictionary")]
    EncryptionDictionary,
    /// The form's field tree contains itself.
    #[error("the tree of form fields is circular")]
    FieldCycle,
    /// There is no `%PDF-` near the start of the file.
    #[error("no %PDF- header")]
    Header,
    /// There is no `obj` header with the expected number and generation where the cross-reference says.
    #[error("the cross-reference points here, but the object is not here")]
    ObjectHeader,
    /// An object reaches past the end of the revision that names it: what it says was not there when that revision was saved.
    #[error("the object reaches past the end of its revision")]
    ObjectBeyondRevision,
    /// An object stream's header or contents are not as ISO 32000-2 §7.5.7 asks.
    #[error("object stream")]
    ObjectStream,
    /// The page tree contains itself, or a node is neither page nor page tree node.
    #[error("page tree")]
    PageTree,
    /// There is no such page.
    #[error("no such page")]
    PageMissing,
    /// `/Prev` or `/XRefStm` is not an offset inside the file.
    #[error("/Prev or /XRefStm does not point into the file")]
    PrevInvalid,
    /// The chain of `/Prev` comes back to a section already read.
    #[error("the chain of cross-reference sections is circular")]
    PrevCycle,
    /// A chain of references leads back to itself.
    #[error("circular reference")]
    ReferenceCycle,
    /// There is no `startxref` at the end of the file.
    #[error("no startxref at the end of the file")]
    StartxrefMissing,
    /// The number after `startxref` is missing or lies outside the file.
    #[error("startxref does not point into the file")]
    StartxrefInvalid,
    /// The end of a stream was not found.
    #[error("the end of the stream was not found")]
    StreamEnd,
    /// A string without its end, or a hexadecimal string with other characters.
    #[error("string")]
    String,
    /// Bytes that are no token of PDF, or a token that does not belong here.
    #[error("unexpected bytes")]
    Token,
    /// The trailer is missing.
    #[error("no trailer after the cross-reference table")]
    Trailer,
    /// The trailer's `/Root` is missing or is no dictionary.
    #[error("no document catalog")]
    Catalog,
    /// A value has another type than the standard asks for.
    #[error("a value of the wrong type")]
    WrongType,
    /// An entry of a cross-reference table is not as ISO 32000-2 §7.5.4 asks.
    #[error("cross-reference entry")]
    XrefEntry,
    /// There is neither a table nor a stream where `startxref` or `/Prev` points.
    #[error("no cross-reference section here")]
    XrefMissing,
    /// A subsection's header is wrong, or subsections overlap.
    #[error("cross-reference subsection")]
    XrefSubsection,
    /// `/W`, `/Index`, `/Size` or the data of a cross-reference stream are wrong.
    #[error("cross-reference stream")]
    XrefStream,
}

/// What this crate does not do.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Feature {
    /// A crypt filter with a method of its own, `/CFM`.
    #[error("encryption by crypt filter method {0}")]
    CryptFilter(Name),
    /// The file's integrity is protected by a code that an update would have to make anew (ISO/TS 32004).
    #[error("appending to a file protected by a message authentication code")]
    DocumentMac,
    /// A version of encryption that is neither in ISO 32000-2 nor R5: AES-GCM (ISO/TS 32003) has `/V` 6 and `/R` 7.
    #[error("encryption of version {version}, revision {revision}")]
    EncryptionVersion {
        /// `/V`.
        version: u8,
        /// `/R`.
        revision: u8,
    },
    /// A stream filter other than FlateDecode, or a predictor that is none of the PNG ones or TIFF's.
    #[error("stream filter")]
    Filter,
    /// The file is encrypted for the holders of certain certificates (ISO 32000-2 §7.6.5).
    #[error("public-key encryption ({0})")]
    PublicKeyHandler(Name),
    /// The file is encrypted by a security handler of somebody's own.
    #[error("encryption by security handler {0}")]
    SecurityHandler(Name),
}

/// What a caller of [`crate::Update`] must not ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Misuse {
    /// Replacing an object under another generation than it has would make two objects of one number.
    #[error("the object exists with another generation than that of {0}")]
    Generation(crate::Reference),
    /// Object 0 is the head of the free list (ISO 32000-2 §7.5.4).
    #[error("object 0 cannot be written")]
    ObjectZero,
    /// A stream that was read has no data here; give them to [`crate::Update::put_stream`].
    #[error("a stream without its data cannot be written")]
    StreamWithoutData,
}

/// Which of the [`crate::Limits`] was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Limit {
    /// Entries of an array or dictionary, or all values below one object.
    #[error("values in one object")]
    Values,
    /// Bytes a stream decodes to.
    #[error("decoded bytes of a stream")]
    DecodedBytes,
    /// Depth of nested arrays and dictionaries.
    #[error("depth of nesting")]
    Depth,
    /// Form fields.
    #[error("form fields")]
    Fields,
    /// Object numbers (ISO 32000-2 annex C: 8,388,607; read up to [`crate::Limits::object_number`]).
    #[error("object number")]
    ObjectNumber,
    /// An offset that the ten digits of a cross-reference table cannot hold.
    #[error("offset over 9,999,999,999 in a cross-reference table")]
    OffsetWidth,
    /// Pages and page tree nodes walked.
    #[error("page tree nodes")]
    Pages,
    /// Cross-reference sections in the `/Prev` chain.
    #[error("revisions")]
    Revisions,
    /// Bytes of one string or name.
    #[error("length of a string")]
    StringBytes,
    /// Bytes parsed and decoded, again and again.
    #[error("work for one file")]
    Work,
    /// Subsections or irregular entries of one cross-reference section, or entries to list.
    #[error("cross-reference entries")]
    XrefEntries,
}
