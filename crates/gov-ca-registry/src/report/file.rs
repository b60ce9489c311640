//! A report as it is kept and as it travels: one JSON file.

use gov_ca_model::VietnamDay;
use regulation_rules::facts::BodyTier;
use serde::{Deserialize, Serialize};

use super::checked::is_unseen;
use super::total::Conflict;
use super::{Figures, Period};
use crate::entries::ShortKind;

const FORMAT: &str = "kyso/registry-report";
const VERSION: u32 = 1;
/// A province of 5,000 bodies makes some 10 MB. Ours.
pub(super) const LARGEST: usize = 64 << 20;
/// More of an error is not told: it may repeat the file. Ours.
const TOLD: usize = 200;

/// A report with the SHA-256 of what it says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    format: String,
    version: u32,
    content: Content,
    sha256: String,
}

/// What a report says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// What it is about, who made it, and when.
    pub about: About,
    /// The bodies, those below a body after it; the first one is the body it is about.
    pub rows: Vec<Row>,
    /// The sums of all rows.
    pub totals: Figures,
    /// What is told in words.
    pub remarks: Vec<Remark>,
    /// Figures that somebody stated: they are among those of the first row.
    pub stated: Vec<String>,
    /// The reports it was added up from.
    pub sources: Vec<Source>,
    /// What its sources tell differently.
    pub conflicts: Vec<Conflict>,
}

/// What a report is about, who made it, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The body, which it counts with everything below it.
    pub body: Named,
    /// Who reports: the body itself, or a department about its province.
    pub from: Named,
    /// The period.
    pub period: Period,
    /// The template it was made for.
    pub template: String,
    /// The short name of the operator.
    pub made_by: String,
    /// The day.
    pub made_on: VietnamDay,
    /// The program.
    pub program: String,
}

impl About {
    /// The last day that is counted, where the period was not over when the report was made.
    pub fn counted_to(&self) -> Option<VietnamDay> {
        (self.made_on < self.period.last()).then_some(self.made_on)
    }
}

/// A body as others know it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its electronic code (mã định danh điện tử), where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Its name.
    pub name: String,
}

/// The figures of one body, without those below it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The body.
    pub body: Named,
    /// Its tier, where somebody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<BodyTier>,
    /// The row of the body above it, counted from 0; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<usize>,
    /// What was counted.
    pub figures: Figures,
}

/// Something that is told in words: a training, an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// What it is.
    pub kind: ShortKind,
    /// The day.
    pub on: VietnamDay,
    /// The row of the body it concerns.
    pub row: usize,
    /// The words.
    pub text: String,
}

/// A report that another one was added up from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The body it is about.
    pub body: Named,
    /// The day it was made.
    pub made_on: VietnamDay,
    /// Its SHA-256.
    pub sha256: String,
}

/// Why a file is no report that can be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileFault {
    /// The content is not that of which the SHA-256 was taken.
    #[error("the content was altered: its SHA-256 is another")]
    Altered,
    /// Something in it that cannot be.
    #[error("{place}: {what}")]
    Impossible {
        /// Where: `rows[3].figures`.
        place: String,
        /// What.
        what: &'static str,
    },
    /// Larger than any report.
    #[error("larger than {LARGEST} bytes")]
    Large,
    /// The rows do not give the totals.
    #[error("totals.{what}: the rows give {rows}, the file says {told}")]
    Sum {
        /// Which.
        what: String,
        /// The sum of the rows.
        rows: u64,
        /// What the file says.
        told: u64,
    },
    /// No JSON, or not of a report.
    #[error("no report: {0}")]
    Unreadable(String),
    /// Of a version that is not known here.
    #[error("of version {0}, which this program does not know")]
    Version(u32),
}

impl Report {
    /// The report of this content, which others will read.
    pub(super) fn of(content: Content) -> Result<Self, FileFault> {
        content.check()?;
        Ok(Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            sha256: digest(&content),
            content,
        })
    }

    /// Reads a file of anybody, and checks everything that can be checked without asking them.
    ///
    /// # Errors
    /// [`FileFault`], with the place.
    pub fn read(bytes: &[u8]) -> Result<Self, FileFault> {
        if bytes.len() > LARGEST {
            return Err(FileFault::Large);
        }
        let header: Header = serde_json::from_slice(bytes).map_err(|error| unreadable(&error))?;
        if header.format != FORMAT {
            return Err(unreadable(&header.format));
        }
        if header.version != VERSION {
            return Err(FileFault::Version(header.version));
        }
        let report: Self = serde_json::from_slice(bytes).map_err(|error| unreadable(&error))?;
        report.content.check()?;
        if digest(&report.content) != report.sha256 {
            return Err(FileFault::Altered);
        }
        Ok(report)
    }

    /// The file.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a report is plain data") + "\n"
    }

    /// What it says.
    pub const fn content(&self) -> &Content {
        &self.content
    }

    /// The SHA-256 of what it says, hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

/// What every version has.
#[derive(Deserialize)]
struct Header {
    format: String,
    version: u32,
}

fn unreadable(error: &dyn core::fmt::Display) -> FileFault {
    let told = error.to_string();
    let told = told.chars().filter(|one| !is_unseen(*one));
    FileFault::Unreadable(told.take(TOLD).collect())
}

fn digest(content: &Content) -> String {
    let json = serde_json::to_vec(content).expect("a report is plain data");
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &json);
    let digits = digest.as_ref().iter();
    digits.map(|octet| format!("{octet:02x}")).collect()
}
