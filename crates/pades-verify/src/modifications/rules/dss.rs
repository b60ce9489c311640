//! The document security store (ISO 32000-2 §12.8.4.3; EN 319 142-1 §5.4): validation material may be added and replaced, never removed
//! as a whole.

use pdf_revisions::{Object, PdfError};

use super::catalog::Catalogs;
use super::{Reason, Shared, lossy};
use crate::modifications::ledger::Touch;

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
    let members = catalogs.members(shared, b"DSS")?;
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
    catalogs.approve_all(shared, &members, b"DSS");
    Ok(())
}

/// EN 319 142-1 §5.4.2.2: the keys of the store.
fn has_shape(store: &Object) -> bool {
    let known: [&[u8]; 6] = [b"Type", b"VRI", b"Certs", b"OCSPs", b"CRLs", b"Extensions"];
    store
        .as_dict()
        .is_some_and(|dict| dict.iter().all(|(key, _)| known.contains(&key.as_bytes())))
}
