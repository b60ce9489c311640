//! The record of one look at one arrival.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::arrival::ArrivalId;
use super::conclusion::Conclusion;
use super::error::RecordsError;
use super::field::FieldState;
use super::party::{DocumentName, Party};
use crate::receive::{ExchangeStatus, Outcome, Statement};

const FORMAT: &str = "kyso/reception";
const VERSION: u32 = 1;

/// What is kept of one look at one arrival: who, what, when, the verdict, the decision. Its JSON is a public interface: keys may be
/// added, none changes without a new version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// `kyso/reception`.
    pub format: String,
    /// 1.
    pub version: u32,
    /// The program that wrote it.
    pub program: String,
    /// Which arrival.
    pub id: ArrivalId,
    /// Which look at it, from 1.
    pub check: u32,
    /// When it was received.
    pub received_at: Timestamp,
    /// By whom, if told.
    pub received_by: Option<String>,
    /// The moment it was judged at.
    pub checked_at: Timestamp,
    /// Who sent it, as stated.
    pub from: Party,
    /// To whom, as stated.
    pub to: Vec<Party>,
    /// How it calls itself.
    pub document: DocumentName,
    /// The files as they came.
    pub kept: Vec<Kept>,
    /// What was asked of them: with the files and `evidence.json`, all that a replay needs but passwords.
    pub wanted: Wanted,
    /// What was concluded.
    pub conclusion: Conclusion,
    /// What the clerk decided.
    pub decided: Decided,
    /// The fields the law asks for, as far as it was read, and whether they are here.
    pub fields: Vec<FieldState>,
    /// The files beside this one.
    pub beside: Vec<Beside>,
}

/// A file as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its name in `originals`.
    pub name: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
}

/// A file beside the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// Its name.
    pub name: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// What the receiving office asked and stated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The main document.
    pub main: String,
    /// The codes of the receiving body.
    pub our_codes: Vec<String>,
    /// Which signatures make the main document complete.
    pub completeness: String,
    /// What people stated.
    pub statements: Vec<Said>,
    /// Whose regulation applies as well.
    pub province: Option<String>,
    /// The roles stated for signatures, `FIELD=ROLE`.
    pub roles: Vec<String>,
    /// What may change after signing.
    pub policy: Option<String>,
    /// Those of the files that had been accepted before: SHA-256.
    pub received: Vec<String>,
    /// Earlier arrivals of the same bytes that had not been accepted.
    pub arrived_before: Vec<String>,
    /// Whether any accepted root was configured.
    pub trust_configured: bool,
    /// Whether the network was asked for what was missing.
    pub network_asked: bool,
}

/// A reason that a person gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Its code.
    pub code: String,
    /// In their words.
    pub text: String,
    /// Who, if told.
    pub by: Option<String>,
}

impl From<&Statement> for Said {
    fn from(statement: &Statement) -> Self {
        Self {
            code: statement.code.code().to_owned(),
            text: statement.text.clone(),
            by: statement.by.clone(),
        }
    }
}

/// The five things a clerk may do (NĐ 30/2020 Điều 21(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Tiếp nhận.
    Accept,
    /// Chờ kiểm tra lại.
    Hold,
    /// Từ chối tiếp nhận.
    Refuse,
    /// Trả lại.
    Return,
    /// Báo người có trách nhiệm.
    Report,
}

impl Decision {
    /// The one that a proposal proposes.
    #[must_use]
    pub const fn proposed(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Accept => Self::Accept,
            Outcome::Hold(_) => Self::Hold,
            Outcome::Refuse => Self::Refuse,
            Outcome::Return => Self::Return,
            Outcome::Report => Self::Report,
        }
    }

    /// The word in data.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Hold => "hold",
            Self::Refuse => "refuse",
            Self::Return => "return",
            Self::Report => "report",
        }
    }

    /// What the exchange axis is told (second-hand, as all its codes).
    #[must_use]
    pub const fn exchange_status(self) -> Option<ExchangeStatus> {
        match self {
            Self::Accept => Some(ExchangeStatus::RECEIVED),
            Self::Refuse | Self::Return => Some(ExchangeStatus::REFUSED),
            Self::Hold | Self::Report => None,
        }
    }
}

/// What the clerk decided, beside what was proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// What is done.
    pub decision: Decision,
    /// What the program proposed.
    pub proposal: Decision,
    /// The reasons told to the sender, by their codes.
    pub reasons: Vec<String>,
    /// Why it is not what was proposed, in the clerk's words.
    pub why: Option<String>,
    /// The clauses it rests on.
    pub grounds: Vec<String>,
    /// The code for the exchange axis.
    pub exchange_status: Option<String>,
    /// How well that code is known.
    pub exchange_status_source: Option<String>,
}

impl Record {
    /// The name of its file.
    pub const FILE: &str = "record.json";
    /// The name of the evidence beside it.
    pub const EVIDENCE: &str = "evidence.json";

    /// The word and the version that every record of this program has.
    #[must_use]
    pub const fn format() -> (&'static str, u32) {
        (FORMAT, VERSION)
    }

    /// As it is written.
    ///
    /// # Errors
    /// None: a record is plain data with text keys.
    pub(crate) fn to_bytes(&self) -> std::io::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(std::io::Error::other)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    pub(crate) fn read(path: &std::path::Path, bytes: &[u8]) -> Result<Self, RecordsError> {
        #[derive(Deserialize)]
        struct Head {
            format: String,
            version: u32,
        }
        let malformed = |error: serde_json::Error| RecordsError::malformed(path, &error);
        let head: Head = serde_json::from_slice(bytes).map_err(malformed)?;
        if head.format != FORMAT {
            return Err(RecordsError::malformed(
                path,
                &format!("not a record: {}", head.format),
            ));
        }
        if head.version > VERSION {
            return Err(RecordsError::Version {
                path: path.to_path_buf(),
                found: head.version,
                ours: VERSION,
            });
        }
        serde_json::from_slice(bytes).map_err(malformed)
    }
}
