//! Two neighbouring revisions and the objects whose values differ between them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use pdf_revisions::{Change, Dict, Object, PdfError, PdfFile, Reference, View};

use super::fields::Fields;
use super::graph::{Cache, Edge, Graph, Node, Walk, targets};
use super::holders;
use super::same::Compare;
use super::sweep::{self, Places};
use crate::limits::Limits;

/// An object whose value differs.
#[derive(Clone, Debug)]
pub(super) struct Changed {
    pub(super) reference: Reference,
    /// [`Object::Null`] when it was missing or free.
    pub(super) old: Object,
    /// [`Object::Null`] when it was freed.
    pub(super) new: Object,
    /// The same number with another generation: old references no longer mean it.
    pub(super) regenerated: bool,
}

impl Changed {
    pub(super) fn is_added(&self) -> bool {
        self.old.is_null()
    }
}

/// A revision and the one before it.
pub(super) struct Pair<'f> {
    pub(super) old: View<'f>,
    pub(super) new: View<'f>,
    pub(super) changed: BTreeMap<u32, Changed>,
    pub(super) graph: Graph,
    pub(super) compare: Compare<'f>,
    pub(super) old_fields: Fields,
    pub(super) new_fields: Fields,
    /// Streams that were there before and that something changed refers to now.
    prepared: BTreeSet<u32>,
    /// Unchanged objects whose referrers matter too.
    watched: BTreeSet<u32>,
}

impl<'f> Pair<'f> {
    /// Revision `index` (1 or later) against the one before.
    pub(super) fn read(
        file: &'f PdfFile,
        index: usize,
        limits: &Limits,
        cache: &mut Cache,
        places: &mut Places,
        left: &mut usize,
    ) -> Result<Self, PdfError> {
        let (old, new) = (file.at(index.saturating_sub(1)), file.at(index));
        let compare = Compare::new(old, new, limits.depth);
        let mut changed = BTreeMap::new();
        let changes = new.changed_references()?;
        for (reference, change) in &changes {
            let read = read_change(old, new, *reference, *change)?;
            if read.regenerated || !same_object(&compare, &read)? {
                changed.insert(reference.number, read);
            }
        }
        let (old_fields, new_fields) = (Fields::read(old)?, Fields::read(new)?);
        let mut watched = old_fields.appearances(old)?;
        watched.append(&mut new_fields.appearances(new)?);
        for view in [old, new] {
            let is_changed = |number: &u32| changed.contains_key(number);
            watched.append(&mut holders::containers(view, is_changed)?);
        }
        let prepared = prepared(old, &changed)?;
        watched.extend(prepared.iter().copied());
        let mut pair = Self {
            old,
            new,
            changed,
            graph: Graph::default(),
            compare,
            old_fields,
            new_fields,
            watched,
            prepared,
        };
        let interest = pair.changed.keys().chain(&pair.watched).copied().collect();
        let mut referrers = pair.referrers(&interest, places, left)?;
        pair.graph = pair.walk(referrers.clone(), cache, left);
        let lists = pair.lists();
        if !lists.is_empty() {
            let more = pair.referrers(&lists, places, left)?;
            pair.watched.extend(lists);
            referrers = referrers.zip(more).map(|(one, more)| &one | &more);
            pair.graph = pair.walk(referrers, cache, left);
        }
        places.advance(&changes);
        Ok(pair)
    }

    /// The unchanged objects that may refer to one of `interest`; `None` when there are too many objects to go through.
    fn referrers(
        &self,
        interest: &BTreeSet<u32>,
        places: &mut Places,
        left: &mut usize,
    ) -> Result<Option<HashSet<Reference>>, PdfError> {
        let referrers = sweep::referrers(self.old, interest, places, left)?;
        let is_unchanged = |referrer: &Reference| !self.changed.contains_key(&referrer.number);
        Ok(referrers.map(|all| all.into_iter().filter(is_unchanged).collect()))
    }

    /// Unchanged arrays that are objects of their own and refer to what is of interest: who refers to them tells what they list.
    fn lists(&self) -> BTreeSet<u32> {
        let is_known =
            |number: &u32| self.changed.contains_key(number) || self.watched.contains(number);
        let numbers = self.changed.keys().chain(&self.watched);
        let edges = numbers.flat_map(|number| self.graph.edges(*number));
        edges
            .filter(|edge| edge.keys.is_empty())
            .filter_map(|edge| match edge.from {
                Node::Object(array) => Some(array),
                Node::Trailer => None,
            })
            .filter(|array| !is_known(array))
            .collect()
    }

    /// Reads everything that either revision reaches, where so far only objects whose bytes may refer to the changed ones were, and all of
    /// those taken to be reachable.
    pub(super) fn read_everything(&mut self, cache: &mut Cache, left: &mut usize) {
        self.graph = self.walk(None, cache, left);
    }

