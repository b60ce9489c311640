//! A field that was there before and changed: signed, filled in, or neither, which is refused.

use std::collections::BTreeSet;
use std::rc::Rc;

use pdf_revisions::{Dict, Object, PdfError};

use super::{Reason, Shared, form_filling, lossy, new_signature};
use crate::modifications::fields::Field;
use crate::modifications::graph::{Node, targets};
use crate::modifications::ledger::Via;

/// Under which keys other objects refer to a field: the form, its parent and kids, pages, structure elements, signature references.
pub(super) const FIELD_KEYS: &[&[u8]] = &[
    b"Fields", b"Kids", b"Annots", b"Obj", b"Parent", b"Data", b"CO",
];

pub(super) fn existing(
    shared: &mut Shared<'_, '_>,
    number: u32,
    old: &Field,
    new: &Field,
) -> Result<(), PdfError> {
    shared.ledger.explain(if old.is_signature {
        "new-signature"
    } else {
        "form-filling"
    });
    if old.is_signature && new.is_signature && old.name != new.name {
        let (field, name) = (old.name.clone(), new.name.clone());
        shared.refuse(number, Reason::SignatureRenamed { field, name });
    } else if old.name != new.name || old.is_signature != new.is_signature {
        refuse_key(shared, number, old, "T");
    }
    let pair = shared.pair;
    let Some((before, after)) = pair.dictionaries(number) else {
        return form_filling::appearance_only(shared, number, new);
    };
    let keys = pair.differing(before, after)?;
    if keys.contains(&b"Kids".as_slice()) && !keeps_order(shared, before, after)? {
        refuse_key(shared, number, old, "Kids");
    }
    shared.ledger.approve(number, Via::Keys(FIELD_KEYS));
    if !old.is_signature {
        return form_filling::filled(shared, number, new, after, &keys);
    }
    if pair.old.value(before, b"V")?.is_null() {
        return new_signature::signed(shared, number, new, before, &keys);
    }
    // The kids of a field are compared one by one; everything else about a signed field stays as it was.
    if keys.iter().any(|key| *key != b"Kids") {
        shared.refuse(
            number,
            Reason::SignatureChanged {
                field: old.name.clone(),
            },
        );
    }
    Ok(())
}

/// Kids may join, never change places: a node of the page tree may pass for a field, and its kids are pages.
fn keeps_order(shared: &Shared<'_, '_>, before: &Dict, after: &Dict) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let (before, after) = (
        pair.old.value(before, b"Kids")?,
        pair.new.value(after, b"Kids")?,
    );
    let before = before.as_array().unwrap_or_default();
    // What was taken out of the form was judged as that.
    let removed = |item: &Object| {
        let number = item.as_reference().map(|reference| reference.number);
        number.is_some_and(|number| shared.left.contains(&number))
    };
    let mut left = before.iter().filter(|item| !removed(item)).peekable();
    for item in after.as_array().unwrap_or_default() {
        if left.peek().is_some_and(|next| *next == item) {
            left.next();
        }
    }
    Ok(left.next().is_none())
}

pub(super) fn refuse_key(shared: &mut Shared<'_, '_>, number: u32, field: &Field, key: &str) {
    let reason = Reason::FieldChanged {
        field: field.name.clone(),
        key: key.to_owned(),
    };
    shared.refuse(number, reason);
}

pub(super) fn refuse_other_keys(
    shared: &mut Shared<'_, '_>,
    number: u32,
    field: &Field,
    keys: &[&[u8]],
    allowed: &[&[u8]],
) {
    for key in keys.iter().filter(|key| !allowed.contains(key)) {
        refuse_key(shared, number, field, &lossy(key));
    }
}

/// Objects at one level of an appearance dictionary. Real fields have a handful, choice fields some dozen.
const STATES: usize = 1_000;

/// The appearance of an approved widget (ISO 32000-2 §12.5.5): new streams, and old ones that nothing else shows. Tells whether any of
/// it changed.
pub(super) fn appearance(
    shared: &mut Shared<'_, '_>,
    widget: u32,
    dict: &Dict,
) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let mut changed = false;
    let mut holders = BTreeSet::new();
    let mut level = targets(dict.get(b"AP").unwrap_or(&Object::Null));
    // The appearance dictionary, its sub-dictionaries, the streams: three levels of references at most.
    for _ in 0..3 {
        let mut next = Vec::new();
        if level.len() > STATES {
            shared.refuse(widget, Reason::TooManyObjects);
            return Ok(true);
        }
        for number in level {
            let value = match pair.changed.get(&number) {
                Some(object) => object.new.clone(),
                None => pair.new_object(number)?,
            };
            if pair.changed.contains_key(&number) {
                changed = true;
                approve(shared, number, widget, &holders);
            }
            if matches!(value, Object::Stream(_)) {
                if pair.changed.contains_key(&number) {
                    shared.ledger.approve_new_below(pair, targets(&value));
                }
            } else if holders.insert(number) {
                refuse_stray(shared, widget, number);
                next.extend(targets(&value));
            }
        }
        level = next;
    }
    Ok(changed)
}

/// The appearance a field had is its own: when something else shows it too, replacing it changes that as well, or was prepared to.
pub(super) fn refuse_shared_appearance(shared: &mut Shared<'_, '_>, widget: u32) {
    let pair = shared.pair;
    let Some((before, _)) = pair.dictionaries(widget) else {
        return;
    };
    for number in targets(before.get(b"AP").unwrap_or(&Object::Null)) {
        refuse_stray(shared, widget, number);
    }
}

/// Widgets share streams among each other (the off state of check boxes); a page, a font, a private key has no business there.
fn refuse_stray(shared: &mut Shared<'_, '_>, widget: u32, number: u32) {
    let of_appearance = |key: &[u8]| matches!(key, b"AP" | b"N" | b"R" | b"D");
    let stray = shared.pair.graph.edges(number).iter().find(|edge| {
        let in_holder = matches!(edge.from, Node::Object(from) if !shared.pair.new_fields.by_number.contains_key(&from));
        let state = in_holder && edge.keys.len() == 1 && is_state(shared, edge.from);
        !(state || edge.keys.iter().any(|key| of_appearance(key)))
    });
    if let Some(edge) = stray {
        let path = edge
            .keys
            .iter()
            .map(|key| format!("/{}", lossy(key)))
            .collect();
        shared.refuse(widget, Reason::UsedElsewhere { path });
    }
}

/// A dictionary of appearance states (ISO 32000-2 §12.5.5): its keys are names of states.
fn is_state(shared: &Shared<'_, '_>, node: Node) -> bool {
    let Node::Object(number) = node else {
        return false;
    };
    let edges = shared.pair.graph.edges(number);
    !edges.is_empty()
        && edges.iter().all(|edge| {
            edge.keys
                .last()
                .is_some_and(|key| matches!(key.as_ref(), b"N" | b"R" | b"D" | b"AP"))
        })
}

fn approve(shared: &mut Shared<'_, '_>, number: u32, widget: u32, holders: &BTreeSet<u32>) {
    shared
        .ledger
        .approve(number, Via::Slot(Node::Object(widget), b"AP"));
    shared
        .ledger
        .approve(number, Via::Within(Rc::new(holders.clone())));
}
