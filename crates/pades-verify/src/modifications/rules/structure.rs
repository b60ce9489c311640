//! The structure tree (ISO 32000-2 §14.7) follows the annotations: elements for what joined the pages may join it, elements of nothing but
//! what left them may leave it. What was there keeps its meaning: nothing else of an element, no page content and no name changes.

use std::collections::BTreeSet;
use std::rc::Rc;

use pdf_revisions::{Dict, Object, PdfError};

use super::parent_tree::{self, ParentTree};
use super::structure_element::{element, keeps, object_of};
use super::structure_kids::{is_element, kids};
use super::{Reason, Shared, dictionary, lossy, number, structure_roles};
use crate::modifications::graph::Node;
use crate::modifications::ledger::Via;

/// How the tree grows and shrinks with the annotations of this pair of revisions.
pub(super) struct Growth {
    /// Annotations and widgets that rules approved or let change.
    pub(super) joined: BTreeSet<u32>,
    /// Annotations and widgets that rules let go.
    pub(super) left: BTreeSet<u32>,
    /// New elements, once they were looked at.
    pub(super) elements: BTreeSet<u32>,
}

pub(super) fn apply(shared: &mut Shared<'_, '_>) -> Result<(), PdfError> {
    let pair = shared.pair;
    let (old, new) = (pair.old.catalog()?, pair.new.catalog()?);
    let (before, after) = (
        dictionary(pair.old, &old, b"StructTreeRoot")?,
        dictionary(pair.new, &new, b"StructTreeRoot")?,
    );
    let at = number(&new, b"StructTreeRoot");
    shared.ledger.explain("structure");
    let mut growth = Growth {
        joined: shared.widgets.union(&shared.annotations).copied().collect(),
        left: shared.left.clone(),
        elements: BTreeSet::new(),
    };
    let changed: Vec<u32> = pair.changed.keys().copied().collect();
    for number in changed {
        if let Some((old, new)) = pair.dictionaries(number)
            && is_element(old)
            && is_element(new)
        {
            element(shared, &mut growth, number, old, new)?;
        }
    }
    lists(shared, &mut growth)?;
    let is_changed = |at: u32| pair.changed.contains_key(&at);
    if old.get(b"StructTreeRoot") == new.get(b"StructTreeRoot") && !at.is_some_and(is_changed) {
        return Ok(());
    }
    if after.is_empty() {
        let key = lossy(b"StructTreeRoot");
        shared.refuse(at, Reason::CatalogChanged { key });
        return Ok(());
    }
    let holder = number(pair.new.trailer(), b"Root").map_or(Node::Trailer, Node::Object);
    if let Some(at) = at {
        shared
            .ledger
            .approve(at, Via::Slot(holder, b"StructTreeRoot"));
        // Elements name what they stand in.
        shared.ledger.approve(at, Via::Keys(&[b"P"]));
    }
    root(shared, &mut growth, at, &before, &after)
}

/// A page that gets a place in the parent tree (`/StructParents`) where nothing is: its content belongs to no element, as before.
pub(super) fn is_unused(shared: &Shared<'_, '_>, old: &Dict, new: &Dict) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let catalog = pair.new.catalog()?;
    let root = dictionary(pair.new, &catalog, b"StructTreeRoot")?;
    let place = pair.new.value(new, b"StructParents")?;
    let (None, Some(place)) = (old.get(b"StructParents"), place.as_integer()) else {
        return Ok(false);
    };
    let tree = ParentTree::read(pair.new, &root, shared.context.limits.objects)?;
    tree.entries
        .get(&place)
        .map_or(Ok(true), |entry| parent_tree::is_nothing(pair.new, entry))
}

/// Kids that stand in an array of their own.
fn lists(shared: &mut Shared<'_, '_>, growth: &mut Growth) -> Result<(), PdfError> {
    let pair = shared.pair;
    for (number, changed) in &pair.changed {
        let (Object::Array(old), Object::Array(new)) = (&changed.old, &changed.new) else {
            continue;
        };
        let edges = pair.graph.edges(*number);
        let is_list = |keys: &[Rc<[u8]>]| matches!(keys, [only] if only.as_ref() == b"K");
        let Some(Node::Object(parent)) = edges.first().map(|edge| edge.from) else {
            continue;
        };
        if !edges
            .iter()
            .all(|edge| is_list(&edge.keys) && edge.from == Node::Object(parent))
        {
            continue;
        }
        let holder = pair.new_object(parent)?;
        let holds = |dict: &Dict| {
            is_element(dict)
                || dict
                    .name(b"Type")
                    .is_some_and(|kind| *kind == "StructTreeRoot")
        };
        if holder.as_dict().is_some_and(holds) {
            shared.ledger.approve(*number, Via::Keys(&[b"K"]));
            if !keeps(shared, growth, Some(parent), (old, new))? {
                refuse(shared, *number, "K");
            }
        }
    }
    Ok(())
}

