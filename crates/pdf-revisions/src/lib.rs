//! A PDF as a list of revisions: reads them lazily, encrypted ones too, appends one more. No signatures.
//!
//! A PDF file grows by incremental updates (ISO 32000-2 §7.5.6): each one leaves the earlier bytes as they are
//! and adds changed objects, a cross-reference section and a trailer. Digital signatures depend on that, so this
//! crate keeps the revisions apart and can show any object as of any of them.
//!
//! * [`PdfFile::open`] reads the end of the file, the cross-reference sections and the trailers, nothing else.
//!   Entries of a cross-reference table are found by arithmetic, so a million objects cost no more than ten.
//! * [`View`] is the document as of one revision: [`View::resolve`], [`View::catalog`], [`View::signature_fields`].
//! * An encrypted file opens by its password ([`PdfFile::open_with_password`]); its values are shown decrypted.
//! * [`View::excerpt`] makes a document of some pages alone, for a viewer that should see nothing else.
//! * [`content`] reads the operators of content streams.
//! * [`Update`] appends one revision and leaves every earlier byte alone.
//!
//! What it is not: no fonts, no rendering, no repair. A file whose cross-reference is broken is refused, with the
//! offset of the defect; the few deviations that are read all the same are listed by [`PdfFile::anomalies`].
#![forbid(unsafe_code)]

mod anomaly;
mod append;
mod chain;
mod changes;
pub mod content;
mod crossing;
mod cursor;
mod encryption;
mod ending;
mod error;
mod excerpt;
mod file;
mod filters;
mod form;
mod indirect;
mod lexer;
mod limits;
mod location;
mod object;
mod object_stream;
mod pages;
mod parser;
mod predictor;
mod recent;
mod revision;
mod source;
mod stream_data;
mod unlisted;
mod view;
mod xref;

pub use anomaly::{Anomaly, AnomalyKind, Severity};
pub use append::{Appended, Update};
pub use encryption::{CryptMethod, Encryption, Locked, OpenedBy};
pub use error::{Feature, Limit, Malformed, Misuse, PdfError, PdfErrorKind};
pub use excerpt::Images;
pub use file::PdfFile;
pub use form::{AcroForm, SignatureField};
pub use limits::Limits;
pub use location::{Change, Location};
pub use object::{Dict, Name, Object, PdfString, Real, Reference, Stream, StringKind};
pub use revision::{Revision, XrefKind};
pub use source::{Concatenated, FileSource, SharedSource, Source, for_each_chunk};
pub use view::View;
