//! Rules that an office states itself: its own regulation, or a number in an article that has not been read here. Conditions are data, in a
//! small closed form; every finding says who read the text.

use std::collections::BTreeMap;

use gov_ca_model::VietnamDay;
use serde::Deserialize;
use toml::{Table, Value};

use super::OverlayError;
use crate::Text;
use crate::evidence::{Evidence, Found, Missing, SetBy};
use crate::facts::{Fact, FactSheet};
use crate::instruments;
use crate::law::{Citation, Force, Instrument, InstrumentKind, Known, Territory};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::register::SheetKind;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Reading, Stop};

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
    when: Vec<(Fact, Vec<Value>)>,
    must: Vec<(Fact, Vec<Value>)>,
    limits: Vec<StatedLimit>,
}

#[derive(Clone, Debug)]
struct StatedLimit {
    fact: Fact,
    at_least: Option<StatedBound>,
    at_most: Option<StatedBound>,
}

#[derive(Clone, Debug)]
enum StatedBound {
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
            kind: InstrumentKind::ProvincialDecision,
            number: self.number.as_deref().map(kept),
            title: self.title.kept(),
            force: self.until.map_or(force, |until| force.until(until)),
            territory,
            text: Known::Articles,
            source: kept(&self.source),
            ..Instrument::USUAL
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

impl StatedRule {
    /// What the rule says of a sheet.
    pub(crate) fn check<F: FactSheet>(&self, facts: &F, law: &LawBook) -> Answer {
        let sheet = Sheet::of(facts);
        for (fact, values) in &self.when {
            if !values.contains(sheet.value(*fact)?) {
                return Err(Stop::NotApplicable(OTHER_CASE));
            }
        }
        let mut evidence = Evidence::default();
        for (fact, values) in &self.must {
            let value = sheet.value(*fact)?;
            let found = Evidence::of(*fact, facts.found(*fact).unwrap_or_else(|| plain(value)));
            if !values.contains(value) {
                return Ok(Outcome::Violated(found));
            }
            evidence = evidence.and(found);
        }
        for limit in &self.limits {
            match limit.check(&sheet, law)? {
                Outcome::Satisfied(more) => evidence = evidence.and(more),
                other => return Ok(other),
            }
        }
        Ok(Outcome::Satisfied(evidence))
    }
}

const OTHER_CASE: Text = Text::new(
    "không thuộc trường hợp quy tắc nêu",
    "not the case the rule is about",
);
const STATED: SetBy = SetBy::Ours(Text::new(
    "theo khai báo của cơ quan",
    "as the office states it",
));

/// A sheet as data.
struct Sheet(Table);

impl Sheet {
    fn of<F: FactSheet>(facts: &F) -> Self {
        Self(Table::try_from(facts).unwrap_or_default())
    }

    fn value(&self, fact: Fact) -> Result<&Value, Missing> {
        self.0.get(fact.key()).ok_or(Missing::of(fact))
    }

    fn day(&self, fact: Fact) -> Result<VietnamDay, Missing> {
        let text = self.value(fact)?.as_str().unwrap_or_default();
        let instant = || text.parse().map(VietnamDay::of).ok();
        text.parse().ok().or_else(instant).ok_or(Missing::of(fact))
    }

    fn number(&self, fact: Fact) -> Result<u32, Missing> {
        let number = self.value(fact)?.as_integer();
        number
            .and_then(|number| u32::try_from(number).ok())
            .ok_or(Missing::of(fact))
    }
}

fn plain(value: &Value) -> Found {
    Found::Plain(
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned),
    )
}

impl StatedLimit {
    fn check(&self, sheet: &Sheet, law: &LawBook) -> Answer {
        let mut evidence = Evidence::default();
        let bounds = [(&self.at_least, true), (&self.at_most, false)];
        for (bound, at_least) in bounds {
            let Some(bound) = bound else { continue };
            let (holds, found) = self.compare(bound, at_least, sheet, law)?;
            if !holds {
                return Ok(Outcome::Violated(found));
            }
            evidence = evidence.and(found);
        }
        Ok(Outcome::Satisfied(evidence))
    }

    fn compare(
        &self,
        bound: &StatedBound,
        at_least: bool,
        sheet: &Sheet,
        law: &LawBook,
    ) -> Result<(bool, Evidence), Missing> {
        if let StatedBound::Number(limit) = bound {
            let found = sheet.number(self.fact)?;
            let holds = if at_least {
                found >= *limit
            } else {
                found <= *limit
            };
            return Ok((
                holds,
                Evidence::of(self.fact, found).against(*limit, STATED),
            ));
        }
        let limit = match bound {
            StatedBound::Days(after, days) => sheet.day(*after)?.plus_days((*days).into()),
            StatedBound::WorkingDays(after, days) => {
                law.working_days_after(sheet.day(*after)?, *days)
            }
            StatedBound::Number(_) => return Err(Missing::of(self.fact)),
        };
        let found = sheet.day(self.fact)?;
        let holds = if at_least {
            found >= limit
        } else {
            found <= limit
        };
        Ok((holds, Evidence::of(self.fact, found).against(limit, STATED)))
    }
}
