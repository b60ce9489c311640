//! What a page showed, in the earlier revision, where a new widget lies: its content, and the annotations on it.

use pdf_revisions::{Dict, Object, PdfError, Reference, Stream, View};

use super::{Shared, placement};
use crate::modifications::fields::Field;
use crate::modifications::painting::{
    self, Area, Ink, Mark, Painting, Purpose, overlaps, rectangle,
};

/// Annotations of one page that are looked at: the largest real form has some thousand.
const ANNOTATIONS: usize = 20_000;

/// Everything below a new widget on one page.
#[derive(Debug, Default)]
pub(super) struct Ground {
    pub(super) painting: Painting,
    /// The widgets of earlier signatures among it.
    pub(super) signatures: Vec<Earlier>,
}

/// The widget of a signature that was there before.
#[derive(Debug)]
pub(super) struct Earlier {
    pub(super) field: String,
    pub(super) rectangle: Area,
    /// What it shows where the new widget lies.
    pub(super) painting: Painting,
}

/// What the content of `page` itself showed inside `window`. Of the page that was looked at last all is kept: a form has hundreds of fields.
pub(super) fn content(
    shared: &mut Shared<'_, '_>,
    page: Reference,
    window: &Area,
) -> Result<Painting, PdfError> {
    let view = shared.pair.old;
    let object = view.resolve(page)?;
    let Some(dict) = object.as_dict() else {
        return Ok(Painting::default());
    };
    let kept = shared.content.take().filter(|(kept, _)| *kept == page);
    let whole = match kept {
        Some((_, whole)) => whole,
        None => painting::page(view, dict, &EVERYWHERE)?,
    };
    let painting = match whole.doubt {
        Some(_) => painting::page(view, dict, window),
        None => Ok(whole.within(window)),
    };
    shared.content = Some((page, whole));
    painting
}

pub(super) const EVERYWHERE: Area = [f64::MIN, f64::MIN, f64::MAX, f64::MAX];

/// What `page` showed inside `window`, but for the widget `number` itself, whose newer version is `part`.
pub(super) fn read(
    shared: &Shared<'_, '_>,
    page: &Dict,
    number: u32,
    part: &Field,
    window: &Area,
) -> Result<Ground, PdfError> {
    let view = shared.pair.old;
    let mut ground = Ground {
        painting: painting::page(view, page, window)?,
        signatures: Vec::new(),
    };
    let annotations = match view.value(page, b"Annots")? {
        Object::Array(annotations) => annotations,
        _ => Vec::new(),
    };
    if annotations.len() > ANNOTATIONS {
        ground.painting.doubt = Some("the page has too many annotations");
    }
    for entry in annotations.iter().take(ANNOTATIONS) {
        let own = entry.as_reference().map(|reference| reference.number);
        let annotation = view.deref(entry)?;
        let Some(annotation) = annotation.as_dict().filter(|_| own != Some(number)) else {
            continue;
        };
        let Some(area) = rectangle(view, annotation)?
            .filter(|area| placement::is_visible(annotation) && overlaps(area, window))
        else {
            continue;
        };
        if area == *window && shows_the_same(shared, annotation, &part.dict)? {
            continue;
        }
        let shown = shown(view, annotation, &area, Purpose::Beneath, window)?;
        let signed = own.and_then(|own| signed(shared, own));
        ground.painting.marks.extend(shown.marks.iter().cloned());
        ground.painting.marks.extend(made_up(annotation, &area));
        ground.painting.doubt = ground.painting.doubt.or(shown.doubt);
        if let Some(field) = signed {
            ground.signatures.push(Earlier {
                field: field.name.clone(),
                rectangle: area,
                painting: shown,
            });
        }
    }
    Ok(ground)
}

/// The same appearance in the same place shows what was shown before: programs that sign again and again without asking where.
fn shows_the_same(shared: &Shared<'_, '_>, old: &Dict, new: &Dict) -> Result<bool, PdfError> {
    let looks = old.get(b"AP").is_some();
    Ok(looks && shared.pair.compare.same(old.get(b"AP"), new.get(b"AP"))?)
}

/// The field, when it is a signature field that was signed.
fn signed<'s>(shared: &'s Shared<'_, '_>, number: u32) -> Option<&'s Field> {
    let fields = &shared.pair.old_fields;
    let field = fields
        .by_number
        .get(&number)
        .filter(|field| field.is_signature)?;
    let has_value = |field: &Field| field.dict.get(b"V").is_some_and(|value| !value.is_null());
    let parent = field
        .parent
        .and_then(|parent| fields.by_number.get(&parent));
    (has_value(field) || parent.is_some_and(has_value)).then_some(field)
}

/// What a reader makes of an annotation that brings no appearance: a field of its value, other kinds of their entries (ISO 32000-2 §12.5.6).
fn made_up(annotation: &Dict, area: &Area) -> Option<Mark> {
    let kind = annotation.name(b"Subtype").map(|kind| kind.as_bytes());
    let shows = match kind {
        Some(b"Link" | b"Popup") => false,
        Some(b"Widget") => {
            let signature = annotation.name(b"FT").is_some_and(|kind| *kind == "Sig");
            annotation.contains(b"V") && !signature
        }
        _ => true,
    };
    (shows && !annotation.contains(b"AP")).then_some(Mark {
        area: *area,
        ink: Ink::Picture,
        alpha: 1.0,
    })
}

/// What all appearances of an annotation paint, with the mouse over it or not (ISO 32000-2 §12.5.5).
pub(super) fn shown(
    view: View<'_>,
    annotation: &Dict,
    area: &Area,
    purpose: Purpose,
    window: &Area,
) -> Result<Painting, PdfError> {
    let mut all = Painting::default();
    for stream in appearances(view, annotation)? {
        let one = painting::appearance(view, &stream, area, purpose, window)?;
        all.marks.extend(one.marks);
        all.doubt = all.doubt.or(one.doubt);
    }
    Ok(all)
}

/// States of one appearance; check boxes have two.
const STATES: usize = 100;

fn appearances(view: View<'_>, annotation: &Dict) -> Result<Vec<Stream>, PdfError> {
    let mut found = Vec::new();
    let Object::Dictionary(kinds) = view.value(annotation, b"AP")? else {
        return Ok(found);
    };
    for key in [&b"N"[..], b"R", b"D"] {
        match view.value(&kinds, key)? {
            Object::Stream(stream) => found.push(stream),
            Object::Dictionary(states) => {
                for (_, state) in states.iter().take(STATES) {
                    found.extend(view.deref(state)?.as_stream().cloned());
                }
            }
            _ => {}
        }
    }
    Ok(found)
}
