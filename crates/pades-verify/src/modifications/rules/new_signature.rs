//! A further signature (ISO 32000-2 §12.7.5.5): put into an empty field that was there, or into a new one with its widget and appearance.

use pdf_revisions::{Dict, Object, PdfError};

use super::{Reason, Shared, appearance, field, lossy, placement};
use crate::modifications::Known;
use crate::modifications::fields::{Field, Fields};
use crate::modifications::graph::targets;
use crate::modifications::ledger::{Touch, Via};
use crate::policy::NewFields;
use crate::report::SignatureKind;

/// What signing may change in a field that was there.
const SIGNED: &[&[u8]] = &[
    b"V", b"AP", b"P", b"MK", b"DA", b"Type", b"Subtype", b"M", b"Lock", b"F", b"Ff",
];

/// What a new signature field and its widgets consist of: no actions, no optional content.
const NEW: &[&[u8]] = &[
    b"Type",
    b"Subtype",
    b"FT",
    b"T",
    b"TU",
    b"TM",
    b"V",
    b"F",
    b"Ff",
    b"Rect",
    b"P",
    b"Parent",
    b"Kids",
    b"AP",
    b"AS",
    b"MK",
    b"DA",
    b"DR",
    b"Q",
    b"BS",
    b"Border",
    b"H",
    b"Lock",
    b"SV",
    b"NM",
    b"M",
    b"StructParent",
];

/// An empty signature field that was there got a value.
pub(super) fn signed(
    shared: &mut Shared<'_, '_>,
    number: u32,
    new: &Field,
    before: &Dict,
    keys: &[&[u8]],
) -> Result<(), PdfError> {
    let pair = shared.pair;
    field::refuse_other_keys(shared, number, new, keys, SIGNED);
    if before.contains(b"Lock") && keys.contains(&b"Lock".as_slice()) {
        field::refuse_key(shared, number, new, "Lock");
    }
    if !flags_allowed(before, &new.dict) {
        field::refuse_key(shared, number, new, "F");
    }
    shared.widgets.insert(number);
    if keys.contains(&b"V".as_slice()) && refuse_below_signed(shared, number, new)? {
        return Ok(());
    }
    appearance::refuse_shared(shared, number);
    refuse_other_annotations(shared, number, new);
    let shown =
        appearance::approve(shared, number, &new.dict)? || keys.iter().any(|key| *key == b"AP");
    shared
        .ledger
        .approve_new_below(pair, below(&new.dict, &[b"Lock", b"MK"]));
    let Some(known) = value(shared, number, new)? else {
        // Its widget changed, or a kid or the parent carries the value.
        let looks = shown || keys.iter().any(|key| matches!(*key, b"MK" | b"DA" | b"F"));
        if looks || placement::joins_a_page(shared, number) {
            match signed_nearby(shared, number, new)? {
                None if placement::paints(shared, number, new)? => not_intact(shared, number, new),
                None => {}
                Some(known) if placement::is_visible(&new.dict) => {
                    let is_new = joined(shared, number)?;
                    placement::judge(shared, number, new, &known, is_new)?;
                }
                Some(_) => {}
            }
        }
        shared.ledger.touch(
            Touch::Form {
                field: new.name.clone(),
            },
            number,
        );
        return Ok(());
    };
    refuse_late_certification(shared, number, &known);
    let visible = placement::is_visible(&new.dict);
    let is_new = joined(shared, number)?;
    if visible {
        placement::judge(shared, number, new, &known, is_new)?;
    }
    let timestamp = known.kind == SignatureKind::DocumentTimestamp && !(shown && visible);
    if is_new && !timestamp {
        refuse_new_field(shared, number);
    }
    shared
        .ledger
        .touch(Touch::signed(&new.name, false, timestamp), number);
    Ok(())
}

/// A field that came unsigned after an earlier signature is as new to that as one that comes signed.
fn joined(shared: &Shared<'_, '_>, number: u32) -> Result<bool, PdfError> {
    Ok(placement::joins_a_page(shared, number) || !shared.was_signed_with(number)?)
}

