//! XMP metadata of the document (ISO 32000-2 §14.3.2). Not at certification level 1: there nothing but validation material changes.

use pdf_revisions::{Object, PdfError};

use super::catalog::Catalogs;
use super::{Reason, Shared, lossy, number};
use crate::modifications::ledger::{Touch, Via};

pub(super) fn apply(shared: &mut Shared<'_, '_>, catalogs: &Catalogs) -> Result<(), PdfError> {
    let pair = shared.pair;
    let at = number(&catalogs.new, b"Metadata");
    let replaced = at.is_some_and(|at| pair.changed.contains_key(&at));
    if !replaced
        && pair
            .compare
            .same(catalogs.old.get(b"Metadata"), catalogs.new.get(b"Metadata"))?
    {
        return Ok(());
    }
    let (Object::Stream(stream), Some(at)) = (pair.new.value(&catalogs.new, b"Metadata")?, at)
    else {
        shared.refuse(
            None,
            Reason::CatalogChanged {
                key: lossy(b"Metadata"),
            },
        );
        return Ok(());
    };
    if stream
        .dict
        .name(b"Subtype")
        .is_none_or(|subtype| *subtype != "XML")
    {
        shared.refuse(
            at,
            Reason::CatalogChanged {
                key: lossy(b"Metadata"),
            },
        );
        return Ok(());
    }
    shared.ledger.explain("metadata");
    shared.ledger.touch(Touch::Metadata, at);
    catalogs.approve(shared.ledger, at, b"Metadata");
    if let Some(length) = number(&stream.dict, b"Length").filter(|length| pair.is_added(*length)) {
        shared.ledger.approve(length, Via::NewObject);
    }
    Ok(())
}
