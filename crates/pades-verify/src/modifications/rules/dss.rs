//! The document security store (ISO 32000-2 §12.8.4.3; EN 319 142-1 §5.4): validation material may be added and replaced, never removed
//! as a whole.

use std::collections::BTreeSet;
use std::rc::Rc;

use pdf_revisions::{Object, PdfError};

use super::catalog::Catalogs;
use super::{Reason, Shared, lossy};
use crate::modifications::ledger::{Touch, Via};

pub(super) fn apply(shared: &mut Shared<'_, '_>, catalogs: &Catalogs) -> Result<(), PdfError> {
    let pair = shared.pair;
    let old = pair.old.value(&catalogs.old, b"DSS")?;
    let new = pair.new.value(&catalogs.new, b"DSS")?;
    if new.is_null() {
        if !old.is_null() {
            shared.refuse(None, Reason::DssChanged);
        }
        return Ok(());
    }
    if !has_shape(&new) {
        shared.refuse(None, Reason::CatalogChanged { key: lossy(b"DSS") });
        return Ok(());
    }
    shared.ledger.explain("dss");
    let entry = catalogs.new.get(b"DSS").cloned().unwrap_or(Object::Null);
    let members = members(shared, &entry)?;
    let touched = members
        .iter()
        .copied()
        .find(|member| pair.changed.contains_key(member));
    if touched.is_some()
        || !pair
            .compare
            .same(catalogs.old.get(b"DSS"), catalogs.new.get(b"DSS"))?
    {
        shared.ledger.touch(Touch::LongTerm, touched);
    }
    let members = Rc::new(members);
    for member in members.iter() {
        catalogs.approve(shared.ledger, *member, b"DSS");
        shared
            .ledger
            .approve(*member, Via::Within(Rc::clone(&members)));
    }
    Ok(())
}

/// EN 319 142-1 §5.4.2.2: the keys of the store.
fn has_shape(store: &Object) -> bool {
    let known: [&[u8]; 6] = [b"Type", b"VRI", b"Certs", b"OCSPs", b"CRLs", b"Extensions"];
    store
        .as_dict()
        .is_some_and(|dict| dict.iter().all(|(key, _)| known.contains(&key.as_bytes())))
}

/// Numbers of the indirect objects the store consists of: dictionaries, arrays, and streams as leaves.
fn members(shared: &Shared<'_, '_>, entry: &Object) -> Result<BTreeSet<u32>, PdfError> {
    let mut members = BTreeSet::new();
    let mut todo = vec![entry.clone()];
    while let Some(value) = todo.pop() {
        match value {
            Object::Reference(reference)
                if members.len() < shared.context.limits.objects
                    && members.insert(reference.number) =>
            {
                todo.push(shared.pair.new.resolve(reference)?);
            }
            Object::Array(items) => todo.extend(items),
            Object::Dictionary(dict) => todo.extend(dict.iter().map(|(_, value)| value.clone())),
            // The length of a stream may be an object of its own (ISO 32000-2 §7.3.8.2).
            Object::Stream(stream) => todo.extend(stream.dict.get(b"Length").cloned()),
            _ => {}
        }
    }
    Ok(members)
}
