//! Every candidate rule of the notes on the law, with the rules that came of it, or why none did.

use serde::{Deserialize, Serialize};

const FILE: &str = include_str!("candidates.toml");

/// One candidate of the notes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// Its id in the notes: `68-9-2`.
    pub id: String,
    /// The note that lists it.
    pub note: Note,
    /// The rules that check it, by their codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// Why there is no rule, or what its rules leave open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A note on the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// On the decrees behind the regulations (its section 8).
    Decrees,
    /// On the presentation of documents (its section 7).
    Presentation,
    /// On office practice and the regulations of the provinces (its section 4).
    Office,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "candidate")]
    candidates: Vec<Candidate>,
}

/// Every candidate, in the order of the notes.
///
/// # Panics
///
/// Never: the file is part of the program, and a test reads it.
pub fn candidates() -> Vec<Candidate> {
    let file: File = toml::from_str(FILE)
        .unwrap_or_else(|error| unreachable!("candidates.toml is read by a test: {error}"));
    file.candidates
}