/// ISO 32000-2 Table 354.
fn root(
    shared: &mut Shared<'_, '_>,
    growth: &mut Growth,
    at: Option<u32>,
    before: &Dict,
    after: &Dict,
) -> Result<(), PdfError> {
    let pair = shared.pair;
    let differing = pair.differing(before, after)?;
    if differing.contains(&b"K".as_slice()) {
        let (old, new) = (kids(pair.old, before)?, kids(pair.new, after)?);
        if !keeps(shared, growth, at, (&old, &new))? {
            refuse(shared, at, "K");
        }
    }
    for key in differing {
        let allowed = match key {
            b"K" | b"ParentTree" => true,
            b"ParentTreeNextKey" => pair.new.value(after, key)?.as_integer().is_some(),
            b"Type" => after
                .name(b"Type")
                .is_some_and(|kind| *kind == "StructTreeRoot"),
            // Nothing had a role or a class before, or nothing gets another one now.
            b"RoleMap" | b"ClassMap" => {
                !before.contains(b"K") || structure_roles::gain(shared, before, after, key)?
            }
            b"Namespaces" => grows_at_its_end(shared, before, after)?,
            _ => false,
        };
        if !allowed {
            refuse(shared, at, &lossy(key));
        }
        if matches!(key, b"K" | b"RoleMap" | b"ClassMap" | b"Namespaces") {
            let below = after.get(key).map(crate::modifications::graph::targets);
            let arrays = below.unwrap_or_default();
            for number in arrays {
                if pair.is_added(number) {
                    shared.ledger.approve(number, Via::NewObject);
                }
            }
        }
    }
    parents(shared, growth, at, before, after)
}

/// Elements name their namespace by reference; further ones change none of them.
fn grows_at_its_end(
    shared: &Shared<'_, '_>,
    before: &Dict,
    after: &Dict,
) -> Result<bool, PdfError> {
    let (old, new) = (
        shared.pair.old.value(before, b"Namespaces")?,
        shared.pair.new.value(after, b"Namespaces")?,
    );
    let old = old.as_array().unwrap_or_default();
    Ok(new.as_array().unwrap_or_default().starts_with(old))
}

/// The parent tree (ISO 32000-2 §14.7.5.4): which element marked content and annotations belong to.
fn parents(
    shared: &mut Shared<'_, '_>,
    growth: &Growth,
    at: Option<u32>,
    before: &Dict,
    after: &Dict,
) -> Result<(), PdfError> {
    let pair = shared.pair;
    let limit = shared.context.limits.objects;
    let old = ParentTree::read(pair.old, before, limit)?;
    let new = ParentTree::read(pair.new, after, limit)?;
    let slot = at.map_or(Via::Keys(&[b"ParentTree"]), |at| {
        Via::Slot(Node::Object(at), b"ParentTree")
    });
    let all: BTreeSet<u32> = old.nodes.union(&new.nodes).copied().collect();
    let owned = Rc::new(pair.owned(&all, |edge| slot.admits(edge)));
    for node in &new.nodes {
        shared.ledger.approve(*node, Via::Within(Rc::clone(&owned)));
        shared.ledger.approve(*node, slot.clone());
    }
    let keys: BTreeSet<i64> = old
        .entries
        .keys()
        .chain(new.entries.keys())
        .copied()
        .collect();
    for key in keys {
        let (before, after) = (old.entries.get(&key), new.entries.get(&key));
        let kept = match (before, after) {
            (Some(before), Some(after)) => parent_tree::same(pair, before, after)?,
            (None, Some(after)) => {
                parent_tree::is_nothing(pair.new, after)? || claims(shared, growth, after, key)?
            }
            (Some(before), None) => {
                parent_tree::is_nothing(pair.old, before)? || let_go(shared, growth, key)?
            }
            (None, None) => true,
        };
        if !kept {
            refuse(shared, at, "ParentTree");
            return Ok(());
        }
        if let Some(Object::Reference(array)) = after
            && pair.is_added(array.number)
            && !growth.elements.contains(&array.number)
        {
            shared.ledger.approve(array.number, Via::NewObject);
        }
    }
    Ok(())
}

/// The element holds an annotation that joined and that says the same of itself.
fn claims(
    shared: &Shared<'_, '_>,
    growth: &Growth,
    element: &Object,
    key: i64,
) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let resolved = pair.new.deref(element)?;
    let Some(element) = resolved.as_dict().filter(|dict| is_element(dict)) else {
        return Ok(false);
    };
    for kid in kids(pair.new, element)? {
        let Some(object) = object_of(shared, &kid)? else {
            continue;
        };
        let says = pair.new_object(object)?;
        let says = says
            .as_dict()
            .and_then(|dict| dict.integer(b"StructParent"));
        if growth.joined.contains(&object) && says == Some(key) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// An annotation that left had this key.
fn let_go(shared: &Shared<'_, '_>, growth: &Growth, key: i64) -> Result<bool, PdfError> {
    let pair = shared.pair;
    for number in &growth.left {
        if let Some(reference) = pair.old.reference_to(*number)?
            && let Some(dict) = pair.old.resolve(reference)?.as_dict()
            && dict.integer(b"StructParent") == Some(key)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn refuse(shared: &mut Shared<'_, '_>, number: impl Into<Option<u32>>, what: &str) {
    let key = what.to_owned();
    shared.refuse(number, Reason::StructureChanged { key });
}
