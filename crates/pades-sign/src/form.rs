//! Where a new signature field is entered: the form's list of fields and the page's list of annotations.

use pdf_revisions::{Dict, Object, Reference};

use crate::archive::PdfA;
use crate::dictionary::{dict, name, text};
use crate::draft::{Draft, wrong_type};
use crate::error::SignError;
use crate::page::{self, Page};
use crate::structure::{self, Tagging};
use crate::visible::Visible;

/// `SignaturesExist` and `AppendOnly` (ISO 32000-2 §12.7.3, table 225).
const SIG_FLAGS: i64 = 3;
/// `Print` and `Locked` (ISO 32000-2 §12.5.3, table 167); PDF/A asks for `Print` (ISO 19005-2 §6.3.2).
const WIDGET_FLAGS: i64 = 4 + 128;

/// A signature field to be added.
pub(crate) struct NewField<'a> {
    /// Its partial name.
    pub(crate) name: &'a str,
    /// The signature.
    pub(crate) value: Reference,
    /// Its lock dictionary.
    pub(crate) lock: Option<Object>,
}

/// Adds a signature field with `value` as its value: where `visible` says, or invisible on the first page. What became of its place in the
/// structure, when the document is tagged and the field is seen.
pub(crate) fn add_field(
    draft: &mut Draft<'_>,
    field: NewField<'_>,
    visible: Option<&Visible>,
) -> Result<Option<Tagging>, SignError> {
    let NewField {
        name: field_name,
        value,
        lock,
    } = field;
    let (page_reference, mut page, mut widget) = match visible {
        None => {
            let (reference, page) = page::find(&draft.view, 1)?;
            let nowhere = Object::Array(vec![Object::Integer(0); 4]);
            let mut widget = widget(field_name, reference, value, nowhere);
            if draft.archive.is_some_and(PdfA::wants_an_appearance) {
                widget.insert("AP", empty_appearance(draft)?);
            }
            (reference, page, widget)
        }
        Some(visible) => {
            let Page {
                reference,
                dict,
                frame,
            } = Page::find(&draft.view, visible.place.page)?;
            let mut widget = widget(field_name, reference, value, visible.place.rect(&frame)?);
            visible.check_claim(draft, &dict)?;
            visible.enter(draft, &mut widget, frame.rotation())?;
            (reference, dict, widget)
        }
    };
    if let Some(lock) = lock {
        // ISO 32000-2 table 235: an indirect reference
        widget.insert("Lock", Object::Reference(draft.add(lock)?));
    }
    let reference = draft.update.allocate()?;
    let tagging = match visible {
        // what is not seen has no place (ISO 14289-1 §7.18.1)
        None => None,
        Some(visible) => {
            structure::enter(draft, reference, page_reference, visible.words(field_name))?
        }
    };
    if let Some((_, Some(key))) = tagging {
        widget.insert("StructParent", Object::Integer(key));
        // ISO 14289-1 §7.18.3: the order of the structure
        page.insert("Tabs", name("S"));
    }
    draft.update.put(reference, Object::Dictionary(widget))?;
    add_annotation(draft, page_reference, page, reference)?;
    draft.edit_catalog_entry("AcroForm", true, |draft, form| {
        add_to_fields(draft, form, reference)?;
        set_sig_flags(draft, form)?;
        Ok(true)
    })?;
    Ok(tagging.map(|(tagging, _)| tagging))
}

/// Says in the form that signatures exist, where it does not say so yet.
pub(crate) fn mark_signed(draft: &mut Draft<'_>) -> Result<(), SignError> {
    draft.edit_catalog_entry("AcroForm", true, |draft, form| set_sig_flags(draft, form))
}

/// Field and widget in one dictionary (ISO 32000-2 §12.5.6.19). A rectangle without area is invisible and needs no
/// appearance (§12.7.5.5; ISO 19005-2 §6.3.3) but in PDF/A-1.
fn widget(field_name: &str, page: Reference, value: Reference, rect: Object) -> Dict {
    let entries = [
        ("Type", name("Annot")),
        ("Subtype", name("Widget")),
        ("FT", name("Sig")),
        ("T", text(field_name)),
        ("V", Object::Reference(value)),
        ("Rect", rect),
        ("F", Object::Integer(WIDGET_FLAGS)),
        ("P", Object::Reference(page)),
    ];
    entries.into_iter().collect()
}

/// An appearance of nothing.
fn empty_appearance(draft: &mut Draft<'_>) -> Result<Object, SignError> {
    let entries = [
        ("Type", name("XObject")),
        ("Subtype", name("Form")),
        ("BBox", Object::Array(vec![Object::Integer(0); 4])),
        ("Resources", Object::Dictionary(Dict::new())),
    ];
    let reference = draft.update.allocate()?;
    let form = entries.into_iter().collect();
    draft.update.put_stream(reference, form, b"");
    Ok(dict([("N", Object::Reference(reference))]))
}

/// Enters `widget` into the page's `/Annots`.
///
/// An array of its own object may be shared with other pages, and a widget belongs to one page only
/// (ISO 32000-2 §12.5.2): the page gets a new array, the old one stays as it is.
fn add_annotation(
    draft: &mut Draft<'_>,
    page_reference: Reference,
    mut page: Dict,
    widget: Reference,
) -> Result<(), SignError> {
    let (mut annotations, indirect) = match page.get(b"Annots") {
        None | Some(Object::Null) => (Vec::new(), false),
        Some(Object::Array(array)) => (array.clone(), false),
        Some(value @ Object::Reference(_)) => (
            array_or_nothing(draft.view.deref(value)?.into_owned(), "/Annots")?,
            true,
        ),
        Some(_) => return Err(wrong_type("/Annots")),
    };
    annotations.push(Object::Reference(widget));
    let mut value = Object::Array(annotations);
    if indirect {
        value = Object::Reference(draft.add(value)?);
    }
    page.insert("Annots", value);
    draft.update.put(page_reference, Object::Dictionary(page))?;
    Ok(())
}

/// Enters the field into the form's `/Fields`, in place.
fn add_to_fields(
    draft: &mut Draft<'_>,
    form: &mut Dict,
    field: Reference,
) -> Result<(), SignError> {
    let home = form.reference(b"Fields");
    let old = draft.view.value(form, b"Fields")?;
    // A reference to nothing is not filled, see `Draft::open_entry`.
    let home = home.filter(|_| !old.is_null());
    let mut fields = array_or_nothing(old, "/Fields")?;
    fields.push(Object::Reference(field));
    match home {
        Some(reference) => draft.update.put(reference, Object::Array(fields))?,
        None => drop(form.insert("Fields", Object::Array(fields))),
    }
    Ok(())
}

/// Sets both flags, keeping others. Says whether that changed anything.
fn set_sig_flags(draft: &Draft<'_>, form: &mut Dict) -> Result<bool, SignError> {
    let old = draft
        .view
        .value(form, b"SigFlags")?
        .as_integer()
        .unwrap_or(0);
    if old & SIG_FLAGS == SIG_FLAGS {
        return Ok(false);
    }
    form.insert("SigFlags", Object::Integer(old | SIG_FLAGS));
    Ok(true)
}

fn array_or_nothing(object: Object, what: &'static str) -> Result<Vec<Object>, SignError> {
    match object {
        Object::Array(array) => Ok(array),
        Object::Null => Ok(Vec::new()),
        _ => Err(wrong_type(what)),
    }
}
