//! Document information (ISO 32000-2 §14.3.3): when and with what the file was saved may change at every level; what it says about itself is
//! metadata, as in XMP. Nothing is taken away.

use pdf_revisions::{Object, PdfError};

use super::{Reason, Shared, dictionary, lossy, number};
use crate::modifications::graph::Node;
use crate::modifications::ledger::{Touch, Via};
use crate::text;

pub(super) fn apply(shared: &mut Shared<'_, '_>) -> Result<(), PdfError> {
    let pair = shared.pair;
    let old = dictionary(pair.old, pair.old.trailer(), b"Info")?;
    let new = dictionary(pair.new, pair.new.trailer(), b"Info")?;
    shared.ledger.explain("information");
    let at = number(pair.new.trailer(), b"Info");
    for key in pair.differing(&old, &new)? {
        if same_text(&pair.old.value(&old, key)?, &pair.new.value(&new, key)?) {
            continue;
        }
        let saved = match key {
            b"ModDate" | b"Producer" => new.contains(key),
            b"CreationDate" | b"Creator" => !old.contains(key),
            _ => false,
        };
        let said = matches!(
            new.get(key),
            Some(Object::String(_) | Object::Name(_) | Object::Boolean(_))
        );
        if saved {
            shared.ledger.touch(Touch::LongTerm, at);
        } else if said {
            shared.ledger.touch(Touch::Metadata, at);
        } else {
            shared.refuse(at, Reason::InformationChanged { key: lossy(key) });
        }
    }
    if let Some(at) = at {
        shared.ledger.approve(at, Via::Slot(Node::Trailer, b"Info"));
    }
    Ok(())
}

/// Writers write a text again in another encoding (ISO 32000-2 §7.9.2.2): it says the same.
pub(super) fn same_text(old: &Object, new: &Object) -> bool {
    match (old.as_string(), new.as_string()) {
        (Some(old), Some(new)) => text::text(&old.bytes) == text::text(&new.bytes),
        _ => false,
    }
}
