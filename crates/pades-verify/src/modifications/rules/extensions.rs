//! `/Extensions` of the catalog (ISO 32000-2 §7.12): a signer that uses an extension says so. It changes nothing that is shown.

use pdf_revisions::{Object, PdfError};

use super::catalog::Catalogs;
use super::{Reason, Shared, lossy};
use crate::modifications::ledger::Touch;

pub(super) fn apply(shared: &mut Shared<'_, '_>, catalogs: &Catalogs) -> Result<(), PdfError> {
    let pair = shared.pair;
    let entry = catalogs
        .new
        .get(b"Extensions")
        .cloned()
        .unwrap_or(Object::Null);
    let members = catalogs.members(shared, b"Extensions")?;
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
    catalogs.approve_all(shared, &members, b"Extensions");
    Ok(())
}
