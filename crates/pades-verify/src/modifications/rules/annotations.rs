//! Annotations where the certification lets others write them, `P = 3` (ISO 32000-2 Table 257): notes and markup may join, change and leave.
//! Never with an action that does more than lead somewhere, never with a file, a film or a script; nothing that hides content.

use std::collections::BTreeSet;

use pdf_revisions::{Dict, Name, Object, PdfError, View};

use super::beneath;
use super::{Reason, Shared, appearance, lossy, placement};
use crate::modifications::covering;
use crate::modifications::fields::Field;
use crate::modifications::graph::{Edge, Node, targets};
use crate::modifications::ledger::{Touch, Via};
use crate::modifications::painting::{Painting, Purpose, rectangle};
use crate::policy::OverContent;
use crate::report::Permissions;

/// Kinds of annotations that say something about a page (ISO 32000-2 Table 171) and bring nothing of their own that runs or opens.
const KINDS: &[&str] = &[
    "Text",
    "Link",
    "FreeText",
    "Line",
    "Square",
    "Circle",
    "Polygon",
    "PolyLine",
    "Highlight",
    "Underline",
    "Squiggly",
    "StrikeOut",
    "Caret",
    "Stamp",
    "Ink",
    "Popup",
];

/// What such an annotation consists of (ISO 32000-2 Tables 166, 172 to 185): no additional actions, no optional content, no files.
const KEYS: &[&[u8]] = &[
    b"Type",
    b"Subtype",
    b"Rect",
    b"Contents",
    b"P",
    b"NM",
    b"M",
    b"F",
    b"AP",
    b"AS",
    b"Border",
    b"BS",
    b"BE",
    b"C",
    b"IC",
    b"CA",
    b"ca",
    b"BM",
    b"Lang",
    b"StructParent",
    b"T",
    b"Popup",
    b"RC",
    b"CreationDate",
    b"IRT",
    b"Subj",
    b"RT",
    b"IT",
    b"Name",
    b"Open",
    b"Parent",
    b"State",
    b"StateModel",
    b"QuadPoints",
    b"DA",
    b"Q",
    b"DS",
    b"CL",
    b"RD",
    b"LE",
    b"L",
    b"LL",
    b"LLE",
    b"LLO",
    b"CP",
    b"Cap",
    b"CO",
    b"Vertices",
    b"InkList",
    b"Sy",
    b"H",
    b"A",
    b"Dest",
];

/// What stays as it was when an annotation is changed.
const KEPT: &[&[u8]] = &[b"Subtype", b"P", b"StructParent", b"A", b"Dest"];

/// From where an annotation may be referred to: pages, other annotations, the structure.
const REFERRERS: &[&[u8]] = &[b"Annots", b"Popup", b"Parent", b"IRT", b"Obj"];

/// Whether the signatures so far let annotations be written.
pub(super) fn are_allowed(shared: &Shared<'_, '_>) -> bool {
    shared.certified() == Some(Permissions::Annotations)
}

/// A markup annotation or a link, as opposed to widgets and to what runs.
fn is_remark(dict: &Dict) -> bool {
    dict.name(b"Subtype")
        .is_some_and(|kind| KINDS.iter().any(|known| *kind == **known))
}

/// An annotation that joins a page. Tells whether it may.
pub(super) fn joins(shared: &mut Shared<'_, '_>, item: &Object) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let Some(number) = item.as_reference().map(|reference| reference.number) else {
        return Ok(false);
    };
    let Some(changed) = pair
        .changed
        .get(&number)
        .filter(|changed| changed.is_added())
    else {
        return Ok(false);
    };
    let Object::Dictionary(dict) = &changed.new else {
        return Ok(false);
    };
    if !are_allowed(shared) || !is_remark(dict) || !consists_of_known(shared, dict)? {
        return Ok(false);
    }
    shared.ledger.explain("annotations");
    shared.ledger.approve(number, Via::NewObject);
    shared.ledger.touch(Touch::Annotation, number);
    shared.annotations.insert(number);
    appearance::approve(shared, number, dict)?;
    approve_parts(shared, dict);
    refuse_if_it_hides(shared, number, dict)?;
    Ok(true)
}

