//! `/Perms` of the catalog (ISO 32000-2 §12.8.6): appears with a certification signature, which must be the first signature.

use pdf_revisions::{Dict, Object, PdfError};

use super::catalog::Catalogs;
use super::{Reason, Shared, dictionary, lossy, number};
use crate::modifications::graph::Node;
use crate::modifications::ledger::{Touch, Via};
use crate::report::SignatureKind;

pub(super) fn apply(shared: &mut Shared<'_, '_>, catalogs: &Catalogs) -> Result<(), PdfError> {
    let pair = shared.pair;
    let old = dictionary(pair.old, &catalogs.old, b"Perms")?;
    let new = dictionary(pair.new, &catalogs.new, b"Perms")?;
    let at = number(&catalogs.new, b"Perms");
    shared.ledger.explain("permissions");
    if let Some(at) = at {
        catalogs.approve(shared.ledger, at, b"Perms");
    }
    let holder = at.map_or(catalogs.node, Node::Object);
    for key in pair.differing(&old, &new)? {
        if key == b"DocMDP" && !old.contains(b"DocMDP") && is_certification(shared, &new)? {
            certification(shared, &new, holder);
        } else {
            shared.refuse(
                at,
                Reason::CatalogChanged {
                    key: format!("Perms/{}", lossy(key)),
                },
            );
        }
    }
    Ok(())
}

fn is_certification(shared: &Shared<'_, '_>, permissions: &Dict) -> Result<bool, PdfError> {
    let Object::Dictionary(signature) = shared.pair.new.value(permissions, b"DocMDP")? else {
        return Ok(false);
    };
    let known = shared.intact_signature(&signature);
    Ok(known.is_some_and(|known| known.restrictions.certifies.is_some()))
}

/// ISO 32000-2 §12.8.2.2.1: the certification signature is the first one; a document time-stamp may come before.
fn certification(shared: &mut Shared<'_, '_>, permissions: &Dict, holder: Node) {
    let at = number(permissions, b"DocMDP");
    if shared
        .earlier_signatures()
        .any(|known| known.kind == SignatureKind::Signature)
    {
        shared.refuse(at, Reason::CertificationNotFirst);
        return;
    }
    if let Some(at) = at {
        shared.ledger.approve(at, Via::Slot(holder, b"DocMDP"));
        shared.ledger.approve(at, Via::Slot(holder, b"Perms"));
        shared.ledger.touch(Touch::LongTerm, at);
    }
}
