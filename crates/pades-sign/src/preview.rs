//! What a signature will show, before anybody signs.

use pdf_revisions::{Concatenated, PdfFile};

use crate::dictionary::{dict, name};
use crate::draft::Draft;
use crate::error::SignError;
use crate::field::Target;
use crate::request::SignatureRequest;

/// The file as [`crate::prepare`] would show it, with an empty signature in place of the real one: to be rendered, not to be kept. Needs no
/// key and no certificate, so what only they decide (seed values, locks, a certification) is not asked.
///
/// # Errors
/// As [`crate::prepare`], for what concerns the field and its place.
pub fn preview(file: &PdfFile, request: &SignatureRequest) -> Result<Concatenated, SignError> {
    let mut draft = Draft::new(file)?;
    let fields = draft.view.signature_fields()?;
    let target = Target::choose(&draft.view, &fields, &request.field)?;
    let empty = draft.add(dict([
        ("Type", name("Sig")),
        ("Filter", name("Adobe.PPKLite")),
    ]))?;
    target.set_value(&mut draft, empty, request.visible.as_ref())?;
    let tail = draft.finish()?.tail;
    Ok(Concatenated::new(file.source().clone(), tail))
}
