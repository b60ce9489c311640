//! Document information (ISO 32000-2 §14.3.3): when and with what the file was saved may change, what it says about itself may not.

use pdf_revisions::PdfError;

use super::{Reason, Shared, dictionary, lossy, number};
use crate::modifications::graph::Node;
use crate::modifications::ledger::{Touch, Via};

pub(super) fn apply(shared: &mut Shared<'_, '_>) -> Result<(), PdfError> {
    let pair = shared.pair;
    let old = dictionary(pair.old, pair.old.trailer(), b"Info")?;
    let new = dictionary(pair.new, pair.new.trailer(), b"Info")?;
    shared.ledger.explain("information");
    let at = number(pair.new.trailer(), b"Info");
    let differing = pair.differing(&old, &new)?;
    for key in &differing {
        let allowed = match *key {
            b"ModDate" | b"Producer" => new.contains(key),
            b"CreationDate" | b"Creator" => !old.contains(key),
            _ => false,
        };
        if !allowed {
            shared.refuse(at, Reason::InformationChanged { key: lossy(key) });
        }
    }
    if !differing.is_empty() {
        shared.ledger.touch(Touch::LongTerm, at);
    }
    if let Some(at) = at {
        shared.ledger.approve(at, Via::Slot(Node::Trailer, b"Info"));
    }
    Ok(())
}
