//! A finding as data: what `--json` prints.

use serde::Serialize;

use super::{By, Finding, Severity, Verdict};
use crate::facts::{DayReason, Origin};
use crate::law::{Citation, Force};
use crate::question::Question;
use crate::rule::{Basis, Duty};
use crate::{Lang, evidence::SetBy};

/// A finding as data. `code`, `severity` and `text` are the keys of the findings of `kyso verify --json`; days are ISO 8601.
#[derive(Clone, Debug, Serialize)]
pub struct FindingData {
    /// The code of the rule.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The headline in the language asked for.
    pub text: String,
    /// `satisfied`, `violated`, `undetermined`, `review`, `not-applicable`, `not-in-force`, `overridden`.
    pub verdict: &'static str,
    /// What was asked.
    pub question: Question,
    /// Where it stands.
    pub citations: Vec<CitationData>,
    /// Must, should or may.
    pub duty: Duty,
    /// `verified` or `secondary`.
    pub reading: &'static str,
    /// When the text was last read.
    pub read_on: String,
    /// Which day picks the law.
    pub basis: Basis,
    /// The day that counted.
    pub day: Option<String>,
    /// Why that day.
    pub day_because: Option<DayReason>,
    /// The fact that is missing.
    pub missing: Option<&'static str>,
    /// What governs instead.
    pub overridden_by: Option<&'static str>,
    /// Whether the text does not govern this case and is read as a technical reference only.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub reference: bool,
    /// Who stated the days of force, where the text read leaves them open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force_stated_by: Option<String>,
    /// The number of the instrument that the same person stated, where the text read leaves it blank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number_stated: Option<String>,
    /// The facts used.
    pub facts: Vec<UsedData>,
    /// The reasons, as sentences.
    pub reasons: Vec<String>,
}

/// A citation as data.
#[derive(Clone, Debug, Serialize)]
pub struct CitationData {
    /// As Vietnamese law cites.
    pub vi: String,
    /// In English.
    pub en: String,
    /// The instrument.
    pub instrument: &'static str,
    /// Its first day in force, where known.
    pub force_from: Option<String>,
    /// The first day it is no longer in force, where there is one.
    pub force_until: Option<String>,
}

/// A fact used, as data.
#[derive(Clone, Debug, Serialize)]
pub struct UsedData {
    /// Its key.
    pub fact: &'static str,
    /// What was found.
    pub found: String,
    /// What it was held against.
    pub limit: Option<String>,
    /// `law`, `ours`, or `law-counted-by-us`: the number is law, the day-by-day count ours.
    pub limit_set_by: Option<&'static str>,
    /// Who says it.
    #[serde(flatten)]
    pub origin: Origin,
}

impl Finding {
    /// The finding as data, its sentences in `lang`.
    pub fn data(&self, lang: Lang) -> FindingData {
        FindingData {
            code: self.code(),
            severity: self.severity(),
            text: self.headline(lang),
            verdict: self.verdict.word(),
            question: self.meta.question,
            citations: self
                .meta
                .cites
                .iter()
                .map(|cited| citation(cited, self.force))
                .collect(),
            duty: self.meta.duty,
            reading: self.meta.reading.word(),
            read_on: self.meta.reading.day().to_string(),
            basis: self.meta.basis,
            day: self.day.map(|legal| legal.day.to_string()),
            day_because: self.day.map(|legal| legal.because),
            missing: match &self.verdict {
                Verdict::Undetermined(missing) => Some(missing.fact.key()),
                _ => None,
            },
            overridden_by: match self.verdict {
                Verdict::Overridden(By::Instrument(relation)) => Some(relation.to.id),
                Verdict::Overridden(By::Rule(code)) => Some(code),
                _ => None,
            },
            reference: self.reference,
            force_stated_by: self.stated.as_ref().map(|stated| stated.by.clone()),
            number_stated: self
                .stated
                .as_ref()
                .and_then(|stated| stated.number.clone()),
            facts: self.used_data(),
            reasons: self.reasons(lang),
        }
    }

    fn used_data(&self) -> Vec<UsedData> {
        let data = self.facts_used().map(|(used, origin)| UsedData {
            fact: used.fact.key(),
            found: used.found.data(),
            limit: used.limit.as_ref().map(|limit| limit.value.data()),
            limit_set_by: used.limit.as_ref().map(|limit| match limit.set_by {
                SetBy::Law => "law",
                SetBy::Counted(_) => "law-counted-by-us",
                SetBy::Ours(_) => "ours",
            }),
            origin: origin.clone(),
        });
        data.collect()
    }
}

fn citation(citation: &Citation, force: Force) -> CitationData {
    CitationData {
        vi: citation.text(Lang::Vi),
        en: citation.text(Lang::En),
        instrument: citation.instrument.id,
        force_from: force.first_day().map(|day| day.to_string()),
        force_until: force.first_day_without().map(|day| day.to_string()),
    }
}
