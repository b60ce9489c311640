//! Two neighbouring revisions and the objects whose values differ between them.

use std::collections::BTreeMap;

use pdf_revisions::{Change, Dict, Object, PdfError, PdfFile, Reference, View};

use super::fields::Fields;
use super::graph::{Cache, Graph, Walk};
use super::same::Compare;
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
}

impl<'f> Pair<'f> {
    /// Revision `index` (1 or later) against the one before.
    pub(super) fn read(
        file: &'f PdfFile,
        index: usize,
        limits: &Limits,
        cache: &mut Cache,
        left: &mut usize,
    ) -> Result<Self, PdfError> {
        let (old, new) = (file.at(index.saturating_sub(1)), file.at(index));
        let compare = Compare::new(old, new, limits.depth);
        let mut changed = BTreeMap::new();
        for (reference, change) in new.changed_references()? {
            let read = read_change(old, new, reference, change)?;
            if read.regenerated || !same_object(&compare, &read)? {
                changed.insert(reference.number, read);
            }
        }
        let (old_fields, new_fields) = (Fields::read(old)?, Fields::read(new)?);
        let mut watched = old_fields.appearances(old)?;
        watched.append(&mut new_fields.appearances(new)?);
        let graph = Walk {
            old,
            new,
            changed: &changed,
            watched: &watched,
            cache,
            left,
            cost: index.saturating_add(1),
        }
        .run();
        Ok(Self {
            old,
            new,
            changed,
            graph,
            compare,
            old_fields,
            new_fields,
        })
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

    /// The dictionary of a changed object, before and after.
    pub(super) fn dictionaries(&self, number: u32) -> Option<(&Dict, &Dict)> {
        let changed = self.changed.get(&number)?;
        Some((changed.old.as_dict()?, changed.new.as_dict()?))
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
