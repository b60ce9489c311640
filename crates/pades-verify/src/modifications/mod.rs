//! What later revisions changed (ISO 32000-2 §12.8.2): default deny, decided on resolved values.
//!
//! Every pair of neighbouring revisions is compared once. Rules, a file each in `rules/`, approve the objects they can explain and say
//! what the change touches; an object that changed and that nobody approves, or that is used in a second place nobody looked at, is
//! disallowed. For each signature the pairs after its revision are then held against what the signatures so far forbid.

mod change;
mod covered;
mod covering;
mod disallowed;
mod fields;
mod graph;
mod holders;
mod ledger;
mod lexed;
mod listing;
mod noticed;
mod painting;
mod pair;
mod paths;
mod render;
mod restrictions;
mod rules;
mod same;
mod sweep;

use std::sync::Arc;

use cert_path::Certificate;
use pdf_revisions::{AnomalyKind, PdfError, PdfFile};

pub use change::{Change, ChangeKind, ChangeVerdict, Changes, PagePlace};
pub use covered::{CoveredText, covered_text};
pub use covering::{Beneath, Cover};
pub use disallowed::{Disallowed, DisallowedChange, Reason};
pub(crate) use restrictions::Restrictions;

use crate::anomaly::{Anomaly, Finding, Severity};
use crate::codes;
use crate::limits::Limits;
use crate::policy::ModificationPolicy;
use crate::report::SignatureKind;
use graph::Cache;
use ledger::Ledger;
use listing::Listing;
use pair::Pair;
use sweep::Places;

/// The farthest-reaching of the allowed changes after a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ModificationLevel {
    /// Nothing changed.
    None,
    /// Validation material and document time-stamps only.
    LtaUpdates,
    /// Further signatures.
    Signatures,
    /// Form fields were filled in, or metadata written.
    FormFilling,
    /// Annotations were added, changed or taken away, their tab order changed, or the outline grew.
    Annotations,
}

impl ModificationLevel {
    /// The word used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::LtaUpdates => "lta-updates",
            Self::Signatures => "signatures",
            Self::FormFilling => "form-filling",
            Self::Annotations => "annotations",
        }
    }
}

/// What the comparison needs to know of a signature.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// Where its dictionary begins in the file.
    pub(crate) place: Option<u64>,
    pub(crate) kind: SignatureKind,
    /// The revision it covers, when it covers one.
    pub(crate) covers: Option<usize>,
    pub(crate) intact: bool,
    pub(crate) signer: Option<Certificate>,
    pub(crate) restrictions: Restrictions,
}

impl Known {
    /// It stands and its restrictions bind what comes after `revision`.
    fn binds(&self, revision: usize) -> bool {
        self.covers.is_some_and(|covered| covered <= revision)
            && self.kind != SignatureKind::UsageRights
    }
}

/// What the rules look at beside the pair itself.
pub(crate) struct Context<'a> {
    pub(crate) signatures: &'a [Known],
    pub(crate) policy: &'a ModificationPolicy,
    pub(crate) limits: &'a Limits,
}

/// The changes of all revisions after the oldest signed one, judged once.
#[derive(Debug, Default)]
pub(crate) struct History {
    steps: Vec<Step>,
    changes: Arc<[Change]>,
    pub(crate) anomalies: Vec<Anomaly>,
    /// What is said of a signature that was added, by the place of its dictionary.
    notes: Vec<(u64, Finding)>,
}

/// How often all objects that a file may have are looked for in a section, twice for each pair of revisions: ten revisions of a million objects, or a hundred of ten
/// thousand.
const WALKS: usize = 40;

/// What is kept from one pair of revisions to the next.
#[derive(Debug, Default)]
struct Memory {
    cache: Cache,
    places: Places,
}

/// What one revision changed.
#[derive(Debug)]
struct Step {
    /// Index of the revision.
    revision: usize,
    /// The farthest-reaching of its changes.
    level: ModificationLevel,
    disallowed: Vec<DisallowedChange>,
    /// Where its changes begin in the list of all.
    listed_from: usize,
    /// Its changes that the list has no room for.
    unlisted: usize,
}

impl History {
    /// Compares every revision after the oldest that a signature covers with the one before it.
    pub(crate) fn read(file: &PdfFile, context: &Context<'_>) -> Self {
        let covered = context.signatures.iter();
        let first = covered.filter_map(|signature| signature.covers).min();
        first.map_or_else(Self::default, |first| Self::since(file, first, context))
    }

    /// Compares every revision after `first` with the one before it.
    pub(crate) fn since(file: &PdfFile, first: usize, context: &Context<'_>) -> Self {
        let mut history = Self::default();
        let mut memory = Memory::default();
        let mut left = context.limits.objects.saturating_mul(WALKS);
        let mut listing = Listing::new(context);
        for revision in first.saturating_add(1)..file.revisions().len() {
            history.unlisted(file, revision);
            history.hybrid(file, revision);
            let listed_from = listing.len();
            let unlisted = listing.more;
            let step = history.step(file, revision, &mut listing, &mut memory, &mut left);
            let (level, disallowed) = step.unwrap_or_else(|error| {
                let unreadable = unreadable(revision, &error);
                listing.refused(&unreadable);
                (ModificationLevel::None, vec![unreadable])
            });
            history.steps.push(Step {
                revision,
                level,
                disallowed,
                listed_from,
                unlisted: listing.more.saturating_sub(unlisted),
            });
        }
        history.changes = listing.finish();
        history
    }