/// An annotation that was there and changed.
pub(super) fn changed(shared: &mut Shared<'_, '_>) -> Result<(), PdfError> {
    let pair = shared.pair;
    for (number, object) in &pair.changed {
        let (Object::Dictionary(old), Object::Dictionary(new)) = (&object.old, &object.new) else {
            continue;
        };
        let is_field = pair.old_fields.by_number.contains_key(number)
            || pair.new_fields.by_number.contains_key(number);
        if is_field || !is_remark(old) || !are_allowed(shared) {
            continue;
        }
        let differing = pair.differing(old, new)?;
        let kept = differing.iter().all(|key| !KEPT.contains(key));
        if !kept || !consists_of_known(shared, new)? {
            shared.refuse(*number, Reason::AnnotationsChanged);
        }
        shared.ledger.explain("annotations");
        shared.ledger.approve(*number, Via::Keys(REFERRERS));
        shared.ledger.touch(Touch::Annotation, *number);
        shared.annotations.insert(*number);
        appearance::refuse_shared(shared, *number);
        appearance::approve(shared, *number, new)?;
        approve_parts(shared, new);
        refuse_if_it_hides(shared, *number, new)?;
    }
    Ok(())
}

/// Annotations that stayed, while the streams that show them were replaced in their places.
pub(super) fn shown_otherwise(shared: &mut Shared<'_, '_>) -> Result<(), PdfError> {
    let pair = shared.pair;
    if !are_allowed(shared) {
        return Ok(());
    }
    let replaced = pair.changed.iter();
    let replaced = replaced.filter(|(_, object)| matches!(object.new, Object::Stream(_)));
    let edges = replaced.flat_map(|(number, _)| pair.graph.edges(*number));
    let shows = |edge: &&Edge| edge.keys.first().is_some_and(|key| key.as_ref() == b"AP");
    let shown: BTreeSet<u32> = edges
        .filter(shows)
        .filter_map(|edge| match edge.from {
            Node::Object(from) => Some(from),
            Node::Trailer => None,
        })
        .collect();
    for number in shown {
        let is_field = pair.new_fields.by_number.contains_key(&number);
        let Object::Dictionary(dict) = pair.new_object(number)? else {
            continue;
        };
        if is_field || pair.changed.contains_key(&number) || !is_remark(&dict) {
            continue;
        }
        shared.ledger.explain("annotations");
        shared.ledger.touch(Touch::Annotation, number);
        appearance::refuse_shared(shared, number);
        appearance::approve(shared, number, &dict)?;
        refuse_if_it_hides(shared, number, &dict)?;
    }
    Ok(())
}

/// An annotation that leaves a page. Tells whether it may.
pub(super) fn leaves(shared: &mut Shared<'_, '_>, item: &Object) -> Result<bool, PdfError> {
    let Some(reference) = item.as_reference() else {
        return Ok(false);
    };
    if shared.left.contains(&reference.number) {
        return Ok(true);
    }
    let resolved = shared.pair.old.resolve(reference)?;
    let remark = matches!(&resolved, Object::Dictionary(dict) if is_remark(dict));
    if !remark || !are_allowed(shared) {
        return Ok(false);
    }
    shared.ledger.explain("annotations");
    shared.ledger.touch(Touch::Annotation, reference.number);
    shared
        .ledger
        .approve(reference.number, Via::Keys(REFERRERS));
    shared.left.insert(reference.number);
    Ok(true)
}

fn consists_of_known(shared: &Shared<'_, '_>, dict: &Dict) -> Result<bool, PdfError> {
    let known = dict.iter().all(|(key, _)| KEYS.contains(&key.as_bytes()));
    let is_link = dict.name(b"Subtype").is_some_and(|kind| *kind == "Link");
    if !is_link && (dict.contains(b"A") || dict.contains(b"Dest")) {
        return Ok(false);
    }
    Ok(known && leads_somewhere(shared, dict)?)
}

/// A link leads to a place of the document or to an address (ISO 32000-2 §12.6.4.2, §12.6.4.8), and to nothing after that.
fn leads_somewhere(shared: &Shared<'_, '_>, link: &Dict) -> Result<bool, PdfError> {
    let action = shared.pair.new.value(link, b"A")?;
    let Some(action) = action.as_dict() else {
        return Ok(action.is_null());
    };
    let leads = |kind: &Name| *kind == "GoTo" || *kind == "URI";
    Ok(!action.contains(b"Next") && action.name(b"S").is_some_and(leads))
}

