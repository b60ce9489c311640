//! The interactive form (ISO 32000-2 §12.7.3) and its tree of fields: which fields are new, which changed.

use pdf_revisions::{Dict, PdfError};

use super::catalog::Catalogs;
use super::{
    Reason, Shared, annotations, default_appearance, default_resources, field, lossy,
    new_signature, node, number,
};
use crate::modifications::fields::{Field, Fields};
use crate::modifications::ledger::{Touch, Via};

pub(super) fn apply(shared: &mut Shared<'_, '_>, catalogs: &Catalogs) -> Result<(), PdfError> {
    let pair = shared.pair;
    let old = pair.old.value(&catalogs.old, b"AcroForm")?;
    let new = pair.new.value(&catalogs.new, b"AcroForm")?;
    let Some(new) = new.as_dict() else {
        if !old.is_null() || !new.is_null() {
            shared.refuse(
                None,
                Reason::CatalogChanged {
                    key: lossy(b"AcroForm"),
                },
            );
        }
        return Ok(());
    };
    let old = old.as_dict().cloned().unwrap_or_default();
    dictionary(shared, catalogs, &old, new)?;
    tree(shared, &pair.old_fields, &pair.new_fields)
}

fn dictionary(
    shared: &mut Shared<'_, '_>,
    catalogs: &Catalogs,
    old: &Dict,
    new: &Dict,
) -> Result<(), PdfError> {
    let pair = shared.pair;
    shared.ledger.explain("form");
    let at = number(&catalogs.new, b"AcroForm");
    if let Some(at) = at {
        catalogs.approve(shared.ledger, at, b"AcroForm");
    }
    if let Some(array) = number(new, b"Fields") {
        shared.ledger.approve(
            array,
            Via::Slot(node(catalogs.node, &catalogs.new, b"AcroForm"), b"Fields"),
        );
        catalogs.approve(shared.ledger, array, b"AcroForm");
    }
    for key in pair.differing(old, new)? {
        let allowed = match key {
            b"Fields" => true,
            // ISO 32000-2 Table 225: the flags only ever gain bits when a signature is added.
            b"SigFlags" => gains_bits(old, new),
            b"DA" => !old.contains(b"DA") && !default_appearance::asked(shared, old)?.nothing,
            b"DR" => true,
            _ => false,
        };
        if !allowed {
            shared.refuse(at, Reason::FormChanged { key: lossy(key) });
        }
    }
    let form = node(catalogs.node, &catalogs.new, b"AcroForm");
    if !default_resources::grow(shared, form, old, new)? {
        let key = lossy(b"DR");
        shared.refuse(at, Reason::FormChanged { key });
    }
    Ok(())
}

fn gains_bits(old: &Dict, new: &Dict) -> bool {
    let flags = |dict: &Dict| dict.integer(b"SigFlags").unwrap_or(0);
    flags(old) & flags(new) == flags(old) && (0..=3).contains(&flags(new))
}

fn tree(shared: &mut Shared<'_, '_>, before: &Fields, after: &Fields) -> Result<(), PdfError> {
    let pair = shared.pair;
    let inline_same = before.inline.len() == after.inline.len()
        && before
            .inline
            .iter()
            .zip(&after.inline)
            .try_fold(true, |same, (old, new)| {
                Ok::<_, PdfError>(same && pair.compare.same(Some(old), Some(new))?)
            })?;
    if !inline_same || after.repeated && !before.repeated {
        shared.refuse(
            None,
            Reason::FormChanged {
                key: lossy(b"Fields"),
            },
        );
    }
    let gone = |number: &u32| !after.by_number.contains_key(number);
    for (number, old) in before.by_number.iter().filter(|(number, _)| gone(number)) {
        removed(shared, *number, old);
    }
    for (number, old) in &before.by_number {
        if let Some(new) = after.by_number.get(number) {
            field::existing(shared, *number, old, new)?;
        }
    }
    for (number, new) in &after.by_number {
        let below_new = new
            .parent
            .is_some_and(|parent| !before.by_number.contains_key(&parent));
        if before.by_number.contains_key(number) || below_new {
            continue;
        }
        new_signature::added(shared, *number, new, before, after)?;
    }
    Ok(())
}

/// A field, or a widget of one, that is no longer in the form: where annotations may be taken away, so may these.
fn removed(shared: &mut Shared<'_, '_>, number: u32, old: &Field) {
    if old.is_signature {
        let field = old.name.clone();
        shared.refuse(number, Reason::SignatureChanged { field });
        return;
    }
    // Nobody looks at a field that left the form: it goes, or it stays on its page what it was.
    let changed = shared.pair.changed.get(&number);
    let rewritten = changed.is_some_and(|changed| !changed.new.is_null());
    if rewritten || !annotations::are_allowed(shared) || !field::is_widget_or_field(&old.dict) {
        shared.refuse(number, Reason::FieldRemoved);
        return;
    }
    shared.ledger.explain("form");
    let field = old.name.clone();
    shared.ledger.touch(Touch::FieldRemoved { field }, number);
    shared.ledger.approve(number, Via::Keys(field::FIELD_KEYS));
    shared.left.insert(number);
}

impl Touch {
    /// A signature put into a field: a document time-stamp is validation material, anything else is a signature.
    pub(super) fn signed(field: &str, new_field: bool, timestamp: bool) -> Self {
        if timestamp {
            Self::LongTerm
        } else {
            Self::Signature {
                field: field.to_owned(),
                new_field,
            }
        }
    }
}
