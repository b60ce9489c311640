//! Dictionaries and arrays that the store, the extensions, the default resources and the parent tree consist of. Who refers to them is asked
//! for: what a page, or the page tree, uses as well is no part of them alone, and lets nothing through.

use std::collections::BTreeSet;

use pdf_revisions::{Dict, Object, PdfError, View};

/// Levels of references: the store, its arrays and `/VRI`, the entries of that, their arrays, streams and their lengths.
pub(super) const LEVELS: usize = 6;
/// Objects of one such structure that are watched. The store of a document signed by hundreds has some thousand.
const COUNT: usize = 100_000;

/// All of them that belong to a structure which changed; `is_changed` tells that of an object.
pub(super) fn containers(
    view: View<'_>,
    is_changed: impl Fn(&u32) -> bool,
) -> Result<BTreeSet<u32>, PdfError> {
    let mut found = BTreeSet::new();
    let catalog = view.catalog()?;
    let root = view.trailer().reference(b"Root");
    let root_changed = root.is_some_and(|root| is_changed(&root.number));
    let mut keep = |structure: BTreeSet<u32>, top: Option<u32>| {
        if root_changed || top.iter().chain(&structure).any(&is_changed) {
            found.extend(structure);
        }
    };
    for key in [b"DSS".as_slice(), b"Extensions"] {
        keep(below(view, catalog.get(key), is_container)?, None);
    }
    let top = |key| catalog.reference(key).map(|top| top.number);
    if let Object::Dictionary(form) = view.value(&catalog, b"AcroForm")? {
        keep(resources(view, &form)?, top(b"AcroForm"));
    }
    // No rule lets its nodes change but with the root.
    let at = top(b"StructTreeRoot");
    if (root_changed || at.as_ref().is_some_and(&is_changed))
        && let Object::Dictionary(root) = view.value(&catalog, b"StructTreeRoot")?
    {
        keep(nodes(view, root.get(b"ParentTree"))?, at);
    }
    Ok(found)
}

fn is_container(value: &Object) -> bool {
    matches!(value, Object::Dictionary(_) | Object::Array(_))
}

/// Numbers of the objects that `entry` leads to, a few levels deep; of streams nothing but the length is looked at (it may be an object of its own,
/// ISO 32000-2 §7.3.8.2).
pub(super) fn below(
    view: View<'_>,
    entry: Option<&Object>,
    wanted: fn(&Object) -> bool,
) -> Result<BTreeSet<u32>, PdfError> {
    let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
    let mut level: Vec<Object> = entry.cloned().into_iter().collect();
    for _ in 0..LEVELS {
        let mut next = Vec::new();
        while let Some(value) = level.pop() {
            match value {
                Object::Reference(reference)
                    if seen.len() < COUNT && seen.insert(reference.number) =>
                {
                    let value = view.resolve(reference)?;
                    if wanted(&value) {
                        found.insert(reference.number);
                    }
                    next.push(value);
                }
                Object::Array(items) => level.extend(items),
                Object::Dictionary(dict) => {
                    level.extend(dict.iter().map(|(_, value)| value.clone()));
                }
                Object::Stream(stream) => level.extend(stream.dict.get(b"Length").cloned()),
                _ => {}
            }
        }
        level = next;
    }
    Ok(found)
}

/// The dictionary of default resources and those of its categories.
pub(super) fn resources(view: View<'_>, form: &Dict) -> Result<BTreeSet<u32>, PdfError> {
    let own = form.reference(b"DR").map(|reference| reference.number);
    let mut found: BTreeSet<u32> = own.into_iter().collect();
    if let Object::Dictionary(resources) = view.value(form, b"DR")? {
        let categories = resources
            .iter()
            .filter_map(|(_, value)| value.as_reference());
        found.extend(categories.map(|reference| reference.number));
    }
    Ok(found)
}

/// The nodes of a number tree (ISO 32000-2 §7.9.7), and their arrays.
fn nodes(view: View<'_>, root: Option<&Object>) -> Result<BTreeSet<u32>, PdfError> {
    let mut found = BTreeSet::new();
    let mut todo: Vec<Object> = root.cloned().into_iter().collect();
    while let Some(node) = todo.pop().filter(|_| found.len() < COUNT) {
        if let Some(reference) = node.as_reference()
            && !found.insert(reference.number)
        {
            continue;
        }
        let Object::Dictionary(node) = view.deref(&node)?.into_owned() else {
            continue;
        };
        for key in [b"Nums".as_slice(), b"Kids"] {
            found.extend(node.reference(key).map(|array| array.number));
        }
        if let Object::Array(kids) = view.value(&node, b"Kids")? {
            todo.extend(kids);
        }
    }
    Ok(found)
}
