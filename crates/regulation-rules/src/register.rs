//! The rules as a list, for `kyso rules list` and `kyso rules show`.

use serde::Serialize;

use crate::instruments::{CERTIFICATE, SIGNATURE};
use crate::law::Instrument;
use crate::rule::{Basis, Duty, Meta, Question};
use crate::{Lang, terms};

/// One rule, as a list shows it.
#[derive(Clone, Copy, Debug)]
pub struct RuleEntry {
    /// Its metadata.
    pub meta: &'static Meta,
    /// The sheet it reads: `signature` or `certificate`.
    pub sheet: &'static str,
}

/// Every rule of the register, instrument by instrument.
pub fn rules() -> Vec<RuleEntry> {
    let signature = SIGNATURE.iter().map(|rule| RuleEntry {
        meta: &rule.meta,
        sheet: "signature",
    });
    let certificate = CERTIFICATE.iter().map(|rule| RuleEntry {
        meta: &rule.meta,
        sheet: "certificate",
    });
    let mut rules: Vec<RuleEntry> = signature.chain(certificate).collect();
    rules.sort_by_key(|entry| entry.meta.instrument().id); // stable: inside an instrument, the order of the register
    rules
}

/// The rule with this code.
pub fn rule(code: &str) -> Option<RuleEntry> {
    rules().into_iter().find(|entry| entry.meta.code == code)
}

/// [`RuleEntry`] as data.
#[derive(Clone, Debug, Serialize)]
pub struct RuleEntryData {
    /// The code.
    pub code: &'static str,
    /// The sheet it reads.
    pub sheet: &'static str,
    /// What is asked.
    pub question: Question,
    /// The question as a sentence.
    pub asks: String,
    /// What is wrong when it is not fulfilled.
    pub fails: String,
    /// Where it stands, as Vietnamese law cites.
    pub citations_vi: Vec<String>,
    /// The same in English.
    pub citations_en: Vec<String>,
    /// First day in force, where known.
    pub force_from: Option<String>,
    /// First day no longer in force, where there is one.
    pub force_until: Option<String>,
    /// Which day picks the law.
    pub basis: Basis,
    /// Must, should or may.
    pub duty: Duty,
    /// `verified` or `secondary`.
    pub reading: &'static str,
    /// When the text was last read.
    pub read_on: String,
    /// The province it applies in, if not everywhere.
    pub territory: Option<&'static str>,
}

impl RuleEntry {
    /// The instrument that governs it.
    pub fn instrument(&self) -> &'static Instrument {
        self.meta.instrument()
    }

    /// The question as a sentence, in the terms of the rule's own time.
    pub fn asks(&self, lang: Lang) -> String {
        self.terms().fill(self.meta.asks, lang)
    }

    /// What is wrong when it is not fulfilled, in the terms of the rule's own time.
    pub fn fails(&self, lang: Lang) -> String {
        self.terms().fill(self.meta.fails, lang)
    }

    /// The entry as data, its sentences in `lang`.
    pub fn data(&self, lang: Lang) -> RuleEntryData {
        let meta = self.meta;
        let cites = |lang| {
            meta.cites
                .iter()
                .map(|citation| citation.text(lang))
                .collect()
        };
        RuleEntryData {
            code: meta.code,
            sheet: self.sheet,
            question: meta.question,
            asks: self.asks(lang),
            fails: self.fails(lang),
            citations_vi: cites(Lang::Vi),
            citations_en: cites(Lang::En),
            force_from: meta.force.first_day().map(|day| day.to_string()),
            force_until: meta.force.first_day_without().map(|day| day.to_string()),
            basis: meta.basis,
            duty: meta.duty,
            reading: meta.reading.word(),
            read_on: meta.reading.day().to_string(),
            territory: self.instrument().territory.map(|territory| territory.id),
        }
    }

    fn terms(&self) -> &'static terms::Terms {
        self.meta
            .force
            .first_day()
            .map_or_else(terms::latest, terms::at)
    }
}
