//! Which rules govern on a day in a place, and what changed in the law between two days.

use std::collections::{BTreeMap, BTreeSet};

use gov_ca_model::{CertificateKind, VietnamDay};
use serde::Serialize;

use crate::facts::Fact;
use crate::instruments::READ;
use crate::law::{Applies, InForce, Instrument, Yield};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::register::{RuleEntry, SheetKind, rules};

/// A day, a place and a kind of signature: what picks the law.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The day that counts.
    pub day: VietnamDay,
    /// The province, if one is named.
    pub province: Option<&'a str>,
    /// The kind of signature or certificate. Sheets of other kinds are about the services of the government CA.
    pub kind: CertificateKind,
}

/// How a rule stands in a situation.
#[derive(Clone, Copy, Debug)]
pub enum Standing {
    /// It governs, unless another rule sets it aside.
    Governs,
    /// It is not in force.
    NotInForce(InForce),
    /// It is for another territory.
    Elsewhere,
    /// It is an example that nobody here adopted.
    NotAdopted,
    /// Whether it governs cannot be told without this.
    Open(Fact),
    /// Its instrument gives way.
    GivesWay(&'static Yield),
}

impl RuleEntry {
    /// How the rule stands in a situation.
    pub fn standing(&self, situation: &Situation<'_>, law: &LawBook) -> Standing {
        let instrument = self.instrument();
        if instrument.example && !law.adopts(instrument, situation.province) {
            return Standing::NotAdopted;
        }
        let applies = instrument
            .territory
            .map(|territory| territory.applies(situation.province, situation.day));
        match applies {
            Some(Applies::Elsewhere) => return Standing::Elsewhere,
            Some(Applies::AfterMerger) => return Standing::Open(Fact::Territory),
            Some(Applies::Yes) | None => {}
        }
        let in_force = law.rule_force(self.meta).on(situation.day);
        if matches!(in_force, InForce::NotYet | InForce::Ended) {
            return Standing::NotInForce(in_force);
        }
        let kind = match self.sheet {
            SheetKind::Signature | SheetKind::Certificate => situation.kind,
            _ => CertificateKind::Government,
        };
        match (instrument.yields_on(situation.day, kind), in_force) {
            (Some(relation), _) => Standing::GivesWay(relation),
            (None, InForce::Unknown) => Standing::Open(Fact::Force),
            (None, _) => Standing::Governs,
        }
    }
}

/// The rules that answer each question in a situation: at most one, by the tests of the register.
pub fn governing(situation: &Situation<'_>, law: &LawBook) -> BTreeMap<Question, Vec<RuleEntry>> {
    let governs = |rule: &RuleEntry| matches!(rule.standing(situation, law), Standing::Governs);
    let standing: Vec<RuleEntry> = rules().into_iter().filter(governs).collect();
    let aside: BTreeSet<&str> = standing
        .iter()
        .flat_map(|rule| rule.meta.overrides)
        .copied()
        .collect();
    let mut answers: BTreeMap<Question, Vec<RuleEntry>> = BTreeMap::new();
    for rule in standing
        .into_iter()
        .filter(|rule| !aside.contains(rule.meta.code))
    {
        answers.entry(rule.meta.question).or_default().push(rule);
    }
    answers
}

/// A question that is answered otherwise on the later day.
#[derive(Clone, Debug)]
pub struct LawChange {
    /// The question.
    pub question: Question,
    /// The rule that answered it on the earlier day.
    pub before: Option<RuleEntry>,
    /// The rule that answers it on the later day.
    pub after: Option<RuleEntry>,
}

/// What kind of change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Nothing answered the question before.
    Begins,
    /// Nothing answers it any more.
    Ends,
    /// Another rule answers it.
    Replaced,
}

impl LawChange {
    /// What kind of change it is.
    pub const fn kind(&self) -> ChangeKind {
        match (&self.before, &self.after) {
            (None, _) => ChangeKind::Begins,
            (_, None) => ChangeKind::Ends,
            _ => ChangeKind::Replaced,
        }
    }
}

/// What changed in the law between two situations: every question that another rule, or no rule, answers in the later one.
pub fn changes(earlier: &Situation<'_>, later: &Situation<'_>, law: &LawBook) -> Vec<LawChange> {
    let (before, after) = (governing(earlier, law), governing(later, law));
    let questions: BTreeSet<Question> = before.keys().chain(after.keys()).copied().collect();
    let only = |answers: &BTreeMap<Question, Vec<RuleEntry>>, question: Question| {
        answers
            .get(&question)
            .and_then(|rules| rules.first().copied())
    };
    let changed = questions.into_iter().map(|question| LawChange {
        question,
        before: only(&before, question),
        after: only(&after, question),
    });
    let code = |rule: &Option<RuleEntry>| rule.map(|rule| rule.meta.code);
    changed
        .filter(|change| code(&change.before) != code(&change.after))
        .collect()
}

/// Texts that were read and were made for a province as it was before it was merged, where no text of the province since then was read:
/// whether they still apply has not been read, and no rule of theirs says anything.
pub fn left_open_by_merger(province: Option<&str>, day: VietnamDay) -> Vec<&'static Instrument> {
    let here = |wanted: Applies| {
        READ.iter().copied().filter(move |text| {
            text.territory
                .is_some_and(|territory| territory.applies(province, day) == wanted)
        })
    };
    match here(Applies::Yes).next() {
        Some(_) => Vec::new(),
        None => here(Applies::AfterMerger).collect(),
    }
}

/// The rules of which nobody can tell whether they govern in a situation, with the fact that is missing.
pub fn open(situation: &Situation<'_>, law: &LawBook) -> Vec<(RuleEntry, Fact)> {
    let open = |rule: RuleEntry| match rule.standing(situation, law) {
        Standing::Open(fact) => Some((rule, fact)),
        _ => None,
    };
    rules().into_iter().filter_map(open).collect()
}
