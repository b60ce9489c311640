//! `/Extensions` of the catalog (ISO 32000-2 §7.12): a signer that uses an extension says so. It changes nothing that is shown.

use std::collections::BTreeSet;
use std::rc::Rc;

use pdf_revisions::{Object, PdfError};

use super::catalog::Catalogs;
use super::{Reason, Shared, lossy};
use crate::modifications::graph::targets;
use crate::modifications::ledger::{Touch, Via};

pub(super) fn apply(shared: &mut Shared<'_, '_>, catalogs: &Catalogs) -> Result<(), PdfError> {
    let pair = shared.pair;
    let entry = catalogs
        .new
        .get(b"Extensions")
        .cloned()
        .unwrap_or(Object::Null);
    let members = Rc::new(members(shared, &entry)?);
    let touched = members
        .iter()
        .copied()
        .find(|member| pair.changed.contains_key(member));
    let differs = !pair
        .compare
        .same(catalogs.old.get(b"Extensions"), Some(&entry))?;
    if !differs && touched.is_none() {
        return Ok(());
    }
    if pair.new.deref(&entry)?.as_dict().is_none() {
        shared.refuse(
            None,
            Reason::CatalogChanged {
                key: lossy(b"Extensions"),
            },
        );
        return Ok(());
    }
    shared.ledger.explain("extensions");
    shared.ledger.touch(Touch::LongTerm, touched);
    for member in members.iter() {
        catalogs.approve(shared.ledger, *member, b"Extensions");
        shared
            .ledger
            .approve(*member, Via::Within(Rc::clone(&members)));
    }
    Ok(())
}

/// The dictionary, its developer dictionaries and arrays of them: two levels of references at most.
fn members(shared: &Shared<'_, '_>, entry: &Object) -> Result<BTreeSet<u32>, PdfError> {
    let mut members = BTreeSet::new();
    let mut level = targets(entry);
    for _ in 0..3 {
        let mut next = Vec::new();
        for number in level {
            if members.insert(number)
                && let Some(changed) = shared.pair.changed.get(&number)
            {
                next.extend(targets(&changed.new));
            }
        }
        level = next;
    }
    Ok(members)
}
