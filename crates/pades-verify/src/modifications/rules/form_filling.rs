//! Filling in a form field that was there (ISO 32000-2 §12.7.4): its value, and the appearance that shows it. Its place, its flags and its
//! actions stay, and it hides no text of the page.

use pdf_revisions::{Dict, Object, PdfError, View};

use super::{Shared, appearance, beneath, field, placement};
use crate::modifications::covering::{self, Beneath, Cover};
use crate::modifications::fields::Field;
use crate::modifications::ledger::Touch;
use crate::modifications::painting::{Area, Painting, Purpose, rectangle};
use crate::policy::OverContent;

/// What filling in may change in a field or widget dictionary.
const FILLED: &[&[u8]] = &[b"V", b"AP", b"AS", b"RV", b"I", b"M", b"DA", b"Kids"];

pub(super) fn filled(
    shared: &mut Shared<'_, '_>,
    number: u32,
    new: &Field,
    after: &Dict,
    keys: &[&[u8]],
) -> Result<(), PdfError> {
    field::refuse_other_keys(shared, number, new, keys, FILLED);
    appearance::refuse_shared(shared, number);
    let shown = appearance::approve(shared, number, after)?;
    let idle = |key: &&[u8]| matches!(*key, b"Kids" | b"M");
    if shown || !keys.iter().all(idle) {
        let shown = shown || keys.contains(&b"AP".as_slice());
        is_filled(shared, number, new, shown)?;
    }
    if shown || keys.iter().any(|key| *key != b"Kids") {
        shared.ledger.touch(
            Touch::Form {
                field: new.name.clone(),
            },
            number,
        );
    }
    let value = after
        .get(b"V")
        .map(crate::modifications::graph::targets)
        .unwrap_or_default();
    for number in value
        .into_iter()
        .filter(|number| shared.pair.is_added(*number))
    {
        shared
            .ledger
            .approve(number, crate::modifications::ledger::Via::NewObject);
    }
    Ok(())
}

/// The widget stayed, the streams that show it were replaced in their places.
pub(super) fn appearance_only(
    shared: &mut Shared<'_, '_>,
    number: u32,
    field: &Field,
) -> Result<(), PdfError> {
    if !field.is_signature && appearance::approve(shared, number, &field.dict)? {
        is_filled(shared, number, field, true)?;
        shared.ledger.touch(
            Touch::Form {
                field: field.name.clone(),
            },
            number,
        );
    }
    Ok(())
}

/// What is no widget, no field that holds a value, or not to be filled in by anybody is not filled in; and filling in hides nothing.
fn is_filled(
    shared: &mut Shared<'_, '_>,
    number: u32,
    new: &Field,
    shown: bool,
) -> Result<(), PdfError> {
    let pair = shared.pair;
    let Some(old) = pair.old_fields.by_number.get(&number) else {
        return Ok(());
    };
    for (key, value) in [("Type", "Annot"), ("Subtype", "Widget")] {
        let entry = old.dict.get(key.as_bytes());
        if entry.is_some_and(|entry| entry.as_name().is_none_or(|name| *name != value)) {
            field::refuse_key(shared, number, new, key);
        }
    }
    let flags = inherited(shared, old, b"Ff")?.as_integer().unwrap_or(0);
    let kind = inherited(shared, old, b"FT")?;
    let is_button = kind.as_name().is_some_and(|kind| *kind == "Btn");
    if is_button && flags & PUSH_BUTTON != 0 {
        field::refuse_key(shared, number, new, "AP");
    }
    // Programs fill read-only fields that are empty; a value that is there is a printed one.
    if flags & READ_ONLY != 0 && has_value(shared, old)? && !is_calculated(shared, old)? {
        field::refuse_key(shared, number, new, "V");
    }
    let Some(area) = rectangle(pair.new, &new.dict)?.filter(|_| placement::is_visible(&new.dict))
    else {
        return Ok(());
    };
    let before = painted(pair.old, &old.dict, &area);
    let after = painted(pair.new, &new.dict, &area);
    if shown
        && !before.is_blank()
        && !has_other_value(shared, old, new)?
        && !appearance::looks_the_same(shared, &old.dict, &new.dict)?
    {
        field::refuse_key(shared, number, new, "AP");
    }
    hides_nothing(shared, number, (old, new), &area, (&before, &after))
}

