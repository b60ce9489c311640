//! What a document does (ISO 32000-2 §12.6).

use pdf_revisions::{Dict, Object, PdfError, View};

use super::objects::is;
use super::{Found, LintKind};

/// Actions that reach out of the document (§12.6.4.3 to §12.6.4.6, §12.7.6).
const EXTERNAL: [&str; 5] = ["GoToE", "GoToR", "ImportData", "Launch", "SubmitForm"];
/// Actions that play something (§12.6.4.9, §12.6.4.10, §12.6.4.14).
const PLAYS: [&str; 3] = ["Movie", "Rendition", "Sound"];

/// What a dictionary does, if it is an action or has some that need no click. A web address (`/URI`) is only followed by a person who
/// clicks on it, and is not told.
pub(super) fn of(dict: &Dict) -> Vec<LintKind> {
    let mut kinds = Vec::new();
    if dict.contains(b"JS") || is(dict, b"S", "JavaScript") {
        kinds.push(LintKind::Javascript);
    }
    if EXTERNAL.iter().any(|kind| is(dict, b"S", kind)) {
        kinds.push(LintKind::ActionExternal);
    }
    if PLAYS.iter().any(|kind| is(dict, b"S", kind)) {
        kinds.push(LintKind::Multimedia);
    }
    if matches!(
        dict.get(b"AA"),
        Some(Object::Dictionary(_) | Object::Reference(_))
    ) {
        kinds.push(LintKind::ActionAutomatic);
    }
    kinds
}

/// `/OpenAction`: going to a place of the document itself is what writers of all kinds put there.
pub(super) fn at_opening(view: View<'_>, found: &mut Found) -> Result<(), PdfError> {
    let catalog = view.catalog()?;
    if let Object::Dictionary(action) = view.value(&catalog, b"OpenAction")?
        && !is(&action, b"S", "GoTo")
    {
        found.note(LintKind::ActionAutomatic);
    }
    Ok(())
}
