//! Elements of the structure tree and what stands in them (ISO 32000-2 §14.7.2).

use pdf_revisions::{Dict, Object, PdfError, View};

/// A structure element says so, or has a structure type and a parent.
pub(super) fn is_element(dict: &Dict) -> bool {
    match dict.name(b"Type") {
        Some(kind) => *kind == "StructElem",
        None => dict.name(b"S").is_some() && dict.reference(b"P").is_some(),
    }
}

/// `/K` as a list: one kid may stand there by itself.
pub(super) fn kids(view: View<'_>, dict: &Dict) -> Result<Vec<Object>, PdfError> {
    let Some(entry) = dict.get(b"K") else {
        return Ok(Vec::new());
    };
    Ok(match view.deref(entry)?.into_owned() {
        Object::Null => Vec::new(),
        Object::Array(items) => items,
        _ => vec![entry.clone()],
    })
}
