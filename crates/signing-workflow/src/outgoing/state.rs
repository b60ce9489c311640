//! The state of a package, read from its journal.

use jiff::Timestamp;
use regulation_rules::orders::{Act, Need, Order, Step};
use serde::Serialize;

use super::about::About;
use super::event::{Event, Mark, Remedy};
use super::log::Entry;
use super::numbers::Number;

/// What the journal comes to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct State {
    /// What is to be issued.
    pub about: About,
    /// Its number.
    pub number: Option<Number>,
    /// The steps that were begun and not undone, first to last.
    pub steps: Vec<StepState>,
    /// Where it stands.
    pub standing: Standing,
    /// When it last changed.
    pub changed_at: Timestamp,
}

/// A step that was begun.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepState {
    /// What it does.
    pub act: Act,
    /// The signatures it makes.
    pub marks: Vec<Mark>,
    /// Those that were made.
    pub signed: Vec<Version>,
    /// When it began.
    pub begun_at: Timestamp,
}

/// A file as one mark left it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Version {
    /// The mark.
    pub mark: Mark,
    /// The file, within the folder.
    pub output: String,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
    /// The field of the signature.
    pub field: Option<String>,
    /// Whose certificate.
    pub signer: String,
    /// SHA-256 of the certificate, hexadecimal.
    pub certificate: String,
    /// When.
    pub at: Timestamp,
}

/// Where a package stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "standing", rename_all = "kebab-case")]
pub enum Standing {
    /// Being signed.
    Open,
    /// Void before it was issued.
    Voided {
        /// Why.
        reason: String,
        /// When.
        at: Timestamp,
    },
    /// Issued.
    Issued {
        /// Where the package was written.
        package: String,
        /// When.
        at: Timestamp,
    },
    /// Issued, and then replaced, corrected or taken back.
    Remedied {
        /// What was done.
        remedy: Remedy,
        /// By which document.
        by: String,
        /// Why.
        reason: String,
        /// When.
        at: Timestamp,
    },
}

impl StepState {
    /// Whether every mark was made.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.signed.len() == self.marks.len()
    }
}

impl State {
    /// What the journal comes to.
    ///
    /// # Errors
    /// The number of the entry, from 1, that does not fit what came before.
    pub fn of(entries: &[Entry<Event>]) -> Result<Self, usize> {
        let mut entries = entries.iter().enumerate();
        let Some((
            _,
            Entry {
                at,
                event: Event::Opened(about),
            },
        )) = entries.next()
        else {
            return Err(1);
        };
        let mut state = Self {
            about: about.clone(),
            number: None,
            steps: Vec::new(),
            standing: Standing::Open,
            changed_at: *at,
        };
        for (index, entry) in entries {
            state.take(entry).ok_or(index + 1)?;
        }
        Ok(state)
    }

    /// The next event; `None` where it does not fit.
    fn take(&mut self, entry: &Entry<Event>) -> Option<()> {
        let at = entry.at;
        self.changed_at = at;
        if !self.fits(&entry.event) {
            return None;
        }
        match &entry.event {
            Event::Opened(_) => return None,
            Event::Numbered { number } => self.number = Some(number.clone()),
            Event::Begun { act, marks } => self.steps.push(StepState {
                act: *act,
                marks: marks.clone(),
                signed: Vec::new(),
                begun_at: at,
            }),
            Event::Signed {
                mark,
                output,
                sha256,
                field,
                signer,
                certificate,
            } => self.steps.last_mut()?.signed.push(Version {
                mark: *mark,
                output: output.clone(),
                sha256: sha256.clone(),
                field: field.clone(),
                signer: signer.clone(),
                certificate: certificate.clone(),
                at,
            }),
            Event::Undone { .. } => {
                self.steps.pop()?;
            }
            Event::Voided { reason } => {
                let reason = reason.clone();
                self.standing = Standing::Voided { reason, at };
            }
            Event::Issued { package } => {
                let package = package.clone();
                self.standing = Standing::Issued { package, at };
            }
            Event::Remedied { remedy, by, reason } => {
                self.standing = Standing::Remedied {
                    remedy: *remedy,
                    by: by.clone(),
                    reason: reason.clone(),
                    at,
                };
            }
        }
        Some(())
    }

    /// Whether an event may come now.
    pub(super) fn fits(&self, event: &Event) -> bool {
        let is_open = self.standing == Standing::Open;
        match event {
            Event::Opened(_) => false,
            Event::Numbered { .. } => {
                is_open && self.number.is_none() && self.unfinished().is_none()
            }
            Event::Begun { marks, .. } => {
                let parts = self.about.parts.len();
                let known = marks.iter().all(|mark| mark.part < parts);
                is_open && self.unfinished().is_none() && known && !marks.is_empty()
            }
            Event::Signed { mark, .. } => {
                is_open
                    && self
                        .unfinished()
                        .is_some_and(|step| step.marks.get(step.signed.len()) == Some(mark))
            }
            Event::Undone { .. } => is_open && self.unfinished().is_some(),
            Event::Voided { .. } => is_open,
            Event::Issued { .. } => {
                is_open && self.unfinished().is_none() && !self.steps.is_empty()
            }
            Event::Remedied { .. } => matches!(
                self.standing,
                Standing::Issued { .. } | Standing::Remedied { .. }
            ),
        }
    }

    /// The step that was begun and not finished: it is continued or undone before anything else.
    #[must_use]
    pub fn unfinished(&self) -> Option<&StepState> {
        self.steps.last().filter(|step| !step.is_done())
    }

    /// Whether a step of this act is done.
    #[must_use]
    pub fn is_done(&self, act: Act) -> bool {
        self.steps
            .iter()
            .any(|step| step.act == act && step.is_done())
    }

    /// The last version of a file; `None` while nobody signed it.
    #[must_use]
    pub fn version(&self, part: usize) -> Option<&Version> {
        let mut versions = self.steps.iter().flat_map(|step| &step.signed);
        versions.rfind(|version| version.mark.part == part)
    }

    /// The steps that may come next under the order: the first required one that is not done, and the others before it and after the last
    /// that is.
    #[must_use]
    pub fn next_steps(&self, order: &Order) -> Vec<&'static Step> {
        if self.standing != Standing::Open || self.unfinished().is_some() {
            return Vec::new();
        }
        let last = order.steps.iter().rposition(|step| self.is_done(step.act));
        let mut next = Vec::new();
        for step in &order.steps[last.map_or(0, |last| last + 1)..] {
            next.push(step);
            if step.need.value == Need::Required {
                break;
            }
        }
        next
    }

    /// Whether every required step of the order is done.
    #[must_use]
    pub fn is_complete(&self, order: &Order) -> bool {
        let required = |step: &&Step| step.need.value == Need::Required;
        order
            .steps
            .iter()
            .filter(required)
            .all(|step| self.is_done(step.act))
    }
}
