//! Rules that an office states itself: its own regulation, or a number in an article that has not been read here. Conditions are data, in a
//! small closed form; every finding says who read the text.

use std::collections::BTreeMap;

use gov_ca_model::VietnamDay;
use serde::Deserialize;
use toml::Value;

use super::OverlayError;
use crate::Text;
use crate::facts::Fact;
use crate::instruments;
use crate::law::{Citation, Force, Instrument, InstrumentKind, Territory};
use crate::question::Question;
use crate::register::SheetKind;
use crate::rule::{Basis, Duty, Meta, Reading};

/// A sentence in both languages, as a file holds it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    vi: String,
    en: String,
}

/// A regulation of the office's own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatedInstrument {
    id: String,
    title: Sentence,
    number: Option<String>,
    from: VietnamDay,
    until: Option<VietnamDay>,
    province: Option<String>,
    source: String,
}

/// A rule of the office's own, as the file holds it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatedRuleFile {
    code: String,
    sheet: SheetKind,
    instrument: String,
    article: String,
    clause: Option<String>,
    point: Option<String>,
    duty: Duty,
    asks: Sentence,
    fails: Sentence,
    read_by: String,
    read_on: VietnamDay,
    #[serde(default)]
    when: BTreeMap<String, Value>,
    #[serde(default)]
    must: BTreeMap<String, Value>,
    #[serde(default)]
    limit: Vec<LimitFile>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitFile {
    fact: String,
    at_least: Option<Bound>,
    at_most: Option<Bound>,
}

/// A number, or so long after another fact.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Bound {
    Number(u32),
    After(After),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct After {
    after: String,
    days: Option<u16>,
    working_days: Option<u16>,
}

/// A rule of the office's own, ready to be asked. Its metadata lives as long as the program: an overlay is read once.
#[derive(Clone, Debug)]
pub(crate) struct StatedRule {
    pub(crate) meta: &'static Meta,
    pub(crate) sheet: SheetKind,
    pub(crate) read_by: String,
    pub(super) when: Vec<(Fact, Vec<Value>)>,
    pub(super) must: Vec<(Fact, Vec<Value>)>,
    pub(super) limits: Vec<StatedLimit>,
}

/// What a fact is held against.
#[derive(Clone, Debug)]
pub(super) struct StatedLimit {
    pub(super) fact: Fact,
    pub(super) at_least: Option<StatedBound>,
    pub(super) at_most: Option<StatedBound>,
}

/// A number, or so many days after another fact.
#[derive(Clone, Debug)]
pub(super) enum StatedBound {
    Number(u32),
    Days(Fact, u16),
    WorkingDays(Fact, u16),
}

/// What stands before the codes of stated rules.
const PREFIX: &str = "stated/";

pub(crate) fn instruments_of(
    stated: &[StatedInstrument],
) -> Result<Vec<&'static Instrument>, OverlayError> {
    let mut known: Vec<&'static Instrument> = instruments::all().collect();
    for stated in stated {
        if known.iter().any(|instrument| instrument.id == stated.id) {
            return Err(OverlayError::Twice {
                id: stated.id.clone(),
            });
        }
        known.push(stated.kept());
    }
    Ok(known)
}

impl StatedInstrument {
    fn kept(&self) -> &'static Instrument {
        let force = Force::since(self.from);
        let territory = self.province.as_deref().map(|province| {
            let id = kept(province);
            let name = Text::new(id, id);
            &*Box::leak(Box::new(Territory {
                id,
                name,
                merged: None,
            }))
        });
        Box::leak(Box::new(Instrument {
            id: kept(&self.id),
            number: self.number.as_deref().map(kept),
            title: self.title.kept(),
            force: self.until.map_or(force, |until| force.until(until)),
            territory,
            source: kept(&self.source),
            ..Instrument::usual(InstrumentKind::ProvincialDecision)
        }))
    }
}

impl Sentence {
    fn kept(&self) -> Text {
        Text::new(kept(&self.vi), kept(&self.en))
    }
}

