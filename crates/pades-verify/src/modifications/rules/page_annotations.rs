//! Pages (ISO 32000-2 §7.7.3.3): the widgets of approved signature fields may join a page's annotations, and what the certification lets
//! others write. Nothing else of a page changes.

use std::collections::HashSet;

use pdf_revisions::{Dict, Object, PdfError};

use super::{Reason, Shared, annotations, lossy, structure};
use crate::modifications::ledger::{Touch, Via};

pub(super) fn apply(shared: &mut Shared<'_, '_>) -> Result<(), PdfError> {
    let pair = shared.pair;
    annotations::changed(shared)?;
    annotations::shown_otherwise(shared)?;
    for (number, changed) in &pair.changed {
        match (&changed.old, &changed.new) {
            (Object::Dictionary(old), Object::Dictionary(new)) if is_page(old) => {
                page(shared, *number, old, new)?
            }
            (Object::Array(old), Object::Array(new)) if is_annotations(shared, *number) => {
                shared.ledger.explain("page-annotations");
                shared.ledger.approve(*number, Via::Keys(&[b"Annots"]));
                list(shared, *number, (old, new))?;
            }
            _ => {}
        }
    }
    Ok(())
}

pub(super) fn is_page(dict: &Dict) -> bool {
    dict.name(b"Type").is_some_and(|kind| *kind == "Page")
}

fn is_annotations(shared: &Shared<'_, '_>, number: u32) -> bool {
    let edges = shared.pair.graph.edges(number);
    !edges.is_empty()
        && edges.iter().all(|edge| {
            edge.keys
                .last()
                .is_some_and(|key| key.as_ref() == b"Annots")
        })
}

fn page(shared: &mut Shared<'_, '_>, number: u32, old: &Dict, new: &Dict) -> Result<(), PdfError> {
    let pair = shared.pair;
    shared.ledger.explain("page-annotations");
    shared.ledger.approve(number, Via::Anywhere);
    for key in pair.differing(old, new)? {
        let order = pair.new.value(new, b"Tabs")?;
        if key == b"Tabs" && is_order(&order) {
            let structure = order.as_name().is_some_and(|name| *name == "S");
            let usual = order.is_null() || structure && !old.contains(b"Tabs");
            shared.ledger.touch(Touch::TabOrder { usual }, number);
            continue;
        }
        if key == b"StructParents" && structure::is_unused(shared, old, new)? {
            continue;
        }
        if key != b"Annots" {
            shared.refuse(number, Reason::PageChanged { key: lossy(key) });
            continue;
        }
        let (before, after) = (
            pair.old.value(old, b"Annots")?,
            pair.new.value(new, b"Annots")?,
        );
        if let Some(array) = new
            .reference(b"Annots")
            .filter(|array| pair.is_added(array.number))
        {
            shared.ledger.approve(array.number, Via::NewObject);
        }
        match (before, after) {
            (Object::Null, Object::Array(after)) => list(shared, number, (&[], &after))?,
            (Object::Array(before), Object::Null) => list(shared, number, (&before, &[]))?,
            (Object::Array(before), Object::Array(after)) => {
                list(shared, number, (&before, &after))?
            }
            _ => shared.refuse(number, Reason::AnnotationsChanged),
        }
    }
    Ok(())
}

/// ISO 32000-2 Table 31, /Tabs: rows, columns, structure, the array's own order, widgets first.
fn is_order(value: &Object) -> bool {
    value.is_null()
        || value
            .as_name()
            .is_some_and(|name| matches!(name.as_bytes(), b"R" | b"C" | b"S" | b"A" | b"W"))
}

fn number_of(item: &Object) -> Option<u32> {
    item.as_reference().map(|reference| reference.number)
}

/// The old annotations stay in their order; what joins them are approved widgets, and what the certification lets others write.
fn list(
    shared: &mut Shared<'_, '_>,
    number: u32,
    (old, new): (&[Object], &[Object]),
) -> Result<(), PdfError> {
    let listed: HashSet<u32> = new.iter().filter_map(number_of).collect();
    let stays = |item: &&Object| match number_of(item) {
        Some(number) => listed.contains(&number),
        None => new.contains(item),
    };
    let kept: Vec<&Object> = old.iter().filter(stays).collect();
    let mut left = kept.into_iter().peekable();
    for item in new {
        if left.peek().is_some_and(|next| *next == item) {
            left.next();
            continue;
        }
        let approved = item
            .as_reference()
            .is_some_and(|reference| shared.widgets.contains(&reference.number));
        if !approved && !annotations::joins(shared, item)? {
            shared.refuse(number, Reason::AnnotationsChanged);
            return Ok(());
        }
    }
    let gone = old.iter().filter(|item| !stays(item));
    let mut all_let_go = left.next().is_none();
    for item in gone {
        all_let_go &= annotations::leaves(shared, item)?;
    }
    if !all_let_go {
        shared.refuse(number, Reason::AnnotationsChanged);
    }
    Ok(())
}
