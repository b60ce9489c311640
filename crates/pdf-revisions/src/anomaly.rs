//! What was noticed and read all the same: an observation, not a judgement.
//!
//! Every tolerance of this crate is a variant of [`AnomalyKind`]. What is not listed here is refused.

use std::fmt;

/// Something in the file that deserves to be told, though it can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// A deviation from the standard that readers treat alike.
    Warning,
    /// Readers may come to see different documents, or bytes belong to no revision.
    Error,
}

/// The anomalies and tolerances, one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AnomalyKind {
    /// Bytes after the last `%%EOF` that are not white space. A signature cannot cover them, and readers that
    /// recover broken files may take them for objects.
    BytesAfterLastEof,
    /// Behind a revision's `%%EOF` stands something that is neither object nor cross-reference nor comment.
    BytesBetweenRevisions,
    /// A trailer or the dictionary of a cross-reference stream repeats a key; the last one counts here.
    DuplicateTrailerKey,
    /// A string or stream encrypted with AES has no initialisation vector or nothing behind it; read as empty.
    EncryptedDataEmpty,
    /// `/Encrypt` is a direct dictionary of the trailer; writers make it an object of its own, and some readers insist.
    EncryptionDictionaryDirect,
    /// `/Perms` opens with the file's key, but says something else than `/P` or `/EncryptMetadata`.
    EncryptionPermissionsDisagree,
    /// `/Perms` is missing, or does not open with the file's key: user and owner password may lead to two documents.
    EncryptionPermissionsUnreadable,
    /// An object is not followed by `endobj`.
    EndobjMissing,
    /// A `startxref` is not followed by `%%EOF`.
    EofMarkerMissing,
    /// Bytes before `%PDF-`; offsets count from the start of the file.
    HeaderNotAtStart,
    /// Bytes before `%PDF-`; offsets count from the header.
    HeaderNotAtStartRelative,
    /// The table and the stream of a hybrid file give one object number two different meanings.
    HybridDisagreement,
    /// The table of a hybrid section frees an object of an earlier revision that the stream beside it keeps.
    HybridRedefinition,
    /// `/XRefStm` leads past the end of its revision.
    HybridStreamBeyondRevision,
    /// `/Prev` points behind its own section, and the file is not linearised: the sections count as one revision.
    PrevPointsForward,
    /// `/Prev 0`, which some writers put into a first revision; read as no `/Prev`.
    PrevZero,
    /// No `startxref` and `%%EOF` belong to a revision's cross-reference section; it ends with its trailer.
    RevisionEndMissing,
    /// A later trailer's `/Size` is smaller than an earlier one's: some readers would drop the objects above it.
    SizeShrinks,
    /// An object number is not below the trailer's `/Size`; the object is read all the same.
    SizeTooSmall,
    /// The `startxref` behind an earlier revision names another offset than that revision's section.
    StartxrefMismatch,
    /// `startxref` misses its section by at most ten bytes.
    StartxrefNear,
    /// `/Length` leads past the end of the stream's own revision: what comes later would be part of what was there before.
    StreamBeyondRevision,
    /// `/Length` is missing or wrong; the data end at the next `endstream`.
    StreamLength,
    /// `stream` is followed by CR alone, or by no line end.
    StreamLineEnd,
    /// White space after the last `%%EOF` beyond two line ends.
    WhitespaceAfterLastEof,
    /// Entries of a cross-reference table that are not twenty bytes long.
    XrefEntryLength,
    /// Entries of a cross-reference table padded with spaces where zeros belong.
    XrefEntryPadding,
    /// An entry in use with the offset 0; read as free.
    XrefEntryZeroOffset,
    /// The first subsection starts at 1, but its first entry is the head of the free list, which is object 0.
    XrefStartsAtOne,
}

