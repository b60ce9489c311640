//! What of each instrument is checked, and what is not: every article with a status.

use serde::{Deserialize, Serialize};

use crate::Text;

const FILES: &[(&str, &str)] = &[
    (
        "nd-130-2018",
        include_str!("instruments/nd_130_2018/coverage.toml"),
    ),
    (
        "luat-20-2023",
        include_str!("instruments/luat_20_2023/coverage.toml"),
    ),
    (
        "nd-68-2024",
        include_str!("instruments/nd_68_2024/coverage.toml"),
    ),
    (
        "tay-ninh-2025",
        include_str!("instruments/tay_ninh_2025/coverage.toml"),
    ),
];

/// The coverage file of one instrument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstrumentCoverage {
    /// The instrument, as in rule codes.
    pub instrument: String,
    /// Which articles the file covers, in words.
    pub covers: String,
    /// The articles that must each appear at least once: own ones first, then those of an attached regulation.
    pub articles: Vec<ArticleRange>,
    /// One entry per article, or per clause or point where their status differs.
    #[serde(rename = "article")]
    pub entries: Vec<Entry>,
}

/// A run of articles that the file must cover without a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleRange {
    /// `own` or `attached`.
    #[serde(default)]
    pub part: Part,
    /// The first.
    pub first: u16,
    /// The last.
    pub last: u16,
}

/// The decision itself or the regulation attached to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The instrument's own articles.
    #[default]
    Own,
    /// The articles of the regulation attached to it.
    Attached,
}

/// One article, clause or point and its status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The decision or the attached regulation.
    #[serde(default)]
    pub part: Part,
    /// Article.
    pub label: String,
    /// Clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// Point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<String>,
    /// Its status.
    pub status: Status,
    /// The rules that check it, by the second half of their codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// Ids of candidate rules in our notes on the law.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// For `ours`: the test that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_by: Option<String>,
    /// Why, for everything but a rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What is done with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// A rule checks it.
    Rule,
    /// The text was read and a rule can be written; it has not been yet.
    Candidate,
    /// A person must judge it; no program can.
    Manual,
    /// A duty of this program itself, shown by a test.
    Ours,
    /// Nothing in it concerns what this program sees.
    OutOfScope,
    /// The text has not been read: no rule may cite it.
    Unread,
}

impl Status {
    /// All of them, in the order of the legend.
    pub const ALL: [Self; 6] = [
        Self::Rule,
        Self::Candidate,
        Self::Manual,
        Self::Ours,
        Self::OutOfScope,
        Self::Unread,
    ];

    /// The word in the files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Candidate => "candidate",
            Self::Manual => "manual",
            Self::Ours => "ours",
            Self::OutOfScope => "out-of-scope",
            Self::Unread => "unread",
        }
    }

    /// What it means.
    pub const fn text(self) -> Text {
        match self {
            Self::Rule => Text {
                vi: "có quy tắc kiểm tra",
                en: "checked by a rule",
            },
            Self::Candidate => Text {
                vi: "đã đọc, chưa viết quy tắc",
                en: "read, rule not written yet",
            },
            Self::Manual => Text {
                vi: "do người xem xét",
                en: "for a person to judge",
            },
            Self::Ours => Text {
                vi: "trách nhiệm của chương trình",
                en: "a duty of this program",
            },
            Self::OutOfScope => Text {
                vi: "ngoài phạm vi",
                en: "out of scope",
            },
            Self::Unread => Text {
                vi: "chưa đọc nguyên văn",
                en: "text not read",
            },
        }
    }
}

impl InstrumentCoverage {
    /// How many entries have each status, in the order of [`Status::ALL`].
    pub fn shares(&self) -> [(Status, usize); 6] {
        Status::ALL.map(|status| {
            (
                status,
                self.entries
                    .iter()
                    .filter(|entry| entry.status == status)
                    .count(),
            )
        })
    }
}

impl Entry {
    /// `điểm a khoản 1 Điều 31`
    pub fn place(&self) -> String {
        let point = self.point.iter().map(|label| format!("điểm {label} "));
        let clause = self.clause.iter().map(|label| format!("khoản {label} "));
        point
            .chain(clause)
            .chain([format!("Điều {}", self.label)])
            .collect()
    }
}

/// The coverage of every instrument that has rules, oldest first.
///
/// # Panics
///
/// Never: the files are part of the program, and a test reads them.
pub fn coverage() -> Vec<InstrumentCoverage> {
    let parse = |(id, text): &(&str, &str)| {
        toml::from_str(text).unwrap_or_else(|error| {
            unreachable!("coverage.toml of {id} is read by a test: {error}")
        })
    };
    FILES.iter().map(parse).collect()
}