/// A widget that joins a field which was signed already, or gets a value of its own there, shows that signature somewhere else, or another one in
/// its name.
fn refuse_below_signed(
    shared: &mut Shared<'_, '_>,
    number: u32,
    part: &Field,
) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let mut parent = part.parent;
    for _ in 0..ANCESTORS {
        let Some(above) = parent.and_then(|parent| pair.old_fields.by_number.get(&parent)) else {
            return Ok(false);
        };
        if above.is_signature && !pair.old.value(&above.dict, b"V")?.is_null() {
            let field = above.name.clone();
            shared.refuse(number, Reason::SignatureChanged { field });
            return Ok(true);
        }
        parent = above.parent;
    }
    Ok(false)
}

/// Fields above a field; real trees have a few.
const ANCESTORS: usize = 64;

/// The appearance of a signature field shows a signature: its parent's or its kid's, where it has none of its own.
fn signed_nearby(
    shared: &Shared<'_, '_>,
    number: u32,
    new: &Field,
) -> Result<Option<Known>, PdfError> {
    let pair = shared.pair;
    let mut family = pair.new_fields.kids(number).to_vec();
    family.extend(new.parent);
    for relative in family {
        let Some(field) = pair.new_fields.by_number.get(&relative) else {
            continue;
        };
        if let Object::Dictionary(value) = pair.new.value(&field.dict, b"V")?
            && field.name == new.name
            && let Some(known) = shared.intact_signature(&value)
        {
            return Ok(Some(known.clone()));
        }
    }
    Ok(None)
}

fn not_intact(shared: &mut Shared<'_, '_>, number: u32, new: &Field) {
    let field = new.name.clone();
    shared.refuse(number, Reason::SignatureNotIntact { field });
}

/// ISO 32000-2 §12.8.2.2.1: the certification signature is the first one.
fn refuse_late_certification(shared: &mut Shared<'_, '_>, number: u32, known: &Known) {
    if known.restrictions.certifies.is_some()
        && shared
            .earlier_signatures()
            .any(|known| known.kind == SignatureKind::Signature)
    {
        shared.refuse(number, Reason::CertificationNotFirst);
    }
}

/// Whether "signing" at `P = 2` includes a field of one's own, the policy says (pdf-issues 735).
fn refuse_new_field(shared: &mut Shared<'_, '_>, number: u32) {
    if let Some(permissions) = shared.certified()
        && shared.context.policy.new_fields_when_certified == NewFields::Nobody
    {
        let what = "a new signature field was added";
        shared.refuse(number, Reason::PermissionExceeded { what, permissions });
    }
}

/// A signature field is shown by widgets (ISO 32000-2 §12.5.6.19), by no other kind of annotation.
fn refuse_other_annotations(shared: &mut Shared<'_, '_>, number: u32, part: &Field) {
    for (key, value) in [("Type", "Annot"), ("Subtype", "Widget")] {
        let entry = part.dict.get(key.as_bytes());
        if entry.is_some_and(|entry| entry.as_name().is_none_or(|name| *name != value)) {
            field::refuse_key(shared, number, part, key);
        }
    }
}

/// ISO 32000-2 Table 167: a widget may become printed and locked by signing, never hidden.
fn flags_allowed(before: &Dict, after: &Dict) -> bool {
    const PRINT_AND_LOCKS: i64 = 0b10_1000_0100 | 0b100_0000;
    let flags = |dict: &Dict| dict.integer(b"F").unwrap_or(0);
    let (old, new) = (flags(before), flags(after));
    old & !new == 0 && (new & !old) & !PRINT_AND_LOCKS == 0
}

/// A field that was not in the form before.
pub(super) fn added(
    shared: &mut Shared<'_, '_>,
    number: u32,
    new: &Field,
    before: &Fields,
    after: &Fields,
) -> Result<(), PdfError> {
    if !shared.pair.is_added(number) || !new.is_signature {
        shared.refuse(number, Reason::FieldAdded);
        return Ok(());
    }
    let of_signature = new
        .parent
        .and_then(|parent| before.by_number.get(&parent))
        .is_some_and(|parent| parent.is_signature && !new.dict.contains(b"T"));
    if before.has_name(&new.name) && !of_signature {
        shared.refuse(
            number,
            Reason::FieldNameTaken {
                name: new.name.clone(),
            },
        );
        return Ok(());
    }
    if refuse_below_signed(shared, number, new)? {
        return Ok(());
    }
    shared.ledger.explain("new-signature");
    let mut parts = vec![(number, new)];
    parts.extend(descendants(after, number));
    let mut signed = None;
    for (number, part) in &parts {
        if !shared.pair.is_added(*number) || !part.is_signature {
            shared.refuse(*number, Reason::FieldAdded);
            return Ok(());
        }
        new_part(shared, *number, part)?;
        if let Some(known) = value(shared, *number, part)? {
            signed = Some(known);
        }
    }
    judge(shared, number, new, signed.as_ref(), &parts)
}