/// Code, severity and words of each.
const fn told(kind: AnomalyKind) -> (&'static str, Severity, &'static str) {
    use AnomalyKind as K;
    use Severity::{Error, Info, Warning};
    match kind {
        K::BytesAfterLastEof => ("bytes-after-last-eof", Error, "bytes after the last %%EOF"),
        K::BytesBetweenRevisions => (
            "bytes-between-revisions",
            Error,
            "bytes between two revisions belong to neither",
        ),
        K::DuplicateTrailerKey => ("duplicate-trailer-key", Error, "a trailer repeats a key"),
        K::EncryptedDataEmpty => (
            "encrypted-data-empty",
            Info,
            "an encrypted string or stream lacks its initialisation vector",
        ),
        K::EncryptionDictionaryDirect => (
            "encryption-dictionary-direct",
            Warning,
            "the encryption dictionary stands in the trailer",
        ),
        K::EncryptionPermissionsDisagree => (
            "encryption-permissions-disagree",
            Warning,
            "/Perms says something else than /P or /EncryptMetadata",
        ),
        K::EncryptionPermissionsUnreadable => (
            "encryption-permissions-unreadable",
            Error,
            "/Perms does not open with the key of the file",
        ),
        K::EndobjMissing => (
            "endobj-missing",
            Warning,
            "an object does not end in endobj",
        ),
        K::EofMarkerMissing => (
            "eof-marker-missing",
            Warning,
            "startxref is not followed by %%EOF",
        ),
        K::HeaderNotAtStart => ("header-not-at-start", Warning, "bytes before %PDF-"),
        K::HeaderNotAtStartRelative => (
            "header-not-at-start-relative",
            Warning,
            "bytes before %PDF-, from which the offsets count",
        ),
        K::HybridDisagreement => (
            "hybrid-disagreement",
            Error,
            "the table and the stream of a hybrid file disagree about an object",
        ),
        K::HybridRedefinition => (
            "hybrid-redefinition",
            Warning,
            "a hybrid section frees, for some readers only, an object of an earlier revision",
        ),
        K::HybridStreamBeyondRevision => (
            "hybrid-stream-beyond-revision",
            Error,
            "/XRefStm leads past the end of its revision",
        ),
        K::PrevPointsForward => (
            "prev-points-forward",
            Error,
            "/Prev points behind its own section",
        ),
        K::PrevZero => ("prev-zero", Info, "/Prev is 0"),
        K::RevisionEndMissing => (
            "revision-end-missing",
            Error,
            "no startxref belongs to a revision",
        ),
        K::SizeShrinks => (
            "size-shrinks",
            Warning,
            "/Size is smaller than in an earlier revision",
        ),
        K::SizeTooSmall => (
            "size-too-small",
            Warning,
            "an object number is not below /Size",
        ),
        K::StartxrefMismatch => (
            "startxref-mismatch",
            Warning,
            "an earlier startxref does not name its own section",
        ),
        K::StartxrefNear => (
            "startxref-near",
            Warning,
            "startxref misses its section by a few bytes",
        ),
        K::StreamBeyondRevision => (
            "stream-beyond-revision",
            Error,
            "/Length of a stream leads past the end of its revision",
        ),
        K::StreamLength => (
            "stream-length",
            Warning,
            "/Length of a stream is missing or wrong",
        ),
        K::StreamLineEnd => (
            "stream-line-end",
            Warning,
            "stream is not followed by LF or CRLF",
        ),
        K::WhitespaceAfterLastEof => (
            "whitespace-after-last-eof",
            Info,
            "much white space after the last %%EOF",
        ),
        K::XrefEntryLength => (
            "xref-entry-length",
            Warning,
            "cross-reference entries are not twenty bytes long",
        ),
        K::XrefEntryPadding => (
            "xref-entry-padding",
            Warning,
            "cross-reference entries are padded with spaces",
        ),
        K::XrefEntryZeroOffset => (
            "xref-entry-zero-offset",
            Warning,
            "an entry in use has the offset 0",
        ),
        K::XrefStartsAtOne => (
            "xref-starts-at-one",
            Warning,
            "the cross-reference table starts at 1 instead of 0",
        ),
    }
}

impl AnomalyKind {
    /// All of them, for tables and tests.
    pub const ALL: [Self; 29] = [
        Self::BytesAfterLastEof,
        Self::BytesBetweenRevisions,
        Self::DuplicateTrailerKey,
        Self::EncryptedDataEmpty,
        Self::EncryptionDictionaryDirect,
        Self::EncryptionPermissionsDisagree,
        Self::EncryptionPermissionsUnreadable,
        Self::EndobjMissing,
        Self::EofMarkerMissing,
        Self::HeaderNotAtStart,
        Self::HeaderNotAtStartRelative,
        Self::HybridDisagreement,
        Self::HybridRedefinition,
        Self::HybridStreamBeyondRevision,
        Self::PrevPointsForward,
        Self::PrevZero,
        Self::RevisionEndMissing,
        Self::SizeShrinks,
        Self::SizeTooSmall,
        Self::StartxrefMismatch,
        Self::StartxrefNear,
        Self::StreamBeyondRevision,
        Self::StreamLength,
        Self::StreamLineEnd,
        Self::WhitespaceAfterLastEof,
        Self::XrefEntryLength,
        Self::XrefEntryPadding,
        Self::XrefEntryZeroOffset,
        Self::XrefStartsAtOne,
    ];

    /// The fixed code, for reports.
    #[must_use]
    pub const fn code(self) -> &'static str {
        told(self).0
    }

    /// How much it matters.
    #[must_use]
    pub const fn severity(self) -> Severity {
        told(self).1
    }
}

impl fmt::Display for AnomalyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(told(*self).2)
    }
}

impl fmt::Display for Anomaly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at offset {}", self.kind, self.offset)
    }
}

/// Collects anomalies, each once, and no more than anyone would read.
#[derive(Debug, Default)]
pub(crate) struct Anomalies(Vec<Anomaly>);

/// A file with more deviations than this has told enough.
const TOLD: usize = 1000;

impl Anomalies {
    pub(crate) fn note(&mut self, kind: AnomalyKind, offset: u64) {
        self.add(Anomaly { kind, offset });
    }

    pub(crate) fn add(&mut self, anomaly: Anomaly) {
        if self.0.len() < TOLD && !self.0.contains(&anomaly) {
            self.0.push(anomaly);
        }
    }

    pub(crate) fn extend(&mut self, anomaly: Option<Anomaly>) {
        if let Some(anomaly) = anomaly {
            self.add(anomaly);
        }
    }

    pub(crate) fn to_vec(&self) -> Vec<Anomaly> {
        self.0.clone()
    }

    pub(crate) fn into_vec(self) -> Vec<Anomaly> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_listed_once_and_has_a_code_of_its_own() {
        // `told` has no default arm, and the variants are numbered from 0: a variant that is not listed leaves a hole.
        let numbers: Vec<usize> = AnomalyKind::ALL.iter().map(|kind| *kind as usize).collect();
        assert_eq!(numbers, (0..AnomalyKind::ALL.len()).collect::<Vec<_>>());
        assert_eq!(
            AnomalyKind::XrefStartsAtOne as usize + 1,
            AnomalyKind::ALL.len()
        );
        let mut codes: Vec<_> = AnomalyKind::ALL.iter().map(|kind| kind.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), AnomalyKind::ALL.len());
    }
}
