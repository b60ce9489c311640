//! The package (bộ văn bản): the main document, attachments in files of their own, and the exchange metadata, judged together.
//!
//! The unit of judgement is the package, not the file (office practice, finding 2): an attachment rightly carries the agency's
//! signature alone, and a document that is right by itself is not complete when an attachment is missing.
//!
//! [`Edxml::read`] reads an edXML file, [`write()`] and [`write_status`] write one; a folder is read by the caller. [`judge`] takes what the verifier says of every part and
//! gives a [`PackageReport`].
//!
//! # edXML: what is known, and how
//! QCVN 102:2016/BTTTT (Thông tư 10/2016/TT-BTTTT) and its amendment 1:2022 (Thông tư 01/2022/TT-BTTTT) describe the exchange message
//! of document systems. That they exist, and the form of organisation codes, is known from law publishers; **their tables of
//! elements were not read**. The elements below are second-hand: from public integration programs that write or read such files
//! (`edXML/edXMLEnvelope/edXMLHeader/MessageHeader`, `edXMLBody/edXMLManifest/Reference`, `AttachmentEncoded/Attachment`; older
//! files have a SOAP `Envelope/Header/Body/Manifest`). So reading is tolerant, by local names, whatever the namespace; what is not
//! known is ignored and **reported**, and nothing is refused because an element is missing. Contents are base64, often of a ZIP
//! with one file in it. A SOAP message with MIME attachments is not read and said to be so. The status that goes back
//! (`edXMLHeader/Status`) is known from one such program alone.
//!
//! Names of files inside are for showing and for matching; they are never used as paths.

mod compare;
mod contents;
mod edxml;
mod error;
mod judge;
mod limits;
mod main_part;
mod metadata;
mod printed;
mod status;
mod vocabulary;
mod write;
mod written;
mod xml;

pub use edxml::{Content, Edxml};
pub use error::PackageError;
pub use judge::{Package, PackageFile, PackageReport, PartReport, judge};
pub use limits::PackageLimits;
pub use main_part::{MainUnclear, find_main};
pub use metadata::{Business, Listed, Metadata, Organisation, Signer};
pub use printed::Printed;
pub use status::{ResponseFor, StatusMessage};
pub use write::{Attachment, WriteError, write, write_status};
