//! The parent tree of the structure (ISO 32000-2 §14.7.5.4), a number tree (§7.9.7).

use std::collections::{BTreeMap, BTreeSet};

use pdf_revisions::{Dict, Object, PdfError, View};

use crate::modifications::pair::Pair;

/// The entries and the nodes that are objects of their own.
#[derive(Debug, Default)]
pub(super) struct ParentTree {
    pub(super) entries: BTreeMap<i64, Object>,
    pub(super) nodes: BTreeSet<u32>,
}

impl ParentTree {
    /// Reads the tree at `/ParentTree`; entries past the limit are left out, which makes two trees differ.
    pub(super) fn read(view: View<'_>, root: &Dict, limit: usize) -> Result<Self, PdfError> {
        let mut tree = Self::default();
        let mut todo: Vec<Object> = root.get(b"ParentTree").cloned().into_iter().collect();
        let mut seen = 0_usize;
        while let Some(node) = todo.pop() {
            seen = seen.saturating_add(1);
            if seen > limit || tree.entries.len() > limit {
                break;
            }
            if let Some(reference) = node.as_reference()
                && !tree.nodes.insert(reference.number)
            {
                continue;
            }
            let resolved = view.deref(&node)?;
            let Some(node) = resolved.as_dict() else {
                continue;
            };
            for key in [b"Nums".as_slice(), b"Kids"] {
                if let Some(array) = node.reference(key) {
                    tree.nodes.insert(array.number);
                }
            }
            if let Object::Array(kids) = view.value(node, b"Kids")? {
                todo.extend(kids);
            }
            if let Object::Array(pairs) = view.value(node, b"Nums")? {
                tree.add(view, &pairs)?;
            }
        }
        Ok(tree)
    }

    fn add(&mut self, view: View<'_>, pairs: &[Object]) -> Result<(), PdfError> {
        for pair in pairs.chunks_exact(2) {
            if let [key, value] = pair
                && let Some(key) = view.deref(key)?.as_integer()
            {
                self.entries.insert(key, value.clone());
            }
        }
        Ok(())
    }
}

/// The same element, or the same elements for the marked content of a page.
pub(super) fn same(pair: &Pair<'_>, old: &Object, new: &Object) -> Result<bool, PdfError> {
    if old == new {
        return Ok(true);
    }
    let (old, new) = (pair.old.deref(old)?, pair.new.deref(new)?);
    Ok(match (old.as_array(), new.as_array()) {
        (Some(old), Some(new)) => old == new,
        _ => false,
    })
}

/// An entry that gives nothing a place.
pub(super) fn is_nothing(view: View<'_>, entry: &Object) -> Result<bool, PdfError> {
    Ok(match view.deref(entry)?.as_ref() {
        Object::Null => true,
        Object::Array(items) => items.iter().all(Object::is_null),
        _ => false,
    })
}
