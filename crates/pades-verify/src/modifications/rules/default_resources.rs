//! Default resources of the form (ISO 32000-2 Table 224, `/DR`): fonts for what is filled in. They may gain entries; what was there stays, but
//! for an object by which a signing program shows its own signatures.

use std::rc::Rc;

use pdf_revisions::{Dict, Object, PdfError};

use super::Shared;
use super::default_appearance::{self, Asked};
use crate::modifications::graph::{Edge, Node, targets};
use crate::modifications::holders;
use crate::modifications::ledger::Via;

/// Tells whether the resources only grew; approves what they consist of.
pub(super) fn grow(
    shared: &mut Shared<'_, '_>,
    form: Node,
    old: &Dict,
    new: &Dict,
) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let holders = holders::resources(pair.new, new)?;
    let untouched = !holders
        .iter()
        .any(|holder| pair.changed.contains_key(holder));
    if untouched && pair.compare.same(old.get(b"DR"), new.get(b"DR"))? {
        return Ok(true);
    }
    let (before, after) = (pair.old.value(old, b"DR")?, pair.new.value(new, b"DR")?);
    let before = before.as_dict().cloned().unwrap_or_default();
    let Some(after) = after.as_dict() else {
        return Ok(false);
    };
    let asked = default_appearance::asked(shared, old)?;
    for key in crate::modifications::same::keys(&before, after) {
        let (category, grown) = (pair.old.value(&before, key)?, pair.new.value(after, key)?);
        if !only_gains(shared, key, &category, &grown)? {
            return Ok(false);
        }
        if key == b"Font" && draws_otherwise(shared, &asked, &category, &grown)? {
            return Ok(false);
        }
    }
    // Only the form refers to its resources, and they to their categories: elsewhere the same names may mean more than growth.
    shared.ledger.explain("default-resources");
    let slots = [Via::Slot(form, b"DR"), Via::Slot(form, b"AcroForm")];
    let mut all = holders::resources(pair.old, old)?;
    all.extend(&holders);
    let is_slot = |edge: &Edge| slots.iter().any(|slot| slot.admits(edge));
    let owned = Rc::new(pair.owned(&all, is_slot));
    for holder in &holders {
        for via in &slots {
            shared.ledger.approve(*holder, via.clone());
        }
        shared
            .ledger
            .approve(*holder, Via::Within(Rc::clone(&owned)));
    }
    let entries = new.get(b"DR").map(targets).unwrap_or_default();
    shared.ledger.approve_new_below(pair, entries);
    for holder in holders.iter() {
        let below = pair
            .changed
            .get(holder)
            .map(|changed| targets(&changed.new));
        shared
            .ledger
            .approve_new_below(pair, below.unwrap_or_default());
    }
    Ok(true)
}

/// A font comes under a name that a field drawn by readers asked for, and is not what they took in its place.
fn draws_otherwise(
    shared: &Shared<'_, '_>,
    asked: &Asked,
    old: &Object,
    new: &Object,
) -> Result<bool, PdfError> {
    let Some(new) = new.as_dict() else {
        return Ok(false);
    };
    for (name, font) in new.iter() {
        let name = name.as_bytes();
        let is_new = old.as_dict().is_none_or(|old| !old.contains(name));
        if is_new
            && asked.fonts.contains(name)
            && !default_appearance::is_plain(shared.pair.new.deref(font)?.as_ref())
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn only_gains(
    shared: &Shared<'_, '_>,
    category: &[u8],
    old: &Object,
    new: &Object,
) -> Result<bool, PdfError> {
    let pair = shared.pair;
    Ok(match (old, new) {
        (Object::Null, _) => true,
        (Object::Dictionary(old), Object::Dictionary(new)) => {
            let differing = pair.differing(old, new)?;
            let mut gained = true;
            for key in differing {
                gained &= !old.contains(key)
                    || category == b"XObject" && key == b"FRM" && nobody_asks(shared)?;
            }
            gained
        }
        (Object::Array(old), Object::Array(new)) => old.iter().all(|item| new.contains(item)),
        (old, new) => old == new,
    })
}

/// Default appearances name fonts only, and every appearance that paints brings resources of its own: nothing looks an image or a form up in
/// the defaults. iText leaves the last signature's there, under a name of its own.
fn nobody_asks(shared: &Shared<'_, '_>) -> Result<bool, PdfError> {
    let pair = shared.pair;
    for (view, fields) in [(pair.old, &pair.old_fields), (pair.new, &pair.new_fields)] {
        for number in fields.appearances(view)? {
            let Some(reference) = view.reference_to(number)? else {
                continue;
            };
            if let Object::Stream(stream) = view.resolve(reference)?
                && !stream.dict.contains(b"Resources")
                && !stream.data.is_empty()
            {
                return Ok(false);
            }
        }
    }
    Ok(true)
}
