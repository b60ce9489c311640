//! What is to be issued.

use gov_ca_model::VietnamDay;
use regulation_rules::facts::SecrecyLevel;
use regulation_rules::orders::Subject;
use serde::{Deserialize, Serialize};

/// What is to be issued, as whoever opened the package said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The order of signing, by its id.
    pub order: String,
    /// What is signed.
    pub subject: Subject,
    /// The issuing body.
    pub agency: String,
    /// Its province, where its regulation applies.
    pub province: Option<String>,
    /// The symbol (ký hiệu): `QĐ-UBND`.
    pub symbol: Option<String>,
    /// The day that the document bears, where it is known.
    pub dated_on: Option<VietnamDay>,
    /// What it is about (trích yếu).
    pub title: Option<String>,
    /// The mark of secrecy.
    pub secrecy: SecrecyLevel,
    /// The main document, then its attachments.
    pub parts: Vec<Part>,
}

/// A file of the package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name, without a folder.
    pub name: String,
    /// SHA-256 of the draft, hexadecimal.
    pub sha256: String,
    /// How it is signed.
    pub kind: PartKind,
}

/// How a file is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// A PDF: the signatures are in it.
    Pdf,
    /// Anything else: a signature beside it (CAdES, detached).
    Other,
}

impl About {
    /// What the number ledger knows the document by: the hash of the main document's draft.
    #[must_use]
    pub fn document(&self) -> &str {
        self.parts.first().map_or("", |main| main.sha256.as_str())
    }
}