fn kept(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

impl StatedRuleFile {
    pub(crate) fn rule(&self, known: &[&'static Instrument]) -> Result<StatedRule, OverlayError> {
        let wrong = |why: String| OverlayError::Rule {
            code: self.code.clone(),
            why,
        };
        let instrument = known
            .iter()
            .find(|instrument| instrument.id == self.instrument);
        let instrument = instrument
            .ok_or_else(|| wrong(format!("no instrument is called {:?}", self.instrument)))?;
        if !self.code.starts_with(PREFIX) {
            return Err(wrong(format!(
                "a stated rule's code begins with {PREFIX:?}"
            )));
        }
        if self.must.is_empty() && self.limit.is_empty() {
            return Err(wrong(
                "it asks nothing: neither `must` nor `limit`".to_owned(),
            ));
        }
        let limits = self
            .limit
            .iter()
            .map(LimitFile::limit)
            .collect::<Result<_, _>>();
        Ok(StatedRule {
            meta: Box::leak(Box::new(self.meta(instrument))),
            sheet: self.sheet,
            read_by: self.read_by.clone(),
            when: facts(&self.when).map_err(wrong)?,
            must: facts(&self.must).map_err(wrong)?,
            limits: limits.map_err(wrong)?,
        })
    }

    fn meta(&self, instrument: &'static Instrument) -> Meta {
        let mut cited: Citation = instrument.article(kept(&self.article));
        if let Some(clause) = &self.clause {
            cited = cited.clause(kept(clause));
        }
        if let Some(point) = &self.point {
            cited = cited.point(kept(point));
        }
        Meta {
            code: kept(&self.code),
            question: Question::Stated,
            cites: Box::leak(Box::new([cited])),
            force: None,
            basis: basis(self.sheet),
            duty: self.duty,
            reading: Reading::Stated { on: self.read_on },
            overrides: &[],
            asks: self.asks.kept(),
            fails: self.fails.kept(),
        }
    }
}

/// The day a stated rule about such a sheet goes by.
const fn basis(sheet: SheetKind) -> Basis {
    match sheet {
        SheetKind::Signature => Basis::SignedOn,
        SheetKind::Certificate => Basis::CertificateIssuedOn,
        SheetKind::Document | SheetKind::Package => Basis::DatedOn,
        SheetKind::Request => Basis::SentOn,
        SheetKind::Device => Basis::EventOn,
        SheetKind::Subscriber | SheetKind::Organisation => Basis::ConsideredOn,
    }
}

fn fact(key: &str) -> Result<Fact, String> {
    Fact::with_key(key).ok_or_else(|| format!("no fact is called {key:?}"))
}

/// `fact = value` or `fact = [value, value]`.
fn facts(conditions: &BTreeMap<String, Value>) -> Result<Vec<(Fact, Vec<Value>)>, String> {
    let read = |(key, value): (&String, &Value)| {
        let values = value
            .as_array()
            .cloned()
            .unwrap_or_else(|| vec![value.clone()]);
        Ok((fact(key)?, values))
    };
    conditions.iter().map(read).collect()
}

impl LimitFile {
    fn limit(&self) -> Result<StatedLimit, String> {
        let bound = |bound: &Option<Bound>| bound.as_ref().map(Bound::stated).transpose();
        if self.at_least.is_none() && self.at_most.is_none() {
            return Err(format!(
                "the limit of {:?} has neither `at_least` nor `at_most`",
                self.fact
            ));
        }
        Ok(StatedLimit {
            fact: fact(&self.fact)?,
            at_least: bound(&self.at_least)?,
            at_most: bound(&self.at_most)?,
        })
    }
}

impl Bound {
    fn stated(&self) -> Result<StatedBound, String> {
        match self {
            Self::Number(number) => Ok(StatedBound::Number(*number)),
            Self::After(After {
                after,
                days: Some(days),
                working_days: None,
            }) => Ok(StatedBound::Days(fact(after)?, *days)),
            Self::After(After {
                after,
                days: None,
                working_days: Some(days),
            }) => Ok(StatedBound::WorkingDays(fact(after)?, *days)),
            Self::After(_) => {
                Err("a bound after a fact counts either `days` or `working_days`".to_owned())
            }
        }
    }
}
