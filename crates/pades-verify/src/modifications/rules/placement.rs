//! Where a new visible signature may stand, and whose it may be.

use pdf_revisions::{Dict, Object, PdfError};

use super::{Reason, Shared};
use crate::modifications::Known;
use crate::modifications::fields::Field;

/// Whether a widget shows anything: a rectangle with an area, and not hidden (ISO 32000-2 Table 167, bit 2).
pub(super) fn is_visible(widget: &Dict) -> bool {
    let hidden = widget.integer(b"F").unwrap_or(0) & 0b10 != 0;
    !hidden && widget.get(b"Rect").is_some_and(|rectangle| has_area(rectangle))
}

fn has_area(rectangle: &Object) -> bool {
    let Some(items) = rectangle.as_array() else {
        return true;
    };
    let numbers: Vec<f64> = items.iter().filter_map(Object::as_number).collect();
    match numbers.as_slice() {
        [left, bottom, right, top] => (right - left).abs() > 0.0 && (top - bottom).abs() > 0.0,
        _ => true,
    }
}

/// Under certification a new visible signature is allowed to signers of the certifier's own issuer.
pub(super) fn judge(shared: &mut Shared<'_, '_>, number: u32, part: &Field, known: &Known) -> Result<(), PdfError> {
    let policy = shared.context.policy;
    if !policy.new_visible_signatures_of_same_issuer {
        return Ok(());
    }
    let certifier = shared.earlier_signatures().find(|earlier| earlier.restrictions.certifies.is_some()).cloned();
    if let Some(certifier) = certifier
        && !same_issuer(&certifier, known)
    {
        shared.refuse(number, Reason::SignatureOfOtherIssuer { field: part.name.clone() });
    }
    Ok(())
}

/// The same issuer name and the same authority key identifier; decided without anchors, trust stays its own axis.
fn same_issuer(one: &Known, other: &Known) -> bool {
    let (Some(one), Some(other)) = (&one.signer, &other.signer) else {
        return false;
    };
    one.issuer_der() == other.issuer_der() && one.authority_key_identifier() == other.authority_key_identifier()
}
