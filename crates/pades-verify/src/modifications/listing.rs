//! The list of all changes, as people are told them.

use std::collections::BTreeSet;
use std::sync::Arc;

use pdf_revisions::{Dict, Object};

use super::change::{Change, ChangeKind, ChangeVerdict, PagePlace};
use super::disallowed::DisallowedChange;
use super::ledger::{Ledger, is_of_the_file};
use super::pair::{Changed, Pair};
use super::paths::Paths;
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

    /// A refusal of a whole revision.
    pub(super) fn refused(&mut self, refused: &DisallowedChange) {
        self.push(Change {
            revision: refused.revision,
            reference: refused.reference,
            path: String::new(),
            how: ChangeKind::Replaced,
            before: None,
            after: None,
            verdict: ChangeVerdict::Disallowed(refused.reason.clone()),
            place: None,
        });
    }

    /// The changes of one pair of revisions: what is refused first, then the others by object number.
    pub(super) fn add(&mut self, pair: &Pair<'_>, ledger: &Ledger) {
        let mut paths = Paths::new(pair);
        let mut told = BTreeSet::new();
        for refused in &ledger.objections {
            told.extend(refused.reference.map(|reference| reference.number));
            if self.has_room(false) {
                let change = objection(pair, &mut paths, refused);
                self.push(change);
            }
        }
        for (number, changed) in &pair.changed {
            if told.contains(number) || is_of_the_file(&changed.new) {
                continue;
            }
            let verdict = verdict(ledger, *number);
            if self.has_room(verdict.is_allowed()) {
                let change = object(pair, &mut paths, changed, verdict);
                self.push(change);
            }
        }
    }

    /// Allowed changes never take the room of refused ones. What has no room is counted.
    fn has_room(&mut self, allowed: bool) -> bool {
        let of_its_kind = if allowed {
            self.changes.len().saturating_sub(self.refused)
        } else {
            self.refused
        };
        let room = of_its_kind < self.context.limits.changes;
        self.more = self.more.saturating_add(usize::from(!room));
        room
    }

    fn push(&mut self, change: Change) {
        let refused = usize::from(!change.verdict.is_allowed());
        self.refused = self.refused.saturating_add(refused);
        self.changes.push(change);
    }
}

fn object(
    pair: &Pair<'_>,
    paths: &mut Paths<'_, '_>,
    changed: &Changed,
    verdict: ChangeVerdict,
) -> Change {
    let (before, after) = render::both(&changed.old, &changed.new);
    let (path, place) = paths.of(changed.reference.number);
    // Of a page that rules explain only the list of annotations changed: those have places of their own.
    let place = place.filter(|_| !(verdict.is_allowed() && is_page(changed)));
    Change {
        revision: pair.new.revision().index,
        reference: Some(changed.reference),
        path,
        how: how(changed),
        before,
        after,
        verdict,
        place,
    }
}

fn is_page(changed: &Changed) -> bool {
    let page = |dict: &Dict| dict.name(b"Type").is_some_and(|kind| *kind == "Page");
    changed.old.as_dict().is_some_and(page)
}

/// What was refused, with the one entry that it is about.
fn objection(pair: &Pair<'_>, paths: &mut Paths<'_, '_>, refused: &DisallowedChange) -> Change {
    let (old, new) = values(pair, refused);
    let changed = refused
        .reference
        .and_then(|reference| pair.changed.get(&reference.number));
    let (mut path, place): (String, Option<PagePlace>) = match refused.reference {
        Some(reference) => paths.of(reference.number),
        None => (refused.reason.holder().to_owned(), None),
    };
    let (mut before, mut after) = render::both(&old, &new);
    if let Some(key) = refused.reason.key() {
        let entry = |object: &Object| {
            object
                .as_dict()
                .and_then(|dict| dict.get(key.as_bytes()).cloned())
        };
        let (old, new) = (entry(&old), entry(&new));
        if old.is_some() || new.is_some() {
            (before, after) =
                render::both(&old.unwrap_or(Object::Null), &new.unwrap_or(Object::Null));
        }
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(key);
    }
    Change {
        revision: refused.revision,
        reference: refused.reference,
        path,
        how: changed.map_or(ChangeKind::Replaced, how),
        before,
        after,
        verdict: ChangeVerdict::Disallowed(refused.reason.clone()),
        place,
    }
}

/// Both values of what was refused.
fn values(pair: &Pair<'_>, refused: &DisallowedChange) -> (Object, Object) {
    let Some(reference) = refused.reference else {
        return (holder(pair, refused, true), holder(pair, refused, false));
    };
    if let Some(changed) = pair.changed.get(&reference.number) {
        return (changed.old.clone(), changed.new.clone());
    }
    // The object is as it was: its place was taken away.
    let same = pair.old.resolve(reference).unwrap_or(Object::Null);
    (same, Object::Null)
}

/// The dictionary that a refusal without an object of its own is about.
fn holder(pair: &Pair<'_>, refused: &DisallowedChange, old: bool) -> Object {
    let view = if old { pair.old } else { pair.new };
    let mut dict = view.trailer().clone();
    for step in refused
        .reason
        .holder()
        .split('/')
        .filter(|step| !step.is_empty())
    {
        match view.value(&dict, step.as_bytes()) {
            Ok(Object::Dictionary(next)) => dict = next,
            _ => return Object::Null,
        }
    }
    if refused.reason.key().is_none() {
        return Object::Null;
    }
    Object::Dictionary(dict)
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
