//! What of each instrument is checked, and what is not: every article with a status.

use serde::{Deserialize, Serialize};

use crate::Text;
use crate::law::ordinal_vi;

const FILES: &[(&str, &str)] = &[
    (
        "luat-51-2005",
        include_str!("instruments/luat_51_2005/coverage.toml"),
    ),
    (
        "nd-26-2007",
        include_str!("instruments/nd_26_2007/coverage.toml"),
    ),
    (
        "an-giang-39-2014",
        include_str!("instruments/an_giang_39_2014/coverage.toml"),
    ),
    (
        "qcvn-102-2016",
        include_str!("instruments/qcvn_102_2016/coverage.toml"),
    ),
    (
        "tt-41-2017",
        include_str!("instruments/tt_41_2017/coverage.toml"),
    ),
    (
        "nd-130-2018",
        include_str!("instruments/nd_130_2018/coverage.toml"),
    ),
    (
        "tt-01-2019",
        include_str!("instruments/tt_01_2019/coverage.toml"),
    ),
    (
        "tt-185-2019",
        include_str!("instruments/tt_185_2019/coverage.toml"),
    ),
    (
        "nd-30-2020",
        include_str!("instruments/nd_30_2020/coverage.toml"),
    ),
    (
        "vinh-phuc-25-2020",
        include_str!("instruments/vinh_phuc_25_2020/coverage.toml"),
    ),
    (
        "qd-20-2020",
        include_str!("instruments/qd_20_2020/coverage.toml"),
    ),
    (
        "binh-dinh-2021",
        include_str!("instruments/binh_dinh_2021/coverage.toml"),
    ),
    (
        "unnamed-fragment",
        include_str!("instruments/unnamed_fragment/coverage.toml"),
    ),
    (
        "qcvn-102-2016-sd1-2022",
        include_str!("instruments/qcvn_102_2016_sd1_2022/coverage.toml"),
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
        "tt-15-2025",
        include_str!("instruments/tt_15_2025/coverage.toml"),
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
    /// Article, annex, form or a part by its name.
    #[serde(default)]
    pub unit: Unit,
    /// Its label.
    pub label: String,
    /// Clause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// Point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<String>,
    /// Dash, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dash: Option<u8>,
    /// Unnumbered paragraph, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u8>,
    /// Its status.
    pub status: Status,
    /// The rules that check it, by the second half of their codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// The appearance profiles that rest on it, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<String>,
    /// How its text is known, where it was not simply read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Read>,
    /// For `ours`: the test that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_by: Option<String>,
    /// Why, for everything but a rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The kind of place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Article (điều).
    #[default]
    Article,
    /// Annex (phụ lục).
    Annex,
    /// Form (mẫu số).
    Form,
    /// A part without a number.
    Named,
}

/// How the text of a place with a rule is known, where it was not simply read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Read {
    /// Read, but the copy broke off.
    Part,
    /// Known through another text.
    Secondary,
}

/// What is done with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// A rule checks it.
    Rule,
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
    pub const ALL: [Self; 5] = [
        Self::Rule,
        Self::Manual,
        Self::Ours,
        Self::OutOfScope,
        Self::Unread,
    ];

    /// The word in the files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rule => "rule",
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
    pub fn shares(&self) -> [(Status, usize); 5] {
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
        let dash = self
            .dash
            .map(|number| format!("gạch đầu dòng thứ {} ", ordinal_vi(number)));
        let paragraph = self
            .paragraph
            .map(|number| format!("đoạn thứ {} ", ordinal_vi(number)));
        let point = self.point.as_ref().map(|label| format!("điểm {label} "));
        let clause = self.clause.as_ref().map(|label| format!("khoản {label} "));
        let unit = match self.unit {
            Unit::Article => "Điều",
            Unit::Annex => "Phụ lục",
            Unit::Form => "Mẫu số",
            Unit::Named => "phần",
        };
        let parts = [
            dash,
            paragraph,
            point,
            clause,
            Some(format!("{unit} {}", self.label)),
        ];
        parts.into_iter().flatten().collect()
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
