//! `Evidence` as one JSON document, so that a verdict can be replayed offline, years later (feature `serde`).
//!
//! ```json
//! {
//! "format":"cert-path/evidence",
//! "version":1,
//! "judged":{"now":"2026-11-22T00:00:00Z","anchors":[…],"revocation":"require","freshness":"issuers-window","algorithms":{…}},
//! "certificates":[
//! {"sha256":"…","origin":"document","der":"(base64)"}],
//! "crls":[],
//! "ocsp_responses":[],
//! "timestamps":[],
//! "local_reports":[]
//! }
//! ```
//!
//! Objects stand in the order in which the evidence holds them. The SHA-256 of each is checked when it is read. Nothing in the
//! document is trusted, `judged` least of all: it tells what was asked, and whoever replays decides whether to ask the same.

mod read;
mod shapes;
mod write;

use std::io;

use jiff::Timestamp;

use super::Evidence;
use crate::anchor::TrustAnchor;
use crate::policy::AlgorithmPolicy;
use crate::revocation::{Freshness, RevocationMode};

const FORMAT: &str = "cert-path/evidence";
const VERSION: u32 = 1;

/// The most bytes of a document that is read: 1 GiB, room for ten CRLs of the largest size met, 75 MB.
const DOCUMENT_BYTES: usize = 1 << 30;
/// The most objects of one kind. 100 000: a hundred times the richest file of the corpora.
const OBJECTS: usize = 100_000;

/// Evidence, and what was asked of it.
#[derive(Clone, Debug, Default)]
pub struct EvidenceFile {
    /// Certificates, revocation data, timestamps, local reports, each with its origin.
    pub evidence: Evidence,
    /// What the verdict was made of beside the evidence and the document.
    pub judged: Option<Judged>,
}

/// The caller's part of a verdict: with the same document, the same evidence and this, the verdict is the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The moment of judging.
    pub now: Timestamp,
    /// Where trust began.
    pub anchors: Vec<TrustAnchor>,
    /// How much revocation data was demanded.
    pub revocation: RevocationMode,
    /// How fresh they had to be.
    pub freshness: Freshness,
    /// Which algorithms were refused.
    pub algorithms: AlgorithmPolicy,
}

/// Why a document is no evidence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// No JSON, or not of this shape.
    #[error("not an evidence document: {what} at line {line}, column {column}")]
    Json {
        /// What was found.
        what: String,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// Something else, by its own word.
    #[error("not an evidence document: \"format\" is {found:?}, not \"cert-path/evidence\"")]
    Format {
        /// The word found.
        found: String,
    },
    /// Written by a later program.
    #[error("evidence document of version {found}; this program reads version 1")]
    Version {
        /// The version found.
        found: u64,
    },
    /// More than is read.
    #[error("{place}: {count} are more than the limit of {limit}")]
    TooMany {
        /// Where.
        place: &'static str,
        /// How many there are.
        count: usize,
        /// How many may be there.
        limit: usize,
    },
    /// One object cannot be read.
    #[error("{list}[{index}]: {what}")]
    Object {
        /// Which list.
        list: &'static str,
        /// Its place in the list, from 0.
        index: usize,
        /// What is wrong.
        what: String,
    },
}

impl EvidenceFile {
    /// Writes the document. CRLs are read from their sources in pieces: a large one is never held whole.
    ///
    /// # Errors
    /// The writer's, or those of a CRL's source.
    pub fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        write::document(self, out)
    }

    /// Reads a document.
    ///
    /// # Errors
    /// [`EvidenceError`], with the place.
    pub fn read(document: &[u8]) -> Result<Self, EvidenceError> {
        read::document(document)
    }
}
