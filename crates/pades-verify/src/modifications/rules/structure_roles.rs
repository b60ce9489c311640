//! Roles and classes of structure elements (ISO 32000-2 §14.7.3, §14.7.6.2): names may join that no element has.

use std::collections::BTreeSet;

use pdf_revisions::{Dict, Object, PdfError, View};

use super::structure_kids::kids;
use super::{Shared, dictionary};

/// Whether the map only gained names that no element of the earlier tree has.
pub(super) fn gain(
    shared: &Shared<'_, '_>,
    before: &Dict,
    after: &Dict,
    key: &[u8],
) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let (old, new) = (
        dictionary(pair.old, before, key)?,
        dictionary(pair.new, after, key)?,
    );
    let mut gained = BTreeSet::new();
    for name in pair.differing(&old, &new)? {
        if old.contains(name) {
            return Ok(false);
        }
        gained.insert(name.to_vec());
    }
    // A role may lead to another one.
    let leads = |value: &Object| {
        let name = value.as_name().map(|name| name.as_bytes());
        name.is_some_and(|name| gained.contains(name))
    };
    if old.iter().any(|(_, value)| leads(value)) {
        return Ok(false);
    }
    if gained.is_empty() {
        return Ok(true);
    }
    let own: &[u8] = if key == b"RoleMap" { b"S" } else { b"C" };
    let used = names(pair.old, before, own, shared.context.limits.objects)?;
    Ok(used.is_some_and(|used| used.is_disjoint(&gained)))
}

/// The structure types or the classes of all elements; `None` when there are too many.
fn names(
    view: View<'_>,
    root: &Dict,
    key: &[u8],
    limit: usize,
) -> Result<Option<BTreeSet<Vec<u8>>>, PdfError> {
    let (mut names, mut seen) = (BTreeSet::new(), BTreeSet::new());
    let mut todo = kids(view, root)?;
    let mut left = limit;
    while let Some(kid) = todo.pop() {
        let Some(less) = left.checked_sub(1) else {
            return Ok(None);
        };
        left = less;
        if let Some(reference) = kid.as_reference()
            && !seen.insert(reference)
        {
            continue;
        }
        let Object::Dictionary(element) = view.deref(&kid)?.into_owned() else {
            continue;
        };
        match view.value(&element, key)? {
            Object::Name(name) => drop(names.insert(name.as_bytes().to_vec())),
            Object::Array(list) => {
                let listed = list.iter().filter_map(Object::as_name);
                names.extend(listed.map(|name| name.as_bytes().to_vec()));
            }
            _ => {}
        }
        todo.extend(kids(view, &element)?);
    }
    Ok(Some(names))
}