    fn walk(
        &self,
        referrers: Option<HashSet<Reference>>,
        cache: &mut Cache,
        left: &mut usize,
    ) -> Graph {
        let walk = Walk {
            old: self.old,
            new: self.new,
            changed: &self.changed,
            watched: &self.watched,
            referrers,
            cache,
            left,
            cost: self.new.revision().index.saturating_add(1),
        };
        walk.run()
    }

    /// Streams that were in the file, that nothing referred to, and that are shown now.
    pub(super) fn prepared(&self) -> impl Iterator<Item = u32> + '_ {
        let unused = |number: &u32| !self.graph.edges(*number).iter().any(|edge| edge.in_old);
        self.prepared.iter().copied().filter(unused)
    }

    /// Those of `members` that nothing refers to but they themselves and what `is_slot` says. The others play a second part, which no rule
    /// looked at: what they refer to is not explained by them.
    pub(super) fn owned(
        &self,
        members: &BTreeSet<u32>,
        is_slot: impl Fn(&Edge) -> bool,
    ) -> BTreeSet<u32> {
        let is_known =
            |number: &u32| self.changed.contains_key(number) || self.watched.contains(number);
        let mut owned: BTreeSet<u32> = members.iter().copied().filter(is_known).collect();
        let mut below: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let mut stray = Vec::new();
        for number in &owned {
            for edge in self.graph.edges(*number) {
                match edge.from {
                    _ if is_slot(edge) => {}
                    Node::Object(from) if owned.contains(&from) => {
                        below.entry(from).or_default().push(*number);
                    }
                    _ => stray.push(*number),
                }
            }
        }
        while let Some(number) = stray.pop() {
            if owned.remove(&number) {
                stray.extend(below.remove(&number).unwrap_or_default());
            }
        }
        owned
    }

    /// The number's object is new in this revision.
    pub(super) fn is_added(&self, number: u32) -> bool {
        self.changed.get(&number).is_some_and(Changed::is_added)
    }

    /// The object with this number as of the newer revision, whatever its generation.
    pub(super) fn new_object(&self, number: u32) -> Result<Object, PdfError> {
        self.new
            .reference_to(number)?
            .map_or(Ok(Object::Null), |reference| self.new.resolve(reference))
    }

    /// The dictionary of a changed object, before and after. A stream is no dictionary: its data say something too.
    pub(super) fn dictionaries(&self, number: u32) -> Option<(&Dict, &Dict)> {
        let changed = self.changed.get(&number)?;
        match (&changed.old, &changed.new) {
            (Object::Dictionary(old), Object::Dictionary(new)) => Some((old, new)),
            _ => None,
        }
    }

    /// The keys whose values differ.
    pub(super) fn differing<'d>(
        &self,
        old: &'d Dict,
        new: &'d Dict,
    ) -> Result<Vec<&'d [u8]>, PdfError> {
        let mut differing = Vec::new();
        for key in super::same::keys(old, new) {
            if !self.compare.same(old.get(key), new.get(key))? {
                differing.push(key);
            }
        }
        Ok(differing)
    }
}

/// Unchanged streams to which the changed objects refer now and did not before.
fn prepared(old: View<'_>, changed: &BTreeMap<u32, Changed>) -> Result<BTreeSet<u32>, PdfError> {
    let before: BTreeSet<u32> = changed
        .values()
        .flat_map(|changed| targets(&changed.old))
        .collect();
    let mut prepared = BTreeSet::new();
    for number in changed.values().flat_map(|changed| targets(&changed.new)) {
        if before.contains(&number) || changed.contains_key(&number) {
            continue;
        }
        if let Some(reference) = old.reference_to(number)?
            && matches!(old.resolve(reference), Ok(Object::Stream(_)))
        {
            prepared.insert(number);
        }
    }
    Ok(prepared)
}

fn read_change(
    old: View<'_>,
    new: View<'_>,
    reference: Reference,
    change: Change,
) -> Result<Changed, PdfError> {
    let before = match change {
        Change::Added { .. } => None,
        Change::Replaced {
            before_generation, ..
        } => Some(Reference::new(reference.number, before_generation)),
        Change::Freed { .. } => Some(reference),
    };
    let regenerated = before.is_some_and(|before| before.generation != reference.generation);
    let old = before.map_or(Ok(Object::Null), |before| old.resolve(before))?;
    let new = if matches!(change, Change::Freed { .. }) {
        Object::Null
    } else {
        new.resolve(reference)?
    };
    Ok(Changed {
        reference,
        old,
        new,
        regenerated,
    })
}

/// Own values compared; references inside are compared by number only where they are equal.
fn same_object(compare: &Compare<'_>, changed: &Changed) -> Result<bool, PdfError> {
    compare.same(Some(&changed.old), Some(&changed.new))
}
