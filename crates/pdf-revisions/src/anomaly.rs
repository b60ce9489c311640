//! What was noticed and read all the same: an observation, not a judgement.

/// Something in the file that deserves to be told, though it can be read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Anomaly {
    /// What it is.
    pub kind: AnomalyKind,
    /// Where it was noticed.
    pub offset: u64,
}

/// How much an anomaly matters to someone who checks a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Harmless; a fact about the file.
    Info,
    /// A deviation that readers treat alike.
    Warning,
    /// Readers may come to see different documents.
    Error,
}

/// The anomalies and tolerances, one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AnomalyKind {
    /// Bytes after the last `%%EOF` and its line ends. A signature cannot cover them, and readers that recover
    /// broken files may take them for objects.
    BytesAfterLastEof,
    /// Between a revision's `%%EOF` and the next revision stands something that is neither object nor cross-reference.
    BytesBetweenRevisions,
}

impl AnomalyKind {
    /// The fixed code, for reports.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BytesAfterLastEof => "bytes-after-last-eof",
            Self::BytesBetweenRevisions => "bytes-between-revisions",
        }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::BytesAfterLastEof | Self::BytesBetweenRevisions => Severity::Error,
        }
    }
}

impl std::fmt::Display for AnomalyKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::BytesAfterLastEof => "bytes after the last %%EOF",
            Self::BytesBetweenRevisions => "bytes between two revisions that belong to neither",
        })
    }
}

impl std::fmt::Display for Anomaly {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at offset {}", self.kind, self.offset)
    }
}