fn painted(view: View<'_>, widget: &Dict, area: &Area) -> Painting {
    beneath::shown(view, widget, area, Purpose::Above, &beneath::EVERYWHERE)
        .unwrap_or_else(unreadable)
}

fn unreadable(_: PdfError) -> Painting {
    Painting {
        marks: Vec::new(),
        doubt: Some("it cannot be read"),
    }
}

/// An appearance shows a value (ISO 32000-2 §12.7.4.3): another one without another value shows what nobody filled in.
fn has_other_value(shared: &Shared<'_, '_>, old: &Field, new: &Field) -> Result<bool, PdfError> {
    let pair = shared.pair;
    for key in [b"V".as_slice(), b"RV", b"I"] {
        let before = pair.old_fields.inherited(pair.old, old, key)?;
        let after = pair.new_fields.inherited(pair.new, new, key)?;
        if !pair.compare.same(Some(&before), Some(&after))? {
            return Ok(true);
        }
    }
    let state = |field: &Field| field.dict.get(b"AS").cloned();
    Ok(!pair
        .compare
        .same(state(old).as_ref(), state(new).as_ref())?)
}

/// ISO 32000-2 Table 227, bit 1: the user does not change its value.
const READ_ONLY: i64 = 1;
/// ISO 32000-2 Table 229, bit 17: it holds no value.
const PUSH_BUTTON: i64 = 1 << 16;
/// An entry of the field or of one above it, in the earlier revision.
fn inherited(shared: &Shared<'_, '_>, field: &Field, key: &[u8]) -> Result<Object, PdfError> {
    let pair = shared.pair;
    pair.old_fields.inherited(pair.old, field, key)
}

fn has_value(shared: &Shared<'_, '_>, field: &Field) -> Result<bool, PdfError> {
    Ok(match inherited(shared, field, b"V")? {
        Object::Null => false,
        Object::String(text) => !text.bytes.is_empty(),
        Object::Name(name) => name != "Off",
        _ => true,
    })
}

/// ISO 32000-2 Table 199, /C: its value follows from other fields.
fn is_calculated(shared: &Shared<'_, '_>, field: &Field) -> Result<bool, PdfError> {
    let actions = inherited(shared, field, b"AA")?;
    Ok(actions
        .as_dict()
        .is_some_and(|actions| actions.contains(b"C")))
}

/// What is filled in stands in blanks. A field that is laid over text and shows something opaque once the document is signed makes another
/// document of it; so does one that fills a picture with more than the background it announced.
fn hides_nothing(
    shared: &mut Shared<'_, '_>,
    number: u32,
    (old, new): (&Field, &Field),
    area: &Area,
    (before, after): (&Painting, &Painting),
) -> Result<(), PdfError> {
    let pair = shared.pair;
    let announced = match pair.old.value(&old.dict, b"MK")? {
        Object::Dictionary(looks) => looks.contains(b"BG"),
        _ => false,
    };
    for page in placement::pages_of(shared, number, new) {
        let Some(reference) = pair.old.reference_to(page)? else {
            continue;
        };
        let below = beneath::content(shared, reference, area).unwrap_or_else(unreadable);
        let hidden = |above| match covering::judge(above, &below, area, OverContent::NotHidden) {
            Some((_, Beneath::Text)) => true,
            Some((Cover::Opaque | Cover::DenseImage | Cover::Unreadable(_), Beneath::Image)) => {
                !announced
            }
            // There may be text anywhere.
            Some((_, Beneath::Unreadable)) => above.has_areas(),
            _ => false,
        };
        if hidden(after) && !hidden(before) {
            field::refuse_key(shared, number, new, "AP");
        }
    }
    Ok(())
}
