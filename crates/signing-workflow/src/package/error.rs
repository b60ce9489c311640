//! Why a package cannot be read.

/// A package could not be read as a whole. What is wrong with one part is told in the report instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackageError {
    /// A document type declaration: edXML needs none, and attacks on readers of XML do.
    #[error("a document type declaration is not accepted")]
    DocumentType {
        /// Where.
        offset: u64,
    },
    /// A reference to an entity that XML itself does not define.
    #[error("entity {name} is not defined")]
    Entity {
        /// Its name.
        name: String,
        /// Where.
        offset: u64,
    },
    /// A bound was reached.
    #[error("limit reached: {what} (at most {limit})")]
    Limit {
        /// Of what.
        what: &'static str,
        /// How much there may be.
        limit: usize,
    },
    /// Not well-formed XML.
    #[error("not well-formed XML: {text}")]
    Malformed {
        /// What the reader says.
        text: String,
        /// Where.
        offset: u64,
    },
    /// A SOAP message whose attachments are parts of a MIME message.
    #[error("a SOAP message with MIME attachments is not read by this version")]
    Mime,
    /// XML, but no exchange message.
    #[error(
        "no MessageHeader and no attachments: this is not an edXML message (root element {root})"
    )]
    NotEdxml {
        /// Its root element.
        root: String,
    },
    /// Not UTF-8 (QCVN 102:2016 as used: `encoding="utf-8"`).
    #[error("not UTF-8")]
    NotUtf8 {
        /// Where.
        offset: u64,
    },
}

impl PackageError {
    /// Where, in bytes from the start of the file.
    #[must_use]
    pub const fn offset(&self) -> Option<u64> {
        match self {
            Self::DocumentType { offset }
            | Self::Entity { offset, .. }
            | Self::Malformed { offset, .. }
            | Self::NotUtf8 { offset } => Some(*offset),
            Self::Limit { .. } | Self::Mime | Self::NotEdxml { .. } => None,
        }
    }
}
