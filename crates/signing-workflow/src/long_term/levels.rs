//! Levels of a whole file.

use pades_verify::{DocumentReport, Level, SignatureKind, SignatureReport};

/// The level a file is to be raised to (EN 319 142-1 §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// B-T: a proof of the time of every signature.
    Timestamp,
    /// B-LT: and everything that validating it needs.
    LongTerm,
    /// B-LTA: and a document time-stamp over that.
    Archive,
}

impl Target {
    /// The level, as reports name it.
    #[must_use]
    pub const fn level(self) -> Level {
        match self {
            Self::Timestamp => Level::BT,
            Self::LongTerm => Level::BLT,
            Self::Archive => Level::BLTA,
        }
    }
}

/// The lowest level among the signatures that the newest revision shows; `None` where none has one.
#[must_use]
pub fn level(report: &DocumentReport) -> Option<Level> {
    signatures(report)
        .filter_map(|one| one.level)
        .min_by_key(|level| rank(*level))
}

/// Signatures of persons and agencies in the newest revision.
pub(super) fn signatures(report: &DocumentReport) -> impl Iterator<Item = &SignatureReport> {
    let shown = report.signatures.iter();
    shown.filter(|one| one.kind == SignatureKind::Signature && one.in_newest)
}

/// Document time-stamps in the newest revision, oldest first.
pub(super) fn stamps(report: &DocumentReport) -> impl Iterator<Item = &SignatureReport> {
    let shown = report.signatures.iter();
    shown.filter(|one| one.kind == SignatureKind::DocumentTimestamp && one.in_newest)
}

/// From the one that lasts least. Legacy containers come below the baseline of the same rank.
pub(super) const fn rank(level: Level) -> u8 {
    match level {
        Level::Pkcs7 => 0,
        Level::BB => 1,
        Level::Pkcs7T => 2,
        Level::BT => 3,
        Level::BLT => 4,
        Level::BLTA => 5,
        _ => 0,
    }
}