fn descendants(fields: &Fields, ancestor: u32) -> Vec<(u32, &Field)> {
    let mut found: Vec<(u32, &Field)> = Vec::new();
    let mut todo = fields.kids(ancestor).to_vec();
    while let Some(number) = todo.pop() {
        if let Some(field) = fields.by_number.get(&number) {
            found.push((number, field));
            todo.extend(fields.kids(number));
        }
    }
    found
}

fn new_part(shared: &mut Shared<'_, '_>, number: u32, part: &Field) -> Result<(), PdfError> {
    for (key, _) in part
        .dict
        .iter()
        .filter(|(key, _)| !NEW.contains(&key.as_bytes()))
    {
        field::refuse_key(shared, number, part, &lossy(key.as_bytes()));
    }
    shared.ledger.approve(number, Via::NewObject);
    shared.widgets.insert(number);
    refuse_other_annotations(shared, number, part);
    appearance::approve(shared, number, &part.dict)?;
    let pair = shared.pair;
    if let Some(kids) = part
        .dict
        .reference(b"Kids")
        .map(|kids| kids.number)
        .filter(|kids| pair.is_added(*kids))
    {
        shared.ledger.approve(kids, Via::NewObject);
    }
    shared.ledger.approve_new_below(
        pair,
        below(
            &part.dict,
            &[b"Lock", b"MK", b"SV", b"DR", b"BS", b"Border", b"Rect"],
        ),
    );
    Ok(())
}

fn below(dict: &Dict, keys: &[&[u8]]) -> Vec<u32> {
    keys.iter()
        .filter_map(|key| dict.get(key))
        .flat_map(targets)
        .collect()
}

/// The field's signature, which must be intact and cover this revision; approves its dictionary.
fn value(shared: &mut Shared<'_, '_>, number: u32, new: &Field) -> Result<Option<Known>, PdfError> {
    let pair = shared.pair;
    let dictionary = match pair.new.value(&new.dict, b"V")? {
        Object::Null => return Ok(None),
        Object::Dictionary(dictionary) => dictionary,
        _ => Dict::new(),
    };
    let Some(known) = shared.intact_signature(&dictionary).cloned() else {
        not_intact(shared, number, new);
        return Ok(None);
    };
    let entry = new.dict.get(b"V").map(targets).unwrap_or_default();
    shared.ledger.approve_new_below(pair, entry);
    Ok(Some(known))
}

/// Whether the new field may be there, signed or still empty.
fn judge(
    shared: &mut Shared<'_, '_>,
    number: u32,
    new: &Field,
    signed: Option<&Known>,
    parts: &[(u32, &Field)],
) -> Result<(), PdfError> {
    let visible: Vec<&Field> = parts
        .iter()
        .map(|(_, part)| *part)
        .filter(|part| placement::is_visible(&part.dict))
        .collect();
    let Some(known) = signed else {
        // An empty field is for somebody to sign later; it has nothing to show.
        for (number, part) in parts {
            if placement::paints(shared, *number, part)? {
                not_intact(shared, *number, new);
            }
        }
        refuse_new_field(shared, number);
        shared
            .ledger
            .touch(Touch::signed(&new.name, true, false), number);
        return Ok(());
    };
    refuse_late_certification(shared, number, known);
    for part in &visible {
        placement::judge(shared, number, part, known, true)?;
    }
    let timestamp = known.kind == SignatureKind::DocumentTimestamp && visible.is_empty();
    if !timestamp {
        refuse_new_field(shared, number);
    }
    shared
        .ledger
        .touch(Touch::signed(&new.name, true, timestamp), number);
    Ok(())
}
