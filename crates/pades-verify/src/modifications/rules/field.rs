//! A field that was there before and changed: signed, filled in, or neither, which is refused.

use pdf_revisions::{Dict, Object, PdfError};

use super::{Reason, Shared, form_filling, lossy, new_signature};
use crate::modifications::fields::Field;
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
    // A field with a widget of its own is no parent of others: readers would take its widget for none of its own.
    let is_widget = before.contains(b"Rect") && !before.contains(b"Kids");
    if keys.contains(&b"Kids".as_slice())
        && (is_widget || !is_widget_or_field(before) || !keeps_order(shared, before, after)?)
    {
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

/// A widget says so, a mere field says nothing (ISO 32000-2 Tables 166, 226); a page that stands in the form is neither.
pub(super) fn is_widget_or_field(dict: &Dict) -> bool {
    let entry = dict.get(b"Type");
    entry.is_none_or(|kind| kind.as_name().is_some_and(|kind| *kind == "Annot"))
}
