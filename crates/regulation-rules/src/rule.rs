//! A rule is a constant: metadata the engine reads, and one small function.

use gov_ca_model::VietnamDay;

use crate::Text;
use crate::evidence::{Evidence, Missing};
use crate::facts::Fact;
use crate::law::{Citation, Force, Instrument};
use crate::law_book::LawBook;
use crate::question::Question;

/// One rule over the fact sheet `F`. Its file's path is its code.
#[derive(Debug)]
pub struct Rule<F> {
    /// Everything but the check.
    pub meta: Meta,
    /// Whether the facts fulfil it; asked only on a day the rule is in force.
    pub check: Check<F>,
}

/// The function that answers. The law book holds what is not in the facts: the calendar of working days.
pub type Check<F> = fn(&F, &LawBook) -> Answer;

/// What a check says, or why it stopped before it could say anything.
pub type Answer = Result<Outcome, Stop>;

/// What a rule is, apart from its check. Every finding is built from this, so none can forget its citation.
#[derive(Debug)]
pub struct Meta {
    /// `nd-68-2024/certificate-outlives-five-years`: the folder of the instrument, and what is wrong.
    pub code: &'static str,
    /// What is asked, apart from which law answers.
    pub question: Question,
    /// The places it rests on; the first one is the one whose instrument governs.
    pub cites: &'static [Citation],
    /// When it is in force, where that is not simply as long as its instrument.
    pub force: Option<Force>,
    /// Which day picks the law.
    pub basis: Basis,
    /// How much the text demands.
    pub duty: Duty,
    /// How well the text is known.
    pub reading: Reading,
    /// Codes of rules this one sets aside where it speaks too.
    pub overrides: &'static [&'static str],
    /// The question, as a sentence. `{certificate}` and `{signature}` become the terms of the day.
    pub asks: Text,
    /// What is wrong when it is not fulfilled.
    pub fails: Text,
}

impl Meta {
    /// The instrument that governs it.
    ///
    /// # Panics
    ///
    /// Never for a registered rule: each cites at least one place, which a test shows.
    pub fn instrument(&self) -> &'static Instrument {
        self.cites
            .first()
            .expect("a rule cites at least one place")
            .instrument
    }
}

/// Which day picks the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Basis {
    /// The day of signing: the proven one, else the claimed one, shown as claimed.
    SignedOn,
    /// The day the certificate was issued: the stated one, else its first day of validity, shown as such.
    CertificateIssuedOn,
    /// The day on which a state of things is looked at.
    ConsideredOn,
    /// The day a request was sent.
    SentOn,
    /// The day something happened to a device.
    EventOn,
    /// The day of issue that a document bears (ngày ban hành).
    DatedOn,
    /// The day a document arrived.
    ReceivedOn,
}

impl Basis {
    /// The fact that gives the day.
    pub const fn fact(self) -> Fact {
        match self {
            Self::SignedOn => Fact::SigningTime,
            Self::CertificateIssuedOn => Fact::IssuedOn,
            Self::ConsideredOn => Fact::ConsideredOn,
            Self::SentOn => Fact::SentOn,
            Self::EventOn => Fact::EventOn,
            Self::DatedOn => Fact::DatedOn,
            Self::ReceivedOn => Fact::ReceivedOn,
        }
    }
}

/// How much the text demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duty {
    /// phải
    Must,
    /// điều kiện: the text does not command; it says what has to hold for the effect it gives. Weighs as much as [`Self::Must`].
    Condition,
    /// cần
    Should,
    /// được phép
    May,
}

impl Duty {
    /// Whether not fulfilling it counts against a document.
    pub const fn binds(self) -> bool {
        matches!(self, Self::Must | Self::Condition)
    }

    /// The word in a sentence.
    pub const fn text(self) -> Text {
        match self {
            Self::Must => Text {
                vi: "phải",
                en: "must",
            },
            Self::Condition => Text {
                vi: "điều kiện",
                en: "condition",
            },
            Self::Should => Text {
                vi: "cần",
                en: "should",
            },
            Self::May => Text {
                vi: "được phép",
                en: "may",
            },
        }
    }
}

/// How well the text is known, and when somebody last read it. "From memory" is no variant: such a rule cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The article's own words were read.
    Verified {
        /// When.
        on: VietnamDay,
    },
    /// Its own words were read, but the copy broke off before the end of the article: what was read binds, the rest is not judged.
    Part {
        /// When.
        on: VietnamDay,
    },
    /// Only what another text says of it was read: never more than a warning.
    Secondary {
        /// When.
        on: VietnamDay,
    },
    /// An office read it and states the rule in its overlay.
    Stated {
        /// When.
        on: VietnamDay,
    },
}

impl Reading {
    /// The day it was last read.
    pub const fn day(self) -> VietnamDay {
        match self {
            Self::Verified { on }
            | Self::Part { on }
            | Self::Secondary { on }
            | Self::Stated { on } => on,
        }
    }

    /// What was read, in a sentence.
    pub const fn text(self) -> Text {
        match self {
            Self::Verified { .. } => Text {
                vi: "văn bản đọc ngày",
                en: "text read on",
            },
            Self::Part { .. } => Text {
                vi: "văn bản đọc một phần ngày",
                en: "text read in part on",
            },
            Self::Secondary { .. } => Text {
                vi: "đọc qua văn bản khác ngày",
                en: "read through another text on",
            },
            Self::Stated { .. } => Text::new("cơ quan đọc ngày", "read by the office on"),
        }
    }

    /// The word in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verified { .. } => "verified",
            Self::Part { .. } => "part",
            Self::Secondary { .. } => "secondary",
            Self::Stated { .. } => "stated",
        }
    }
}

/// What a check says.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Fulfilled, on these facts.
    Satisfied(Evidence),
    /// Not fulfilled, on these facts.
    Violated(Evidence),
    /// For a person to judge.
    Review(Evidence, Text),
}

/// Why a check stopped before it answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// A fact is missing.
    Missing(Missing),
    /// The rule does not concern this case.
    NotApplicable(Text),
}

impl From<Missing> for Stop {
    fn from(missing: Missing) -> Self {
        Self::Missing(missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duty_that_may_be_left_undone_does_not_count_against_a_document() {
        let duties = [Duty::Must, Duty::Condition, Duty::Should, Duty::May];
        assert_eq!(duties.map(Duty::binds), [true, true, false, false]);
    }
}