/// What else it consists of: the action, the border, the text.
fn approve_parts(shared: &mut Shared<'_, '_>, dict: &Dict) {
    let parts: [&[u8]; 12] = [
        b"A",
        b"BS",
        b"BE",
        b"Border",
        b"RC",
        b"Contents",
        b"Rect",
        b"C",
        b"IC",
        b"QuadPoints",
        b"InkList",
        b"Vertices",
    ];
    let below = parts
        .iter()
        .filter_map(|key| dict.get(key))
        .flat_map(targets)
        .collect();
    shared.ledger.approve_new_below(shared.pair, below);
}

/// `P = 3` lets annotations be written, not what was certified be hidden by them (the evil annotation attack).
fn refuse_if_it_hides(
    shared: &mut Shared<'_, '_>,
    number: u32,
    dict: &Dict,
) -> Result<(), PdfError> {
    let pair = shared.pair;
    let Some(area) = rectangle(pair.new, dict)?.filter(|_| placement::is_visible(dict)) else {
        return Ok(());
    };
    let part = Field {
        name: String::new(),
        dict: dict.clone(),
        is_signature: false,
        parent: None,
    };
    let unreadable = || Painting {
        marks: Vec::new(),
        doubt: Some("it cannot be read"),
    };
    let everywhere = [f64::MIN, f64::MIN, f64::MAX, f64::MAX];
    let above = beneath::shown(pair.new, dict, &area, Purpose::Above, &everywhere)
        .unwrap_or_else(|_| unreadable());
    let drawn = !dict.contains(b"AP") && is_drawn_thickly(pair.new, dict)?;
    for page in placement::pages_of(shared, number, &part) {
        let page = match pair.old.reference_to(page)? {
            Some(reference) => pair.old.resolve(reference)?,
            None => continue,
        };
        let Object::Dictionary(page) = page else {
            continue;
        };
        let mut above = above.clone();
        let turns = placement::quarter_turns(pair.old, &page)?;
        // Notes keep their size on the screen; that one does not turn matters on turned pages.
        let apart = placement::stands_apart(dict, turns).filter(|_| turns != 0);
        above.doubt = above.doubt.or(apart);
        let below = beneath::read(shared, &page, number, &part, &area)
            .map_or_else(|_| unreadable(), |ground| ground.painting);
        let hides = drawn && !below.marks.is_empty()
            || covering::judge(&above, &below, &area, OverContent::NotHidden).is_some();
        if hides {
            let kind = dict.name(b"Subtype").map(|kind| lossy(kind.as_bytes()));
            let kind = kind.unwrap_or_default();
            shared.refuse(number, Reason::AnnotationHidesContent { kind });
        }
    }
    Ok(())
}

/// Readers draw some kinds that bring no appearance: a box with text, a stamp, a filled shape, a border or a pen as wide as a bar.
fn is_drawn_thickly(view: View<'_>, dict: &Dict) -> Result<bool, PdfError> {
    const BAR: f64 = 4.0;
    let kind = dict.name(b"Subtype").map(|kind| kind.as_bytes());
    let dark_marker = matches!(kind, Some(b"Highlight")) && is_dark(view, dict)?;
    if dict.contains(b"IC") || dark_marker || matches!(kind, Some(b"FreeText" | b"Stamp")) {
        return Ok(true);
    }
    let style = match view.value(dict, b"BS")? {
        Object::Dictionary(style) => view.value(&style, b"W")?.as_number(),
        _ => None,
    };
    let border = match view.value(dict, b"Border")? {
        Object::Array(border) => match border.get(2) {
            Some(width) => view.deref(width)?.as_number(),
            None => None,
        },
        _ => None,
    };
    Ok([style, border]
        .into_iter()
        .flatten()
        .any(|width| width > BAR))
}

/// A marker multiplies its colour with the page's: a dark one leaves nothing to be read (ISO 32000-2 Table 166, /C).
fn is_dark(view: View<'_>, dict: &Dict) -> Result<bool, PdfError> {
    const MIDDLE: f64 = 0.5;
    let Object::Array(colour) = view.value(dict, b"C")? else {
        return Ok(false);
    };
    let parts: Vec<f64> = colour.iter().filter_map(Object::as_number).collect();
    let brightness = match parts.as_slice() {
        [] => return Ok(false),
        [grey] => *grey,
        [red, green, blue] => 0.3 * red + 0.59 * green + 0.11 * blue,
        [cyan, magenta, yellow, black] => {
            (1.0 - (0.3 * cyan + 0.59 * magenta + 0.11 * yellow)) * (1.0 - black)
        }
        _ => 0.0,
    };
    Ok(brightness < MIDDLE || parts.len() != colour.len())
}
