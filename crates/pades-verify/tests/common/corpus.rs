//! The conformance corpus: the rows of its manifest, and what these tests except of them.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

use std::path::PathBuf;
use std::sync::Arc;

use cert_path::{Evidence, TrustAnchor};
use pades_verify::{DocumentReport, Policy, VerifyError, verify};
use pdf_revisions::{FileSource, PdfError, PdfFile, SharedSource};
use serde::Deserialize;

/// When files are judged of which nobody says when.
pub const TODAY: &str = "2026-11-21T00:00:00Z";

/// One file.
pub struct Row {
    /// As the manifest names it.
    pub name: String,
    pub path: PathBuf,
    /// Words, the first of which is the verdict.
    pub expected: String,
    /// When it is valid, and the file of the anchor under which it is.
    pub at: Option<String>,
    pub trust: Option<PathBuf>,
}

impl Row {
    /// The first word, without what it names after a colon.
    pub fn word(&self) -> &str {
        self.expected.split([';', ':']).next().unwrap()
    }

    pub fn source(&self) -> Result<SharedSource, PdfError> {
        Ok(Arc::new(FileSource::open(&self.path)?))
    }

    pub fn judged_at(
        &self,
        at: &str,
        evidence: &Evidence,
        anchors: &[TrustAnchor],
    ) -> Result<DocumentReport, VerifyError> {
        let file = PdfFile::open(self.source()?)?;
        let at = at.parse().unwrap();
        verify(&file, evidence, anchors, &Policy::default(), at)
    }

    /// Today, without an anchor, and without evidence but what the file brings.
    pub fn judged_alone(&self) -> Result<DocumentReport, VerifyError> {
        self.judged_at(TODAY, &Evidence::new(), &[])
    }
}

/// All rows; a line that says so where the corpus is not at hand.
pub fn rows(what: &str) -> Option<Vec<Row>> {
    let Some(corpus) = std::env::var_os("KYSO_CORPUS").map(PathBuf::from) else {
        println!("NOT RUN: KYSO_CORPUS is not set, {what} not checked");
        return None;
    };
    let row = |line: &str| {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default().to_owned();
        let (name, expected, at, trust) = (next(), next(), next(), next());
        Row {
            path: corpus.join(&name),
            name,
            expected,
            at: (!at.is_empty()).then_some(at),
            trust: (!trust.is_empty()).then(|| corpus.join(trust)),
        }
    };
    let manifest = std::fs::read_to_string(corpus.join("pdf.tsv")).unwrap();
    Some(manifest.lines().skip(1).map(row).collect())
}

#[derive(Deserialize)]
pub struct Exceptions {
    pub refused: Vec<Refused>,
    pub other: Vec<Other>,
}

/// A good row that is refused.
#[derive(Deserialize)]
pub struct Refused {
    pub path: String,
    pub expected: String,
    pub actual: String,
    pub reason: String,
}

/// A word of a row that the report does not say.
#[derive(Deserialize)]
pub struct Other {
    pub path: String,
    pub word: String,
    pub reason: String,
}

pub fn exceptions() -> Exceptions {
    toml::from_str(include_str!("../corpora-exceptions.toml")).unwrap()
}
