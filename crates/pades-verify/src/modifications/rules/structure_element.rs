//! What joins and leaves an element of the structure tree (ISO 32000-2 §14.7.2): kids that follow the annotations, nothing else.

use pdf_revisions::{Dict, Object, PdfError};

use super::structure::{Growth, refuse};
use super::structure_kids::{is_element, kids};
use super::{Shared, lossy, number};
use crate::modifications::ledger::Via;

/// An element that was there: kids may join and leave, nothing else.
pub(super) fn element(
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

/// Old kids stay in their order but for those of annotations that left; new ones are explained by annotations that joined.
pub(super) fn keeps(
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
pub(super) fn object_of(shared: &Shared<'_, '_>, kid: &Object) -> Result<Option<u32>, PdfError> {
    let resolved = shared.pair.new.deref(kid)?;
    let reference = resolved
        .as_dict()
        .filter(|dict| dict.name(b"Type").is_some_and(|kind| *kind == "OBJR"));
    Ok(reference.and_then(|dict| number(dict, b"Obj")))
}
