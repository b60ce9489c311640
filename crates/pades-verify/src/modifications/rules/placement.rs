//! Where a new visible signature may stand, and whose it may be.

use pdf_revisions::{Dict, Object, PdfError, View};

use super::{Reason, Shared};
use crate::modifications::Known;
use crate::modifications::fields::Field;
use crate::modifications::graph::Node;
use crate::modifications::page_text;

/// Whether a widget shows anything: a rectangle with an area, and not hidden (ISO 32000-2 Table 167, bit 2).
pub(super) fn is_visible(widget: &Dict) -> bool {
    let hidden = widget.integer(b"F").unwrap_or(0) & 0b10 != 0;
    !hidden && widget.get(b"Rect").is_some_and(has_area)
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

/// The pages that show a widget: those whose annotations list it, in an array of their own or not.
fn listing(shared: &Shared<'_, '_>, number: u32, in_old: bool) -> Vec<u32> {
    let mut pages = Vec::new();
    for edge in shared.pair.graph.edges(number) {
        let Node::Object(from) = edge.from else {
            continue;
        };
        // What stands in an object that did not change stands there in both revisions.
        let in_both = edge.in_old && !shared.pair.changed.contains_key(&from);
        if edge.in_old != in_old && !in_both {
            continue;
        }
        match edge.keys.last() {
            Some(key) if key.as_ref() == b"Annots" => pages.push(from),
            Some(_) => {}
            // An array that is an object: the pages that refer to it.
            None => {
                let holders = shared.pair.graph.edges(from).iter();
                pages.extend(holders.filter_map(|holder| match holder.from {
                    Node::Object(page) => Some(page),
                    Node::Trailer => None,
                }));
            }
        }
    }
    pages
}

/// Whether a page lists the widget that did not before.
pub(super) fn joins_a_page(shared: &Shared<'_, '_>, number: u32) -> bool {
    let before = listing(shared, number, true);
    let after = listing(shared, number, false);
    after.iter().any(|page| !before.contains(page))
}

/// The pages that show a widget in the newer revision; `/P` is only a hint.
fn pages_of(shared: &Shared<'_, '_>, number: u32, part: &Field) -> Vec<u32> {
    let mut pages = listing(shared, number, false);
    pages.extend(part.dict.reference(b"P").map(|page| page.number));
    pages.sort_unstable();
    pages.dedup();
    pages
}

/// A new widget must not lie on text that was there before: what it shows there would be taken for the document.
fn covers_text(shared: &Shared<'_, '_>, number: u32, part: &Field) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let Some(widget) = area(pair.new, &part.dict)? else {
        return Ok(true);
    };
    for page in pages_of(shared, number, part) {
        let Some(reference) = pair.old.reference_to(page)? else {
            continue;
        };
        let object = pair.old.resolve(reference)?;
        let Some(page) = object.as_dict().filter(|page| page.contains(b"Contents")) else {
            continue;
        };
        // Content that cannot be read may be anything.
        let Ok(areas) = page_text::areas(pair.old, page) else {
            return Ok(true);
        };
        if areas.iter().any(|area| page_text::overlap(area, &widget)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A new widget must not lie on what a form field shows. On an earlier signature it may: a seal does.
fn covers_field(shared: &Shared<'_, '_>, number: u32, part: &Field) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let Some(widget) = area(pair.new, &part.dict)? else {
        return Ok(true);
    };
    let pages = pages_of(shared, number, part);
    for (other, field) in &pair.old_fields.by_number {
        let shows = !field.is_signature
            && *other != number
            && is_visible(&field.dict)
            && field.dict.contains(b"AP");
        let Some(earlier) = area(pair.old, &field.dict)?.filter(|_| shows) else {
            continue;
        };
        let shared_page = field
            .dict
            .reference(b"P")
            .is_none_or(|page| pages.contains(&page.number));
        if shared_page && page_text::overlap(&earlier, &widget) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn area(view: View<'_>, widget: &Dict) -> Result<Option<page_text::Area>, PdfError> {
    let Object::Array(items) = view.value(widget, b"Rect")? else {
        return Ok(None);
    };
    let numbers: Vec<f64> = items.iter().filter_map(Object::as_number).collect();
    let [left, bottom, right, top] = numbers.as_slice() else {
        return Ok(None);
    };
    Ok(Some([
        left.min(*right),
        bottom.min(*top),
        left.max(*right),
        bottom.max(*top),
    ]))
}

/// Under certification a new visible signature is allowed to signers of the certifier's own issuer.
pub(super) fn judge(
    shared: &mut Shared<'_, '_>,
    number: u32,
    part: &Field,
    known: &Known,
) -> Result<(), PdfError> {
    let policy = shared.context.policy;
    if part.dict.contains(b"AP")
        && (covers_text(shared, number, part)? || covers_field(shared, number, part)?)
    {
        shared.refuse(
            number,
            Reason::SignatureCoversContent {
                field: part.name.clone(),
            },
        );
    }
    if policy.new_fields_when_certified != crate::policy::NewFields::SameIssuer {
        return Ok(());
    }
    let certifier = shared
        .earlier_signatures()
        .find(|earlier| earlier.restrictions.certifies.is_some())
        .cloned();
    if let Some(certifier) = certifier
        && !same_issuer(&certifier, known)
    {
        shared.refuse(
            number,
            Reason::SignatureOfOtherIssuer {
                field: part.name.clone(),
            },
        );
    }
    Ok(())
}

/// The same issuer name and the same authority key identifier; decided without anchors, trust stays its own axis.
fn same_issuer(one: &Known, other: &Known) -> bool {
    let (Some(one), Some(other)) = (&one.signer, &other.signer) else {
        return false;
    };
    one.issuer_der() == other.issuer_der()
        && one.authority_key_identifier() == other.authority_key_identifier()
}
