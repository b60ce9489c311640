//! The list of all changes, as people are told them.

use std::collections::BTreeSet;
use std::sync::Arc;

use pdf_revisions::Object;

use super::change::{Change, ChangeKind, ChangeVerdict};
use super::disallowed::DisallowedChange;
use super::ledger::{Ledger, is_of_the_file};
use super::pair::{Changed, Pair};
use super::{Context, ModificationLevel, render};

/// Collects the changes of one revision after the other.
pub(super) struct Listing<'c> {
    pub(super) context: &'c Context<'c>,
    changes: Vec<Change>,
    refused: usize,
    /// Changes there is no room for.
    pub(super) more: usize,
}

impl<'c> Listing<'c> {
    pub(super) const fn new(context: &'c Context<'c>) -> Self {
        Self {
            context,
            changes: Vec::new(),
            refused: 0,
            more: 0,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.changes.len()
    }

    pub(super) fn finish(self) -> Arc<[Change]> {
        self.changes.into()
    }

    /// A refusal that is of no one object.
    pub(super) fn refused(&mut self, refused: &DisallowedChange) {
        let change = Change {
            revision: refused.revision,
            reference: refused.reference,
            path: "trailer".to_owned(),
            how: ChangeKind::Replaced,
            before: None,
            after: None,
            verdict: ChangeVerdict::Disallowed(refused.reason.clone()),
            place: None,
        };
        self.push(change);
    }

    /// The changes of one pair of revisions: what is refused first, then the others by object number.
    pub(super) fn add(&mut self, pair: &Pair<'_>, ledger: &Ledger) {
        let mut told = BTreeSet::new();
        for refused in &ledger.objections {
            let changed = refused
                .reference
                .and_then(|reference| pair.changed.get(&reference.number));
            let Some(changed) = changed else {
                self.refused(refused);
                continue;
            };
            told.insert(changed.reference.number);
            let verdict = ChangeVerdict::Disallowed(refused.reason.clone());
            self.object(pair, changed, verdict);
        }
        for (number, changed) in &pair.changed {
            if !told.contains(number) && !is_of_the_file(&changed.new) {
                let verdict = verdict(ledger, *number);
                self.object(pair, changed, verdict);
            }
        }
    }

    fn object(&mut self, pair: &Pair<'_>, changed: &Changed, verdict: ChangeVerdict) {
        if self.is_full(&verdict) {
            self.more = self.more.saturating_add(1);
            return;
        }
        let (before, after) = render::both(&changed.old, &changed.new);
        self.push(Change {
            revision: pair.new.revision().index,
            reference: Some(changed.reference),
            path: format!("object {}", changed.reference.number),
            how: how(changed),
            before,
            after,
            verdict,
            place: None,
        });
    }

    /// Allowed changes never take the room of refused ones.
    fn is_full(&self, verdict: &ChangeVerdict) -> bool {
        let of_its_kind = if verdict.is_allowed() {
            self.changes.len().saturating_sub(self.refused)
        } else {
            self.refused
        };
        of_its_kind >= self.context.limits.changes
    }

    fn push(&mut self, change: Change) {
        if self.is_full(&change.verdict) {
            self.more = self.more.saturating_add(1);
            return;
        }
        self.refused = self
            .refused
            .saturating_add(usize::from(!change.verdict.is_allowed()));
        self.changes.push(change);
    }
}

const fn how(changed: &Changed) -> ChangeKind {
    match (&changed.old, &changed.new) {
        (Object::Null, _) => ChangeKind::Added,
        (_, Object::Null) => ChangeKind::Freed,
        _ => ChangeKind::Replaced,
    }
}

/// The verdict on an object that no rule objected to.
fn verdict(ledger: &Ledger, number: u32) -> ChangeVerdict {
    let Some(explanation) = ledger.explanation(number) else {
        // What can be reached and nobody explains was objected to.
        return ChangeVerdict::Allowed {
            rule: "unreferenced",
            level: ModificationLevel::None,
        };
    };
    if let Some(reason) = &explanation.forbidden {
        return ChangeVerdict::Disallowed(reason.clone());
    }
    let of_the_revision = || ledger.touches().map(|(touch, _)| touch.level()).max();
    let level = explanation.level().or_else(of_the_revision);
    ChangeVerdict::Allowed {
        rule: explanation.rule,
        level: level.unwrap_or(ModificationLevel::None),
    }
}
