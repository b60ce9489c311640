//! Where the signatures' widgets are.

use std::collections::{BTreeMap, HashMap, HashSet};

use pdf_revisions::{Dict, Object, PdfError, Reference, View};

/// A signature's widget on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Widget {
    /// Its annotation.
    pub reference: Reference,
    /// 0 for the first.
    pub page: usize,
    /// `/Rect`, in default user space.
    pub area: [f64; 4],
}

/// How many nodes of the page tree are walked. Ours: who signs longer documents shows where by the caller's word.
const NODES: usize = 20_000;

/// The visible widgets of the signature fields, by the name of the field. A widget is on the page that lists it
/// (ISO 32000-2 §12.5.2 `/Annots`), whatever its own `/P` says; one without an area is invisible (§12.7.5.5).
///
/// # Errors
///
/// When the form or the page tree is malformed.
pub fn widgets(view: &View<'_>) -> Result<BTreeMap<String, Widget>, PdfError> {
    let fields = view.signature_fields()?;
    let mut wanted = HashMap::new();
    for field in fields {
        let signed = field.value.is_some();
        if let (true, Some(widget), Some(area)) = (signed, field.widget, field.rect)
            && area[2] - area[0] >= 1.0
            && area[3] - area[1] >= 1.0
        {
            wanted.insert(widget, (field.name, area));
        }
    }
    let mut found = BTreeMap::new();
    if !wanted.is_empty() {
        walk(view, &mut |page, annotation| {
            if let Some((name, area)) = wanted.remove(&annotation) {
                let reference = annotation;
                found.insert(
                    name,
                    Widget {
                        reference,
                        page,
                        area,
                    },
                );
            }
            wanted.is_empty()
        })?;
    }
    Ok(found)
}

/// Tells every annotation of every page, in order, until told that it is enough.
fn walk(view: &View<'_>, tell: &mut dyn FnMut(usize, Reference) -> bool) -> Result<(), PdfError> {
    let mut waiting: Vec<Reference> = view.catalog()?.reference(b"Pages").into_iter().collect();
    let (mut seen, mut page) = (HashSet::new(), 0);
    while let Some(reference) = waiting.pop() {
        if seen.len() >= NODES || !seen.insert(reference) {
            return Ok(());
        }
        let Object::Dictionary(node) = view.resolve(reference)? else {
            continue;
        };
        let kids = array(view, &node, b"Kids")?;
        if kids.is_empty() {
            let annotations = array(view, &node, b"Annots")?;
            let mut annotations = annotations.iter().filter_map(Object::as_reference);
            if annotations.any(|annotation| tell(page, annotation)) {
                return Ok(());
            }
            page += 1;
        } else {
            waiting.extend(kids.iter().rev().filter_map(Object::as_reference));
        }
    }
    Ok(())
}

fn array(view: &View<'_>, dict: &Dict, key: &[u8]) -> Result<Vec<Object>, PdfError> {
    Ok(match view.value(dict, key)? {
        Object::Array(items) => items,
        _ => Vec::new(),
    })
}
