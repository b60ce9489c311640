//! The rules as a list, for `kyso rules list` and `kyso rules show`.

use serde::{Deserialize, Serialize};

use crate::instruments::{
    CERTIFICATE_ISSUE, CERTIFICATE_STANDING, DEVICE, DOCUMENT, ORGANISATION, PACKAGE, REQUEST,
    SIGNATURE, SUBSCRIBER,
};
use crate::law::{Force, Instrument};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};
use crate::{Lang, Text, terms};

/// One rule, as a list shows it.
#[derive(Clone, Copy, Debug)]
pub struct RuleEntry {
    /// Its metadata.
    pub meta: &'static Meta,
    /// The sheet it reads.
    pub sheet: SheetKind,
}

/// The kinds of sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SheetKind {
    /// A signature.
    Signature,
    /// A certificate.
    Certificate,
    /// A file.
    Document,
    /// A document with all that belongs to it.
    Package,
    /// A request.
    Request,
    /// An event in the life of a key device.
    Device,
    /// A subscriber.
    Subscriber,
    /// A body.
    Organisation,
}

impl SheetKind {
    /// Its name.
    pub const fn text(self) -> Text {
        match self {
            Self::Signature => Text::new("chữ ký số", "signature"),
            Self::Certificate => Text::new("chứng thư", "certificate"),
            Self::Document => Text::new("tệp văn bản", "document"),
            Self::Package => Text::new("bộ văn bản", "package"),
            Self::Request => Text::new("yêu cầu chứng thực", "request"),
            Self::Device => Text::new("thiết bị lưu khóa bí mật", "key device"),
            Self::Subscriber => Text::new("thuê bao", "subscriber"),
            Self::Organisation => Text::new("cơ quan, tổ chức", "organisation"),
        }
    }
}

/// Every rule of the register, instrument by instrument.
pub fn rules() -> Vec<RuleEntry> {
    let mut rules: Vec<RuleEntry> = Vec::new();
    rules.extend(entries(SIGNATURE, SheetKind::Signature));
    rules.extend(entries(CERTIFICATE_ISSUE, SheetKind::Certificate));
    rules.extend(entries(CERTIFICATE_STANDING, SheetKind::Certificate));
    rules.extend(entries(DOCUMENT, SheetKind::Document));
    rules.extend(entries(PACKAGE, SheetKind::Package));
    rules.extend(entries(REQUEST, SheetKind::Request));
    rules.extend(entries(DEVICE, SheetKind::Device));
    rules.extend(entries(SUBSCRIBER, SheetKind::Subscriber));
    rules.extend(entries(ORGANISATION, SheetKind::Organisation));
    rules.sort_by_key(|entry| entry.meta.instrument().id); // stable: inside an instrument, the order of the register
    rules
}

fn entries<F>(rules: &[&'static Rule<F>], sheet: SheetKind) -> impl Iterator<Item = RuleEntry> {
    rules.iter().map(move |rule| RuleEntry {
        meta: &rule.meta,
        sheet,
    })
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
    pub sheet: SheetKind,
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

    /// When it is in force, as read: as long as its instrument, unless it says otherwise itself.
    pub fn force(&self) -> Force {
        self.meta.force.unwrap_or(self.instrument().force)
    }

    /// The question as a sentence, in the terms of the rule's own time.
    pub fn asks(&self, lang: Lang) -> String {
        self.terms().sentence(self.meta.asks, lang)
    }

    /// What is wrong when it is not fulfilled, in the terms of the rule's own time.
    pub fn fails(&self, lang: Lang) -> String {
        self.terms().sentence(self.meta.fails, lang)
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
            force_from: self.force().first_day().map(|day| day.to_string()),
            force_until: self.force().first_day_without().map(|day| day.to_string()),
            basis: meta.basis,
            duty: meta.duty,
            reading: meta.reading.word(),
            read_on: meta.reading.day().to_string(),
            territory: self.instrument().territory.map(|territory| territory.id),
        }
    }

    fn terms(&self) -> &'static terms::Terms {
        self.force()
            .first_day()
            .map_or_else(terms::latest, terms::at)
    }
}