    fn step(
        &mut self,
        file: &PdfFile,
        revision: usize,
        listing: &mut Listing<'_>,
        memory: &mut Memory,
        left: &mut usize,
    ) -> Result<(ModificationLevel, Vec<DisallowedChange>), PdfError> {
        let context = listing.context;
        let judge = |pair: &Pair<'_>| -> Result<Ledger, PdfError> {
            let mut ledger = Ledger::default();
            rules::apply(pair, context, &mut ledger)?;
            ledger.settle(pair);
            Ok(ledger)
        };
        let Memory { cache, places } = memory;
        let mut pair = Pair::read(file, revision, context.limits, cache, places, left)?;
        let mut ledger = judge(&pair)?;
        // What was assumed to be reachable only ever adds objections: nothing is refused for it.
        if pair.graph.is_assumed && !ledger.objections.is_empty() {
            pair.read_everything(cache, left);
            ledger = judge(&pair)?;
        }
        for number in ledger.unreferenced(&pair) {
            self.unreferenced(revision, number);
        }
        self.anomalies.extend(noticed::prepared(&pair));
        self.anomalies.extend(noticed::orphans(&pair, context));
        ledger.forbid(&pair, context);
        self.notes.append(&mut ledger.notes);
        listing.add(&pair, &ledger);
        let level = ledger.touches().map(|(touch, _)| touch.level()).max();
        Ok((level.unwrap_or(ModificationLevel::None), ledger.objections))
    }

    /// Bytes that the cross-reference of a later revision does not account for.
    fn unlisted(&mut self, file: &PdfFile, revision: usize) {
        let text = match file.at(revision).unlisted() {
            Ok(None) => return,
            Ok(Some(offset)) => {
                let text = format!(
                    "revision {} holds bytes at offset {offset} that its cross-reference does not list",
                    revision.saturating_add(1)
                );
                (Some(offset), text)
            }
            Err(error) => (None, error.to_string()),
        };
        self.anomalies.push(Anomaly::new(
            codes::UNLISTED_BYTES,
            Severity::Error,
            text.0,
            text.1,
        ));
    }

    /// Readers that only know tables go on seeing what such a stream redefines.
    fn hybrid(&mut self, file: &PdfFile, revision: usize) {
        let range = &file.at(revision).revision().range;
        let noticed = file.anomalies().iter().find(|anomaly| {
            anomaly.kind == AnomalyKind::HybridRedefinition && range.contains(&anomaly.offset)
        });
        if let Some(anomaly) = noticed {
            self.anomalies.push(Anomaly::new(
                codes::HYBRID_UPDATE,
                Severity::Error,
                Some(anomaly.offset),
                "a revision after a signature redefines objects for some readers only",
            ));
        }
    }

    fn unreferenced(&mut self, revision: usize, number: u32) {
        let text = format!(
            "revision {} brings object {number}, which nothing refers to",
            revision.saturating_add(1)
        );
        self.anomalies.push(Anomaly::new(
            codes::UNREFERENCED_OBJECT,
            Severity::Warning,
            None,
            text,
        ));
    }

    /// What happened after `signature`, held against everything signatures forbade by then.
    pub(crate) fn after(&self, signature: &Known) -> Result<ModificationLevel, Disallowed> {
        level(self.steps_after(signature))
    }

    /// What happened in all of it.
    pub(crate) fn whole(&self) -> Result<ModificationLevel, Disallowed> {
        level(&self.steps)
    }

    /// Every change after `signature`, allowed or not.
    pub(crate) fn changes(&self, signature: &Known) -> Changes {
        let steps = self.steps_after(signature);
        let from = steps
            .first()
            .map_or(self.changes.len(), |step| step.listed_from);
        let more = steps.iter().map(|step| step.unlisted).sum();
        Changes::new(&self.changes, from, more)
    }

    /// What was said of this signature when it was added.
    pub(crate) fn notes(&self, signature: &Known) -> impl Iterator<Item = Finding> + '_ {
        let place = signature.place;
        let own = self.notes.iter().filter(move |(at, _)| Some(*at) == place);
        own.map(|(_, finding)| finding.clone())
    }

    fn steps_after(&self, signature: &Known) -> &[Step] {
        let covered = signature.covers.unwrap_or(usize::MAX);
        let from = self.steps.partition_point(|step| step.revision <= covered);
        self.steps.get(from..).unwrap_or_default()
    }
}

/// The farthest-reaching of the changes, or those that are not allowed.
fn level(steps: &[Step]) -> Result<ModificationLevel, Disallowed> {
    let changes: Vec<DisallowedChange> = steps
        .iter()
        .flat_map(|step| step.disallowed.iter().cloned())
        .collect();
    if !changes.is_empty() {
        return Err(Disallowed { changes });
    }
    let level = steps.iter().map(|step| step.level).max();
    Ok(level.unwrap_or(ModificationLevel::None))
}

fn unreadable(revision: usize, error: &PdfError) -> DisallowedChange {
    DisallowedChange {
        reference: None,
        revision,
        reason: Reason::Unreadable {
            number: 0,
            error: error.to_string(),
        },
    }
}
