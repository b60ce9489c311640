//! The structure tree (ISO 32000-2 §14.7) follows the annotations: elements for what joined the pages may join it, elements of nothing but
//! what left them may leave it. What was there keeps its meaning: nothing else of an element, no page content and no name changes.

use std::collections::BTreeSet;
use std::rc::Rc;

use pdf_revisions::{Dict, Object, PdfError};

use super::parent_tree::{self, ParentTree};
use super::structure_kids::{is_element, kids};
use super::{Reason, Shared, dictionary, lossy, number};
use crate::modifications::graph::Node;
use crate::modifications::ledger::Via;

/// How the tree grows and shrinks with the annotations of this pair of revisions.
pub(super) struct Growth {
    /// Annotations and widgets that rules approved or let change.
    joined: BTreeSet<u32>,
    /// Annotations and widgets that rules let go.
    left: BTreeSet<u32>,
    /// New elements, once they were looked at.
    elements: BTreeSet<u32>,
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
            // Nothing had a role or a class before, or nothing gets one now.
            b"RoleMap" | b"ClassMap" => {
                !before.contains(b"K")
                    || dictionary(pair.new, after, key)?.is_empty()
                        && dictionary(pair.old, before, key)?.is_empty()
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
    let nodes = Rc::new(new.nodes.clone());
    for node in nodes.iter() {
        shared.ledger.approve(*node, Via::Within(Rc::clone(&nodes)));
        if let Some(at) = at {
            shared
                .ledger
                .approve(*node, Via::Slot(Node::Object(at), b"ParentTree"));
        } else {
            shared.ledger.approve(*node, Via::Keys(&[b"ParentTree"]));
        }
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

/// An element that was there: kids may join and leave, nothing else.
fn element(
    shared: &mut Shared<'_, '_>,
    growth: &mut Growth,
    number: u32,
    old: &Dict,
    new: &Dict,
) -> Result<(), PdfError> {
    let pair = shared.pair;
    // Whatever refers to it goes on meaning the same.
    shared.ledger.approve(number, Via::Anywhere);
    for key in pair.differing(old, new)? {
        if key != b"K" {
            refuse(shared, number, &lossy(key));
        }
    }
    let (before, after) = (kids(pair.old, old)?, kids(pair.new, new)?);
    if !keeps(shared, growth, Some(number), (&before, &after))? {
        refuse(shared, number, "K");
    }
    Ok(())
}

fn refuse(shared: &mut Shared<'_, '_>, number: impl Into<Option<u32>>, what: &str) {
    let key = what.to_owned();
    shared.refuse(number, Reason::StructureChanged { key });
}

/// Old kids stay in their order but for those of annotations that left; new ones are explained by annotations that joined.
fn keeps(
    shared: &mut Shared<'_, '_>,
    growth: &mut Growth,
    parent: Option<u32>,
    (old, new): (&[Object], &[Object]),
) -> Result<bool, PdfError> {
    let mut left = old.iter().peekable();
    for kid in new {
        while let Some(next) = left.peek() {
            if *next == kid || !is_let_go(shared, growth, next, DEPTH)? || new.contains(next) {
                break;
            }
            left.next();
        }
        if left.peek().is_some_and(|next| *next == kid) {
            left.next();
        } else if !joins(shared, growth, parent, kid, DEPTH)? {
            return Ok(false);
        }
    }
    for kid in left {
        if !is_let_go(shared, growth, kid, DEPTH)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Levels of new elements: real ones have one or two.
const DEPTH: usize = 16;

/// What an entry of a new element may be (ISO 32000-2 Table 355): no replacement text for what others wrote, no files.
const NEW: &[&[u8]] = &[
    b"Type", b"S", b"P", b"ID", b"Pg", b"K", b"A", b"C", b"R", b"T", b"Lang", b"Alt", b"NS",
];

/// A new kid: an annotation that joined, or a new element of nothing but such.
fn joins(
    shared: &mut Shared<'_, '_>,
    growth: &mut Growth,
    parent: Option<u32>,
    kid: &Object,
    depth: usize,
) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let Some(depth) = depth.checked_sub(1) else {
        return Ok(false);
    };
    let own = kid.as_reference().map(|reference| reference.number);
    if own.is_some_and(|own| !pair.is_added(own)) {
        return Ok(false);
    }
    if let Some(object) = object_of(shared, kid)? {
        if let Some(own) = own {
            shared.ledger.approve(own, Via::NewObject);
        }
        return Ok(growth.joined.contains(&object));
    }
    let resolved = pair.new.deref(kid)?;
    let (Some(own), Some(dict)) = (own, resolved.as_dict().filter(|dict| is_element(dict))) else {
        return Ok(false);
    };
    let known = dict.iter().all(|(key, _)| NEW.contains(&key.as_bytes()));
    let placed = number(dict, b"P") == parent && parent.is_some();
    if !known || !placed || !growth.elements.insert(own) {
        return Ok(false);
    }
    shared.ledger.approve(own, Via::NewObject);
    let attributes = dict.get(b"A").map(crate::modifications::graph::targets);
    shared
        .ledger
        .approve_new_below(pair, attributes.unwrap_or_default());
    if let Some(array) = number(dict, b"K").filter(|array| pair.is_added(*array)) {
        shared.ledger.approve(array, Via::NewObject);
    }
    let below = kids(pair.new, dict)?;
    for kid in &below {
        if !joins(shared, growth, Some(own), kid, depth)? {
            return Ok(false);
        }
    }
    Ok(!below.is_empty())
}

/// Whether an old kid stood for nothing but annotations that left.
fn is_let_go(
    shared: &Shared<'_, '_>,
    growth: &Growth,
    kid: &Object,
    depth: usize,
) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let Some(depth) = depth.checked_sub(1).filter(|_| !growth.left.is_empty()) else {
        return Ok(false);
    };
    let resolved = pair.old.deref(kid)?;
    let Some(dict) = resolved.as_dict() else {
        return Ok(false);
    };
    if let Some(object) = number(dict, b"Obj") {
        return Ok(growth.left.contains(&object));
    }
    let below = kids(pair.old, dict)?;
    for kid in &below {
        if !is_let_go(shared, growth, kid, depth)? {
            return Ok(false);
        }
    }
    Ok(is_element(dict) && !below.is_empty())
}

/// What an object reference (ISO 32000-2 Table 358) refers to.
fn object_of(shared: &Shared<'_, '_>, kid: &Object) -> Result<Option<u32>, PdfError> {
    let resolved = shared.pair.new.deref(kid)?;
    let reference = resolved
        .as_dict()
        .filter(|dict| dict.name(b"Type").is_some_and(|kind| *kind == "OBJR"));
    Ok(reference.and_then(|dict| number(dict, b"Obj")))
}
