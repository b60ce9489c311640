//! Document information (ISO 32000-2 §14.3.3): when and with what the file was saved may change at every level; what it says about itself is
//! metadata, as in XMP. Nothing is taken away.

use pdf_revisions::{Object, PdfError};

use super::{Reason, Shared, dictionary, lossy, number};
use crate::modifications::graph::Node;
use crate::modifications::ledger::{Touch, Via};

pub(super) fn apply(shared: &mut Shared<'_, '_>) -> Result<(), PdfError> {
    let pair = shared.pair;
    let old = dictionary(pair.old, pair.old.trailer(), b"Info")?;
    let new = dictionary(pair.new, pair.new.trailer(), b"Info")?;
    shared.ledger.explain("information");
    let at = number(pair.new.trailer(), b"Info");
    for key in pair.differing(&old, &new)? {
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
